# Copies are made of the training part alone: records of other parts pass as they are, and where parts are not known the run is refused.
. "$(dirname "$0")/prelude.sh"
make_records 300 plain.jsonl
expect 0 dsprep split --train 0.6 --validation 0.2 --test 0.2 --id id plain.jsonl -o split
for threads in 1 2; do
  expect 0 dsprep augment --typo=copies=2,rate=0.05 split -o out$threads --id id -j $threads --progress none
done
same "$(cat out1/data/* | md5sum)" "$(cat out2/data/* | md5sum)" "the same bytes with 1 and 2 threads"
for part in test validation; do
  same "$(cat out1/data/$part-*)" "$(cat split/data/$part-*)" "$part as it was"
done
same "$(grep -hv _dsprep out1/data/train-*)" "$(cat split/data/train-*)" "the records of train"
same "$(grep -hc _dsprep out1/data/train-*)" "$((2 * $(lines split/data/train-*)))" "two copies of each"
expect 0 dsprep verify out1
if command -v python3 >/dev/null; then
  cat >look.py <<'P'
import glob, json, sys
texts = {}
for name in glob.glob("split/data/train-*"):
    for line in open(name, encoding="utf-8"):
        record = json.loads(line); texts[str(record["id"])] = record["text"]
for name in glob.glob("out1/data/train-*"):
    for line in open(name, encoding="utf-8"):
        record = json.loads(line); made = record.get("_dsprep")
        if made is None: continue
        assert record["text"] != texts[made["parent"]], line
        assert record["id"] != made["parent"] and made["op"] == "typo" and made["recipe"]["edits"] >= 1, line
P
  python3 look.py || fail "a copy that is none"
fi

# A plain file is in no part.
for input in plain.jsonl -; do
  expect 2 "$DSPREP_BINARY" augment --typo $input -o no
  one_error_line
  says "--any-part"
  [ ! -e no ] || fail "an output of a refused run"
done
expect 0 dsprep augment --typo --any-part plain.jsonl -o any --progress none
same "$(grep -c _dsprep any/data/part-00000.jsonl)" 300 "a copy of every record"
expect 0 dsprep augment --typo=copies=2 --any-part split -o every --id id --progress none
same "$(cat every/data/* | grep -c _dsprep)" 600 "copies of the records of all parts"

# Names of files tell their parts; names of folders further up do not.
cp plain.jsonl train.jsonl
head -20 plain.jsonl >test.jsonl
mkdir -p train/raw
cp plain.jsonl train/raw/x.jsonl
expect 0 dsprep augment --typo train.jsonl test.jsonl -o named --progress none
same "$(grep -c _dsprep named/data/train-*)" 300 "a copy of every record of train.jsonl"
same "$(cat named/data/test-*)" "$(cat test.jsonl)" "test.jsonl as it was"
expect 2 dsprep augment --typo test.jsonl -o no && says "none of these is a training part"
expect 2 dsprep augment --typo train.jsonl plain.jsonl -o no && says "plain.jsonl is in no part"
expect 2 dsprep augment --typo train/raw/x.jsonl -o no && says "in no parts"

expect 0 dsprep clean --length plain.jsonl -o my-train --progress none
expect 0 dsprep augment --typo my-train -o of_folder --progress none # an output of dsprep, named after its part
expect 0 dsprep augment --typo my-train/data/part-00000.jsonl -o of_file --progress none
same "$(cat of_file/data/* | md5sum)" "$(cat of_folder/data/* | md5sum)" "the same by folder and by file"

# The parts of a step in front count; a config may say any_part.
printf '[[step]]\nop = "ratio"\n[[step]]\nop = "typo"\n' >run.toml
expect 0 dsprep run run.toml plain.jsonl -o ran --progress none
same "$(cat ran/data/test-* ran/data/validation-* | grep -c _dsprep)" 0 "copies behind a split"
same "$(grep -c _dsprep ran/data/train-*)" "$(grep -vc _dsprep ran/data/train-*)" "one each"
printf '[run]\nany_part = true\n[[step]]\nop = "typo"\n' >any.toml
expect 0 dsprep run any.toml plain.jsonl -o any_ran --progress none
printf '[[step]]\nop = "typo"\n[[step]]\nop = "ratio"\n' >late.toml
expect 2 dsprep run late.toml plain.jsonl -o no && says "late.toml:2:1"
# An output of another kind is not continued.
expect 2 dsprep augment --typo split -o any --any-part --resume
expect 2 dsprep clean --length --any-part plain.jsonl -o no && says "no option --any-part"
