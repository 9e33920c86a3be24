# Thousands of small files, in and out: nothing hangs, memory and open files stay bounded, and the disk is not waited for once a file.
. "$(dirname "$0")/prelude.sh"
# make_shards COUNT LINES DIR: small files, no two texts alike.
make_shards() {
  mkdir "$3"
  awk -v f="$1" -v n="$2" -v d="$3" 'BEGIN { for (k = 0; k < f; ++k) { name = sprintf("%s/s%05d.jsonl", d, k)
    for (i = 1; i <= n; ++i) printf "{\"id\":%d,\"text\":\"第%d号 record %d of file %d, the quick brown fox %d\"}\n", k * n + i, i, i, k, (k * 7919 + i * 104729) % 1000003 >name
    close(name) } }'
}
# within_memory DIR: the run that made DIR kept to 200 MB (its run.json says what it took).
within_memory() {
  local peak
  peak=$(grep -o '"peak_memory": *[0-9]*' "$1/run.json" | grep -o '[0-9]*$')
  [ "$peak" -le 200000000 ] || fail "$1 took $peak bytes of memory"
}
quickly() { expect 0 timeout -k 5 60 "$DSPREP_BINARY" "$@" --progress none; }

make_shards 3000 3 in
# Two threads that take each other's shards: one run in a few went wrong.
for _ in 1 2; do
  quickly clean --dedup-minhash in -o deduped --shards 4 -j 2
  same "$(cat deduped/data/* deduped/dropped/*/* | wc -l)" 9000 "records after dedup, with those that were dropped"
  rm -rf deduped
done
# A thousand are enough for the rest.
rm in/s0[12]*
quickly clean --length=min_chars=5 in -o kept -j 2
same "$(ls kept/data | wc -l)" 1000 "files, as many as there were"
same "$(cat kept/data/* | md5sum)" "$(cat in/* | md5sum)" "what is kept"
within_memory kept
expect 0 dsprep verify kept

# Compressed ones are read ahead: by a few chunks, not by all files.
cp -r in packed; find packed -type f -print0 | xargs -0 gzip -1
quickly clean --length=min_chars=5 packed -o unpacked --compress none -j 2
same "$(cat unpacked/data/* | md5sum)" "$(cat in/* | md5sum)" "what is kept of compressed files"
within_memory unpacked

# More outputs than may be open, dealt out in turn; the hard limit is lowered too.
(ulimit -n 256; quickly clean in -o dealt --shards 1000 -j 2) || exit 1
same "$(ls dealt/data | wc -l)" 1000 "files"
same "$(cat dealt/data/* | sort | md5sum)" "$(cat in/* | sort | md5sum)" "what was dealt out"
same "$(sed -n 2p dealt/data/part-00007.jsonl)" "$(cat in/* | sed -n 1008p)" "the second record of the eighth file"
expect 0 dsprep verify dealt
# One after the other, full when so many bytes are in it.
(ulimit -n 256; quickly clean in -o filled --shard-size 200 -j 2) || exit 1
same "$(cat filled/data/* | md5sum)" "$(cat in/* | md5sum)" "what was filled in"
# The same bytes whatever the number of threads and of open files.
quickly clean in -o dealt1 --shards 1000 -j 1
diff -r -x run.json dealt dealt1 || fail "bytes depend on threads or open files"

# What stands on the disk was synced before it got its name, a file once; directories are synced for many files together.
if strace -qq -e trace=none true 2>/dev/null; then
  mkdir few; cp in/s000* few
  strace -qq -f -e trace=fsync -o calls "$DSPREP_BINARY" clean --length=min_chars=5 few -o synced -j 2 --progress none 2>stderr
  calls=$(grep -c "fsync(" calls) files=$(ls few | wc -l)
  [ "$calls" -ge "$((2 * files))" ] || fail "$calls syncs for $files files and their checkpoints: some were not synced"
  [ "$calls" -le "$((2 * files + files / 2))" ] || fail "$calls syncs for $files files and their checkpoints"
fi
