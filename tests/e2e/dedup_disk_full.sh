# A spill disk that is full: one line that says so and what to do, exit code 1, nothing half-written; with room, --resume goes on.
. "$(dirname "$0")/prelude.sh"
[ "$(id -u)" = 0 ] || skip "needs root to mount a small tmpfs"
mkdir small
mount -t tmpfs -o size=600k tmpfs small 2>/dev/null || skip "cannot mount a tmpfs here"
trap 'umount -l "$work/small"; rm -rf "$work"' EXIT
mkdir in; for i in 0 1; do make_records 6000 in/part-$i.jsonl; done
sed -i 's/quick/&'"$(printf ' brown%.0s' 1 2 3 4 5 6 7)"'/' in/part-1.jsonl
for flags in --dedup-minhash --dedup-exact; do
  rm -rf out
  expect 1 dsprep clean $flags in -o out --memory 1M --tmp small
  says "full"; says "--tmp"; one_error_line
  [ ! -e out/manifest.json ] || fail "a manifest of a run that failed"
  [ -z "$(find out/data out/dropped -type f 2>/dev/null)" ] || fail "files of a run that failed before it wrote"
  [ -z "$(ls small)" ] || fail "temporary files were left behind"
  mount -o remount,size=64m small
  expect 0 dsprep clean $flags in -o out --memory 1M --tmp small --resume
  expect 0 dsprep verify out
  expect 0 dsprep clean $flags in -o whole
  cmp out/manifest.json whole/manifest.json || fail "not the same as with memory"
  rm -rf whole; mount -o remount,size=600k small
done
