# Formats: chosen by extension, --from, --to or a [[source]]; books that balance; mistakes that get one line.
. "$(dirname "$0")/prelude.sh"
say3='{"text":"a"}
{"text":"中文"}
{"text":"ไทย 🙂"}'
printf '%s\n' "$say3" >lines.jsonl
printf '[\n  {"text": "a"},\n  {\n    "text": "中文"\n  },\n  {"text":"ไทย 🙂"}\n]\n' >array.json

# JSON Lines in a .json file are documents one after another: the same bytes as ever.
cp lines.jsonl lines.json
expect 0 dsprep clean lines.json -o -; same "$(cat stdout)" "$say3"
expect 0 dsprep clean array.json -o -; same "$(sed 's/: /:/' stdout)" "$say3"
expect 0 dsprep clean --from json - -o - <array.json
expect 0 bash -c '"$DSPREP_BINARY" clean --from json -o - <array.json'; same "$(lines stdout)" 3
gzip -k array.json; expect 0 dsprep clean array.json.gz -o -; same "$(lines stdout)" 3

# Written: an array, valid with no record, with shards, compressed.
expect 0 dsprep clean lines.jsonl -o o.json; same "$(cat o.json)" "$(printf '[\n%s\n]' "$(sed '$!s/$/,/' lines.jsonl)")"
expect 0 dsprep clean --length=min_chars=100 lines.jsonl -o none.json; same "$(cat none.json)" "$(printf '[\n]')"
same "$(lines none.json.dsprep/dropped/length/part-00000.jsonl)" 3 "dropped/ stays JSON Lines"
make_records 5000 many.jsonl
expect 0 dsprep clean many.jsonl -o many.json.zst -j 2 --chunk-size 64K
expect 0 dsprep clean many.json.zst -o -; cmp stdout many.jsonl || fail "a .json.zst that was written and read"
expect 0 dsprep clean many.jsonl --to json --shards 3 -o shards
for part in shards/data/*.json; do python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$part" || fail "$part"; done
same "$(ls shards/data | wc -l | tr -d ' ')" 3
expect 0 dsprep verify shards
expect 0 dsprep clean shards -o -; same "$(sort stdout | cksum)" "$(sort many.jsonl | cksum)"
# What is there is known again: replaced, and continued.
expect 0 dsprep clean many.jsonl --to json -o shards --force; same "$(ls shards/data)" part-00000.json
expect 0 dsprep clean many.jsonl --to json -o shards --resume
expect 2 dsprep clean many.jsonl --to jsonl -o shards --resume
# The same bytes by tasks.
split -n l/4 --additional-suffix=.jsonl many.jsonl part-; mkdir in; mv part-*.jsonl in/
expect 0 dsprep clean in --to json -o whole
for i in 0 1; do expect 0 dsprep clean in --to json -o tasks --task $i/2; done
diff -r whole/data tasks/data || fail "tasks"; cmp whole/manifest.json tasks/manifest.json || fail "tasks' manifest"

# Bad input: what is no object, what is broken, what is cut short; each with its place, and the read goes on.
printf '[\n  {"text": "a"},\n  7,\n  {"text": "b,\n  {"text": "c"},\n  {"te' >bad.json
expect 1 dsprep clean bad.json -o bad --max-errors 100%
same "$(lines bad/data/part-00000.jsonl)" 2
same "$(grep -c . bad/malformed/part-00000.jsonl)" 3
grep -q '"line":3,"offset":21,"column":3,"reason":"not an object"' bad/malformed/part-00000.jsonl || fail "the place of 7"
says "is not closed"
: >empty.json; expect 0 dsprep clean empty.json -o -; same "$(cat stdout)" ""
head -c 40 many.json.zst >cut.json.zst; expect 1 dsprep clean cut.json.zst -o cut; says "damaged input"

# Mistakes: one line, exit 2, nothing written.
refused() { rm -rf out; expect 2 "$@"; one_error_line; [ ! -e out ] || fail "an output after: $*"; }
refused dsprep clean lines.jsonl --from jsno -o out; says 'did you mean "json"'
refused dsprep clean lines.jsonl --to jsno -o out; says 'did you mean "json"'
refused dsprep clean lines.jsonl --from json=x=1 -o out; says 'json has no parameter "x"'
refused dsprep clean lines.jsonl --to jsonl -o out.json; says "contradict each other"
refused dsprep clean lines.jsonl -o out.xlsx; says ".json"
refused dsprep report lines.jsonl --to json -o out; says "writes no records"
refused dsprep formats jsno; says 'did you mean "json"'
printf '[[source]]\npaths = "lines.jsonl"\nformat = "jsno"\n' >bad.toml
refused dsprep run bad.toml -o out; says 'bad.toml:1:'; says 'did you mean "json"'
printf '[[source]]\npaths = "lines.jsonl"\nformat = "json"\nparams = { x = 1 }\n' >bad.toml
refused dsprep run bad.toml -o out; says 'bad.toml:4:12: json has no parameter "x"'
printf '[[source]]\npaths = "lines.jsonl"\nparams = { x = 1 }\n' >bad.toml
refused dsprep run bad.toml -o out; says 'name it'

# A config says the same as the command line.
printf '[run]\nto = "json"\n[[source]]\npaths = "array.json"\nformat = "json"\n' >ok.toml
expect 0 dsprep run ok.toml -o -; same "$(head -n 1 stdout)" "["
expect 0 dsprep formats; grep -q '^  jsonl ' stdout || fail "the list of formats"
expect 0 dsprep formats json; grep -q 'RFC 8259' stdout || fail "the page of json"
