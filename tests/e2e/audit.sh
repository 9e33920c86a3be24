# --audit measures and drops nothing; run --replay decides again: what it writes is what a fresh run with the same setting writes.
. "$(dirname "$0")/prelude.sh"
mkdir in
awk 'BEGIN { for (i = 1; i <= 9000; ++i) { text = "TREC 数据 😀"; for (k = 0; k < (i * 7919) % 41; ++k) text = text " word" k; if (i % 10 == 0) text = "the same 一样"; printf "{\"id\":\"r%d\",\"text\":\"%s\"}\n", i, text } }' >in/a.jsonl
printf '%s\n' '{"id":"x","text":"  two   spaces  "}' '{broken' '{"id":"y"}' '' '{"id":"z","text":""}' >>in/a.jsonl
tail -n 700 in/a.jsonl >in/b.jsonl; gzip in/b.jsonl
head -n 500 in/a.jsonl >c.jsonl; if command -v zstd >/dev/null; then zstd -q c.jsonl -o in/c.jsonl.zst; else cp c.jsonl in/c.jsonl; fi
printf '%s\n' '[dataset]' 'id = "/id"' '[[step]]' 'op = "length"' 'min_words = 10' 'max_chars = 100000' '[[step]]' 'op = "whitespace"' \
  '[[step]]' 'op = "dedup_exact"' '[[step]]' 'op = "matches"' 'patterns = ["word3", "一样"]' '[[step]]' 'op = "ratio"' 'name = "parts"' >p.toml
snapshot() { (cd "$1" && find . -type f ! -name run.json ! -name report.html -exec sha256sum {} + | sort -k2); }

expect 0 dsprep run p.toml in --audit -o audited -j 2 --max-errors 100
[ ! -e audited/dropped ] || fail "an audit drops nothing"
grep -q '^  dropped  *0 ' stderr || fail "an audit drops nothing"
expect 0 dsprep verify audited
grep -q '"would_drop"' audited/manifest.json || fail "the manifest says nothing of what would be dropped"
grep -q '"audit"' audited/report.json || fail "no audit in report.json"
grep -q 'class="mark"' audited/report.html || fail "no chart in report.html"
grep -q '😀' audited/report.html || fail "examples show what the text holds"

# The same bytes on one thread.
expect 0 dsprep run p.toml in --audit -o audited1 -j 1 --max-errors 100
same "$(snapshot audited1)" "$(snapshot audited)" "audits on one and two threads"

# A replay tells, and writes what a fresh run writes, manifest and all.
expect 0 dsprep run --replay audited --set length.min_words=20
grep -q '^changed: length.min_words = 20 (was 10)$' stdout || fail "$(cat stdout)"
grep -q 'dedup_exact \*' stdout || fail "whole-dataset steps are marked"
for set in length.min_words=20 length.min_words=none length.min_chars=40 matches.min_matches=2; do
  rm -rf again fresh
  expect 0 dsprep run --replay audited --set $set -o again -j 2 --max-errors 100
  expect 0 dsprep run p.toml in --set $set -o fresh -j 1 --max-errors 100
  same "$(snapshot again)" "$(snapshot fresh)" "replay with $set"
  expect 0 dsprep verify again
done
# A page, a JSON.
expect 0 dsprep run --replay audited --set length.min_words=20 -o page/report.html
grep -q 'length.min_words = 20' page/report.html || fail "the page names the change"
expect 2 dsprep run --replay audited -o page/report.html; says '--force'
expect 0 dsprep run --replay audited -o page/report.json
# The inputs may stand elsewhere, but be no others.
mv in moved
expect 1 dsprep run --replay audited -o gone
rm -rf gone again; expect 0 dsprep run --replay audited --set length.min_words=20 moved -o again --max-errors 100
mkdir other; cp moved/* other/; printf '{"id":"w","text":"more"}\n' >>other/a.jsonl
expect 2 dsprep run --replay audited other -o never; says 'a.jsonl has changed since the audit'; one_error_line
[ ! -e never ] || fail "nothing is written"
mv moved in

# What the measurements cannot answer.
refused() { local say=$1; shift; expect 2 dsprep "$@"; one_error_line; says "$say"; }
refused 'words is no limit of a rule' run --replay audited --set length.words=uax29
refused 'whitespace edits records: another setting invalidates the measurements of whitespace, dedup_exact, matches, parts' run --replay audited --set whitespace.trim=false
refused 'dedup_exact decides by what it sees of the whole dataset' run --replay audited --set dedup_exact.field=id
refused 'patterns is no limit' run --replay audited --set matches.patterns=x
refused 'the steps are: length' run --replay audited --set nosuch.x=1
refused 'no audit' run --replay fresh
refused 'no manifest.json' run --replay in
refused '--limit' run --replay audited --limit 3
refused 'p.toml' run --replay audited p.toml
refused '--length' run --replay audited --length=min_words=3
refused '--audit needs -o' clean --length=min_words=3 --audit c.jsonl
refused '--audit has nothing to measure' clean --audit c.jsonl -o x
expect 2 dsprep normalize --whitespace --audit c.jsonl -o x

# A file, a limit, a sample, an interrupted run: as without --audit.
expect 0 dsprep clean --length=min_words=20 --audit c.jsonl -o out.jsonl
same "$(lines out.jsonl)" 500
expect 0 dsprep verify out.jsonl
expect 0 dsprep run --replay out.jsonl --set length.min_words=5 -o five.jsonl
expect 0 dsprep clean --length=min_words=5 c.jsonl -o fresh5.jsonl
same "$(cat five.jsonl)" "$(cat fresh5.jsonl)"
expect 0 dsprep clean --length=min_words=20 --audit --limit 100 --sample 0.5 c.jsonl -o limited
rm -rf again fresh
expect 0 dsprep run --replay limited --set length.min_words=5 -o again
expect 0 dsprep clean --length=min_words=5 --limit 100 --sample 0.5 c.jsonl -o fresh
same "$(snapshot again)" "$(snapshot fresh)" "replay of a limited sample"
for i in 1 0 2; do expect 0 dsprep clean --length=min_words=20 --audit in -o tasks --task $i/3 --max-errors 100; done
expect 0 dsprep clean --length=min_words=20 --audit in -o one --max-errors 100
same "$(snapshot tasks)" "$(snapshot one)" "tasks"

# Damage is found.
cp -r audited broken
printf 'X' | dd of=broken/audit/part-00000.audit bs=1 seek=3000 conv=notrunc 2>/dev/null
expect 1 dsprep verify broken
grep -q 'audit/part-00000.audit: .*changed' stdout || grep -q 'checksum is wrong' stdout || fail "$(cat stdout)"
expect 1 dsprep run --replay broken; one_error_line

# The page's own lines of Python read it.
if command -v python3 >/dev/null && command -v zstd >/dev/null; then
  sed -n '/^```python$/,/^```$/p' "$DSPREP_SOURCE/docs/audit.md" | grep -v '^```' >read.py
  expect 0 python3 read.py
  awk_says=$(awk -F'"text":"' 'NF > 1 { sub(/"}$/, "", $2); n = split($2, w, " "); if ($2 == "") n = 0; total++; if (n < 30) below++ } END { print below " of " total }' in/a.jsonl)
  same "$(cat stdout)" "${awk_says/ of */} of $((${awk_says/* of /} + 1)) records have fewer than 30 words" "python"
fi
