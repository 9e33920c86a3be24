# A command beside us: what it is asked, what becomes of it when it or we fail, and that nothing of it is left.
. "$(dirname "$0")/prelude.sh"
# of NAMES: how many processes of these names work in our directory, the guardians of commands (sh) among them.
of() {
  find /proc/[0-9]*/cwd -maxdepth 0 -lname "$work" -printf '%h/comm\n' 2>/dev/null | xargs -r cat 2>/dev/null | grep -cxE "$1" || true
}
gone() { for _ in $(seq 100); do [ "$(of "sh|$1")" = 0 ] && return; sleep 0.05; done; fail "$(of "sh|$1") processes (sh, $1) are left"; }
step() { printf '[[step]]\nop = "external"\ncommand = "%s"\n' "$1"; shift; printf '%s\n' "$@"; }

printf '%s\n' '#!/bin/sh' 'echo "$$" >>starts' 'exec sed -u '"'"'s/.*"text":\("[^"]*"\).*/{"label":\1}/'"'" >echo.sh
make_records 20000 in.jsonl
step "sh $work/echo.sh" 'take = "/label"' >p.toml

# Nothing is started by a dry run.
expect 0 dsprep run p.toml in.jsonl -o out --dry-run
[ ! -e starts ] || fail "--dry-run started the command"

# Eight workers, eight processes, the answers of one.
expect 0 dsprep run p.toml in.jsonl -o out -j 8 --progress none
[ "$(lines starts)" -le 8 ] || fail "$(lines starts) processes for 8 workers"
same "$(cat out/data/* | sed 's/.*"text":\("[^"]*"\),"label":\("[^"]*"\)}/\1 \2/' | awk '$1" "$2" "$3 != ""' | sort -u | wc -l | tr -d ' ')" 20000 "records"
[ "$(grep -c '"text":\("[^"]*"\),"label":\1}' out/data/*.jsonl)" = 20000 ] || fail "not every record has its own text as its label"
expect 0 dsprep run p.toml in.jsonl -o one -j 1 --progress none
same "$(cat one/data/* | md5sum)" "$(cat out/data/* | md5sum)" "one worker and eight"
gone sed
expect 0 dsprep verify out
rm -rf out one

# With our standard streams closed it has its own all the same.
expect 0 bash -c '"$DSPREP_BINARY" run p.toml in.jsonl -o out -j 2 --progress none <&- >&-'
same "$(lines out/data/*)" 20000
rm -rf out

# A command that is not there; one that is no good. One line, exit code 1.
step "no-such-command --fast" >bad.toml
expect 1 dsprep run bad.toml in.jsonl -o out -j 2 --progress none
one_error_line; says 'external: the command "no-such-command --fast": it exited with 127'
step "echo Loading; cat" 'restarts = 0' >bad.toml
expect 1 dsprep run bad.toml in.jsonl -o out -j 1 --progress none --force
one_error_line; says 'it answered "Loading", which is no JSON'; says 'in.jsonl:1: '

# Stopped while it waits for an answer: soon, and nothing is left. Killed: nothing is left either.
printf '%s\n' 'trap "" TERM INT' 'while read -r line; do sleep 1000 & wait; done' >stalls.sh
step "sh $work/stalls.sh" >stalls.toml
for signal in INT TERM KILL; do
  env --default-signal=INT,TERM "$DSPREP_BINARY" run stalls.toml in.jsonl -o out -j 2 --progress none --force >/dev/null 2>stderr </dev/null &
  pid=$!
  for _ in $(seq 200); do [ "$(of sleep)" -ge 2 ] && break; sleep 0.05; done
  began=$(date +%s%N)
  kill -$signal $pid
  code=0; wait $pid 2>/dev/null || code=$?
  took=$((($(date +%s%N) - began) / 1000000))
  case $signal in INT) want=130 ;; TERM) want=143 ;; KILL) want=137 ;; esac
  same "$code" $want "SIG$signal"
  [ $took -lt 3000 ] || fail "SIG$signal took $took ms"
  gone sleep
done

# A cache that an earlier, killed run has filled is used; keys of the environment stand in no file of ours.
printf '%s\n' '[ "$SECRET_KEY" = hushhush ] || exit 7' 'n=0' 'while read -r line; do echo "$line" >>asked; echo "\"答\""; done' >paid.sh
step "sh $work/paid.sh" 'cache = "answers"' 'batch = 50' >paid.toml
head -n 2000 in.jsonl >few.jsonl
export SECRET_KEY=hushhush
"$DSPREP_BINARY" run paid.toml few.jsonl -o paid -j 1 --progress none >/dev/null 2>stderr </dev/null &
pid=$!
for _ in $(seq 400); do [ "$(lines asked)" -ge 300 ] && break; sleep 0.01; done
kill -KILL $pid
wait $pid 2>/dev/null || true
expect 0 dsprep run paid.toml few.jsonl -o paid -j 2 --progress none --force
[ "$(lines asked)" -lt 2200 ] || fail "$(lines asked) lines were asked about for 2000 records"
before=$(lines asked)
expect 0 dsprep run paid.toml few.jsonl -o again -j 2 --progress none
same "$(lines asked)" "$before" "a second run asks nothing"
same "$(cat again/data/* | md5sum)" "$(cat paid/data/* | md5sum)"
same "$(stat -c %a answers)$(stat -c %a answers/* | sort -u)" 700600 "modes of the cache"
if grep -rq hushhush again paid answers; then fail "the key stands in a file"; fi
grep -q 'paid.sh' again/manifest.json || fail "the manifest does not name the command"

# Hundreds of thousands of tiny records in a chunk are not held together.
awk 'BEGIN { for (i = 0; i < 600000; ++i) print "{\"label\":1}" }' >tiny.jsonl
step "cat" 'fields = ["label"]' >tiny.toml
expect 0 dsprep run tiny.toml tiny.jsonl -o tiny -j 2 --progress none
peak=$(grep -o '"peak_memory": *[0-9]*' tiny/run.json | grep -o '[0-9]*$')
[ "$peak" -le 100000000 ] || fail "600,000 tiny records took $peak bytes of memory"

unset PYTHONUNBUFFERED
# What buffers its output stalls, is told so, and works with a process for each batch.
command -v python3 >/dev/null || { echo "no python3: a program that buffers its output was not tried"; exit 0; }
printf '%s\n' 'import json, sys' 'for line in sys.stdin: print(json.dumps({"id": json.loads(line)["id"], "n": len(line)}))' >buffers.py
step "python3 $work/buffers.py" 'timeout = 0.5' 'restarts = 0' >buffers.toml
expect 1 dsprep run buffers.toml few.jsonl -o buffered -j 1 --progress none
one_error_line; says 'must flush its output after each line (python3 -u'
step "python3 $work/buffers.py" 'lifetime = "batch"' 'take = "/n"' >buffers.toml
expect 0 dsprep run buffers.toml few.jsonl -o buffered -j 2 --progress none --force
same "$(grep -c '"label":[0-9]' buffered/data/*.jsonl)" 2000
gone python3
