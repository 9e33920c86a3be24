# The rest of the interface: exit codes, files and streams, --into, verify, presets, help.
. "$(dirname "$0")/prelude.sh"
make_records 1000 in.jsonl
expect 0 dsprep --version; grep -qE '^dsprep [0-9]+\.[0-9]+\.[0-9]+' stdout || fail "no version"
expect 0 dsprep --help; expect 0 dsprep clean --help; expect 0 dsprep clean --length --help; grep -q min_words stdout || fail "no page"
expect 0 dsprep ops; expect 0 dsprep ops length; expect 0 dsprep ops --json-schema; expect 0 dsprep ops --man; expect 0 dsprep ops --bash-completion
bash -n stdout || fail "the completion is no bash"
# Every command's help tells its exit codes; a page of --help promises no option that the command refuses.
for command in clean normalize augment label split report run merge index ops verify; do
  expect 0 dsprep $command --help; grep -q '^Exit codes' stdout || fail "$command --help tells no exit codes"
  promised=$(sed -n 's/^ *\(-., \)\{0,1\}\(--[a-z0-9-]*\)\( [A-Z][^ ]*\)\{0,1\}\(  .*\)\{0,1\}$/\2\3/p' stdout | sed 's/ .*/=x/')
  [ "$(wc -l <<<"$promised")" -ge 1 ] || fail "$command --help has no options"
  [ $command != clean ] || [ "$(wc -l <<<"$promised")" -gt 60 ] || fail "only these in help: $promised"
  expect 0 dsprep $command $([ $command != index ] || echo build) --help $(grep -v -- --json <<<"$promised")
  expect 0 dsprep help $command
done
expect 0 dsprep clean --gopher-quality --length --help; same "$(grep -c '^Usage: ' stdout)" 2 "pages"
# Slips of the hand: one line each, exit code 2, nothing written.
expect 2 dsprep clean --lenght in.jsonl -o slip; says 'did you mean "--length"?'; one_error_line
expect 2 dsprep clean --len in.jsonl -o slip; one_error_line
expect 2 dsprep clean --length -output slip in.jsonl; says 'did you mean --output?'; one_error_line
expect 2 dsprep clean --length —output slip in.jsonl; says 'type --output'; one_error_line
expect 2 dsprep clean --length in.jsonl -o --force; says '-o needs a value'; one_error_line
expect 2 dsprep clean --length in.jsonl --output=; says 'must not be empty'; one_error_line
expect 2 dsprep clean --length in.jsonl -o slip --force=yes; says '--force takes no value'; one_error_line
expect 2 dsprep clean --length in.jsonl -o slip --seed -3; says 'a number from 0'; one_error_line
expect 2 dsprep clean --preset zh-web in.jsonl -o slip; says 'use `dsprep run --preset zh-web`'; one_error_line
expect 2 dsprep run sft in.jsonl -o slip; says 'dsprep run --preset sft'; one_error_line
[ ! -e slip ] || fail "a slip wrote"
expect 0 dsprep clean --length in.jsonl -o slip -o other; says '--output is given twice: other counts, slip does not'
[ -e other ] && [ ! -e slip ] || fail "the last -o counts"
expect 2 dsprep ops lenght; says "length"
# One file, compressed by its name; what was dropped lies beside it.
expect 0 dsprep clean --length=max_chars=135 in.jsonl -o out.jsonl.gz
same "$(($(gzip -dc out.jsonl.gz | wc -l) + $(cat out.jsonl.gz.dsprep/dropped/length/*.jsonl.gz | gzip -dc | wc -l)))" 1000
expect 2 dsprep clean --length=max_chars=135 in.jsonl -o out.jsonl.gz
expect 0 dsprep clean --length=max_chars=140 in.jsonl -o out.jsonl.gz --force
expect 0 dsprep clean --length in.jsonl -o plain.jsonl --dropped none
cmp plain.jsonl in.jsonl
# A split: one directory, or one stream with --into.
expect 0 dsprep split --train 0.5 --test 0.5 in.jsonl -o split
same "$(lines split/data/train-00000-of-00001.jsonl split/data/test-00000-of-00001.jsonl)" 1000
expect 2 dsprep split --train 0.5 --test 0.5 in.jsonl -o - ; says "--into"
expect 0 dsprep split --train 0.5 --test 0.5 --into part in.jsonl -o -
same "$(grep -c '"part":"train"' stdout)" "$(lines split/data/train-00000-of-00001.jsonl)"
# A dataset directory as input keeps its parts.
expect 0 dsprep normalize --whitespace split -o normal
cmp normal/data/train-*.jsonl split/data/train-*.jsonl
grep -q '"parent_manifests"' normal/manifest.json || fail "no parent in the manifest"
# verify finds what was changed.
expect 0 dsprep verify normal
echo '{"text":"more"}' >>normal/data/train-00000-of-00002.jsonl 2>/dev/null || echo '{"text":"more"}' >>"$(ls normal/data/train-* | head -1)"
expect 1 dsprep verify normal
# Reports.
expect 0 dsprep report split -o report.html; grep -q '<svg' report.html || fail "no chart in the report"
expect 0 dsprep report split -o report.json
expect 0 dsprep report split; [ -s stdout ] || fail "a report without -o is a summary"
# The same bytes for any number of threads, and the manifests too.
expect 0 dsprep run "$DSPREP_SOURCE/configs/quickstart.toml" in.jsonl -o one -j 1
expect 0 dsprep run "$DSPREP_SOURCE/configs/quickstart.toml" in.jsonl -o three -j 3
# (report.html tells the command and the time; report.json has the same figures)
diff -r -x run.json -x report.html one three || fail "threads changed the output"
# --limit, --sample, --shards.
expect 0 dsprep clean --length in.jsonl -o limited --limit 10; same "$(lines limited/data/*)" 10
expect 0 dsprep clean --length in.jsonl -o sampled --sample 0.3; n=$(lines sampled/data/*); [ "$n" -gt 200 ] && [ "$n" -lt 400 ] || fail "a sample of $n"
expect 0 dsprep clean --length in.jsonl -o sharded --shards 4; same "$(lines sharded/data/part-00003.jsonl)" 250
# Tasks.
for i in 1 0; do expect 0 dsprep normalize --whitespace in.jsonl plain.jsonl -o tasks --task $i/2; done
expect 0 dsprep verify tasks
