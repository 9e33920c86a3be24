# A file that cannot be looked at (EIO of stat) is not absent: not the state of a run, not a mark, not a checkpoint's part, not a manifest.
. "$(dirname "$0")/prelude.sh"
strace -qq -e trace=none true 2>/dev/null || skip "strace cannot trace here"
mkdir in; for i in 0 1 2 3; do make_records 60 in/part-$i.jsonl; done
printf '%s\n' '[[step]]' 'op = "dedup_exact"' '[[step]]' 'op = "profile"' >p.toml
snapshot() { (cd "$1" && find . -type f ! -name run.json ! -name report.html -exec sha256sum {} + | sort -k2); }
# unseen FILE COMMAND…: every stat of FILE fails while the command runs.
unseen() {
  local file=$1
  shift
  strace -qq -f -o trace -P "$file" -e trace=stat,lstat,newfstatat,statx -e inject=stat,lstat,newfstatat,statx:error=EIO "$@"
}
# refused FILE COMMAND…: one line that names the file, exit code 1; the file was looked at at all.
refused() {
  expect 1 unseen "$@"
  grep -q INJECTED trace || fail "nobody looked at $1"
  one_error_line; says "$1"; says "nput/output error"
}
expect 0 dsprep run p.toml in -o begun -j 1; mv begun clean
# An interrupted run: every file a resume may find.
# (How many shards are finished by the n-th rename depends on the clock: shards that wait are settled together.)
state_files() { ls begun/.dsprep/state.json begun/.dsprep/pass-*/*.json begun/.dsprep/pass-*/*.alive begun/.dsprep/pass-*/*.observer-? 2>/dev/null | wc -l; }
for renames in 14 16 18 20 22 12 24; do
  rm -rf begun
  strace -qq -f -o /dev/null -e trace=rename -e inject=rename:signal=KILL:when=$renames "$DSPREP_BINARY" run p.toml in -o begun -j 1 >/dev/null 2>&1 </dev/null || true
  if [ ! -e begun/manifest.json ] && [ "$(state_files)" -ge 8 ]; then break; fi
done
[ -e begun/.dsprep/state.json ] || fail "nothing to resume"
found=0
for file in begun/.dsprep/state.json begun/.dsprep/pass-*/*.json begun/.dsprep/pass-*/*.alive begun/.dsprep/pass-*/*.observer-?; do
  [ -e "$file" ] || continue
  found=$((found + 1))
  refused "$file" "$DSPREP_BINARY" run p.toml in -o begun -j 1 --resume
done
[ "$found" -ge 8 ] || fail "only $found files of state"
refused begun/manifest.json "$DSPREP_BINARY" run p.toml in -o begun -j 1 --resume
expect 0 dsprep run p.toml in -o begun -j 1 --resume
same "$(snapshot begun)" "$(snapshot clean)" "resumed after all that"
# Tasks and merge.
for t in 0 1; do expect 0 dsprep run p.toml in -o shared -j 1 --task $t/2; done
expect 0 dsprep merge shared
for file in shared/.dsprep/pass-0/merged shared/.dsprep/pass-0/merged.observer-0; do
  [ -e "$file" ] || fail "$file should be there"
  refused "$file" "$DSPREP_BINARY" run p.toml in -o shared -j 1 --task 0/2
done
refused shared/.dsprep/state.json "$DSPREP_BINARY" merge shared
for t in 0 1; do expect 0 dsprep run p.toml in -o shared -j 1 --task $t/2; done
refused shared/.dsprep/pass-0/merged.observer-0 "$DSPREP_BINARY" merge shared
expect 0 dsprep merge shared
# Outputs, manifests, inputs; what an option names is wrong (2) only where it is not there.
refused clean/manifest.json "$DSPREP_BINARY" verify clean
refused clean/manifest.json "$DSPREP_BINARY" clean clean --length=min_chars=1 -o other
refused in/part-0.jsonl "$DSPREP_BINARY" clean in/part-0.jsonl --length=min_chars=1 -o other
expect 0 dsprep index build --dedup-exact in -o known.idx
for file in known.idx p.toml; do
  code=0; strace -qq -f -o trace -P $file -e trace=read,pread64 -e inject=read,pread64:error=EIO \
    "$DSPREP_BINARY" run p.toml --dedup-exact=against=known.idx in -o other2 -j 1 >/dev/null 2>stderr </dev/null || code=$?
  same "$code" 1 "EIO of $file"; one_error_line; says "$file"
done
expect 2 dsprep run p.toml --dedup-exact=against=none.idx in -o other2
expect 2 dsprep run none.toml in -o other2
