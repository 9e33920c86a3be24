#!/usr/bin/env bash
# clean --unify: what pyarrow and load_dataset refuse before, they take behind it; tasks, resume and gates.
source "$(dirname "$0")/prelude.sh"

# Types that change past the first 10 MB, where `datasets` has made up its mind; a field that comes late.
awk 'BEGIN {
  for (i = 0; i < 60; ++i) pad = pad "一二三四五六七八九十0123456789012345678901234567890123456789";
  for (i = 0; i < 5000; ++i) {
    id = i < 4500 ? i : "\"x" i "\"";
    printf "{\"id\":%s,\"text\":\"%s\",\"score\":%s", id, pad, i % 2 ? i : i ".5";
    if (i > 4400) printf ",\"meta\":{\"lang\":\"th\",\"n%d\":1}", i % 3;
    if (i % 2) printf ",\"tags\":%s", i % 4 == 1 ? "\"a\"" : "[\"a\",\"ข\"]";
    print "}"
  } }' >mixed.jsonl

expect 0 dsprep clean --unify=features=features.json mixed.jsonl -o out
says 'field /id is integer in 4,500 (first in mixed.jsonl:1), text in 500 (first in mixed.jsonl:4501): it becomes text'
same "$(lines out/data/part-00000.jsonl)" 5000
expect 0 dsprep verify out

# Strict: one line, nothing written; a typo is told.
expect 1 dsprep clean --unify=allow=none mixed.jsonl -o strict
one_error_line; says 'field /id is integer in 4,500'; says 'allow lacks "text"'
expect 2 dsprep clean --unify=exact=integer mixed.jsonl -o typo
one_error_line
expect 3 dsprep clean --unify mixed.jsonl -o gated --gate 'unify.fields_mixed<=0'
# A second run over the result changes nothing.
expect 0 dsprep clean --unify out -o again
cmp -s out/data/part-00000.jsonl again/data/part-00000.jsonl || fail "a second run changed something"

# Tasks see the whole.
split -n l/3 -d --additional-suffix=.jsonl mixed.jsonl part-
for pass in 1 2; do
  for task in 0 1 2; do expect 0 dsprep clean --unify part-0?.jsonl -o tasks --task $task/3; done
  expect 0 dsprep merge tasks
done
cat tasks/data/*.jsonl | cmp -s - out/data/part-00000.jsonl || fail "tasks differ"

# Both libraries, where they are.
python=${DSPREP_DATASETS_PYTHON:-python3}
"$python" -c 'import datasets, pyarrow' 2>/dev/null || {
  echo "no datasets and pyarrow (DSPREP_DATASETS_PYTHON): loading was not tried"; exit 0; }
cat >load.py <<'P'
import json, sys, tempfile
import datasets, pyarrow.json
datasets.disable_progress_bars()
def load(path, **how):
    with tempfile.TemporaryDirectory() as cache:
        return datasets.load_dataset("json", data_files=path, split="train", cache_dir=cache, **how).to_list()
def refuses(f, *a, **k):
    try: f(*a, **k)
    except Exception: return True
    return False
before, after = "mixed.jsonl", "out/data/part-00000.jsonl"
assert refuses(pyarrow.json.read_json, before), "pyarrow took the input"
assert refuses(load, before), "datasets took the input"
features = datasets.Features.from_dict(json.load(open("out/features.json")))
rows = load(after, features=features)
assert rows == [json.loads(line) for line in open(after)], "what was loaded is not what was written"
schema = features.arrow_schema
options = pyarrow.json.ParseOptions(explicit_schema=schema, unexpected_field_behavior="error")
assert pyarrow.json.read_json(after, parse_options=options).schema.equals(schema)
# A small file needs no features.
open("small.jsonl", "w").writelines(open(after).readlines()[4398:4500])
assert load("small.jsonl") == [json.loads(line) for line in open("small.jsonl")]
assert pyarrow.json.read_json("small.jsonl").num_rows == 102
P
HF_HUB_OFFLINE=1 expect 0 "$python" load.py
