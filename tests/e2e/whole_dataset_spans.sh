# dedup_lines, decontaminate and dedup_substring as users run them: the preset; kill -9 in each pass, then --resume; a full disk for what
# they spill; little memory. What comes out is always the same.
. "$(dirname "$0")/prelude.sh"

# Records that share lines and stretches, some with a question of the evaluation set.
mkdir in evals
make_pages() {
  awk -v from="$1" -v n="$2" 'BEGIN {
    for (i = from; i < from + n; ++i) {
      text = "Home | News | Contact us\\n"
      for (k = 0; k < 12; ++k) text = text "word" ((i * 31 + k * 17) % 997) " 数据" (i % 89) " "
      if (i % 3 == 0) { text = text "\\nthe terms of use of this page say that "; for (k = 0; k < 60; ++k) text = text "clause" k " "; text = text "page" i }
      if (i % 7 == 0) text = text "\\nPage " i " asks: how many eggs do the ducks of Janet lay on a day, and how many of them does she sell?"
      printf "{\"id\":%d,\"text\":\"%s\"}\n", i, text
    }
  }'
}
for i in 0 1 2; do make_pages $((i * 1500)) 1500 >in/part-$i.jsonl; done
printf '%s\n' '{"question":"How many eggs do the ducks of Janet lay on a day, and how many of them does she sell?"}' >evals/mmlu.jsonl
printf '%s\n' '{"question":"What is erythema?"}' >evals/gsm8k.jsonl

# The preset, from where the evaluation sets lie.
expect 0 dsprep run "$DSPREP_SOURCE/configs/decontaminate.toml" in -o marked -j 2
same "$(cat marked/data/*.jsonl | grep -c '"contamination":\[{"benchmark":"mmlu","item":')" 643 "records marked"
expect 0 dsprep verify marked

printf '%s\n' '[[step]]' 'op = "dedup_lines"' 'keep = "none"' 'form = "trimmed"' '[[step]]' 'op = "decontaminate"' 'action = "cut"' 'margin = 5' 'min_piece = 0' \
  'benchmarks = [{ path = "evals/mmlu.jsonl", fields = ["question"] }]' '[[step]]' 'op = "dedup_substring"' 'length = 20' >p.toml
run() { "$@" "$DSPREP_BINARY" run p.toml in -o out -j 2 --memory 1M --progress none >/dev/null 2>stderr </dev/null; }
snapshot() { (cd "$1" && find . -type f ! -name run.json -exec sha256sum {} + | sort -k2); }
run env || fail "the run"
mv out clean
grep -q 'Home | News' clean/data/part-00000.jsonl && fail "a repeated line stayed"
same "$(cat clean/data/*.jsonl | grep -c 'clause0 clause1 ')" 1 "copies of the stretch"
expect 0 dsprep run p.toml in -o roomy -j 1 --memory 1G --progress none
same "$(snapshot roomy)" "$(snapshot clean)" "with much memory"

if strace -qq -e trace=none true 2>/dev/null; then
  kills=0
  for call in rename write; do
    for when in 1 3 6 9 12 16 20 26 33 41; do
      rm -rf out
      if run strace -qq -f -o /dev/null -e trace=$call -e inject=$call:signal=KILL:when=$when; then break; fi
      kills=$((kills + 1))
      code=0; "$DSPREP_BINARY" run p.toml in -o out -j 2 --memory 1M --progress none --resume >/dev/null 2>stderr </dev/null || code=$?
      same "$code" 0 "resume after kill at $call $when"
      same "$(snapshot out)" "$(snapshot clean)" "after kill at $call $when"
      [ ! -e out/.dsprep ] || fail "state was left behind"
    done
  done
  [ "$kills" -ge 10 ] || fail "only $kills kills happened"
fi

# A full disk where they spill: one line, exit code 1, nothing half-written; then it goes on where there is room.
if [ "$(id -u)" = 0 ] && mkdir small && mount -t tmpfs -o size=256k tmpfs small 2>/dev/null; then
  trap 'umount -l "$work/small"; rm -rf "$work"' EXIT
  rm -rf out
  expect 1 dsprep run p.toml in -o out -j 2 --memory 1M --tmp small --progress none
  says "full"; one_error_line
  [ ! -e out/manifest.json ] || fail "a manifest of a run that failed"
  expect 0 dsprep run p.toml in -o out -j 2 --memory 1M --progress none --resume
  same "$(snapshot out)" "$(snapshot clean)" "after a full disk"
fi
