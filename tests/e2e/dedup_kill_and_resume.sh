# kill -9 in each pass of a near-duplicate run (signatures, comparison, writing), then --resume: the same bytes as an undisturbed run.
. "$(dirname "$0")/prelude.sh"
strace -qq -e trace=none true 2>/dev/null || skip "strace cannot trace here"
mkdir in
for i in 0 1 2; do
  awk -v s=$i 'BEGIN { srand(7); for (i = 1; i <= 700; ++i) { t = ""; for (k = 0; k < 60; ++k) t = t " w" sprintf("%c", 97 + (i * 7 + k * 11) % 26) sprintf("%c", 97 + (i * k) % 26) "x" sprintf("%c", 97 + int(i / 9) % 26);
    printf "{\"id\":\"%d-%d\",\"text\":\"%s tail %s%s\"}\n", s, i, t, sprintf("%c", 97 + s), sprintf("%c", 97 + i % 26) } }' >in/part-$i.jsonl
done
printf '%s\n' '[[step]]' 'op = "dedup_exact"' 'verify = true' '[[step]]' 'op = "dedup_minhash"' 'keep = "longest"' >p.toml
run() { "$@" "$DSPREP_BINARY" run p.toml in -o out -j 2 --memory 1M --progress none >/dev/null 2>stderr </dev/null; }
snapshot() { (cd "$1" && find . -type f ! -name run.json ! -name report.html -exec sha256sum {} + | sort -k2); }
run env; mv out clean
[ "$(cat clean/dropped/dedup_minhash/*.jsonl | wc -l)" -gt 100 ] || fail "there is too little to find"
kills=0; seen=
for call in fsync rename write; do
  for when in 1 2 3 5 7 9 11 14 17 20 24 29 35; do
    rm -rf out
    if run strace -qq -f -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$when; then break; fi
    kills=$((kills + 1))
    seen="$seen $(ls out/.dsprep 2>/dev/null | grep -o 'pass-[0-9]' | tail -1 || true)"
    code=0; "$DSPREP_BINARY" run p.toml in -o out -j 1 --memory 64M --progress none --resume >/dev/null 2>stderr </dev/null || code=$?
    same "$code" 0 "resume after kill at $call $when"
    same "$(snapshot out)" "$(snapshot clean)" "after kill at $call $when"
    [ ! -e out/.dsprep ] || fail "state was left behind"
  done
done
[ "$kills" -ge 10 ] || fail "only $kills kills happened"
for pass in 0 1 2; do case $seen in *pass-$pass*) ;; *) fail "no kill after the first shard of pass $pass:$seen";; esac; done
