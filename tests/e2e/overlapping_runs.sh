# One output, one process: what overlaps is refused with a word, nothing is mixed, and a lock dies with its process.
. "$(dirname "$0")/prelude.sh"
for i in 0 1 2 3; do make_records 400 in-$i.jsonl; done
slow() { dsprep clean --length=min_chars=4 "$@" --progress none -j 1 2>>slow.err; }
# A run that cannot end before we say so: its last input is a FIFO.
begin() {                       # COMMAND…: in the background, as $running, with the writer's end of the FIFO held open
  rm -f gate.jsonl; mkfifo gate.jsonl
  "$DSPREP_BINARY" "$@" --progress none -j 1 >/dev/null 2>running.err </dev/null & running=$!
  exec 9>gate.jsonl             # opens when it reads
}
finish() { printf '{"text":"the last record 最后一条"}\n' >&9; exec 9>&-; code=0; wait $running || code=$?; same $code 0 "the first run: $(cat running.err)"; }
died() { kill -9 $running; exec 9>&-; wait $running 2>/dev/null || true; }
second() { expect 2 dsprep "$@" --progress none; says "another dsprep process (pid $running) is"; one_error_line; }

begin clean in-0.jsonl in-1.jsonl gate.jsonl -o out
second clean in-0.jsonl in-1.jsonl gate.jsonl -o out
second clean in-0.jsonl in-1.jsonl gate.jsonl -o out --resume
second clean in-2.jsonl -o out --force
second clean in-0.jsonl in-1.jsonl -o out --task 0/2
(mkdir -p sub && cd sub && expect 2 dsprep clean ../in-2.jsonl -o ../sub/../out --force; says "another dsprep process (pid $running)")
expect 1 dsprep clean out -o read; says "still going on"; expect 1 dsprep verify out
finish
expect 0 dsprep verify out; same "$(lines out/data/*)" 801; [ ! -e out/.dsprep ] || fail "a lock was left behind"
expect 2 dsprep clean in-2.jsonl -o out; says "not empty"

# FILE, --dropped and an index.
begin clean in-0.jsonl gate.jsonl -o one.jsonl --dropped rej
second clean in-0.jsonl gate.jsonl -o one.jsonl --resume
second clean in-0.jsonl -o one.jsonl --force
second clean in-1.jsonl -o other --dropped rej; [ ! -e other ] || fail "an output was begun"
second clean in-1.jsonl -o - --dropped rej --force
finish; expect 0 dsprep verify one.jsonl; [ ! -e rej/.dsprep ] && [ ! -e one.jsonl.dsprep/.dsprep ] || fail "locks were left behind"
begin index build in-0.jsonl gate.jsonl -o seen.idx
second index build in-1.jsonl -o seen.idx
second index build in-1.jsonl -o seen.idx --force
finish; expect 0 dsprep index info seen.idx; [ ! -e .seen.idx.lock ] || fail "a lock was left behind"
begin index add seen.idx gate.jsonl -o seen.idx --force
second index add seen.idx in-1.jsonl -o seen.idx --force
finish; expect 0 dsprep index info seen.idx

# Killed: nothing keeps the next one away, and it goes on where the first was.
begin clean in-0.jsonl in-1.jsonl gate.jsonl -o killed --dropped rej2
[ -e killed/.dsprep/lock ] || fail "no lock"
died
expect 2 dsprep clean in-0.jsonl -o killed; says "--resume"
rm gate.jsonl; printf '{"text":"the last record"}\n' >gate.jsonl
expect 2 slow in-0.jsonl in-1.jsonl gate.jsonl -o killed --dropped rej2 --resume        # other inputs: the FIFO is a file now
expect 0 slow in-0.jsonl in-1.jsonl gate.jsonl -o killed --dropped rej2 --force; expect 0 dsprep verify killed
[ -z "$(find killed rej2 -name '*.tmp')" ] || fail "temporary files of the dead were left"

# What it had spilled goes, too; tasks and --dropped.
mkdir spills
begin clean --dedup-exact gate.jsonl -o spilling --tmp spills; sleep 0.2
[ -n "$(ls spills)" ] || fail "nothing was spilled"
died; rm gate.jsonl; printf '{"text":"the last record"}\n' >gate.jsonl
expect 0 dsprep clean --dedup-exact gate.jsonl -o spilling --tmp spills --force
same "$(ls spills)" "" "what the dead had spilled"
for i in 1 0; do expect 0 dsprep clean --length=min_chars=100000 in-0.jsonl in-1.jsonl -o shared --dropped rej3 --task $i/2; done
expect 0 dsprep verify shared; same "$(lines rej3/length/*)" 800; same "$(ls -A rej3 | tr '\n' ' ')" ".manifest.json length "

