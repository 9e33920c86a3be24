# Sourced by every script here: `dsprep` on the PATH of the script, a directory of its own to work in, and words to check with.
#   DSPREP_BINARY: the program under test.
set -euo pipefail
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
dsprep() { "$DSPREP_BINARY" "$@"; }
fail() { printf 'FAILED: %s\n' "$*" >&2; [ ! -s stderr ] || { echo '--- stderr' >&2; head -c 2000 stderr >&2; }; exit 1; }
skip() { printf 'skipped: %s\n' "$*"; exit 77; }
# expect CODE COMMAND…: runs it, its standard error goes to ./stderr, its output to ./stdout.
expect() {
  local want=$1 code=0
  shift
  "$@" >stdout 2>stderr </dev/null || code=$?
  [ "$code" = "$want" ] || fail "exit code $code instead of $want: $*"
}
same() { [ "$1" = "$2" ] || fail "expected '$2', got '$1'${3:+ ($3)}"; }
says() { grep -qF -- "$1" stderr || fail "stderr should say '$1'"; }
one_error_line() { same "$(grep -c '^dsprep: ' stderr)" 1 "lines that begin with dsprep:"; }
lines() { cat "$@" 2>/dev/null | wc -l | tr -d ' '; }
# make_records N FILE: N records of about 200 bytes.
make_records() {
  awk -v n="$1" 'BEGIN { for (i = 1; i <= n; ++i) printf "{\"id\":%d,\"text\":\"record %d 数据 the quick brown fox jumps over the lazy dog, again and again and again, until somebody stops it for good, at last, number %d\"}\n", i, i % 1000, i }' >"$2"
}
