#!/usr/bin/env bash
# split --check: an existing split, by manifest, file names or a field; exit 3 and the pairs; nothing is written.
source "$(dirname "$0")/prelude.sh"

mkdir data
printf '{"text":"今天天气很好。","label":1}\n{"text":"only in train","label":2}\n{"text":"a","label":1}\n' >data/train.jsonl
printf '{"text":"今天天气很好。","label":1}\n{"text":"ONLY in train!","label":1}\n{"text":"b","label":2}\n' | gzip >data/test-00000.jsonl.gz
cp data/train.jsonl kept

# By file names: exit 3, the metrics and the pairs on standard output, the broken gates on standard error.
expect 3 dsprep split --check data
says 'gate "check.exact<=0" is broken: check.exact is 1'
says 'check.normalized is 1'; says 'check.label_conflicts is 1'
for wanted in 'exact            *1 texts' 'the same text  *test  *test-00000.jsonl.gz:1  *train  *train.jsonl:1  *1  *今天天气很好。' \
  'another label  *test  *test-00000.jsonl.gz:2  *train  *train.jsonl:2  *1  *ONLY in train!'; do
  grep -q -- "$wanted" stdout || { cat stdout >&2; fail "standard output should say '$wanted'"; }
done
same "$(ls)" "$(printf 'data\nkept\nstderr\nstdout')" "nothing is written"
cmp -s data/train.jsonl kept || fail "an input changed"

# Files, limits, --gate, reports.
expect 3 dsprep split --check data/train.jsonl data/test-00000.jsonl.gz
expect 0 dsprep split --check=max_exact=1,max_normalized=1,max_label_conflicts=none data
expect 3 dsprep split --check=max_exact=1,max_normalized=1,max_label_conflicts=none data --gate 'check.length_drift<=0.1'
expect 3 dsprep split --check data -o report.json
grep -q '"pairs"' report.json || fail "report.json has no pairs"
expect 2 dsprep split --check data -o report.json
one_error_line

# A field; standard input.
cat >one.jsonl <<'R'
{"part":"train","text":"x y","customer":1}
{"part":"test","text":"z","customer":1}
R
expect 3 dsprep split --check=part=/part,group=/customer one.jsonl
says 'check.group is 1'
expect 0 dsprep split --check=part=/part one.jsonl
"$DSPREP_BINARY" split --check=part=part <one.jsonl >stdout 2>stderr || fail "standard input"

# A split of dsprep's own: by its manifest, and checked in the run that makes it.
awk 'BEGIN { srand(7); for (i = 0; i < 2000; ++i) { t = ""; for (j = 0; j < 30; ++j) t = t " " substr("字词句段章节页行题文书卷", 1 + 3 * int(rand() * 12), 3) int(rand() * 1000);
  printf "{\"text\":\"%s\",\"label\":%d}\n", t, i % 3 } }' >records.jsonl
expect 0 dsprep split --train 0.8 --test 0.2 records.jsonl -o own
expect 0 dsprep split --check own
expect 0 dsprep split --train 0.8 --test 0.2 --check records.jsonl -o both
[ -s both/report.json ] || fail "the run that splits and checks should leave a report"
same "$(cat both/data/* | sort | cksum)" "$(sort records.jsonl | cksum)"

# What is no split: one line, exit 2 before anything is read.
mkdir plain one
cp one.jsonl plain/a.jsonl; cp one.jsonl plain/b.jsonl; cp one.jsonl one/train.jsonl
expect 2 dsprep split --check plain
one_error_line; says 'there are no parts: no file is named train'; says '--check=part=FIELD'
expect 2 dsprep split --check one
one_error_line; says 'all files are of one part, train'
expect 2 dsprep split --check data plain
one_error_line; says 'plain/a.jsonl is in no part'
expect 2 dsprep split --check <one.jsonl
one_error_line
"$DSPREP_BINARY" split --check <one.jsonl 2>stderr && fail "no parts on standard input"
one_error_line; says 'standard input is in no parts'
ln data/train.jsonl data/validation.jsonl
expect 2 dsprep split --check data
says 'data/validation.jsonl is the same file as data/train.jsonl'
rm data/validation.jsonl
expect 2 dsprep split --check=par=/part one.jsonl
one_error_line; says 'part'
expect 1 dsprep split --check=part=/prat one.jsonl
says 'no record has a text, /text, and a part, /prat'
expect 1 dsprep split --check=part=/part,group=/custmer one.jsonl
says 'no record has a group, /custmer'
expect 2 dsprep split --check --train 0.8 --test 0.2 one.jsonl -o never
one_error_line; says 'put the step that makes them in front'
expect 2 dsprep split --check data --to csv
one_error_line
: >data/validation.jsonl
expect 3 dsprep split --check=max_exact=9,max_normalized=9,max_label_conflicts=9 data
says 'check.empty_parts is 1'
expect 0 dsprep split --check data --dry-run
