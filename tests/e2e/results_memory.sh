# A step that makes much of little: what is made of a chunk leaves in parts, in its turn, and is never held whole.
. "$(dirname "$0")/prelude.sh"
make_records 6000 in.jsonl
for how in "-o out" "-o out --compress zst" "-o out --shards 3"; do
  # shellcheck disable=SC2086
  expect 0 timeout -k 5 120 "$DSPREP_BINARY" augment --any-part --random-swap=copies=200 in.jsonl $how -j 2 --progress none
  peak=$(grep -o '"peak_memory": *[0-9]*' out/run.json | grep -o '[0-9]*$')
  [ "$peak" -le 200000000 ] || fail "$how took $peak bytes of memory"
  case $how in
    *zst) same "$(zstd -dcq out/data/* | md5sum)" "$sum" "the same records compressed" ;;
    *shards*) same "$(lines out/data/*)" "$count" "the same number of records in three files" ;;
    *) sum=$(cat out/data/* | md5sum) count=$(lines out/data/*) ;;
  esac
  expect 0 dsprep verify out
  rm -rf out
done
# In the same order, whatever the threads.
expect 0 dsprep augment --any-part --random-swap=copies=200 in.jsonl -o one -j 1 --progress none
same "$(cat one/data/* | md5sum)" "$sum" "the same records with one thread"
