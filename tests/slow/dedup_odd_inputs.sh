# De-duplication of inputs that break other tools: millions of tiny records, one giant, one bucket for all. Minutes, not seconds.
. "$(dirname "$0")/../e2e/prelude.sh"
peak_mib() { awk '/Maximum resident/ { print int($NF / 1024) }' time; }
timed() { /usr/bin/time -v -o time "$DSPREP_BINARY" "$@" --progress none >stdout 2>stderr </dev/null || fail "exit code $?: $*"; }
spent() { awk '/User time/ { u = $NF } /System time/ { s = $NF } END { print u "+" s " s, " }' time | tr -d '\n'; echo "$(peak_mib) MiB"; }
bounded() { [ "$(peak_mib)" -le "$1" ] || fail "$2: $(peak_mib) MiB"; }

# A million records that are all equal; a million that are all empty.
awk 'BEGIN { t = "春眠不觉晓"; for (k = 0; k < 150; ++k) t = t " word" k % 37; for (i = 0; i < 1000000; ++i) print "{\"text\":\"" t "\"}" }' >equal.jsonl
awk 'BEGIN { for (i = 0; i < 1000000; ++i) print "{\"text\":\"\"}" }' >empty.jsonl
for op in dedup-exact dedup-minhash; do
  timed clean --$op equal.jsonl -o equal --memory 64M --dropped none
  same "$(lines equal/data/*.jsonl)" 1 "$op: of a million equal records one stays"
  echo "$op, a million equal: $(spent)"; bounded 270 "64M and 200 MiB were passed"
  timed clean --$op empty.jsonl -o empty --memory 64M
  same "$(lines empty/data/*.jsonl)" 1000000 "$op: an empty text is no duplicate"
  echo "$op, a million empty: $(spent)"; bounded 270 "64M and 200 MiB were passed"
  rm -rf equal empty
done
rm equal.jsonl empty.jsonl

# 2 million records of 3 words, 27,000 different ones.
awk 'BEGIN { srand(1); for (i = 1; i <= 2000000; ++i) printf "{\"text\":\"%c%s %c%s %c%s\"}\n", 97+int(rand()*26), "a", 97+int(rand()*26), "b", 97+int(rand()*26), "c" }' >tiny.jsonl
timed clean --dedup-minhash tiny.jsonl -o tiny --memory 64M --dropped none
same "$(lines tiny/data/*.jsonl)" "$(sort -u tiny.jsonl | wc -l | tr -d ' ')" "different records of 2 million"
echo "2 million of 3 words: $(spent)"; bounded 270 "64M and 200 MiB were passed"
rm -rf tiny tiny.jsonl

# One record of 250 MB among small ones, twice, with a word changed.
awk 'BEGIN { printf "{\"text\":\""; for (i = 0; i < 25000000; ++i) printf "word%c%c%c%c ", 97+i%26, 97+int(i/26)%26, 97+int(i/676)%26, 97+int(i/17576)%26; print "\"}" }' >giant.jsonl
{ echo '{"text":"small"}'; cat giant.jsonl; echo '{"text":"small"}'; sed 's/wordbbbb/other/' giant.jsonl; } >in.jsonl
rm giant.jsonl
timed clean --dedup-minhash in.jsonl -o giant --memory 256M --max-record-size 1G -j 1
same "$(lines giant/data/*.jsonl)" 2 "a giant, a small one"
echo "two records of 250 MB: $(spent)"
rm -rf giant in.jsonl

# Every record shares a band with every other (one row to a band, a common beginning), none is like another.
awk 'BEGIN { srand(2); for (i = 1; i <= 60000; ++i) { t = "the same beginning of every one of these records, which is long enough to be found in each"; for (k = 0; k < 60; ++k) t = t " " sprintf("%c%c%c%c", 97+int(rand()*26), 97+int(rand()*26), 97+int(rand()*26), 97+int(rand()*26)); print "{\"text\":\"" t "\"}" } }' >crowd.jsonl
timed clean --dedup-minhash=bands=8,rows=1 crowd.jsonl -o crowd --memory 64M
same "$(lines crowd/data/*.jsonl)" 60000 "unlike records in one bucket"
echo "60,000 in one bucket: $(spent)"; bounded 270 "64M and 200 MiB were passed"
