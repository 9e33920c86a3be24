#!/usr/bin/env bash
# README.md and croissant.json of an output: what they say, that they are the same however the run went, and that
# load_dataset and mlcroissant read the data and nothing else by them.
source "$(dirname "$0")/prelude.sh"

cat >a.jsonl <<'R'
{"id":1,"text":"你好，世界！","label":"好","n":1,"f":1,"ok":true,"tags":["a","ข"],"messages":[{"role":"user","content":"hi"}],"meta":{"lang":"zh"},"day":"2026-12-01","nil":null,"e":{},"mix":1,"we ird: \"k\"#":"x","a|b`c\n---":1,"yes":"no","@id":"z","":"empty","_type":"t","line\u2028sep\u0085":1,"ключ 😀":"v","nested":[[1],[]]}
{"id":2,"text":"مرحبا بالعالم","label":"坏","n":null,"f":2.5,"ok":false,"tags":[],"messages":[],"meta":{"lang":null,"len":3},"day":"2026-12-02","mix":"two","late":[{"x":1}]}
{"id":3,"text":"short","mix":{"a":[1]}}
no json
R
for ((i = 4; i <= 203; ++i)); do echo "{\"id\":$i,\"text\":\"text number $i 字\",\"label\":\"$([ $((i % 3)) = 0 ] && echo 好 || echo 坏)\"}"; done >b.jsonl
quiet() { dsprep "$@" --progress none --max-errors 9; }
snapshot() { (cd "$1" && find . -type f ! -name run.json -exec sha256sum {} + | sort -k2); }

expect 0 quiet clean --length=min_chars=6 a.jsonl b.jsonl -o out -j 2
expect 0 dsprep verify out
for wanted in '- split: train' '    - "data/part-[0-9]*"' '  # of all records' 'num_examples: 202' '| length | 203 | 0 | 1 | 0 | min\_chars 1 |' \
  'Of 204 records read, 202 were kept, 1 dropped'; do
  grep -qF -- "$wanted" out/README.md || { cat out/README.md; fail "README.md should say '$wanted'"; }
done
grep -q '"path": "croissant.json"' out/manifest.json || fail "the manifest does not list croissant.json"
grep -q '"path": "README.md"' out/manifest.json || fail "the manifest does not list README.md"
same "$(grep -c -e "$PWD" -e "$(date +%Y-%m-%dT)" out/README.md out/croissant.json | cut -d: -f2 | tr -d '\n')" 00 "places and times in the cards"

# The same bytes: in one thread, elsewhere, in tasks, resumed, replaced.
expect 0 quiet clean --length=min_chars=6 a.jsonl b.jsonl -o elsewhere/deeper -j 1
same "$(snapshot elsewhere/deeper)" "$(snapshot out)" "one thread, another place"
for i in 0 1; do expect 0 quiet clean --length=min_chars=6 a.jsonl b.jsonl -o tasks --task $i/2; done
same "$(snapshot tasks)" "$(snapshot out)" "two tasks"
rm -r out; expect 0 quiet clean --length=min_chars=6 a.jsonl b.jsonl -o out --resume
same "$(snapshot tasks)" "$(snapshot out)" "--resume"
expect 0 quiet clean --length=min_chars=6 a.jsonl b.jsonl -o out --resume; says "finished already"
echo mine >>out/README.md
expect 1 dsprep verify out
grep -q README.md stdout stderr || fail "verify does not see a changed README.md"
rm -r out; expect 0 quiet clean b.jsonl -o out
expect 0 quiet clean --length=min_chars=6 a.jsonl b.jsonl -o out --force
same "$(snapshot tasks)" "$(snapshot out)" "--force"

# Read again: the cards are no data, and a card of the owner's is not replaced in silence.
expect 0 quiet clean out -o again
same "$(lines again/data/*.jsonl)" 202 "records of an output that is read"
same "$(ls again/malformed 2>/dev/null | wc -l | tr -d ' ')" 0 "cards among the records"

# Only part of the records were looked at: said in both.
awk 'BEGIN { for (k = 0; k < 60; ++k) t = t " lorem ipsum dolor sit amet"; for (i = 0; i < 30000; ++i) printf "{\"text\":\"%s %d\"}\n", t, i }' >large.jsonl
expect 0 quiet clean large.jsonl -o large
grep -q 'Types: seen in [0-9,]* of 30,000 records' large/README.md || fail "README.md tells an estimate as exact"
grep -q 'Types as seen in [0-9,]* of them: others may differ' large/croissant.json || fail "croissant.json tells an estimate as exact"

# Licences of sources, languages that a step kept.
printf '%s\n' '[[source]]' 'name = "wiki"' 'paths = ["a.jsonl"]' 'licence = "CC-BY-SA-4.0"' '[[source]]' 'name = "forum"' 'paths = ["b.jsonl"]' \
  'licence = "MIT"' '[[step]]' 'op = "language"' 'keep = ["zh", "en"]' >sources.toml
expect 0 quiet run sources.toml -o licensed
for wanted in '- "cc-by-sa-4.0"' '- mit' '- zh' '| wiki | CC-BY-SA-4.0 |'; do
  grep -qF -- "$wanted" licensed/README.md || { cat licensed/README.md; fail "README.md should say '$wanted'"; }
