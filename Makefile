# 两条命令 / Two commands: make site, make test. Everything they need they install themselves.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
TESTED := $(VENV)/.test-ready
BOUND  := $(VENV)/.book-ready
CANARY := .canary/.ready
# one more than processors: tests that drive a browser wait as much as they work
WORKERS = $(shell $(BIN)/python -c "import os; print((os.cpu_count() or 1) + 1)")

.PHONY: site pdf bundle serve check fix weave test bench fuzz lock wheelhouse clean help

site: $(READY)            ## 检查并生成网站 / check, then build the site into site/
	@$(BIN)/python hooks site

serve: $(READY)           ## 边写边看 / live preview on http://127.0.0.1:8000
	@NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs serve --dirty --no-strict

pdf: $(BOUND)             ## 生成网站并印成 PDF / build the site and print it as PDF
	@$(BIN)/python hooks site
	@$(BIN)/python hooks book

bundle: $(BOUND)          ## 打成一个可离线阅读的 zip / one zip to read offline, with site, PDFs and data
	@$(BIN)/python hooks site
	@$(BIN)/python hooks book --no-pages
	@$(BIN)/python hooks bundle

check: $(READY)           ## 只检查 / check only
	@$(BIN)/python hooks check

fix: $(READY)             ## 机械修正 / mechanical repairs
	@$(BIN)/python hooks fix
	@[ ! -x $(BIN)/ruff ] || $(BIN)/ruff check --quiet --fix hooks tests
	@[ ! -x $(BIN)/ruff ] || $(BIN)/ruff format --quiet hooks tests

weave: $(READY)           ## 织成的纯 Markdown，供其他生成器 / woven pages as plain Markdown, for other generators
	@$(BIN)/python hooks weave --out woven

test: $(TESTED)           ## 全部测试 / all tests
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist loadfile --no-loadscope-reorder

bench: $(TESTED) $(CANARY)         ## 一切开销，列成一表 / what everything costs, as one table
	@$(BIN)/python tests/bench_table.py --anew
	@$(BIN)/python tests/bench.py
	@$(BIN)/python tests/bench_book.py
	@$(BIN)/python tests/bench_bundle.py
	@$(BIN)/python tests/bench_stale.py
	@$(BIN)/python tests/bench_serve.py
	@$(BIN)/python tests/bench_scale.py
	@$(BIN)/python tests/mutants.py
	@$(BIN)/python tests/bench_faults.py
	@$(BIN)/python tests/bench_lighthouse.py
	@$(BIN)/python tests/bench_search.py
	-@$(BIN)/python tests/bench_canaries.py
	@$(BIN)/python tests/bench_table.py

fuzz: $(TESTED)           ## 一百万段任意文字：检查、修正、织页皆不出错 / a million texts of any kind: check, fix and weave hold
	@$(BIN)/python tests/fuzz.py

lock:                     ## 由 requirements*.in 写出固定版本与哈希 / write pinned versions with hashes from requirements*.in
	@$(PYTHON) -m venv .lock && .lock/bin/pip install --quiet --disable-pip-version-check uv==0.13.8
	@for name in requirements requirements-book requirements-test requirements-release requirements-build requirements-canary; do \
		.lock/bin/uv pip compile --quiet --universal --python-version 3.11.5 --generate-hashes \
			--no-emit-index-url --custom-compile-command "make lock" \
			--constraint requirements.in --constraint requirements-book.in $$name.in -o $$name.txt; \
	done

wheelhouse:               ## 所需程序包存入 wheelhouse/，供断网安装 / all packages into wheelhouse/, to install without a network
	@$(PYTHON) -m pip download --quiet --disable-pip-version-check --dest wheelhouse -r requirements.txt
	@$(PYTHON) -m pip download --quiet --disable-pip-version-check --dest wheelhouse -r requirements-build.txt
	@echo "断网安装 / without a network: PIP_NO_INDEX=1 PIP_FIND_LINKS=$(CURDIR)/wheelhouse make site"

clean:                    ## 删除生成物 / delete what was made
	rm -rf site bundle release wheelhouse .cache .lock .canary .fonts .site.new .site.old .site.lock woven .pytest_cache $(VENV)

help:
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/'

$(READY): requirements.txt
	@$(PYTHON) -m venv $(VENV) 2>/dev/null || { sh tests/system-packages.sh python3-venv && $(PYTHON) -m venv $(VENV); }
	@echo "安装依赖，首次约一分钟 / Installing what the build needs, about a minute the first time"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(BOUND): $(READY) requirements-book.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-book.txt
	@touch $@

$(CANARY): requirements.txt requirements-canary.txt
	@$(PYTHON) -m venv .canary
	@.canary/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt -r requirements-canary.txt
	@touch $@

$(TESTED): $(BOUND) requirements-test.txt tests/system-packages.sh
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-test.txt
	@sh tests/system-packages.sh 'chromium-headless-shell|chromium' fonts-noto-cjk poppler-utils
	@touch $@
