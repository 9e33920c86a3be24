# dsprep index: built on day 1, gone on with on day 2, day 3 compared with it; and what is refused.
. "$(dirname "$0")/prelude.sh"
# Three days of records: new ones, copies and slight changes of earlier days' ones, in English and Chinese.
day() {
  awk -v d="$1" 'BEGIN { srand(5); for (i = 1; i <= 600; ++i) { t = "";
      for (k = 0; k < 50; ++k) { n = int(rand() * 676); t = t " " sprintf("%c%c", 97 + n % 26, 97 + int(n / 26)) sprintf("%c", 97 + i % 26) }
      if (i % 3 + 1 > d || (i % 3 + 1 < d && i % 7 > 1)) continue;
      if (i % 7 == 1 && i % 3 + 1 < d) t = t " 第" d "天改了一个字 changed on day " sprintf("%c", 96 + d);
      printf "{\"id\":\"day%d-%d\",\"text\":\"春眠不觉晓%s\"}\n", d, i, t } }'
}
for d in 1 2 3; do day $d >day$d.jsonl; done
cat day?.jsonl >all.jsonl

for op in dedup-exact dedup-minhash=index_holds=shingles,ngram=words:3; do
  name=${op%%=*}
  rm -rf *.idx one three kept
  expect 0 dsprep index build --$op day1.jsonl -o one.idx; says "wrote one.idx"
  expect 0 dsprep index add one.idx day2.jsonl -o two.idx --memory 1M -j 1
  # What is kept of day 3 is what one run over all days keeps of it.
  settings=ngram=words:3,; [ $name = dedup-minhash ] || settings=
  expect 0 dsprep clean --$name=${settings}against=two.idx day3.jsonl -o three
  expect 0 dsprep clean --$op all.jsonl -o one
  grep '"id":"day3' one/data/*.jsonl >kept; cmp kept three/data/*.jsonl
  [ "$(lines three/data/*.jsonl)" -lt "$(lines day3.jsonl)" ] || fail "$op: nothing of day 3 was seen before"
  # The command and the op's parameter write the same file.
  case $op in *=*) with="--$op,index=seen.idx" ;; *) with="--$op=index=seen.idx" ;; esac
  expect 0 dsprep clean $with day1.jsonl -o kept1
  cmp kept1/seen.idx one.idx; rm -rf kept1
  # In place.
  cp one.idx same.idx
  expect 2 dsprep index add same.idx day2.jsonl -o same.idx; says "--force"
  expect 0 dsprep index add same.idx day2.jsonl -o same.idx --force
  cmp same.idx two.idx
done

# What a file holds.
expect 0 dsprep index info two.idx; grep -q 'checksums  good' stdout || fail "no checksums"; grep -q 'ngram=words:3' stdout || fail "no settings"
expect 0 dsprep index info --json two.idx; grep -q '"op": "dedup_minhash"' stdout || fail "no op"; grep -q '"checksums": "good"' stdout || fail "no checksums"

# Damage: a byte in the middle, a missing end; neither info nor a run takes it for good.
cp two.idx bad.idx; printf 'X' | dd of=bad.idx bs=1 seek=5000 conv=notrunc 2>/dev/null
expect 1 dsprep index info bad.idx; grep -q 'checksums  damaged' stdout || fail "damage was not seen"; one_error_line; says "bad.idx is damaged"
expect 1 dsprep index add bad.idx day3.jsonl -o never.idx; says damaged; [ ! -e never.idx ] || fail "half an index"
head -c 3000 two.idx >short.idx
expect 1 dsprep index info short.idx; says damaged
expect 1 dsprep clean --dedup-minhash=ngram=words:3,against=short.idx day3.jsonl -o never; says damaged
# Another version, another kind of file, other settings: usage.
sed '1s/index 1/index 9/' two.idx >nine.idx
for words in "index info nine.idx" "index add nine.idx day3.jsonl -o never.idx"; do expect 2 dsprep $words; says "another version"; done
expect 2 dsprep index info day1.jsonl; says "is not a dsprep index"
expect 2 dsprep index info missing.idx; says missing.idx
expect 2 dsprep index add --dedup-minhash=ngram=words:5 two.idx day3.jsonl -o never.idx; says "was made otherwise"
expect 2 dsprep index add --dedup-exact two.idx day3.jsonl -o never.idx; says "is an index of dedup_minhash"
# Bad command lines.
expect 2 dsprep index; expect 2 dsprep index bild day1.jsonl -o x.idx; says '"build"'
expect 2 dsprep index build day1.jsonl; says "-o"
expect 2 dsprep index build --dedup-exact --dedup-minhash day1.jsonl -o x.idx; says "not both"
expect 2 dsprep index build --dedup-exact=index=y.idx day1.jsonl -o x.idx; says "leave out index"
expect 2 dsprep index build --length day1.jsonl -o x.idx
expect 2 dsprep index build --dropped none day1.jsonl -o x.idx; says "--dropped"
expect 2 dsprep index build day1.jsonl -o day1.jsonl --force; says "is an input"
expect 2 dsprep index build day1.jsonl -o day2.jsonl --force; says "no index"
mkdir in; cp day1.jsonl in; expect 2 dsprep index build in -o in/x.idx; says "inside the input"
for word in "" build add info; do expect 0 dsprep index $word --help; grep -q dedup_minhash stdout || fail "no help"; done
expect 0 dsprep index build --dedup-exact --help; grep -q cluster_size stdout || fail "no page of the op"

# Malformed lines are counted, and judged by --max-errors.
{ cat day1.jsonl; echo '{"text":'; echo '{"no":"text"}'; } >some.jsonl
expect 0 dsprep index build --max-errors 2 some.jsonl -o some.idx; says "malformed"
expect 4 dsprep index build --max-errors 1 some.jsonl -o few.idx; [ -e few.idx ] || fail "exit 4 is told at the end"
cmp few.idx some.idx
# Standard input; nothing at all.
expect 0 sh -c "\"$DSPREP_BINARY\" index build -o stdin.idx <day1.jsonl"
: >empty.jsonl; expect 0 dsprep index build empty.jsonl -o empty.idx; expect 0 dsprep index info empty.idx
same "$(ls -d *.part .dsprep 2>/dev/null)" "" "left behind"
