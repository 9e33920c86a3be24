#!/usr/bin/env bash
# Writes the generated part of every page in docs/ops from the binary. Usage: scripts/bless_docs.sh PATH/TO/dsprep
set -euo pipefail
binary=$(realpath "$1")
cd "$(dirname "$0")/.."
for page in docs/ops/*.md; do
  name=$(basename "$page" .md); name=${name#*.}
  "$binary" ops --markdown "$name" >"$page.block"
  awk -v block="$page.block" '
    /^<!-- generated: / { print; while ((getline line < block) > 0) print line; skip = 1; next }
    /^<!-- end generated -->/ { skip = 0 }
    !skip' "$page" >"$page.new"
  rm "$page.block"
  if cmp -s "$page" "$page.new"; then rm "$page.new"; else mv "$page.new" "$page"; echo "$page"; fi
done
