# An input that the disk does not give (EIO) is no damaged file: the run ends with 1, its shard is not finished, --resume reads it again.
. "$(dirname "$0")/prelude.sh"
strace -qq -e trace=none true 2>/dev/null || skip "strace cannot trace here"
mkdir in
for i in 0 1 2 3; do make_records 9000 in/part-$i.jsonl; done
gzip in/part-1.jsonl; zstd -q --rm in/part-2.jsonl
snapshot() { (cd "$1" && find . -type f ! -name run.json ! -name report.html -exec sha256sum {} + | sort -k2); }
# failing FILE WHEN COMMAND…: from the WHEN-th read of FILE on the disk fails.
failing() {
  local file=$1 when=$2
  shift 2
  expect 1 strace -qq -f -o trace -P "$file" -e trace=pread64,read -e inject=pread64,read:error=EIO:when=$when "$@"
  grep -q INJECTED trace || fail "read $when of $file never came"
  one_error_line; says "$file"; says "input/output error"
}
# One pass, two passes, an audit and its replay; a failure at the first read and at a later one.
for how in "clean --length=min_chars=10" "clean --dedup-exact --length=min_chars=10" "clean --audit --length=min_chars=120"; do
  rm -rf clean out
  expect 0 dsprep $how in -o out -j 2; mv out clean
  for file in in/part-0.jsonl in/part-1.jsonl.gz in/part-2.jsonl.zst in/part-3.jsonl; do
    for when in 1 2+; do
      failing $file $when "$DSPREP_BINARY" $how in -o out -j ${when%+}
      [ ! -e out/malformed ] || [ "$(lines out/malformed/*)" = 0 ] || fail "a failing disk is no malformed input"
      [ ! -e out/manifest.json ] || fail "a manifest of a run that failed"
      expect 0 dsprep $how in -o out -j 2 --resume
      same "$(snapshot out)" "$(snapshot clean)" "$how, $file failing at read $when, resumed"
      rm -rf out
    done
  done
done
# The next pass: the first has read the file well.
expect 0 dsprep clean --dedup-exact in -o out -j 1; mv out clean2
reads=$(strace -qq -f -o trace -P in/part-3.jsonl -e trace=pread64 "$DSPREP_BINARY" clean --dedup-exact in -o out -j 1 >/dev/null 2>&1; grep -c pread64 trace)
rm -rf out
failing in/part-3.jsonl $reads "$DSPREP_BINARY" clean --dedup-exact in -o out -j 1
expect 0 dsprep clean --dedup-exact in -o out -j 1 --resume
same "$(snapshot out)" "$(snapshot clean2)" "failing in the second pass, resumed"
# A replay opens its measurements: an open or a read that fails is an error, not a record less.
expect 0 dsprep run --replay clean --set length.min_chars=130 in -o again -j 1
rm -rf out
for file in clean/audit/part-00000.audit clean/audit/part-00002.audit; do
  for call in openat pread64; do
    strace -qq -f -o trace -P $file -e trace=$call "$DSPREP_BINARY" run --replay clean --set length.min_chars=130 in -o out -j 1 >/dev/null 2>&1
    rm -rf out
    n=$(grep -c "$call(" trace)
    [ "$n" -ge 2 ] || fail "only $n times $call of $file"
    for when in $(printf '%s\n' 1 2 $((n / 2 + 1)) $n | sort -nu); do
      expect 1 strace -qq -f -o trace -P $file -e trace=$call -e inject=$call:error=EIO:when=$when \
        "$DSPREP_BINARY" run --replay clean --set length.min_chars=130 in -o out -j 1
      one_error_line; says "$file"
      rm -rf out
    done
  done
done
# What a decision is looked up in, in the last pass: an error, not a record put aside as malformed.
rm -rf out
mkdir few; make_records 1200 few/part-0.jsonl
lookup=(clean --dedup-minhash few -o out -j 1 --memory 1M --tmp spill --progress none)
strace -qq -y -o trace -e trace=pread64 "$DSPREP_BINARY" "${lookup[@]}" >/dev/null 2>&1
last=$(awk '/^pread64/ { n++ } /^pread64.*\/spill\// { last = n } END { print last + 0 }' trace)
[ "$last" -gt 0 ] || fail "nothing was looked up on disk"
rm -rf out
expect 1 strace -qq -o /dev/null -e trace=pread64 -e inject=pread64:error=EIO:when=$last "$DSPREP_BINARY" "${lookup[@]}"
one_error_line; says "dedup_minhash"; says "input/output error"
# A window that zstd asks for: the file is whole, the limit can be raised, and the reason is told.
zstd -q --ultra -22 --long=28 --no-progress <in/part-3.jsonl >long.jsonl.zst
expect 1 dsprep clean long.jsonl.zst -o - --length=min_chars=1 --compress none; one_error_line; says "window of 256 MiB"; says "--max-window 256M"
expect 0 dsprep clean long.jsonl.zst -o - --length=min_chars=1 --compress none --max-window 256M
cmp stdout in/part-3.jsonl || fail "the records changed"
# Damage is another thing: cut, told with its reason, exit 1, the rest is there.
head -c $(($(stat -c %s in/part-2.jsonl.zst) / 2)) in/part-2.jsonl.zst >cut.jsonl.zst
expect 1 dsprep clean cut.jsonl.zst -o - --length=min_chars=1 --compress none; says "ends in the middle of the frame"
# Zeros between gzip members are padding.
{ head -5 in/part-3.jsonl | gzip; head -c 512 /dev/zero; tail -5 in/part-3.jsonl | gzip; head -c 512 /dev/zero; } >padded.jsonl.gz
expect 0 dsprep clean padded.jsonl.gz -o - --length=min_chars=1 --compress none
cmp stdout <(head -5 in/part-3.jsonl; tail -5 in/part-3.jsonl) || fail "a member behind padding is lost"
