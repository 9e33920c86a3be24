# What cannot be read or written: one line that says what, where and what to do; exit code 1 or 2; nothing half-written.
. "$(dirname "$0")/prelude.sh"
make_records 10 in.jsonl
expect 1 dsprep clean --length=min_words=1 nowhere.jsonl -o out
says "nowhere.jsonl"; one_error_line
[ ! -e out ] || fail "an output was begun"
expect 1 dsprep clean --length=min_words=1 'no*.jsonl' -o out
expect 2 dsprep clean --lenght=min_words=1 in.jsonl -o out
says "--length"; one_error_line
expect 2 dsprep clean --length=min_word=1 in.jsonl -o out
says "min_words"
expect 2 dsprep clean --length=min_words=-1 in.jsonl -o out
says "at least 0"
expect 2 dsprep claen in.jsonl -o out
says "clean"
expect 2 dsprep clean --unicode in.jsonl -o out
says "normalize"
printf '[[step]]\nop = "length"\nmin_wrods = 3\n' >bad.toml
expect 2 dsprep run bad.toml in.jsonl -o out
says "bad.toml:3:"; says "min_words"
printf '[[step]\n' >bad.toml
expect 2 dsprep run bad.toml in.jsonl -o out
says "bad.toml:1:"
mkdir full; echo precious >full/file
expect 2 dsprep clean --length=min_words=1 in.jsonl -o full
expect 2 dsprep clean --length=min_words=1 in.jsonl -o full --force
same "$(cat full/file)" precious
mkdir d; cp in.jsonl d/
expect 2 dsprep clean --length=min_words=1 d -o d/out
expect 2 dsprep clean --length=min_words=1 d/in.jsonl -o d
same "$(ls d)" in.jsonl
expect 0 dsprep clean --length=min_words=1 d/in.jsonl -o d/out        # beside a file is fine
# --dry-run reads no record and writes nothing.
expect 0 dsprep clean --length=min_words=1 in.jsonl -o dry --dry-run
[ ! -e dry ] || fail "--dry-run wrote"
grep -q length stdout || fail "--dry-run tells the plan"
# A directory that may not be read (root may read everything, so as somebody else).
if [ "$(id -u)" = 0 ] && command -v setpriv >/dev/null; then
  mkdir secret; cp in.jsonl secret/; chmod 700 secret; chmod 755 .; mkdir -m 777 open
  cp "$DSPREP_BINARY" ./copy; chmod 755 copy
  expect 1 setpriv --reuid 65534 --regid 65534 --clear-groups ./copy clean --length=min_words=1 secret -o open/out
  says "secret"; one_error_line
fi
