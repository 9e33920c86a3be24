# docs/cookbook.md, each recipe as a reader would paste it into an empty directory.
. "$(dirname "$0")/prelude.sh"
. "$DSPREP_SOURCE/tests/e2e/markdown.bash"
fresh=yes follow "$DSPREP_SOURCE/docs/cookbook.md"
same "$(grep -c '^## ' "$DSPREP_SOURCE/docs/cookbook.md")" "$(cat blocks/*.title | sort -u | wc -l)" "recipes"
