# Nothing that is there is replaced, but by --force, and then only what dsprep wrote: OUT, FILE, --dropped DIR, reports, indexes.
. "$(dirname "$0")/prelude.sh"
clean() { dsprep clean --length=min_chars=4 "$@" --progress none; }
hash() { (cd "$1" && find . -type f ! -name run.json -exec sha256sum {} + | sort -k2); }
printf '{"text":"abc"}\n{"text":"数据很好吗"}\n' >a.jsonl
printf '{"text":"xyz"}\n{"text":"many words"}\n' >b.jsonl

# --dropped DIR: an earlier run's drops, an input, a file, the output itself.
expect 0 clean a.jsonl -o o1 --dropped rej
same "$(grep -o '"text": *"[^"]*"' rej/length/part-00000.jsonl)" '"text":"abc"'
grep -q '"in": "--dropped"' o1/manifest.json || fail "the manifest does not list the drops"
expect 0 dsprep verify o1
before=$(hash rej)
expect 2 clean b.jsonl -o o2 --dropped rej; says "rej is not empty"; one_error_line
expect 2 clean b.jsonl -o - --dropped rej
expect 2 clean b.jsonl -o b2.jsonl --dropped rej
[ ! -e o2 ] && [ ! -e b2.jsonl ] && [ ! -e b2.jsonl.dsprep ] || fail "an output was begun"
same "$(hash rej)" "$before" "drops of an earlier run"
expect 0 clean b.jsonl -o o2 --dropped rej --force
same "$(grep -o '"text": *"[^"]*"' rej/length/part-00000.jsonl)" '"text":"xyz"'
expect 1 dsprep verify o1; grep -q 'rej/length/part-00000.jsonl\|changed' stdout || fail "verify says nothing of the drops"
echo mine >rej/length/notes.txt
expect 2 clean b.jsonl -o o3 --dropped rej --force; says "length/notes.txt"
same "$(cat rej/length/notes.txt)" mine
rm rej/length/notes.txt
for out in - two.jsonl; do
  rm -rf drops; expect 0 clean a.jsonl -o $out --dropped drops
  [ -s drops/length/part-00000.jsonl ] || fail "no drops of -o $out"
  expect 2 clean a.jsonl -o $out.x --dropped drops
done
mkdir mixed; echo precious >mixed/length
expect 2 clean a.jsonl -o o4 --dropped mixed; expect 2 clean a.jsonl -o o4 --dropped mixed --force
same "$(cat mixed/length)" precious
echo file >afile; expect 2 clean a.jsonl -o o4 --dropped afile; says "is a file"; same "$(cat afile)" file
mkdir -p dz/length; cp a.jsonl dz/length/part-00000.jsonl; before=$(hash dz)
for force in "" --force; do
  expect 2 clean dz/length/part-00000.jsonl -o o4 --dropped dz $force; says "inputs are never written to"
  expect 2 clean dz -o o4 --dropped dz/more $force
  expect 2 clean dz -o - --dropped dz $force
  expect 2 clean a.jsonl -o o4 --dropped o4/data $force; says "lie in each other"
  expect 2 clean a.jsonl -o o4 --dropped o4 $force
  expect 2 clean a.jsonl -o o4/x --dropped o4 $force
  expect 2 clean a.jsonl -o o4 --dropped "" $force
done
same "$(hash dz)" "$before" "an input"
[ ! -e o4 ] || fail "an output was begun"
expect 0 clean a.jsonl -o o5 --dropped o5/dropped                # where they go anyway
expect 0 dsprep verify o5
[ ! -e o5/dropped/.manifest.json ] || fail "the usual place needs no manifest of its own"
expect 0 clean a.jsonl -o o6 --dropped none; [ ! -e o6/dropped ] && [ ! -e none ] || fail "--dropped none"
# What was dropped may be read: by its own directory, by a step's, and nothing else with it.
printf 'no json\n{"text":"ab"}\n' >bad.jsonl
expect 0 clean bad.jsonl -o - --dropped drops2 --max-errors 100%
[ -s drops2/malformed/part-00000.jsonl ] || fail "malformed lines of a stream"
for in in drops2 drops2/length; do rm -rf again; expect 0 dsprep clean --length=max_chars=100 $in -o again; same "$(lines again/data/*)" 1 "records of $in"; done

# OUT: --force replaces what is listed, and names the rest.
expect 0 clean a.jsonl -o out --dropped none
echo mine >out/README.md; before=$(hash out)
expect 2 clean b.jsonl -o out --force --dropped none; says "README.md"; one_error_line
same "$(hash out)" "$before" "out with a README.md"
rm out/README.md; mkdir out/notes; for i in 1 2 3 4 5; do echo mine >out/notes/$i; done
expect 2 clean b.jsonl -o out --force --dropped none; says "notes/1, notes/2, notes/3 and 2 more"
rm -r out/notes; echo '{"text":"added by hand"}' >out/data/part-00001.jsonl
expect 2 clean b.jsonl -o out --force --dropped none; says "data/part-00001.jsonl"
rm out/data/part-00001.jsonl
expect 0 clean b.jsonl -o out --force --dropped none; expect 0 dsprep verify out
expect 0 dsprep clean --dedup-exact=index=seen.idx a.jsonl -o idx
cp idx/seen.idx mine.idx; printf x >>idx/seen.idx
expect 2 dsprep clean --dedup-exact=index=seen.idx b.jsonl -o idx --force; says "seen.idx (changed since"
cp mine.idx idx/seen.idx; expect 0 dsprep clean --dedup-exact=index=seen.idx b.jsonl -o idx --force
mkdir site; printf '{"name":"an app"}\n' >site/manifest.json; echo x >site/x.html
expect 2 clean a.jsonl -o site --force; same "$(ls site | tr '\n' ' ')" "manifest.json x.html "
# What is read beside the inputs is an input, too.
expect 2 dsprep clean --dedup-exact=against=idx/seen.idx b.jsonl -o idx --force; says "inputs are never written to"
[ -s idx/seen.idx ] || fail "the index is gone"
for name in README.md readme.MD audit/plan.json manifest.json report.html data ../x.idx /tmp/x.idx .hidden x.tmp; do
  expect 2 dsprep clean --dedup-exact=index=$name a.jsonl -o named; says "cannot name an artifact"
done

# FILE: the same, and FILE.dsprep/ beside it.
expect 0 clean a.jsonl -o f.jsonl; expect 2 clean b.jsonl -o f.jsonl; says "--force replaces it"
expect 0 clean b.jsonl -o f.jsonl --force; expect 0 dsprep verify f.jsonl
cp a.jsonl own.jsonl; before=$(cat own.jsonl)
expect 2 clean b.jsonl -o own.jsonl; expect 2 clean b.jsonl -o own.jsonl --force; says "own.jsonl"
same "$(cat own.jsonl)" "$before" "a FILE of the user's own"; [ ! -e own.jsonl.dsprep ] || fail "something was left beside it"
sleep 0.01; cp a.jsonl f.jsonl                                            # changed since
expect 2 clean b.jsonl -o f.jsonl --force; same "$(cat f.jsonl)" "$(cat a.jsonl)" "a FILE that was changed"
mkdir g.jsonl.dsprep; echo precious >g.jsonl.dsprep/x
expect 2 clean a.jsonl -o g.jsonl; says "g.jsonl.dsprep"; expect 2 clean a.jsonl -o g.jsonl --force
same "$(cat g.jsonl.dsprep/x)" precious
expect 0 clean a.jsonl -o h.jsonl; echo mine >h.jsonl.dsprep/notes
expect 2 clean b.jsonl -o h.jsonl --force; says notes; rm h.jsonl
expect 2 clean b.jsonl -o h.jsonl; says notes
rm h.jsonl.dsprep/notes; expect 0 clean b.jsonl -o h.jsonl                # what is dsprep's beside it is no reason to refuse
: >empty.jsonl; expect 0 clean a.jsonl -o empty.jsonl

# Reports.
echo '<html>mine</html>' >r.html; expect 2 dsprep report a.jsonl -o r.html; expect 2 dsprep report a.jsonl -o r.html --force
same "$(cat r.html)" '<html>mine</html>'
echo '{"mine":1}' >r.json; expect 2 dsprep report a.jsonl -o r.json --force
for out in s.html s.json sdir; do
  expect 0 dsprep report a.jsonl -o $out; expect 2 dsprep report a.jsonl -o $out; says "--force"; expect 0 dsprep report b.jsonl -o $out --force
done

# A FIFO and a device are written into.
mkfifo p.jsonl pipe
for pipe in p.jsonl pipe; do
  (timeout 10 cat $pipe >got) & reader=$!
  expect 0 clean a.jsonl -o $pipe
  wait $reader; same "$(cat got)" '{"text":"数据很好吗"}' "through $pipe"; [ -p $pipe ] || fail "$pipe was replaced"
done
expect 2 clean a.jsonl -o p.jsonl --resume; expect 2 dsprep index build a.jsonl -o pipe; [ -p pipe ] || fail "pipe was replaced"
expect 0 clean a.jsonl -o /dev/null; [ -c /dev/null ] || fail "/dev/null was replaced"
same "$(dsprep clean --length=min_chars=4 a.jsonl -o /dev/stdout 2>/dev/null)" '{"text":"数据很好吗"}'
echo kept >log; dsprep clean --length=min_chars=4 a.jsonl -o /dev/stdout 2>/dev/null >>log; same "$(lines log)" 2 "what stdout had"
dsprep clean --length=min_chars=4 a.jsonl -o >(cat >sub) 2>/dev/null; for i in 1 2 3 4 5; do [ -s sub ] || sleep 0.1; done
same "$(cat sub)" '{"text":"数据很好吗"}' "process substitution"
"$DSPREP_BINARY" clean a.jsonl -o p.jsonl 2>stderr </dev/null & waiting=$!       # no reader: waits, and can be stopped
sleep 0.3; kill -TERM $waiting; code=0; wait $waiting || code=$?; same $code 143 "SIGTERM while waiting for a reader"
