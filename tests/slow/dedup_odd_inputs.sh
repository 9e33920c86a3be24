# De-duplication of inputs that break other tools: millions of tiny records, one giant, one bucket for all. Minutes, not seconds.
. "$(dirname "$0")/../e2e/prelude.sh"
peak_mib() { awk '/Maximum resident/ { print int($NF / 1024) }' time; }
timed() { /usr/bin/time -v -o time "$DSPREP_BINARY" "$@" --progress none >stdout 2>stderr </dev/null || fail "exit code $?: $*"; }

# 2 million records of 3 words, 27,000 different ones.
awk 'BEGIN { srand(1); for (i = 1; i <= 2000000; ++i) printf "{\"text\":\"%c%s %c%s %c%s\"}\n", 97+int(rand()*26), "a", 97+int(rand()*26), "b", 97+int(rand()*26), "c" }' >tiny.jsonl
timed clean --dedup-minhash tiny.jsonl -o tiny --memory 64M --dropped none
same "$(lines tiny/data/*.jsonl)" "$(sort -u tiny.jsonl | wc -l | tr -d ' ')" "different records of 2 million"
echo "2 million of 3 words: $(peak_mib) MiB"
[ "$(peak_mib)" -le 270 ] || fail "64M and 200 MiB were passed: $(peak_mib) MiB"
rm -rf tiny tiny.jsonl

# One record of 250 MB among small ones, twice, with a word changed.
awk 'BEGIN { printf "{\"text\":\""; for (i = 0; i < 25000000; ++i) printf "word%c%c%c%c ", 97+i%26, 97+int(i/26)%26, 97+int(i/676)%26, 97+int(i/17576)%26; print "\"}" }' >giant.jsonl
{ echo '{"text":"small"}'; cat giant.jsonl; echo '{"text":"small"}'; sed 's/wordbbbb/other/' giant.jsonl; } >in.jsonl
rm giant.jsonl
timed clean --dedup-minhash in.jsonl -o giant --memory 256M --max-record-size 1G -j 1
same "$(lines giant/data/*.jsonl)" 2 "a giant, a small one"
echo "two records of 250 MB: $(peak_mib) MiB"
rm -rf giant in.jsonl

# Every record shares a band with every other (one row to a band, a common beginning), none is like another.
awk 'BEGIN { srand(2); for (i = 1; i <= 60000; ++i) { t = "the same beginning of every one of these records, which is long enough to be found in each"; for (k = 0; k < 60; ++k) t = t " " sprintf("%c%c%c%c", 97+int(rand()*26), 97+int(rand()*26), 97+int(rand()*26), 97+int(rand()*26)); print "{\"text\":\"" t "\"}" } }' >crowd.jsonl
timed clean --dedup-minhash=bands=8,rows=1 crowd.jsonl -o crowd --memory 64M
same "$(lines crowd/data/*.jsonl)" 60000 "unlike records in one bucket"
echo "60,000 in one bucket: $(peak_mib) MiB, $(awk '/Elapsed/ { print $NF }' time)"
[ "$(peak_mib)" -le 270 ] || fail "64M and 200 MiB were passed: $(peak_mib) MiB"
