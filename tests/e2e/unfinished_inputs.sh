# What is not whole is not read as if it were: killed runs, tasks before the merge, lost manifests, files added by hand.
. "$(dirname "$0")/prelude.sh"
clean() { dsprep clean --length=min_chars=6 "$@" --progress none; }
for i in 1 2 3; do printf '{"text":"short"}\n{"text":"long enough %d 足够长的文字"}\n' $i >s$i.jsonl; done
refused() {                                  # INPUT…: by its state
  rm -rf again; expect 1 dsprep clean "$@" -o again; says "its run was interrupted"; one_error_line
  [ ! -e again ] || fail "an output was begun"
}
expect 0 clean s1.jsonl s2.jsonl s3.jsonl -o o --task 0/2
refused o; refused o/data; refused o/dropped/length; refused o/data/part-00000.jsonl; refused 'o/data/*.jsonl'; refused 'o/**/*.jsonl'
mkdir -p all/deep; mv o all/deep/; refused all; refused all/deep; (cd all/deep/o/data && expect 1 dsprep clean part-00000.jsonl -o x && says interrupted; rm stdout stderr)
mv all/deep/o o
expect 1 dsprep verify o
expect 1 dsprep clean --decontaminate=against=o s1.jsonl -o again2; says "its run was interrupted"; [ ! -e again2 ] || fail "an output was begun"
expect 0 clean s1.jsonl s2.jsonl s3.jsonl -o o --task 1/2
for in in o o/data 'o/data/*.jsonl'; do rm -rf again; expect 0 dsprep clean "$in" -o again; same "$(lines again/data/*)" 3 "$in"; done
rm -rf again; expect 0 dsprep clean o/dropped/length -o again; same "$(lines again/data/*)" 3 "drops, when asked for"
# Without its manifest.
cp -r o lost; rm lost/manifest.json
expect 1 dsprep clean lost -o none; says "without its manifest.json"
rm lost/run.json; expect 1 dsprep clean lost -o none; says "without its manifest.json"
mkdir up; mv lost up/; expect 1 dsprep clean up -o none; says "up/lost"
rm -rf again; expect 0 dsprep clean up/lost/data -o again
# A file added to data/; what is no data.
cp s1.jsonl o/data/extra.jsonl
expect 1 dsprep clean o -o none; says "data/extra.jsonl"; expect 1 dsprep verify o; grep -q extra stdout || fail "verify says nothing"
rm o/data/extra.jsonl; echo x >o/data/notes.txt; cp s1.jsonl o/more.jsonl
rm -rf again; expect 0 dsprep clean o -o again; says "o/data/notes.txt"; says "o/more.jsonl"; same "$(lines again/data/*)" 3 "o"
# Killed, at any moment that matters; FILE, too.
if strace -qq -e trace=none true 2>/dev/null; then
  killed() {                                 # CALLS WHEN COMMAND…: true where it was killed at the WHENth of CALLS
    local calls=$1 when=$2; shift 2
    ! { strace -qq -f -o /dev/null -e trace=$calls -e inject=$calls:signal=KILL:when=$when \
        "$DSPREP_BINARY" clean --length=min_chars=6 "$@" --progress none >/dev/null 2>&1 </dev/null; } 2>/dev/null
  }
  for when in 1 2 3 4 5; do
    rm -rf k f.jsonl f.jsonl.dsprep
    if killed rename $when s1.jsonl s2.jsonl s3.jsonl -o k; then
      [ -e k/manifest.json ] || refused k
      expect 0 clean s1.jsonl s2.jsonl s3.jsonl -o k --resume; expect 0 dsprep verify k
      [ -z "$(find k -name '*.tmp')" ] && [ ! -e k/.dsprep ] || fail "something was left behind"
    fi
    if killed rename $when s1.jsonl s2.jsonl s3.jsonl -o f.jsonl; then
      if [ -e f.jsonl ] && [ ! -e f.jsonl.dsprep/manifest.json ]; then refused f.jsonl; fi
      expect 0 clean s1.jsonl s2.jsonl s3.jsonl -o f.jsonl --resume; expect 0 dsprep verify f.jsonl
      same "$(lines f.jsonl)" 3 "f.jsonl"; [ -z "$(find . -name 'f.jsonl.*.tmp')" ] || fail "FILE's temporary file was left"
    fi
  done
  # A --force that is killed can be done again, or resumed; FILE stays whole all the time.
  for calls in unlink rename; do for when in 1 2 3 5; do for how in --force --resume; do
    for out in k f.jsonl; do
      rm -rf k f.jsonl f.jsonl.dsprep
      expect 0 clean s1.jsonl s2.jsonl -o $out
      killed $calls $when s3.jsonl -o $out --force || continue
      [ $out = k ] || [ -s f.jsonl ] || fail "FILE is gone"
      code=0; dsprep clean --length=min_chars=6 s3.jsonl -o $out $how --progress none 2>stderr </dev/null || code=$?
      if [ $code = 2 ] && [ $how = --resume ] && grep -q "another run's result" stderr; then continue; fi      # nothing was removed yet
      same $code 0 "$how of $out after a kill at $calls $when"
      expect 0 dsprep verify $out
    done
  done; done; done
fi
# Files of a folder that are passed over; files given twice.
mkdir folder; cp s1.jsonl folder/a.jsonl; for f in b.jsonl.7z c.jl d.rtf e.xml; do echo x >folder/$f; done
expect 0 dsprep clean folder -o - ; says "passed over 4 files"; says "folder/b.jsonl.7z, folder/c.jl, folder/d.rtf and 1 more"
ln s1.jsonl hard.jsonl; ln -s s1.jsonl soft.jsonl; ln -s folder linked
expect 0 dsprep clean s1.jsonl ./s1.jsonl hard.jsonl soft.jsonl -o -; same "$(lines stdout)" 2 "one file"; says "3 files given twice"; says "hard.jsonl is s1.jsonl"
expect 0 dsprep clean folder folder/a.jsonl folder/ linked "$PWD/folder" -o -; same "$(lines stdout)" 2 "one folder"; says "given twice"
expect 0 dsprep clean 's*.jsonl' s2.jsonl -o -; same "$(lines stdout)" 6 "a glob and a file"
# Names that tell files apart.
mkdir -p same/a same/b; cp s1.jsonl same/a/x.jsonl; cp s1.jsonl same/b/x.jsonl; cp s1.jsonl same/x.jsonl
expect 0 dsprep clean --dedup-exact same/a/x.jsonl same/b/x.jsonl -o twins
grep -q '"file":"a/x.jsonl","line":1' twins/dropped/dedup_exact/part-00001.jsonl || fail "whose copy?"
grep -q '"name": "a/x.jsonl"' twins/manifest.json && grep -q '"name": "b/x.jsonl"' twins/manifest.json || fail "names of the inputs"
expect 0 dsprep clean same/a same/b same/x.jsonl -o triplets
same "$(grep '"name": ".*x.jsonl"' triplets/manifest.json | tr -d ' ,' | sort | tr '\n' ' ')" '"name":"a/x.jsonl" "name":"b/x.jsonl" "name":"x.jsonl" '
