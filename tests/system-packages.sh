#!/bin/sh
# Installs Debian packages that are missing, where it may; of "a|b" the first that the system offers.
# Says so and goes on where it may not: the tests that need them then say why they fail.
set -eu

# a program of that name may have come another way, as on GitHub's machines, whose Ubuntu has no package chromium
there() {
    command -v "$1" >/dev/null 2>&1 || dpkg-query -W -f='${Status}' "$1" 2>/dev/null | grep -q "ok installed"
}

missing=""
for package in "$@"; do
    there "${package%%|*}" || there "${package##*|}" || missing="$missing $package"
done
[ -n "$missing" ] || exit 0
if ! command -v apt-get >/dev/null 2>&1; then
    echo "请自行安装 / Please install yourself:$missing" >&2
    exit 0
fi
if [ "$(id -u)" = 0 ]; then run=""; elif sudo -n true 2>/dev/null; then run="sudo -n"; else
    echo "没有管理员权限，请运行 / Not allowed to install; please run: sudo apt-get install$missing" >&2
    exit 0
fi
echo "安装系统软件包 / Installing system packages:$missing"
$run apt-get update -qq
for package in $missing; do
    apt-cache show "${package%%|*}" >/dev/null 2>&1 && package="${package%%|*}" || package="${package##*|}"
    DEBIAN_FRONTEND=noninteractive $run apt-get install -y -qq --no-install-recommends "$package" >/dev/null
done
