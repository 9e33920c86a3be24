#!/usr/bin/env bash
# One layout for all C++: applies .clang-format, or with --check says which files do not keep to it.
# clang-format 14 (Debian 12) and no other: another version lays out a few lines differently.
#   scripts/format.sh             every file of src, include and tests
#   scripts/format.sh FILE…       these files
#   scripts/format.sh --check     changes nothing; exit 1 where something would change, 77 where clang-format-14 is missing
set -euo pipefail
cd "$(dirname "$0")/.."

check=false
if [ "${1:-}" = --check ]; then check=true; shift; fi
if ! command -v clang-format-14 > /dev/null; then
  echo "scripts/format.sh: clang-format-14 is not installed: the layout was not looked at" >&2
  exit 77
fi
files=("$@")
if [ ${#files[@]} -eq 0 ]; then mapfile -t files < <(find src include tests -name '*.cpp' -o -name '*.h' -o -name '*.cc' | sort); fi
if ! $check; then
  clang-format-14 -i "${files[@]}"
  exit
fi
faults=$(mktemp)
trap 'rm -f "$faults"' EXIT
if ! clang-format-14 --dry-run -Werror "${files[@]}" 2> "$faults"; then
  { grep -oE '^[^ :]+\.(cpp|h|cc):' "$faults" | sort -u; echo "scripts/format.sh: not laid out as .clang-format says: run scripts/format.sh"; } >&2
  exit 1
fi
