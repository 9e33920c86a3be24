# --task I/N with whole-dataset steps: each pass an array of tasks, then dsprep merge; the same files as one run. Also tasks that
# run at once, are missing, come again, are killed in the first pass, and merges that are killed.
. "$(dirname "$0")/prelude.sh"
mkdir in
for i in 0 1 2 3 4 5 6; do make_records $((300 + 40 * i)) in/part-$i.jsonl; done
printf 'no json\n{"text":"short"}\n' >>in/part-3.jsonl
printf '{"text":"the quick brown fox jumps over the lazy dog, again and again and again"}\n' >evals.jsonl
printf '%s\n' '[[step]]' 'op = "whitespace"' '[[step]]' 'op = "dedup_exact"' '[[step]]' 'op = "length"' 'min_chars = 10' \
  '[[step]]' 'op = "dedup_minhash"' '[[step]]' 'op = "decontaminate"' 'against = ["evals.jsonl"]' 'action = "cut"' \
  '[[step]]' 'op = "ratio"' 'mode = "exact"' '[[step]]' 'op = "profile"' >p.toml
quiet() { dsprep "$@" --progress none --max-errors 5%; }
snapshot() { (cd "$1" && find . -type f ! -name run.json ! -name report.html -exec sha256sum {} + | sort -k2); }
expect 0 quiet run p.toml in -o one -j 2
[ "$(cat one/dropped/dedup_exact/* | wc -l)" -gt 500 ] || fail "there is too little to find"
# Tasks of different threads and memory, at once; every pass, then a merge, until the manifest is there.
rounds() {                           # OUT N COMMAND…: until OUT is finished
  local out=$1 n=$2 i pids p; shift 2
  for round in 1 2 3 4 5 6 7 8; do
    pids=
    for ((i = 0; i < n; ++i)); do
      "$@" -o "$out" --task $i/$n -j $((i % 2 + 1)) --memory $((i + 1))M >/dev/null 2>"stderr.$i" </dev/null & pids="$pids $!"
    done
    for p in $pids; do wait $p || { cat stderr.*; fail "a task of round $round of $out"; }; done
    if [ -e "$out/manifest.json" ]; then return; fi
    expect 0 dsprep merge "$out" --progress none
    if [ -e "$out/manifest.json" ]; then return; fi
    says "is merged; next: all $n tasks again"
  done
  fail "$out comes to no end"
}
rounds three 3 quiet run p.toml in
same "$(snapshot three)" "$(snapshot one)" "three tasks"
[ ! -e three/.dsprep ] || fail "state was left behind"
expect 0 dsprep verify three
expect 0 dsprep merge three; says "finished already"
expect 0 quiet run p.toml in -o three --task 1/3; says "finished already"
rounds nine 9 quiet run p.toml in            # more tasks than shards
same "$(snapshot nine)" "$(snapshot one)" "nine tasks"
# No decision on the whole: no merge. All at once, and one of them writes the manifest.
printf '%s\n' '[[step]]' 'op = "whitespace"' '[[step]]' 'op = "length"' 'min_chars = 10' >each.toml
expect 0 quiet run each.toml in -o each-one
for again in 1 2 3; do
  rm -rf each; rounds each 4 quiet run each.toml in
  same "$(snapshot each)" "$(snapshot each-one)" "four tasks without a merge"
done
# An audit.
printf '%s\n' '[[step]]' 'op = "length"' 'min_words = 20' '[[step]]' 'op = "dedup_exact"' >audit.toml
expect 0 quiet run audit.toml in -o audit-one --audit
rounds audited 2 quiet run audit.toml in --audit
same "$(snapshot audited)" "$(snapshot audit-one)" "an audit"
# Where a task is missing, merge says which, and from wherever it is called.
expect 0 quiet run p.toml in -o out --task 1/3; says "pass 1 is done for task 1/3"; says "dsprep merge out"
expect 1 dsprep merge out; says "0/3, 2/3"; one_error_line
mkdir elsewhere; (cd elsewhere; expect 1 dsprep merge ../out; says "0/3, 2/3")
expect 2 dsprep merge; expect 2 dsprep merge nowhere; expect 2 dsprep merge in; says "--task"; expect 2 dsprep merge out --sed 1
expect 0 dsprep merge --help; grep -q -- '--memory' stdout || fail "no options in the help"
# Other settings do not join; neither does --force, nor one run.
expect 2 quiet run p.toml in -o out --task 0/4
expect 2 quiet run p.toml in -o out --task 0/3 --seed 1
expect 2 quiet run p.toml in -o out --task 0/3 --force; says "--force"
expect 2 quiet run p.toml in -o out --resume
expect 2 quiet clean --dedup-exact -o stdin --task 0/2 - ; says "name files"
# A merge from another directory, of an output that was moved; the rest of the tasks where it lies now.
for i in 0 2; do expect 0 quiet run p.toml in -o out --task $i/3; done
mv out moved
(cd elsewhere; expect 0 dsprep merge ../moved -j 1 --memory 2M --tmp .; same "$(echo *)" "stderr stdout" "--tmp of a merge")
rounds moved 3 quiet run p.toml in
same "$(snapshot moved)" "$(snapshot one)" "moved"
# A task that dies in the first pass, and a merge that dies, the last one too: again, and nothing is lost.
strace -qq -e trace=none true 2>/dev/null || skip "the rest: strace cannot trace here"
kill_at() { local call=$1 when=$2; shift 2   # true where COMMAND ended before
  strace -qq -f -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$when \
    "$DSPREP_BINARY" "$@" --progress none >/dev/null 2>stderr </dev/null
}
kills=0 last_kills=0
for call in fsync rename write; do
  for when in 1 2 4 8; do
    rm -rf out
    expect 0 quiet run p.toml in -o out --task 0/2
    if kill_at $call $when run p.toml in -o out --task 1/2 2>/dev/null; then break; fi
    kills=$((kills + 1))
    if [ $when -lt 2 ]; then expect 1 dsprep merge out; says "1/2"; fi
    expect 0 quiet run p.toml in -o out --task 1/2
    kill_at $call $when merge out 2>/dev/null || kills=$((kills + 1))
    rounds out 2 quiet run p.toml in
    same "$(snapshot out)" "$(snapshot one)" "after kill at $call $when"
    [ ! -e out/.dsprep ] || fail "state was left behind"
  done
done
[ "$kills" -ge 8 ] || fail "only $kills kills happened"
for i in 0 1; do expect 0 quiet run audit.toml in -o ready --audit --task $i/2; done
expect 0 dsprep merge ready
for i in 0 1; do expect 0 quiet run audit.toml in -o ready --audit --task $i/2; done
for call in fsync rename write unlink; do
  for when in 1 2 3 5 8 12; do
    rm -rf out; cp -a ready out
    if kill_at $call $when merge out 2>/dev/null; then break; fi
    last_kills=$((last_kills + 1))
    expect 0 dsprep merge out --progress none
    same "$(snapshot out)" "$(snapshot audit-one)" "after kill of the last merge at $call $when"
    [ ! -e out/.dsprep ] || fail "state was left behind"
  done
done
[ "$last_kills" -ge 8 ] || fail "only $last_kills kills of the last merge happened"
