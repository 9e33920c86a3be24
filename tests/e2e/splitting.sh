# docs/splitting.md as a reader would paste it: the nightly job, and what it does not let through.
. "$(dirname "$0")/prelude.sh"
. "$DSPREP_SOURCE/tests/e2e/markdown.bash"
export DSPREP_CONFIGS=$DSPREP_SOURCE/configs
fresh=yes follow "$DSPREP_SOURCE/docs/splitting.md"
grep -q '<svg' "$DSPREP_SOURCE/docs/splitting-growth.svg" || fail "the plot is not there"
