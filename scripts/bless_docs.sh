#!/usr/bin/env bash
# Writes the generated part of every page in docs/ops and docs/formats from the binary. Usage: scripts/bless_docs.sh PATH/TO/dsprep
set -euo pipefail
binary=$(realpath "$1")
cd "$(dirname "$0")/.."
# bless COMMAND PAGE NAME
bless() {
  "$binary" "$1" --markdown "$3" >"$2.block"
  awk -v block="$2.block" '
    /^<!-- generated: / { print; while ((getline line < block) > 0) print line; skip = 1; next }
    /^<!-- end generated -->/ { skip = 0 }
    !skip' "$2" >"$2.new"
  rm "$2.block"
  if cmp -s "$2" "$2.new"; then rm "$2.new"; else mv "$2.new" "$2"; echo "$2"; fi
}
for page in docs/ops/*.md; do
  name=$(basename "$page" .md)
  bless ops "$page" "${name#*.}"
done
for page in docs/formats/*.md; do bless formats "$page" "$(basename "$page" .md)"; done
