# A nightly split: the ledger of last night holds everything in place; careless calls get one clear line.
. "$(dirname "$0")/prelude.sh"
make() { # FIRST LAST: texts, each with a customer and a label
  awk -v a="$1" -v b="$2" 'BEGIN { for (i = a; i <= b; ++i) printf "{\"id\":%d,\"customer\":%d,\"label\":\"%s\",\"text\":\"客户 %d says number %d, no more\"}\n", i, (i * 7919) % 97, i % 5 ? "好" : "bad", i, i * 31 }'
}
# id TAB part, sorted.
parts() { for file in "$1"/data/*.jsonl; do sed -E "s/.*\"id\":([0-9]+).*/\1\t$(basename "${file%%-0*}")/" "$file"; done | sort -n; }
make 1 600 >old.jsonl
how=(--train 0.8 --validation 0.1 --test 0.1 --stratify /label --group /customer --key /id)
expect 0 dsprep split "${how[@]}" old.jsonl -o night1
parts night1 >night1.parts; same "$(lines night1.parts)" 600
[ "$(wc -c <night1/split.ledger)" -lt "$(wc -c <old.jsonl)" ] || fail "the ledger is larger than the data"
LC_ALL=C sort -c night1/split.ledger || fail "the ledger is not in order"
expect 0 dsprep verify night1
# Grown by 1, 10, 100 %, in another order and other shards: nothing moves, by the file or by its directory.
for more in 6 60 600; do
  { make 601 $((600 + more)); cat old.jsonl; } | sort -t: -k5 >all.jsonl
  rm -rf in; mkdir in; split -n l/3 --additional-suffix=.jsonl all.jsonl in/part
  expect 0 dsprep split "${how[@]}" --freeze night1/split.ledger in -o "grown$more"
  parts "grown$more" | awk '$1 <= 600' | cmp - night1.parts || fail "records moved when $more came"
done
expect 0 dsprep split "${how[@]}" --freeze night1 in -o by_directory; cmp by_directory/split.ledger grown600/split.ledger
# No customer is torn, and equal runs write equal ledgers, in tasks too.
for part in train validation test; do sed -E "s/.*\"customer\":([0-9]+).*/\1/" grown600/data/$part-* | sort -u; done | sort | uniq -d >torn; same "$(lines torn)" 0
for task in 0 1; do expect 0 dsprep split "${how[@]}" --freeze night1 in -o tasks --task $task/2; done; expect 0 dsprep merge tasks
for task in 0 1; do expect 0 dsprep split "${how[@]}" --freeze night1 in -o tasks --task $task/2; done; expect 0 dsprep merge tasks
cmp tasks/split.ledger grown600/split.ledger
# A stream has no place for a ledger: it is left out, unless somebody asked for it.
expect 0 dsprep split --mode exact --into part old.jsonl -o -
expect 2 dsprep split --mode exact --into part --ledger mine.ledger old.jsonl -o -; says 'it needs an output directory or file'; one_error_line
expect 0 dsprep split --mode exact --ledger none old.jsonl -o without; [ ! -e without/split.ledger ] || fail "a ledger that nobody wanted"
# Careless calls.
expect 2 dsprep split "${how[@]}" --freeze nothing old.jsonl -o x; says nothing; one_error_line
expect 2 dsprep split "${how[@]}" --freeze old.jsonl old.jsonl -o x; says 'old.jsonl:1: this is no ledger of a split'; one_error_line
expect 2 dsprep split "${how[@]}" --freeze night1 --seed 5 old.jsonl -o x; says 'another seed, salt'; one_error_line
expect 2 dsprep split --mode exact --key /customer --freeze night1 old.jsonl -o x; says 'split.ledger:3: the ledger is of a split by the key /id, this one is by /customer'
sed 's/ test$/ tset/' night1/split.ledger >bad.ledger
expect 2 dsprep split "${how[@]}" --freeze bad.ledger old.jsonl -o x; says 'has the part "tset", which this split has not'; one_error_line
[ ! -e x ] || fail "something was written"
make 5000 5100 | sed -E 's/"customer":/&1000/' >strange.jsonl
expect 0 dsprep split "${how[@]}" --freeze night1 -q strange.jsonl -o other; says 'serious'; says 'none of the'
# The ledger that is read is never written over.
expect 2 dsprep split "${how[@]}" --freeze night1 --force in -o night1; says 'inputs are never written to'; one_error_line
# A typo.
expect 4 dsprep split --stratify lable old.jsonl -o typo; says 'no record has /lable (did you mean /label?)'
expect 4 dsprep split --group costumer old.jsonl -o typo2; says 'no record has /costumer (did you mean /customer?)'
expect 4 dsprep split --stratify price --bins 4 old.jsonl -o typo3; says 'no record has /price'
expect 2 dsprep split --bins 4 old.jsonl -o x; says 'bins are of the numbers of one field'
# Several fields, in one option.
expect 0 dsprep split --stratify /label,/customer old.jsonl -o fields
expect 4 dsprep split --stratify /label,/costumer old.jsonl -o fields2; says 'no record has /costumer'
