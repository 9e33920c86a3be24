# SIGINT and SIGTERM end the process whatever it waits for: its input, or a reader of its output that reads no more.
. "$(dirname "$0")/prelude.sh"
make_records 20000 in.jsonl
mkfifo empty full
sleep 1000 >empty & writer=$!            # opens it and writes nothing
sleep 1000 <full & reader=$!             # opens it and reads nothing
trap 'kill $writer $reader 2>/dev/null; rm -rf "$work"' EXIT
# ends SIGNAL: the process $pid ends by it, in time.
ends() {
  sleep 0.3
  kill -"$1" "$pid"
  for _ in $(seq 100); do
    kill -0 "$pid" 2>/dev/null || break
    sleep 0.1
  done
  if kill -0 "$pid" 2>/dev/null; then kill -9 "$pid"; fail "SIG$1 does not end it: $2"; fi
  code=0; wait "$pid" || code=$?
  same "$code" "$([ "$1" = INT ] && echo 130 || echo 143)" "SIG$1: $2"
}
for signal in INT TERM; do
  for threads in 1 2; do
    env --default-signal=INT,TERM "$DSPREP_BINARY" clean --length=min_chars=5 -o - -j $threads <empty >/dev/null 2>stderr & pid=$!
    ends $signal "waiting for standard input, $threads threads"
  done
  threads=$([ $signal = INT ] && echo 1 || echo 2)
  env --default-signal=INT,TERM "$DSPREP_BINARY" clean --length=min_chars=5 in.jsonl -o - -j "$threads" >full 2>stderr </dev/null & pid=$!
  ends $signal "waiting for a reader, $threads threads"
  # A step that takes long over each record: the rest of the chunk is not waited for.
  env --default-signal=INT,TERM "$DSPREP_BINARY" augment --any-part --random-swap=copies=1000 in.jsonl -o - -j 2 >/dev/null 2>stderr </dev/null & pid=$!
  ends $signal "busy"
done
