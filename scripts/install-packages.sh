#!/usr/bin/env bash
# Installs the packages of debian-packages.txt for the purposes named (build, run, test; parquet: also Apache Arrow, from
# PyPI, by install-pyarrow.sh); does nothing where all are there.
set -euo pipefail
list=$(dirname "$0")/../debian-packages.txt
packages=()
for purpose in "$@"; do
  while read -r what package _; do [ "$what" = "$purpose" ] && packages+=("$package"); done <"$list"
done
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
from_pypi() {
  case " $* " in
    *" parquet test "* | *" test parquet "* | *" parquet "*" test "* | *" test "*" parquet "*) exec "$(dirname "$0")/install-pyarrow.sh" parquet readers ;;
    *" parquet "*) exec "$(dirname "$0")/install-pyarrow.sh" parquet ;;
  esac
}
if [ ${#missing[@]} -eq 0 ]; then echo "all ${#packages[@]} packages are installed"; from_pypi "$@"; exit 0; fi
sudo=""
if [ "$(id -u)" -ne 0 ]; then
  sudo=sudo
  command -v sudo >/dev/null || { echo "these packages are missing, and there is no sudo to install them with: ${missing[*]}" >&2; exit 1; }
fi
echo "installing: ${missing[*]}"
export DEBIAN_FRONTEND=noninteractive
$sudo apt-get update -q >/dev/null
$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "${missing[@]}" >/dev/null
from_pypi "$@"
