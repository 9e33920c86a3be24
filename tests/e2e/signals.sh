# SIGINT and SIGTERM stop cleanly: finished shards stay, --resume goes on.
. "$(dirname "$0")/prelude.sh"
mkdir in; for i in 0 1 2 3 4 5 6 7; do make_records 60000 in/part-$i.jsonl; done
expect 0 dsprep normalize --unicode=form=nfkd --whitespace in -o clean -j 1 --compress gz --level 9
for signal in INT TERM; do
  # A script's background commands ignore SIGINT, and dsprep leaves an ignored signal ignored: so it is given back its default.
  env --default-signal=INT,TERM "$DSPREP_BINARY" normalize --unicode=form=nfkd --whitespace in -o out -j 1 --compress gz --level 9 >/dev/null 2>stderr </dev/null &
  pid=$!
  for _ in $(seq 200); do [ -e out/data/part-00000.jsonl.gz ] && break; sleep 0.05; done
  kill -$signal $pid
  code=0; wait $pid || code=$?
  same "$code" "$([ $signal = INT ] && echo 130 || echo 143)" "SIG$signal"
  [ ! -e out/manifest.json ] || fail "SIG$signal came too late for this test"
  expect 0 dsprep normalize --unicode=form=nfkd --whitespace in -o out -j 1 --compress gz --level 9 --resume
  diff -r -x run.json out clean >/dev/null || fail "after SIG$signal and --resume the output differs"
  rm -rf out
done
