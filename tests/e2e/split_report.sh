# The report of a split that counts: labels by part in report.json and report.html, replaced with it, the same from tasks.
. "$(dirname "$0")/prelude.sh"
awk 'BEGIN { for (i = 1; i <= 400; ++i) printf "{\"text\":\"第 %d 条 record %d\",\"label\":\"%s\",\"tags\":[%s]}\n", i, i * 31, i % 4 ? "好" : "坏", i % 3 ? "\"a\"" : "\"a\",\"<b>\"" }' >in.jsonl
shares=(--train 0.8 --validation 0.1 --test 0.1)
expect 0 dsprep split "${shares[@]}" --stratify /label in.jsonl -o out
python=$(command -v python3) || skip "report.json is looked at with python3"
"$python" - <<'P' || fail "labels by part"
import json
sections = {section["id"]: section for report in json.load(open("out/report.json"))["reports"] for section in report["sections"]}
table = sections["strata"]
rows = {row[0]: dict(zip(table["columns"], row)) for row in table["rows"]}
assert (rows["坏"]["train"], rows["坏"]["validation"], rows["坏"]["test"]) == (80, 10, 10), rows
assert rows["好"]["share of test"] == 0.75 and rows["好"]["share of all"] == 0.75, rows
P
grep -q 'Labels by part' out/report.html || fail "report.html has no labels by part"
expect 0 dsprep verify out
cp out/report.json first.json
expect 0 dsprep split "${shares[@]}" --stratify /label in.jsonl -o out --force
cmp out/report.json first.json || fail "another report of the same split"
# Several labels in one record, with a name that HTML would take for a tag.
expect 0 dsprep split "${shares[@]}" --stratify /tags in.jsonl -o tags
grep -q '&lt;b&gt;' tags/report.html || fail "a label is not escaped"
# Tasks and merge: the same.
split -n l/2 --additional-suffix=.jsonl in.jsonl part-; mkdir in; mv part-* in
expect 0 dsprep split "${shares[@]}" --stratify /label in -o whole
for pass in 1 2; do
  for task in 0 1; do expect 0 dsprep split "${shares[@]}" --stratify /label in -o tasks --task $task/2; done
  expect 0 dsprep merge tasks
done
cmp tasks/report.json whole/report.json || fail "tasks tell otherwise"
# A stable split counts nothing, a stream has no place for a report, and neither is worth a word.
expect 0 dsprep split "${shares[@]}" in.jsonl -o stable
[ ! -e stable/report.html ] || fail "a report of nothing"
expect 0 dsprep split "${shares[@]}" --stratify /label --into part in.jsonl -o -
! grep -q 'report' stderr || fail "a word about a report that nobody asked for"
