"""The core stands alone: it runs where mkdocs is not installed, imports one way, and knows nothing
of any disease."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

from laid import TESTS, lay

HOOKS = TESTS.parent / "hooks"
MODULES = sorted(HOOKS.rglob("*.py"))
# as if neither were installed
BLOCK = """
import sys
sys.modules['mkdocs'] = sys.modules['mkdocs_bibtex'] = None
import runpy
sys.argv = sys.argv[1:]
sys.path.insert(0, sys.argv[0])
runpy.run_path(sys.argv[0], run_name='__main__')
"""


def imports(module: Path) -> set[str]:
    """Names a module imports, with the package for relative ones left out."""
    found = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{'.' * node.level}{node.module or ''}"} | {
                f"{'.' * node.level}{node.module + '.' if node.module else ''}{alias.name}"
                for alias in node.names
            }
    return found


@pytest.mark.parametrize("command", ["check", "fix"])
def test_runs_where_mkdocs_is_not_installed(command: str, tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", BLOCK, HOOKS, command, "--root", lay(tmp_path, {})],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
    )
    assert (done.returncode, done.stderr) == (0, "")


def test_only_the_adapter_imports_mkdocs() -> None:
    users = {
        module.relative_to(HOOKS).as_posix()
        for module in MODULES
        if any(name.split(".")[0] in {"mkdocs", "mkdocs_bibtex"} for name in imports(module))
    }
    assert users == {"weave.py", "site_pages.py", "site_preview.py"}


def test_nothing_about_the_disease() -> None:
    for file in [
        *MODULES,
        *HOOKS.rglob("*.j2"),
        *HOOKS.rglob("*.json"),
        *HOOKS.rglob("labels*.yml"),
        *HOOKS.rglob("messages/*.yml"),
    ]:
        text = file.read_text(encoding="utf-8").lower()
        assert "sarcoma" not in text and "肉瘤" not in text, file
