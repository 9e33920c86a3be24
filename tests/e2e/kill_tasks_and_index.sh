# kill -9 at sampled system calls of a task, of the merge of tasks, and of an index that is built: started again, each goes on, and what
# comes out at last are the bytes of an undisturbed run.
. "$(dirname "$0")/prelude.sh"
strace -qq -e trace=none true 2>/dev/null || skip "strace cannot trace here"
mkdir in; for i in 0 1 2 3; do make_records 300 in/part-$i.jsonl; done
printf '%s\n' '[[step]]' 'op = "dedup_exact"' '[[step]]' 'op = "profile"' >p.toml
snapshot() { (cd "$1" && find . -type f ! -name run.json ! -name report.html -exec sha256sum {} + | sort -k2); }
kills=0
# killed CALL WHEN WORDS…: true where the process was killed there, false where it came to its end before.
killed() {
  local code=0
  strace -qq -f -o /dev/null -e trace=$1 -e inject=$1:signal=KILL:when=$2 "$DSPREP_BINARY" "${@:3}" >/dev/null 2>stderr </dev/null || code=$?
  [ $code = 0 ] && return 1
  [ $code = 137 ] || fail "exit code $code instead of a kill at $1 $2: ${*:3}"
  kills=$((kills + 1))
}
expect 0 dsprep run p.toml in -o out -j 1; mv out clean
task() { dsprep run p.toml in -o out -j 1 --progress none --task $1/2; }
for place in "rename 2" "rename 6" "fsync 3" "fsync 11" "write 5" "write 13"; do
  rm -rf out
  # Round by round: the tasks, the merge; each of them is killed there and then runs to its end.
  for round in 1 2; do
    for t in 0 1; do
      if killed $place run p.toml in -o out -j 1 --progress none --task $t/2; then expect 0 task $t; fi
    done
    if killed $place merge out --progress none; then expect 0 dsprep merge out; fi
  done
  same "$(snapshot out)" "$(snapshot clean)" "tasks and merges killed at $place"
  [ ! -e out/.dsprep ] || fail "state was left behind"
done
expect 0 dsprep index build --dedup-exact in -o clean.idx -j 1
for place in "rename 1" "fsync 1" "write 1" "write 2" "openat 60" "openat 75" "unlink 1"; do
  rm -rf known.idx
  killed $place index build --dedup-exact in -o known.idx -j 1 --progress none || true
  [ ! -e known.idx ] || cmp known.idx clean.idx || fail "half an index under its name, killed at $place"
  rm -f known.idx
  expect 0 dsprep index build --dedup-exact in -o known.idx -j 1
  cmp known.idx clean.idx || fail "another index, killed before at $place"
done
[ "$kills" -ge 20 ] || fail "only $kills kills happened"
