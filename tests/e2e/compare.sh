# Two datasets compared: from the command line, with gates, and what careless users ask for.
. "$(dirname "$0")/prelude.sh"
printf '{"id":1,"text":"这家酒店很干净。","n":1}\n{"id":2,"text":"Never again!","n":2}\n' >old.jsonl
printf '{"id":1,"text":"这家酒店不干净。","n":1}\n{"id":3,"text":"明天再来","n":5}\n' >new.jsonl
expect 0 dsprep report new.jsonl --compare=against=old.jsonl -o out.html
grep -q '这家酒店不干净' out.html || fail "the page does not show what changed"
expect 0 dsprep report new.jsonl --compare=against=old.jsonl -o out.json
grep -q '"compare.changed": 1' out.json || fail "compare.changed is not in report.json"

# Gates: broken, held, misspelled. A table of what broke.
expect 3 dsprep report new.jsonl --compare=against=old.jsonl --gate 'compare.added<=0' --gate 'compare.psi.n<=0.1' -o g.json
says 'gate "compare.added<=0" is broken: compare.added is 1'; says "2 of 2 gates did not hold"
expect 0 dsprep report new.jsonl --compare=against=old.jsonl --gate 'compare.added<=1' -o g2.json
for typo in added:compare.added compare.aded:compare.added compare.pis.n:compare.psi.n; do
  expect 2 dsprep report new.jsonl --compare=against=old.jsonl --gate "${typo%%:*}<=0" -o never.json
  says "did you mean \"${typo#*:}\"?"
done
expect 2 dsprep report new.jsonl --gate 'recrods>=1' -o never.json; says 'did you mean "records"?'
expect 2 dsprep report new.jsonl --gate 'profile.recrods>=1' -o never.json; says 'did you mean "profile.records"?'
expect 2 dsprep report new.jsonl --gate 'field.n.meen>=1' -o never.json; says 'did you mean "field.n.mean"?'
expect 2 dsprep split --train 0.5 --test 0.5 new.jsonl --gate 'recrods>=1' -o never; says 'did you mean "records"?'
expect 2 dsprep clean --dedup-exact new.jsonl --gate 'duplicats<=1' -o never; says 'did you mean "duplicates"?'
printf '[[step]]\nop = "profile"\n' >p.toml
expect 2 dsprep run p.toml new.jsonl --gate 'recrods>=1' -o never; says 'did you mean "records"?'
[ ! -e never.json ] && [ ! -e never ] || fail "something was written in spite of the gate"

# Two inputs are one dataset, and that is said; not where they are compared, and not of one or three.
expect 0 dsprep report old.jsonl new.jsonl -o both.json; says "are read as one dataset"; says "--compare=against=old.jsonl"
expect 0 dsprep report new.jsonl --compare=against=old.jsonl -o c.json; [ "$(grep -c 'one dataset' stderr || true)" = 0 ] || fail "said for no reason"
cp old.jsonl third.jsonl
expect 0 dsprep report old.jsonl new.jsonl third.jsonl -o three.json; [ "$(grep -c 'one dataset' stderr || true)" = 0 ] || fail "said of three"

# The same dataset, an empty one, one that is not there, the output itself.
expect 0 dsprep report old.jsonl --compare=against=old.jsonl -o same.json; says "the two datasets have the same records"
: >empty.jsonl
expect 0 dsprep report old.jsonl --compare=against=empty.jsonl -o e.json; says "empty.jsonl has no records"
expect 1 dsprep report old.jsonl --compare=against=nope.jsonl -o n.json; says "nope.jsonl"
[ ! -e n.json ] || fail "a report without a reference"
expect 2 dsprep report new.jsonl --compare=against=out.json -o out.json --force; says "is read, and what is read is never written to"
expect 2 dsprep report new.jsonl --compare -o n.json; says "against"

# Two outputs of dsprep: which parameter changed, and what that did.
expect 0 dsprep clean --length=min_chars=1 old.jsonl -o one
expect 0 dsprep clean --length=min_chars=9 old.jsonl -o two
expect 0 dsprep report two --compare=against=one -o m.json
grep -q 'Settings that differ' m.json && grep -q '"min_chars"' m.json || fail "the manifests are not compared"
expect 2 dsprep report new.jsonl --compare=against=one -o one/report.json; says "lies in one, which is read"

# Ten thousand records, one in ten new, in little memory.
make_records 10000 many.jsonl
sed '1~10s/"id"/"was"/' many.jsonl >fewer.jsonl
expect 0 dsprep report many.jsonl --compare=against=many.jsonl --memory 1M -j 2 --gate 'compare.added<=0' --gate 'compare.removed<=0' -o big.json
