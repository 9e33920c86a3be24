# The page shows texts: dropped records by rule, the largest clusters by what they say.
. "$(dirname "$0")/prelude.sh"
for i in 1 2 3 4 5; do printf '{"text":"the same words for all of us, 一样的话"}\n'; done >in.jsonl
printf '{"text":"short"}\n{"text":"a text that nobody else has written so far"}\n' >>in.jsonl
printf '%s\n' '[[step]]' 'op = "length"' 'min_chars = 10' '[[step]]' 'op = "dedup_exact"' '[[step]]' 'op = "profile"' >p.toml
for threads in 1 2; do
  expect 0 dsprep run p.toml in.jsonl -o out$threads -j $threads
  grep -q 'largest_clusters' out$threads/report.json || fail "no clusters"
  grep -q '一样的话' out$threads/report.json || fail "the text of the cluster"
  grep -q '一样的话' out$threads/report.html || fail "the page shows hashes"
  grep -q 'Records to look at' out$threads/report.html || fail "no dropped records"
  grep -q 'copy of in.jsonl line 1' out$threads/report.html || fail "of which record it is a copy"
  grep -q '<h1 dir="auto">out'$threads out$threads/report.html || fail "the page is named after its dataset"
done
cmp out1/report.json out2/report.json || fail "threads"
# Tasks tell the same.
printf '%s\n' '{"text":"the same words for all of us, 一样的话"}' >more.jsonl
expect 0 dsprep run p.toml in.jsonl more.jsonl -o whole
while [ ! -e tasks/manifest.json ]; do
  for i in 0 1; do expect 0 dsprep run p.toml in.jsonl more.jsonl -o tasks --task $i/2; done
  [ -e tasks/manifest.json ] || expect 0 dsprep merge tasks
done
cmp whole/report.json tasks/report.json || fail "tasks"
# What a step removes is shown nowhere: not before it, not where it was dropped for it, not in clusters, not in an audit.
for i in 1 2 3 4 5 6; do printf '{"text":"write  to  anna%d@example.org, 谢谢 %s"}\n' $((i % 3)) "$(printf 'x%.0s' $(seq 1 $i))"; done >secret.jsonl
head -2 secret.jsonl >>secret.jsonl
printf '%s\n' '[[step]]' 'op = "whitespace"' '[[step]]' 'op = "length"' 'max_chars = 32' '[[step]]' 'op = "pii"' >secret.toml
expect 0 dsprep run secret.toml secret.jsonl -o audited --audit
printf '%s\n' '[[step]]' 'op = "dedup_exact"' '[[step]]' 'op = "profile"' >>secret.toml
expect 0 dsprep run secret.toml secret.jsonl -o hidden
for file in hidden/report.html hidden/report.json audited/report.html audited/report.json; do
  ! grep -q 'anna[0-9]@' $file || fail "$file shows what pii removed"
  grep -q 'not shown\|"hidden": true\|"text": ""' $file || fail "$file has no records to look at"
done
# An edit is shown before and after, also where somebody else reads the page.
printf '%s\n' '[[step]]' 'op = "whitespace"' '[[step]]' 'op = "profile"' >edit.toml
expect 0 dsprep run edit.toml secret.jsonl -o edited
grep -q '"outcome": "edited"' edited/report.json || fail "no edited record"
grep -q '<del>' edited/report.html || fail "what was edited is not marked"