# Tasks: different ones at once; the same one twice is refused; so are two merges.
printf '%s\n' '[[step]]' 'op = "dedup_exact"' >d.toml
task() { "$DSPREP_BINARY" run d.toml in-0.jsonl in-1.jsonl in-2.jsonl in-3.jsonl -o tasks --task $1/2 --progress none 2>stderr.$1 </dev/null; }
stopped() {                     # COMMAND…: stopped (not ended) as soon as FILE is there
  local file=$1; shift
  "$DSPREP_BINARY" "$@" --progress none >/dev/null 2>running.err </dev/null & running=$!
  for i in $(seq 1 400); do [ -e "$file" ] && break; sleep 0.005; done
  kill -STOP $running 2>/dev/null || fail "it ended before it was stopped"
}
go_on() { kill -CONT $running; code=0; wait $running || code=$?; same $code 0 "$(cat running.err)"; }
for i in 0 1 2 3; do for j in 1 2 3 4 5 6 7 8 9 10; do make_records 1500 more.jsonl; cat more.jsonl; done >in-$i.jsonl; done
stopped tasks/.dsprep/task-0-of-2.lock run d.toml in-0.jsonl in-1.jsonl in-2.jsonl in-3.jsonl -o tasks --task 0/2
second run d.toml in-0.jsonl in-1.jsonl in-2.jsonl in-3.jsonl -o tasks --task 0/2; says "doing task 0/2 of tasks"
second run d.toml in-0.jsonl in-1.jsonl in-2.jsonl in-3.jsonl -o tasks --force
task 1 || fail "another task may go on: $(cat stderr.1)"
go_on
stopped tasks/.dsprep/merge.lock merge tasks
second merge tasks; says "merging"
go_on
task 0 & first=$!; task 1 || fail "task 1"; wait $first || fail "task 0"
(expect 0 dsprep merge tasks --progress none)
expect 0 dsprep verify tasks; [ ! -e tasks/.dsprep ] || fail "state was left behind"

# Many starts at once: one does it, the others say why not or find it done.
printf '%s\n' '{"text":"once"}' >once.jsonl
for round in 1 2 3; do
  rm -rf many; pids=
  for i in 1 2 3 4 5 6; do ("$DSPREP_BINARY" clean once.jsonl -o many --resume --progress none 2>many.$i </dev/null || [ $? = 2 ]) & pids="$pids $!"; done
  for p in $pids; do wait $p || fail "$(cat many.*)"; done
  expect 0 dsprep verify many; [ ! -e many/.dsprep ] || fail "state was left behind"
done

# What is spilled, its owner alone may read.
begin clean --dedup-exact --dedup-minhash in-0.jsonl gate.jsonl -o spilled --memory 1M
sleep 0.3
same "$(stat -c %a spilled/.dsprep)" 700
for dir in $(find spilled/.dsprep/tmp -mindepth 1 -type d); do same "$(stat -c %a $dir)" 700 $dir; done
for file in $(find spilled/.dsprep/tmp -type f); do same "$(stat -c %a $file)" 600 $file; done
finish; [ "$(stat -c %a spilled/data)" != 700 ] || fail "what is written is as the umask says"
mkdir scratch; begin clean --dedup-exact gate.jsonl -o elsewhere --tmp scratch; sleep 0.2
for dir in scratch/*/; do same "$(stat -c %a $dir)" 700 $dir; done
finish
# A file system without locks: told, and done.
if strace -qq -e trace=none true 2>/dev/null; then
  expect 0 strace -qq -f -o /dev/null -e trace=flock -e inject=flock:error=ENOLCK "$DSPREP_BINARY" clean once.jsonl -o unlocked --progress none
  says "without locks"; expect 0 dsprep verify unlocked; [ ! -e unlocked/.dsprep ] || fail "state was left behind"
  expect 1 strace -qq -f -o /dev/null -e trace=flock -e inject=flock:error=EIO "$DSPREP_BINARY" clean once.jsonl -o broken --progress none
  says "cannot lock"; one_error_line
fi
# The directories above are synced: a new OUT is there after a power cut, and so are dropped/ and its steps.
if strace -qq -e trace=none true 2>/dev/null; then
  strace -qq -f -y -e trace=fsync -o trace "$DSPREP_BINARY" clean --length=min_chars=80000 once.jsonl -o deep/er/out --progress none 2>stderr </dev/null
  for dir in "$PWD" "$PWD/deep" "$PWD/deep/er" "$PWD/deep/er/out" "$PWD/deep/er/out/dropped" "$PWD/deep/er/out/dropped/length"; do
    grep -q "fsync([0-9]*<$dir>)" trace || fail "$dir was not synced"
  done
fi