done
# They hold of what comes of it.
expect 0 quiet split --train 0.9 --test 0.1 licensed -o parts_of_it
for wanted in '- "cc-by-sa-4.0"' '- mit' '- zh'; do grep -qF -- "$wanted" parts_of_it/README.md || fail "the licences are lost: $wanted"; done
expect 0 quiet clean licensed b.jsonl -o with_other
grep -q '^license' with_other/README.md && fail "a licence of half of the data is told for all"
# Names that are no UTF-8, which --trust-input lets through, end in no card that cannot be read.
printf '{"text":"x","a\xc2":1,"\xe4\xbd":2}\n' >bad.jsonl
expect 0 quiet clean --trust-input bad.jsonl -o bad
iconv -f utf-8 -t utf-8 bad/README.md bad/croissant.json >/dev/null || fail "a card that is no UTF-8"

python=${DSPREP_PYARROW:-/nowhere}/bin/python
for place in /opt/dsprep-pyarrow "$HOME/.local/share/dsprep-pyarrow"; do [ -x "$python" ] || python=$place/bin/python; done
"$python" -c 'import datasets, mlcroissant, zstandard' 2>/dev/null ||
  skip "reading needs the packages datasets, mlcroissant and zstandard (scripts/install-packages.sh test parquet)"
expect 0 quiet clean --length=min_chars=6 a.jsonl b.jsonl -o zst --compress zst
expect 0 quiet clean --length=min_chars=6 a.jsonl b.jsonl -o gz --compress gz --shards 3
expect 0 quiet split --train 0.8 --validation 0.1 --test 0.1 --stratify /label b.jsonl -o parts
expect 0 quiet split --ratios='{train-0=0.25,train=0.5,all=0.25}' b.jsonl -o odd
expect 0 quiet clean --length=min_chars=9999 b.jsonl -o none
python3 -c 'import json; print("\n".join(json.dumps({"field %d" % j: j if j % 2 else "v" for j in range(10000)}) for _ in range(5)))' >wide.jsonl
expect 0 quiet clean wide.jsonl -o wide
outs="out zst gz parts odd wide"
if dsprep clean b.jsonl -o table --to parquet -q 2>/dev/null; then
  cat >typed.py <<'P'
import datetime, decimal, os, subprocess, yaml, pyarrow as pa, pyarrow.parquet as pq
from datasets import Features
table = pa.table({"id": pa.array([1, 2], pa.int32()), "text": ["你好", "b"], "day": [datetime.date(2026, 12, 1)] * 2,
    "at": pa.array([datetime.datetime(2026, 12, 1)] * 2, pa.timestamp("ms")), "f": pa.array([1, 2.5], pa.float32()),
    "price": [decimal.Decimal("1.25")] * 2, "turns": [[{"role": "user"}], []], "flag": [True, None], "nil": pa.nulls(2)})
pq.write_table(table, "typed.parquet")
subprocess.run([os.environ["DSPREP_BINARY"], "clean", "typed.parquet", "-o", "typed", "--to", "parquet", "-q"], check=True)
said = yaml.safe_load(open("typed/README.md").read().split("---")[1])["dataset_info"]["features"]
wanted = Features.from_arrow_schema(pq.read_schema("typed/data/part-00000.parquet"))
assert Features._from_yaml_list(said) == wanted, (said, wanted)
P
  expect 0 "$python" typed.py
  outs="$outs table typed"
fi
cat >read.py <<'P'
import json, sys, glob, gzip, datasets, mlcroissant
datasets.disable_progress_bars()
def written(out, part):
    for path in sorted(glob.glob(f"{out}/data/{part}-*.jsonl*")):
        with (gzip.open if path.endswith("gz") else open)(path, "rt") as lines:
            for line in lines: yield json.loads(line)
for out in sys.argv[1:]:
    loaded = datasets.load_dataset(out, cache_dir="hf")
    manifest = json.load(open(out + "/manifest.json"))
    books = manifest["books"]
    assert sum(map(len, loaded.values())) == books["written"], out
    parts = {file.get("part", "train").replace("-", "_").replace("all", "all_") for file in manifest["outputs"] if file["kind"] == "data"}
    assert set(loaded) == parts, (out, set(loaded), parts)
    for part, rows in loaded.items():
        assert len(rows) == sum(file["records"] for file in manifest["outputs"] if file["kind"] == "data"
                                and file.get("part", "train").replace("-", "_").replace("all", "all_") == part), (out, part)
    if out in ("out", "gz"):
        rows = list(loaded["train"])
        assert [row["text"] for row in rows] == [record["text"] for record in written(out, "part")]
        first = next(written(out, "part"))
        day = rows[0].pop("day")
        assert (day.year, day.month, day.day) == (2026, 12, 1)
        del first["day"]
        different = {key: (rows[0].get(key), value) for key, value in first.items() if rows[0][key] != value and key != "meta"}
        assert not different, different
        assert rows[2]["mix"] is None or rows[2]["mix"] == {"a": [1]}
    card = mlcroissant.Dataset(jsonld=out + "/croissant.json")  # raises where it is not valid
    assert not card.metadata.ctx.issues.errors
    if out in ("parts", "odd", "table"):
        read = list(card.records("default"))
        assert len(read) == books["written"], out
        assert len({record["default/id"] for record in read}) == len(read)
        if out == "parts":
            assert {record["part"] for record in read} == {b"train", b"validation", b"test"}
            assert [r["splits/name"] for r in card.records("splits")]
            for record in read: assert record["default/text"].decode().endswith("字")
try: datasets.load_dataset("none", cache_dir="hf")
except Exception as error: assert "_dsprep" not in str(error), "dropped records were read"
else: raise SystemExit("there was something to load")
mlcroissant.Dataset(jsonld="none/croissant.json")
P
HF_HUB_OFFLINE=1 HF_HOME=$PWD/hf expect 0 "$python" read.py $outs
