# A full disk: one line, exit code 1, nothing under a final name that is not whole, and --resume once there is room.
. "$(dirname "$0")/prelude.sh"
[ "$(id -u)" = 0 ] || skip "needs root to mount a 2 MB tmpfs"
mkdir small
mount -t tmpfs -o size=2m tmpfs small 2>/dev/null || skip "cannot mount a tmpfs here"
trap 'umount -l "$work/small"; rm -rf "$work"' EXIT
for i in 0 1 2 3; do make_records 4000 in-$i.jsonl; done
expect 1 dsprep normalize --whitespace in-0.jsonl in-1.jsonl in-2.jsonl in-3.jsonl -o small/out
says "full"; one_error_line
[ ! -e small/out/manifest.json ] || fail "a manifest of a run that failed"
for file in small/out/data/*.jsonl; do
  [ -e "$file" ] || continue
  same "$(lines "$file")" 4000 "$file"
done
mount -o remount,size=20m small
expect 0 dsprep normalize --whitespace in-0.jsonl in-1.jsonl in-2.jsonl in-3.jsonl -o small/out --resume
expect 0 dsprep verify small/out
for i in 0 1 2 3; do cmp small/out/data/part-0000$i.jsonl in-$i.jsonl; done
[ ! -e small/out/.dsprep ] || fail "state was left behind"
expect 1 sh -c "\"$DSPREP_BINARY\" normalize --whitespace <in-0.jsonl >/dev/full"
