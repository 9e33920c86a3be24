# Gates: exact or refused, known before anything is read.
. "$(dirname "$0")/prelude.sh"
make_records 4000 in.jsonl
head -60 in.jsonl | cat in.jsonl - >copies.jsonl
expect 3 dsprep report --gate 'text.duplicate_share<=0' copies.jsonl -o r.json; says "text.duplicate_share is 0.0147"
expect 0 dsprep report --gate 'text.duplicate_share<=0' in.jsonl -o r0.json
expect 0 dsprep report --gate 'text.distinct==4000' --memory 1M copies.jsonl -o r1.json -j 2
expect 0 dsprep report --gate 'text.chars.p95<=10000' --gate 'profile.records==4000' in.jsonl -o r2.json
# A figure that is an estimate holds no limit that lies near it.
expect 3 dsprep report --gate 'field.id.distinct>=1' in.jsonl -o r3.json; says "cannot be judged"
# Unknown: before reading, and nothing is written.
expect 2 dsprep report --gate 'text.duplicates_share<=0' in.jsonl -o r4.json; says 'did you mean "text.duplicate_share"?'
[ ! -e r4.json ] || fail "a report in spite of the gate"
expect 2 dsprep report --gate 'nonsense<=0' in.jsonl -o r5.json; says "there are: records"
printf '[run]\ngate = ["text.duplicate_share<=0", "records>=1"]\n[[step]]\nop = "profile"\n' >gates.toml
expect 3 dsprep run gates.toml copies.jsonl -o out
expect 0 dsprep run gates.toml in.jsonl -o out2
printf '[run]\nthreads = [1, 2]\n[[step]]\nop = "profile"\n' >list.toml
expect 2 dsprep run list.toml in.jsonl -o out3; says "list.toml:2:1: threads: expected one value, got a list"
printf '[[source]]\npaths = "in.jsonl"\nweight = 2\n[[step]]\nop = "profile"\n' >weight.toml
expect 2 dsprep run weight.toml -o out4; says "weight.toml:3:1: weight: no step mixes the sources"

# Every command that writes records can be held to what its steps find.
printf '{"text":"one and the same"}\n{"text":"one and the same"}\n{"text":"another"}\n' >twice.jsonl
expect 3 dsprep clean --dedup-exact --gate 'duplicates<=0' twice.jsonl -o gated; says 'duplicates<=0'
[ -e gated/manifest.json ] || fail "the output is complete all the same"
expect 0 dsprep clean --dedup-exact --gate 'duplicates<=1' twice.jsonl -o passed
expect 2 dsprep clean --dedup-exact --gate 'duplicate<=1' twice.jsonl -o never; says '"duplicates"'
