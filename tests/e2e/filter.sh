# dsprep as a Unix filter: standard input to standard output, closed pipes, no side files.
. "$(dirname "$0")/prelude.sh"
printf '{"text":"a  b"}\n{"text":"你　好"}\n' >in
dsprep normalize --whitespace <in >out 2>stderr
same "$(cat out)" "$(printf '{"text":"a b"}\n{"text":"你 好"}')"
same "$(ls | sort | tr '\n' ' ')" "in out stderr "

# A reader that goes away is no error.
make_records 200000 big
code=0; { dsprep normalize --unicode <big 2>stderr || echo $? >code; } | head -n 1 >first
[ ! -e code ] || fail "a closed pipe gave exit code $(cat code)"
same "$(lines first)" 1
[ ! -s stderr ] || ! grep -q '^dsprep: ' stderr || fail "a closed pipe is no error"

# Compressed in a pipe, whole-dataset steps too: what can be read once is kept aside.
gzip -c in >in.gz
cat in.gz | dsprep clean --dedup-exact >out 2>stderr
same "$(cat out)" "$(cat in)"
cat in in | dsprep clean --dedup-exact >out 2>stderr
same "$(cat out)" "$(cat in)"

# Plain unless --compress says otherwise, however the input is compressed; and never compressed on a terminal.
cp in.gz in.jsonl.gz
dsprep normalize --whitespace in.jsonl.gz -o - >out 2>stderr; same "$(head -c 1 out)" "{" "standard output of a compressed input"
dsprep normalize --whitespace in.jsonl.gz >out 2>stderr; same "$(lines out)" 2
dsprep normalize --whitespace in.jsonl.gz --compress gz >out 2>stderr; same "$(gzip -dc out | wc -l)" 2
dsprep normalize --whitespace in.jsonl.gz -o kept 2>stderr; [ -e kept/data/part-00000.jsonl.gz ] || fail "a directory keeps the codec of its input"
if command -v script >/dev/null; then
  code=0; script -qec "'$DSPREP_BINARY' normalize --whitespace in.jsonl.gz -o - --compress gz" /dev/null >typed </dev/null || code=$?
  same "$code" 2 "compressed records on a terminal"; grep -q 'a terminal shows no compressed records' typed || fail "$(head -c 300 typed)"
  script -qec "'$DSPREP_BINARY' normalize --whitespace in.jsonl.gz -o -" /dev/null >typed </dev/null || fail "-o - goes to a terminal: $(head -c 300 typed)"
  grep -q '你 好' typed || fail "no records on the terminal"
  code=0; script -qec "'$DSPREP_BINARY' normalize --whitespace in.jsonl.gz" /dev/null >typed </dev/null || code=$?
  same "$code" 2 "a terminal, without -o"
fi
