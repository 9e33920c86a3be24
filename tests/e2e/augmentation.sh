# docs/augmentation.md as a reader would paste it: its before and after is what the program makes.
. "$(dirname "$0")/prelude.sh"
. "$DSPREP_SOURCE/tests/e2e/markdown.bash"
follow "$DSPREP_SOURCE/docs/augmentation.md"
