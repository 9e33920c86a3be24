# shuffle as its user runs it: through a pipe, into one file, in tasks, killed and resumed.
. "$(dirname "$0")/prelude.sh"
make_records 3000 a.jsonl; mkdir in; split -n l/3 -d --additional-suffix=.jsonl a.jsonl in/
quiet() { "$DSPREP_BINARY" "$@" --progress none >/dev/null 2>stderr </dev/null; }
sum() { cat "$@" | sha256sum | cut -d' ' -f1; }

# Standard input to standard output, without a copy of the input in between.
"$DSPREP_BINARY" split --shuffle --progress none <a.jsonl >piped.jsonl 2>stderr || fail "a pipe"
same "$(lines piped.jsonl)" 3000
same "$(sort piped.jsonl | sum)" "$(sort a.jsonl | sum)"
[ "$(sum piped.jsonl)" != "$(sum a.jsonl)" ] || fail "nothing was shuffled"
quiet split --shuffle a.jsonl -o one.jsonl --memory 1M || fail "into a file"
same "$(sum one.jsonl)" "$(sum piped.jsonl)" "a file and a pipe"
quiet split --shuffle a.jsonl -o one.jsonl --seed 2 --force || fail "another seed"
[ "$(sum one.jsonl)" != "$(sum piped.jsonl)" ] || fail "the seed changes nothing"

# Tasks: what one run leaves.
quiet split --shuffle in -o whole || fail "one run"
until [ -e tasks/manifest.json ]; do
  for i in 0 1; do quiet split --shuffle in -o tasks --task $i/2 || fail "task $i"; done
  quiet merge tasks || fail "merge"
done
same "$(sum tasks/data/*)" "$(sum whole/data/*)" "tasks"
same "$(cat tasks/manifest.json)" "$(cat whole/manifest.json)"
[ ! -e tasks/.dsprep ] || fail "state was left behind"

# Killed while it sorts and while it writes.
if strace -qq -e trace=none true 2>/dev/null; then
  kills=0
  for call in write fsync rename; do
    for when in 1 2 3 5; do
      rm -rf out
      code=0
      strace -qq -f -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$when "$DSPREP_BINARY" split --shuffle in \
        -o out --memory 256K -j 2 --progress none >/dev/null 2>stderr </dev/null || code=$?
      [ "$code" != 0 ] || break
      kills=$((kills + 1))
      quiet split --shuffle in -o out --resume || fail "resume after kill at $call $when"
      same "$(sum out/data/*)" "$(sum whole/data/*)" "after kill at $call $when"
      [ ! -e out/.dsprep ] || fail "state was left behind"
    done
  done
  [ "$kills" -ge 5 ] || fail "only $kills kills happened"
fi

# What it cannot do is said in one line.
printf '%s\n' '[[step]]' 'op = "shuffle"' >p.toml
expect 2 dsprep run p.toml --audit in -o audited; one_error_line; says "puts them in another order"
