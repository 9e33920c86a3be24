# Closed and full standard streams: an error in one line, never a hang, and never records told as written that nobody got.
. "$(dirname "$0")/prelude.sh"
make_records 10 in.jsonl
# ends CODE SHELL-COMMAND: with $DSPREP_BINARY as $d; within ten seconds.
ends() {
  local want=$1 code=0
  d=$DSPREP_BINARY timeout 10 bash -c "$2" >stdout 2>stderr || code=$?
  [ "$code" = "$want" ] || fail "exit code $code instead of $want: $2"
}
ends 1 '$d clean -o - --length=min_chars=1 <&-'; one_error_line; says "cannot read standard input: it is closed"
ends 1 '$d clean - -o out --length=min_chars=1 <&-'; one_error_line; says "cannot read standard input"
[ ! -e out/manifest.json ] || fail "a manifest without an input"
ends 1 '$d clean -o - --length=min_chars=1 <&- >&-'; one_error_line; says "cannot read standard input"
ends 1 '$d clean - --dedup-exact -o - <&-'; one_error_line; says "cannot read standard input"   # kept in a file first
ends 1 '$d clean in.jsonl -o - --length=min_chars=1 >&-'; one_error_line; says "cannot write standard output: it is closed"
! grep -q "wrote" stderr || fail "records told as written"
ends 1 '$d clean in.jsonl -o - --length=min_chars=1000 >&-'; one_error_line                     # nothing to write is closed all the same
ends 1 '$d --version >&-'; one_error_line
ends 1 '$d report in.jsonl --profile >&-'; one_error_line
ends 1 '$d clean in.jsonl -o - --length=min_chars=1 2>&- >&-'
# An output in files needs none of them, and none of them ends up in a file.
ends 0 '$d clean in.jsonl -o out2 --length=min_chars=1 <&- >&- 2>&-'
cmp out2/data/part-00000.jsonl in.jsonl || fail "the records changed"
ends 0 '$d verify out2 <&-'
ends 0 '$d clean in.jsonl -o one.jsonl --length=min_chars=1 <&- >&- 2>&-'
cmp one.jsonl in.jsonl || fail "the records changed"
# /dev/full.
ends 1 '$d clean in.jsonl -o - --length=min_chars=1 >/dev/full'; one_error_line; says "cannot write standard output: the disk is full"
ends 1 '$d --help >/dev/full'; one_error_line
# A file that may not grow further (ulimit -f): an error, not a signal; nothing under a final name.
make_records 3000 big.jsonl
ends 1 'ulimit -f 64; $d clean big.jsonl -o out3 --length=min_chars=1'; one_error_line; says "ulimit -f"
[ -z "$(find out3/data -type f ! -name '*.tmp')" ] || fail "half a file"
# A reader that goes away is no error.
ends 0 'set -o pipefail; $d clean big.jsonl -o - --length=min_chars=1 | head -1 >/dev/null'
