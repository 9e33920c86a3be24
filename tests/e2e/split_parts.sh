# Splitting: what people ask for that cannot be taken as it stands is said, and nothing is torn or lost.
. "$(dirname "$0")/prelude.sh"
for i in $(seq 1 40); do printf '{"text": "text number %d", "label": "%s"}\n' "$i" "$([ $((i % 4)) = 0 ] && echo b || echo a)"; done >in.jsonl
# Into one stream, in input order.
expect 0 dsprep split --train 0.5 --test 0.5 --into part in.jsonl -o -
same "$(grep -o 'number [0-9]*' stdout | cut -d' ' -f2 | paste -sd,)" "$(seq -s, 1 40)"
expect 0 dsprep split --train 0.5 --test 0.5 --stratify label --into part in.jsonl -o one.jsonl -j 2 --chunk-size 200
same "$(grep -o 'number [0-9]*' one.jsonl | cut -d' ' -f2 | paste -sd,)" "$(seq -s, 1 40)"
# A path that leads nowhere is malformed, not a record without its part.
expect 4 dsprep split --train 0.5 --test 0.5 --into /label/x in.jsonl -o nowhere.jsonl
same "$(lines nowhere.jsonl)" 0
same "$(grep -c 'field /label/x cannot be added' nowhere.jsonl.dsprep/malformed/*.jsonl)" 40
# Percentages.
expect 2 dsprep split --train 80 --test 20 in.jsonl -o o; says "train = 0.8 and test = 0.2"; says "unit"
expect 2 dsprep split --train 8 --test 2 in.jsonl -o o; says "train = 0.8 and test = 0.2"
expect 2 dsprep split --train 0.8 --test 0.1 in.jsonl -o o; says "add up to 0.9, not to 1"; says "validation = 0.1"
expect 2 dsprep split --train 0.8 --test 0.4 in.jsonl -o o; says "add up to 1.2, not to 1"
expect 0 dsprep split --train 75 --test 25 --unit percent --mode exact in.jsonl -o percent
same "$(lines percent/data/train-*) $(lines percent/data/test-*)" "30 10"
expect 0 dsprep split --train 8 --test 2 --unit records in.jsonl -o counts
same "$(lines counts/data/train-*) $(lines counts/data/test-*)" "8 2"
# Parts that nothing goes to.
printf '{"text":"one","label":"a"}\n{"text":"two","label":"b"}\n{"text":"three","label":"a"}\n' >three.jsonl
expect 0 dsprep split --train 0.8 --validation 0.1 --test 0.1 --stratify label three.jsonl -o small
says "no record went to the part validation"; says "no record went to the part test"
[ -f small/data/validation-00000-of-00001.jsonl ] && [ ! -s small/data/validation-00000-of-00001.jsonl ] || fail "validation has no empty file"
expect 0 dsprep verify small
expect 0 dsprep split --train 1 --test 0 three.jsonl -o whole; same "$(ls whole/data)" train-00000-of-00001.jsonl
expect 0 dsprep split --train 0.9 --test 0.1 three.jsonl --seed 1 -o sharded --shards 2 --compress gz
[ -n "$(ls sharded/data/test-*)" ] || fail "test has no file"
# One text with two labels, and a dialogue of several: the key comes first.
printf '{"text":"%s","label":"%s"}\n' same a same b "Same!" b x1 a x2 a x3 b x4 b x5 a x6 b >labels.jsonl
for seed in 0 1 2 3 4 5 6 7; do
  expect 0 dsprep split --train 0.5 --test 0.5 --stratify label --seed $seed --into part labels.jsonl -o -
  same "$(grep -i '"same' stdout | grep -o '"part":"[a-z]*"' | sort -u | wc -l)" 1 "seed $seed: one text in two parts"
  says "1 key (/text), of 3 records, has several values of /label"
done
for d in $(seq 1 12); do for l in a b c; do printf '{"dialogue":%d,"text":"%s in %d","label":"%s"}\n' "$d" "$l" "$d" "$l"; done; done >talk.jsonl
expect 0 dsprep split --train 0.5 --test 0.5 --key dialogue --stratify label --into part talk.jsonl -o -
same "$(grep -o '"dialogue":[0-9]*\|"part":"[a-z]*"' stdout | paste -sd' \n' | sort -u | wc -l)" 12 "dialogues and parts"
same "$(grep -c '"part":"train"' stdout)" 18
says "12 keys (/dialogue), of 36 records, have several values of /label"
