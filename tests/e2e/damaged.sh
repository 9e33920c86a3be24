# Truncated and corrupt shards: their whole lines are processed, the damage is kept with its place, exit code 1.
. "$(dirname "$0")/prelude.sh"
make_records 20000 whole.jsonl
gzip -c whole.jsonl >a.jsonl.gz
zstd -q whole.jsonl -o b.jsonl.zst
for file in a.jsonl.gz b.jsonl.zst; do
  head -c $(($(stat -c %s $file) / 2)) $file >cut-$file
  expect 1 dsprep normalize --whitespace cut-$file whole.jsonl -o out-${file%%.*}
  says "cut-$file"
  kept=$(case $file in *.gz) gzip -dc out-${file%%.*}/data/part-00000.jsonl.gz;; *) zstd -qdc out-${file%%.*}/data/part-00000.jsonl.zst;; esac | tee kept | wc -l)
  [ "$kept" -gt 1000 ] || fail "only $kept lines of the cut shard were processed"
  cmp -s kept <(head -n "$kept" whole.jsonl) || fail "the lines before the damage are not as they were"
  same "$(lines out-${file%%.*}/malformed/part-00000.jsonl)" 1
  cmp out-${file%%.*}/data/part-00001.jsonl whole.jsonl || fail "the whole shard behind the damaged one"
done
# A flipped byte in the middle is damage too.
cp b.jsonl.zst flip.jsonl.zst
printf '\xa5' | dd of=flip.jsonl.zst bs=1 seek=$(($(stat -c %s flip.jsonl.zst) / 2)) conv=notrunc 2>/dev/null
expect 1 dsprep normalize --whitespace flip.jsonl.zst -o out-flip
# An empty file and a file of blank lines are whole.
: >empty.jsonl; printf '\n \n' >blank.jsonl; : >empty.jsonl.gz
expect 0 dsprep normalize --whitespace empty.jsonl blank.jsonl empty.jsonl.gz -o out-empty
same "$(lines out-empty/data/part-0000[01].jsonl)" 0
expect 0 dsprep verify out-empty
