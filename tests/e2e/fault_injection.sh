# Faults of the system at sampled calls of three pipelines: what fails says so in one line and exit code 1, leaves no half file under a
# final name, and --resume gives the bytes of an undisturbed run; what is only interrupted (EINTR) gives them at once.
#   FAULT_PLACES: how many places of each call are tried (tests/slow/fault_injection.sh tries many).
. "$(dirname "$0")/prelude.sh"
strace -qq -e trace=none true 2>/dev/null || skip "strace cannot trace here"
places=${FAULT_PLACES:-2}
mkdir in
for i in 0 1 2; do make_records 500 in/part-$i.jsonl; done
awk 'NR % 3 == 0' in/part-0.jsonl >>in/part-1.jsonl                    # something to find
gzip in/part-1.jsonl; zstd -q --rm in/part-2.jsonl
printf '%s\n' '[[step]]' 'op = "dedup_exact"' 'verify = true' '[[step]]' 'op = "dedup_minhash"' 'keep = "longest"' >dedup.toml
printf '%s\n' '[[step]]' 'op = "ratio"' 'train = 0.8' 'test = 0.2' 'mode = "exact"' '[[step]]' 'op = "profile"' >split.toml
clean=(clean --length=min_chars=120 in -o out -j 2 --progress none)
dedup=(run dedup.toml in -o out -j 2 --memory 1M --progress none)
split=(run split.toml in -o out -j 1 --progress none)
# Call, error, and whether every later call fails as well. What only interrupts must not be noticed.
faults=(openat:EIO openat:EMFILE:+ pread64:EIO read:EIO newfstatat:EIO getdents64:EIO write:ENOSPC write:EIO fsync:EIO rename:EIO
        mkdir:ENOSPC close:EIO mmap:ENOMEM openat:EINTR pread64:EINTR write:EINTR fsync:EINTR)
calls=openat,pread64,read,newfstatat,getdents64,write,fsync,rename,mkdir,close,mmap
# How often a thread made the call, at most; before main it is the loader's, and fails as it likes.
most() { awk -v call="$1(" 'index($2, call) == 1 { n[$1]++ } END { m = 0; for (t in n) if (n[t] > m) m = n[t]; print m }' "$2"; }
strace -qq -f -o loading -e trace=$calls "$DSPREP_BINARY" --version >/dev/null
tried=0 failed=0
# fault PIPELINE CALL ERROR WHEN WORDS…
fault() {
  local name=$1 call=$2 error=$3 when=$4 code=0 what="$1, $2 number $4: $3"
  shift 4
  tried=$((tried + 1))
  rm -rf out
  timeout 60 strace -qq -f -o /dev/null -e trace=$call -e inject=$call:error=$error:when=$when "$DSPREP_BINARY" "$@" >stdout 2>stderr </dev/null || code=$?
  case $code in
    0) ;;
    1) [ $error != EINTR ] || fail "$what: is noticed"
       failed=$((failed + 1))
       same "$(grep -c '^dsprep: ' stderr)" 1 "$what: lines that begin with dsprep:"
       [ ! -e out/manifest.json ] || cmp -s out/manifest.json whole-$name/manifest.json || fail "$what: a manifest that is not whole"
       while read -r file; do
         cmp -s out/"$file" whole-$name/"$file" || fail "$what: half a file: $file"
       done < <(cd out 2>/dev/null && find data dropped malformed -type f ! -name '*.tmp' 2>/dev/null || true)
       code=0; "$DSPREP_BINARY" "$@" --resume >stdout 2>stderr </dev/null || code=$?
       same "$code" 0 "$what: exit code of --resume";;
    *) fail "$what: exit code $code";;
  esac
  same "$(cd out && find . -type f ! -name run.json ! -name report.html -exec sha256sum {} + | sort -k2)" "$(cat whole-$name.sums)" "$what: what came out"
}
for name in clean dedup split; do
  declare -n words=$name
  rm -rf out
  strace -qq -f -o trace-$name -e trace=$calls "$DSPREP_BINARY" "${words[@]}" >/dev/null 2>&1 </dev/null
  mv out whole-$name
  (cd whole-$name && find . -type f ! -name run.json ! -name report.html -exec sha256sum {} + | sort -k2) >whole-$name.sums
  for spec in "${faults[@]}"; do
    IFS=: read -r call error later <<<"$spec"
    first=$(($(most $call loading) + 1)) last=$(most $call trace-$name)
    [ "$last" -ge "$first" ] || continue
    before=
    for k in $(seq 0 $((places - 1))); do
      when=$((first + (last - first) * (2 * k + 1) / (2 * places)))
      [ "$when" != "$before" ] || continue
      before=$when
      fault $name $call $error $when${later:-} "${words[@]}"
    done
  done
done
[ "$failed" -ge $((tried / 4)) ] || fail "only $failed of $tried faults were noticed"
