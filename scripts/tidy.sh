#!/usr/bin/env bash
# clang-tidy and include-what-you-use over the sources, one process at a low priority: it takes seconds a file.
#   scripts/tidy.sh FILE…              these .cpp files (a header is looked at through the .cpp beside it)
#   scripts/tidy.sh --since REVISION   what has changed since
#   scripts/tidy.sh --all              every .cpp of src
# Needs the Debian packages clang-tidy-14 and iwyu; what is not installed is told and left out. Exit 1 where something is
# found that scripts/tidy-allowed.txt does not list, 77 where neither tool is there.
set -euo pipefail
cd "$(dirname "$0")/.."

# Precompiled headers would hide what a file forgot to include.
build=build/tidy
cmake --preset release -B $build -DDSPREP_PRECOMPILE=OFF -DDSPREP_TESTS=OFF -DDSPREP_BENCH=OFF > /dev/null
case ${1:-} in
  --all) mapfile -t names < <(git ls-files 'src/*.cpp') ;;
  --since) mapfile -t names < <(git diff --name-only --diff-filter=d "${2:?scripts/tidy.sh --since REVISION}" -- src include) ;;
  "" | -*) sed -n '2,7s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  *) names=("$@") ;;
esac
files=()
for name in "${names[@]}"; do
  name=${name%.h}; name=${name%.cpp}.cpp
  if [ -f "$name" ]; then files+=("$name"); fi
done
if [ ${#files[@]} -eq 0 ]; then echo "scripts/tidy.sh: nothing to look at"; exit; fi
mapfile -t files < <(printf '%s\n' "${files[@]}" | sort -u)

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
found=$work/found
allowed=$work/allowed
: > "$found"
# A tool that fails is not one that finds nothing: what it says is shown, and the script ends with 2.
failed() {
  echo "scripts/tidy.sh: $1 failed; the end of what it said:" >&2
  tail -n 5 "$2" >&2
  exit 2
}
ran=false
if command -v clang-tidy-14 > /dev/null; then
  ran=true
  # Not 0 where it finds something. What does not compile is a finding, too: a line with "error:".
  nice -n 19 clang-tidy-14 -p $build --quiet "${files[@]}" > "$work/tidy" 2> "$work/tidy.said" || true
  if grep -q 'Stack dump:' "$work/tidy.said"; then failed clang-tidy-14 "$work/tidy.said"; fi
  grep -E '^/.*(warning|error): ' "$work/tidy" | sed "s#^$PWD/##" >> "$found" || true
else
  echo "scripts/tidy.sh: clang-tidy-14 is not installed: left out" >&2
fi
if command -v iwyu_tool > /dev/null; then
  ran=true
  # Its report has a block a file: "FILE should add these lines:" and "FILE should remove these lines:".
  nice -n 19 iwyu_tool -p $build "${files[@]}" -- -Xiwyu --no_fwd_decls -Xiwyu --cxx17ns > "$work/iwyu" 2> "$work/iwyu.said" || true
  # It tells of every file, what it finds or that it is right; one that it could not read is told by an error of the compiler.
  if grep -qE '(^|: )(fatal )?error: ' "$work/iwyu"; then failed iwyu <(grep -E 'error: ' "$work/iwyu"); fi
  grep -qE ' should add these lines:$|has correct #includes' "$work/iwyu" || failed iwyu "$work/iwyu.said"
  awk '/ should (add|remove) these lines:$/ { file = $1; verb = $3; next } /^The full include-list|^---|^$/ { verb = ""; next }
       verb == "add" { print file ": iwyu: add " $0 } verb == "remove" { sub(/^- /, ""); print file ": iwyu: remove " $0 }' "$work/iwyu" |
    sed "s#^$PWD/##; s# *// .*##" >> "$found"
else
  echo "scripts/tidy.sh: iwyu is not installed: left out" >&2
fi
$ran || exit 77
grep -vE '^(#|$)' scripts/tidy-allowed.txt | cut -f1 > "$allowed"
if sort -u "$found" | grep -vEf "$allowed"; then
  echo "scripts/tidy.sh: mend these, or list them with a reason in scripts/tidy-allowed.txt" >&2
  exit 1
fi
echo "scripts/tidy.sh: ${#files[@]} files, nothing found"
