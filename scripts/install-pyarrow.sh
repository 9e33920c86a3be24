#!/usr/bin/env bash
# Installs the Python packages of python-packages.txt for the purposes named (parquet: Apache Arrow's headers and
# libraries, which the build finds; readers: what the tests read Parquet, dataset cards and token ids with) into a virtual environment: $DSPREP_PYARROW,
# else /opt/dsprep-pyarrow for root, else ~/.local/share/dsprep-pyarrow. Does nothing where all are there.
set -euo pipefail
list=$(dirname "$0")/../python-packages.txt
default=/opt/dsprep-pyarrow
[ "$(id -u)" -eq 0 ] || default=$HOME/.local/share/dsprep-pyarrow
environment=${DSPREP_PYARROW:-$default}
packages=()
for purpose in "$@"; do
  while read -r what package _; do [ "$what" = "$purpose" ] && packages+=("$package"); done <"$list"
done
[ ${#packages[@]} -gt 0 ] || { echo "no packages for: $*" >&2; exit 1; }
# pip freeze knows the versions that are there.
present=$("$environment/bin/python" -m pip freeze 2>/dev/null || true)
missing=()
for package in "${packages[@]}"; do grep -qixF "$package" <<<"$present" || missing+=("$package"); done
if [ ${#missing[@]} -eq 0 ]; then echo "all ${#packages[@]} Python packages are in $environment"; exit 0; fi
echo "installing into $environment: ${missing[*]}"
[ -x "$environment/bin/python" ] || /usr/bin/python3 -m venv "$environment"
"$environment/bin/python" -m pip install --quiet --disable-pip-version-check "${missing[@]}"
