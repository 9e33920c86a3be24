# kill -9 at any system call that matters, then --resume: the same bytes as an undisturbed run.
. "$(dirname "$0")/prelude.sh"
strace -qq -e trace=none true 2>/dev/null || skip "strace cannot trace here"
mkdir in; for i in 0 1 2 3; do make_records 1500 in/part-$i.jsonl; done
printf '%s\n' '[[step]]' 'op = "whitespace"' '[[step]]' 'op = "dedup_exact"' '[[step]]' 'op = "ratio"' '[[step]]' 'op = "profile"' >p.toml
run() { "$@" "$DSPREP_BINARY" run p.toml in -o out -j 2 --progress none >/dev/null 2>stderr </dev/null; }
snapshot() { (cd "$1" && find . -type f ! -name run.json ! -name report.html -exec sha256sum {} + | sort -k2); }
run env; mv out clean
kills=0
for call in fsync rename write; do
  for when in 1 2 3 5 8 12 17 23; do
    rm -rf out
    if run strace -qq -f -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$when; then break; fi
    kills=$((kills + 1))
    [ ! -e out/manifest.json ] || [ "$(cat out/manifest.json)" = "$(cat clean/manifest.json)" ] || fail "a manifest that is not whole"
    code=0; "$DSPREP_BINARY" run p.toml in -o out -j 2 --progress none --resume >/dev/null 2>stderr </dev/null || code=$?
    same "$code" 0 "resume after kill at $call $when"
    same "$(snapshot out)" "$(snapshot clean)" "after kill at $call $when"
    [ ! -e out/.dsprep ] || fail "state was left behind"
  done
done
[ "$kills" -ge 10 ] || fail "only $kills kills happened"
# A finished run: --resume has nothing to do.
expect 0 dsprep run p.toml in -o clean -j 1 --resume
