# docs/config.md: each key that dsprep knows has a row and stands in an example, every example loads, no row is of a key there is not.
. "$(dirname "$0")/prelude.sh"
doc=$DSPREP_SOURCE/docs/config.md
printf '{"text":"x","正文":"y"}\n' >in.jsonl
# The reader's own lists: of an unknown key it says what there is.
known() { printf '%s\n' "$1" >probe.toml; dsprep run probe.toml in.jsonl -o out --dry-run 2>&1 | sed -n 's/.*; there are: //p' | tr -d ',' | tr ' ' '\n' | sort; }
# Rows of a section: the code words of its first column.
rows() { awk -v section="$1" '/^## /{ inside = index($0, section) == 4 } inside && /^\| `/ { split($0, c, "|"); print c[2] }' "$doc" | grep -oE '`[^`]+`' | tr -d '`' | sort; }
same "$(known 'nope = 1')" "$(rows 'Before the first table')" "keys before the first table"
same "$(known '[dataset]
nope = 1')" "$(rows '[dataset]')" "keys of [dataset]"
same "$(known '[[dataset.spans]]
nope = 1')" "$(rows '[[dataset.spans]]')" "keys of [[dataset.spans]]"
same "$(known '[[source]]
nope = 1')" "$(rows '[[source]]')" "keys of [[source]]"
same "$(printf 'name\nop')" "$(rows '[[step]]')" "keys of [[step]]"
dsprep ops --json-schema >schema
# The keys of [run] by the schema, which is made of the table of options (the properties one level below "run").
run_keys=$(awk '/^    "run": \{/ { inside = 1 } inside && /^        "[a-z-]+": \{/ { gsub(/[ ":{]/, ""); print } inside && /^    }/ { exit }' schema | sort)
[ "$(wc -l <<<"$run_keys")" -gt 20 ] || fail "the schema tells no options: $run_keys"
same "$run_keys" "$(rows '[run]')" "keys of [run]"
# Reader and schema agree.
for section in dataset source; do
  of_schema=$(awk -v head="^    \"$section\": " '$0 ~ head { inside = 1 } inside && /"properties": \{/ && !keys { keys = match($0, /"/) + 2; next }
    inside && keys && match($0, /"/) == keys && /": \{/ { gsub(/[ ":{]/, ""); print } inside && /^    }/ { exit }' schema | sort)
  same "$of_schema" "$(known "$([ $section = dataset ] && echo '[dataset]' || echo '[[source]]')
nope = 1")" "schema and reader of $section"
done
# Examples.
awk '/^```toml$/ { inside = 1; ++n; next } /^```$/ { inside = 0 } inside { print >("example-" n ".toml") }' "$doc"
n=0
for example in example-*.toml; do
  n=$((n + 1)); input=in.jsonl; grep -q '^\[\[source' "$example" && input=
  expect 0 dsprep run "$example" $input --dry-run
done
[ "$n" -ge 8 ] || fail "only $n examples"
for key in $(rows 'Before the first table') $(rows '[dataset]') $(rows '[[dataset.spans]]') $(rows '[[source]]') $(rows '[[step]]') $run_keys; do
  grep -qE "^(\[+)?${key//-/[-_]}( =|\])" example-*.toml || fail "$key stands in no example"
done
