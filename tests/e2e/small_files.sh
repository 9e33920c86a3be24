# Thousands of small files of which each is a record: a few shards, every record with the name of its own file.
. "$(dirname "$0")/prelude.sh"
# make_texts COUNT DIR: files in folders, Chinese names too, no two texts alike.
make_texts() {
  mkdir -p "$2"/{a,b,册}
  awk -v n="$1" -v d="$2" 'BEGIN { split("a b 册", in_, " "); for (k = 0; k < n; ++k) { name = sprintf("%s/%s/页%d.txt", d, in_[k % 3 + 1], k)
    printf "第%d号 the quick brown fox jumps over %d lazy dogs\nand again\n", k, k * 7919 >name; close(name) } }'
}
quickly() { expect 0 timeout -k 5 60 "$DSPREP_BINARY" "$@" --progress none; }
shards() { ls "$1/data" | wc -l | tr -d ' '; }

make_texts 20000 in
begin=$(date +%s)
quickly clean --length=min_chars=5 in -o out -j 2
[ $(($(date +%s) - begin)) -le 30 ] || fail "20,000 small files took more than 30 s"
same "$(shards out)" 5 "outputs of 20,000 files, 4,096 a shard"
same "$(lines out/data/*)" 20000 "records"
grep -q '"read": 20000' out/manifest.json || fail "read"
[ "$(wc -c <out/manifest.json)" -le 20000 ] || fail "the manifest has $(wc -c <out/manifest.json) bytes"
expect 0 dsprep verify out
peak=$(grep -o '"peak_memory": *[0-9]*' out/run.json | grep -o '[0-9]*$')
[ "$peak" -le 150000000 ] || fail "20,000 small files took $peak bytes of memory"
# In natural order, each with its own name.
same "$(head -n 1 out/data/part-00000.jsonl)" '{"text":"第0号 the quick brown fox jumps over 0 lazy dogs\nand again","path":"a/页0.txt"}'
same "$(cat out/data/* | tail -n 1 | grep -o '"path.*')" '"path":"册/页19997.txt"}'
# The bytes do not depend on threads, and not on tasks.
quickly clean --length=min_chars=5 in -o out1 -j 1
diff -r -x run.json out out1 || fail "bytes depend on threads"
for task in 0 1; do quickly clean --length=min_chars=5 in -o tasks --task $task/2; done
diff -r -x run.json out tasks || fail "bytes depend on tasks"
rm -rf out1 tasks

# Fewer from here on. What a record's place is told as, wherever it is told: its own file, line 1.
rm -rf in; make_texts 300 in
cp in/b/页1.txt in/b/页2000.txt
expect 0 dsprep clean --dedup-exact in -o unique
same "$(lines unique/data/*)" 300
grep -q '"source":{"file":"b/页2000.txt","line":1}' unique/dropped/*/* || fail "the place of what was dropped"
grep -q '"duplicate_of":{"id":"[0-9a-f]*","file":"b/页1.txt","line":1}' unique/dropped/*/* || fail "the place of what it duplicates"
# Over several passes, through spools and sorts.
expect 0 dsprep run --seed 1 in -o shuffled --spool always --dedup-exact --shuffle
same "$(cat shuffled/data/* | sort | md5sum)" "$(cat unique/data/* | sort | md5sum)" "what is shuffled"
rm in/b/页2000.txt

# One that is damaged, one that is none, empty and white ones: the others are read, and the exit code says so.
printf '%%PDF-1.7\n' >in/a/bad.txt; : >in/a/empty.txt; printf ' \n\n' >in/a/white.txt
printf 'PK\x03\x04 zip\0' >in/a/zip.txt
expect 1 dsprep clean --length=min_chars=5 in -o damaged
same "$(lines damaged/data/*)" 300 "records beside damaged ones"
says "a/zip.txt"
grep -q '"blank_lines": 2' damaged/manifest.json || fail "blank files are counted"
grep -q '"source":"a/bad.txt","line":1,"offset":0,"column":1' damaged/malformed/* || fail "the place of what is malformed"
grep -q '"source":"a/zip.txt"' damaged/malformed/* || fail "the damaged file"
rm in/a/zip.txt
expect 0 dsprep clean in -o - --on-error skip; same "$(lines stdout)" 300
expect 1 dsprep clean in -o - --on-error fail; says "a/bad.txt:1:1: "
rm in/a/bad.txt in/a/empty.txt in/a/white.txt

# Compressed ones are a shard of their own; a page that is longer than a record may be is not held.
mkdir packed; cp in/a/* packed; gzip packed/*; cp in/b/* packed
expect 0 dsprep clean packed -o both --compress none
same "$(shards both)" 2 "shards"; same "$(lines both/data/*)" 200
head -c 3000000 /dev/zero | tr '\0' x >in/a/long.txt
expect 0 dsprep clean in -o long --max-record-size 100000
same "$(lines long/data/*)" 300 "records beside a long one"
grep -q '"source":"a/long.txt","line":1,"offset":0' long/malformed/* || fail "the long one"
rm in/a/long.txt

# --limit and --sample count records.
expect 0 dsprep clean in -o - --limit 120; same "$(lines stdout)" 120
expect 0 dsprep clean in -o - --sample 0.5; [ "$(lines stdout)" -gt 100 ] && [ "$(lines stdout)" -lt 200 ] || fail "sample"

# A file that changed: an interrupted run is not gone on with.
expect 0 dsprep clean in -o finished --length=min_chars=5
expect 0 dsprep clean in -o finished --length=min_chars=5 --resume; says "finished already"
echo more >>in/册/页2.txt
expect 2 dsprep clean in -o finished --length=min_chars=5 --resume; one_error_line
# The hash of many files is that of what xxh128sum prints of them.
if command -v xxh128sum >/dev/null; then
  (cd in && find . -name '*.txt' -printf '%P\n' | sort -V | LC_ALL=C.UTF-8 xargs xxh128sum 2>/dev/null) >sums
  expect 0 dsprep clean in -o hashed
  order() { cat hashed/data/* | grep -o '"path":"[^"]*"' | cut -d'"' -f4; }
  while read -r name; do grep -F "  $name" sums | head -n 1; done < <(order) >ordered
  grep -q "\"hash\": \"$(xxh128sum <ordered | cut -d' ' -f1)\"" hashed/manifest.json || fail "the hash of many files"
fi

# A file that is gone when its turn comes ends the run with its name.
if strace -qq -e trace=none true 2>/dev/null; then
  code=0; strace -qq -f -o trace -P in/b/页100.txt -e trace=openat -e inject=openat:error=ENOENT:when=2+ "$DSPREP_BINARY" clean in -o gone -j 1 >stdout 2>stderr </dev/null || code=$?
  same "$code" 1 "a file that is gone"; says "页100.txt"
fi

# Names that are no UTF-8.
mkdir odd; echo one >"odd/$(printf '\xff').txt"; echo two >"odd/$(printf '\xfe').txt"
expect 0 dsprep clean odd -o oddly; same "$(sort oddly/data/*)" "$(printf '{"text":"one","path":"�.txt"}\n{"text":"two","path":"�.txt"}')"
expect 0 dsprep verify oddly
# The audit of many files, and a replay of it.
expect 0 dsprep clean --length=min_chars=30 in -o audit --audit
expect 0 dsprep clean --length=min_chars=45 in -o direct
expect 0 dsprep run --replay audit --set length.min_chars=45 -o replayed
same "$(cat replayed/data/* | md5sum)" "$(cat direct/data/* | md5sum)" "a replay"
