# README's install recipe: it configures with what it installs, and what it installs works where it is put, also after a move.
. "$(dirname "$0")/prelude.sh"
command -v cmake >/dev/null || skip "cmake is not installed"
build=$(dirname "$DSPREP_BINARY")
[ -e "$build/cmake_install.cmake" ] || skip "the binary stands in no build tree"
recipe=$(sed -n '/^## Build and install/,/^## /s/^    //p' "$DSPREP_SOURCE/README.md")
packages=$(sed -n 's/^scripts.install-packages.sh //p' <<<"$recipe")
configure=$(grep '^cmake -S' <<<"$recipe") || fail "README has no recipe"
# Catch2 and Google Benchmark are for tests: whoever installs must not need them.
for needed in $packages; do sed -n "s/^$needed //p" "$DSPREP_SOURCE/debian-packages.txt"; done >installed
grep -q catch2 installed && fail "the recipe installs what only tests need"
command -v ninja >/dev/null && (ln -s "$DSPREP_SOURCE" source && cd source/ && eval "${configure/ -B build\/install/ -B $work/configured}" \
  -DCMAKE_DISABLE_FIND_PACKAGE_Catch2=ON -DCMAKE_DISABLE_FIND_PACKAGE_benchmark=ON) >configure.log 2>&1 || fail "$(tail -5 configure.log)"
[ -e configured/build.ninja ] || ! command -v ninja >/dev/null || fail "$(tail -5 configure.log)"

(cd / && cmake --install "$build" --prefix "$work/prefix") >install.log 2>&1 || fail "$(tail -5 install.log)"
for file in bin/dsprep share/dsprep/configs/fineweb.toml share/dsprep/configs/fineweb2/fra_Latn.toml share/man/man1/dsprep.1 \
  share/bash-completion/completions/dsprep share/zsh/site-functions/_dsprep share/fish/vendor_completions.d/dsprep.fish; do
  [ -s "prefix/$file" ] || fail "$file is not installed"
done
# DESTDIR is what makers of packages use.
(cd / && DESTDIR="$work/stage" cmake --install "$build" --prefix /opt/dsprep) >install.log 2>&1 || fail "$(tail -5 install.log)"
[ -s stage/opt/dsprep/share/man/man1/dsprep.1 ] || fail "DESTDIR does not hold for the manual page"
[ ! -e /opt/dsprep/share/man/man1/dsprep.1 ] || fail "written past DESTDIR"

printf '{"text":"x"}\n' >in.jsonl
mv prefix moved
expect 0 moved/bin/dsprep clean --preset fineweb in.jsonl -o out --dry-run
expect 0 moved/bin/dsprep clean --preset fineweb2/fra_Latn in.jsonl -o out --dry-run
expect 0 moved/bin/dsprep ops --presets; grep -q zh-web stdout || fail "no presets"
# Through a link on the PATH; and unpacked beside its configs.
mkdir links; ln -s "$work/moved/bin/dsprep" links/dsprep
expect 0 links/dsprep clean --preset gopher in.jsonl -o out --dry-run
mkdir -p unpacked/bin; cp moved/bin/dsprep unpacked/bin/; cp -r moved/share/dsprep/configs unpacked/
expect 0 unpacked/bin/dsprep clean --preset gopher in.jsonl -o out --dry-run
# Never one of the working directory; what $DSPREP_CONFIGS names comes first.
mkdir own; printf '[[step]]\nop = "length"\nmin_chars = 77\n' >own/gopher.toml; cp own/gopher.toml gopher.toml; mkdir configs; cp own/gopher.toml configs/mine.toml
expect 0 moved/bin/dsprep clean --preset gopher in.jsonl -o out --dry-run; grep -q gopher_quality stdout || fail "a preset of the working directory"
grep -q '^config: .*share/dsprep/configs/gopher.toml$' stdout || fail "the plan does not tell which file"
expect 2 moved/bin/dsprep clean --preset mine in.jsonl -o out --dry-run; says "no such preset"
DSPREP_CONFIGS=$work/own expect 0 moved/bin/dsprep clean --preset gopher in.jsonl -o out --dry-run; grep -q length stdout || fail "DSPREP_CONFIGS is passed over"
expect 0 moved/bin/dsprep clean --preset ./gopher.toml in.jsonl -o out --dry-run; grep -q length stdout || fail "a path is a path"
# The build tree finds the checkout's, wherever it is called from.
(cd / && "$DSPREP_BINARY" clean --preset fineweb "$work/in.jsonl" -o "$work/out" --dry-run) >stdout 2>stderr || fail "the build tree does not find configs/"

# The manual page: no complaint, nothing raw, every section a reader looks for.
page=moved/share/man/man1/dsprep.1
grep -q '`' "$page" && fail "raw backticks: $(grep -n '`' "$page" | head -3)"
for section in NAME SYNOPSIS DESCRIPTION COMMANDS OPTIONS OPERATORS "EXIT STATUS" ENVIRONMENT FILES EXAMPLES "SEE ALSO"; do
  grep -qx ".SH $section" "$page" || fail "the manual has no section $section"
done
if command -v man >/dev/null; then
  MANWIDTH=100 MAN_KEEP_FORMATTING= man --warnings -l "$page" >page.txt 2>man.errors || fail "man: $(head -3 man.errors)"
  [ ! -s man.errors ] || fail "man complains: $(head -3 man.errors)"
  grep -q -- '--gopher-quality' page.txt || fail "the page lost its operators"
fi
if command -v mandoc >/dev/null; then
  # The page is made by the program, the same on every day: it has no date.
  mandoc -T lint -W warning "$page" 2>&1 | grep -v 'missing date' >mandoc.errors || true
  [ ! -s mandoc.errors ] || fail "mandoc complains: $(head -5 mandoc.errors)"
fi
