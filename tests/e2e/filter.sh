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
