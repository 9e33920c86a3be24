# Sourced by the tests that follow a document word for word.
#   follow FILE [HEADING]: runs every ```sh block of FILE (of the section under that line), in order and in one shell, as a reader
#   would paste it; what a block prints must be the ```text block behind it, where there is one; '…' there stands for anything.
#   Between two headings of the second level each recipe has a directory of its own, where `fresh` is set.
follow() {
  local file=$1 heading=${2:-} state=$PWD/follow.state n=0
  rm -rf blocks; mkdir blocks
  awk -v heading="$heading" '
    /^#+ / && !fence { if (heading != "") inside = ($0 == heading); section = $0; next }
    heading == "" { inside = 1 }
    !inside { next }
    /^```/ && !fence { fence = substr($0, 4); if (fence == "sh") { ++n; printf "%s\n", section >("blocks/" n ".title") } next }
    /^```$/ && fence { if (fence == "text") ++told[n]; fence = ""; next }
    fence == "sh" { print >("blocks/" n ".sh") }
    fence == "text" { print >("blocks/" n ".want") }
  ' "$file"
  set -- $(ls blocks | sed -n 's/\.sh$//p' | sort -n)
  [ $# -gt 0 ] || fail "$file $heading: no commands"
  local title=""
  for n in "$@"; do
    # Each recipe begins in an empty directory; README is one story.
    if [ -n "${fresh:-}" ] && [ "$(cat "blocks/$n.title")" != "$title" ]; then
      title=$(cat "blocks/$n.title"); rm -rf "recipe-$n"; mkdir "recipe-$n"; here=$PWD/recipe-$n
    fi
    (cd "${here:-$PWD}" && DSPREP_BINARY=$DSPREP_BINARY bash -euo pipefail -c 'dsprep() { "$DSPREP_BINARY" "$@"; }; export -f dsprep; . "$1"' follow "$work/blocks/$n.sh") \
      >"blocks/$n.got" 2>stderr </dev/null || fail "$file, $(cat "blocks/$n.title"): $(cat "blocks/$n.sh")"
    [ ! -e "blocks/$n.want" ] || awk -v want="blocks/$n.want" '
      function matches(text, pattern,   part, parts, i, at) {
        parts = split(pattern, part, "…")
        if (parts == 1) return text == pattern
        if (index(text, part[1]) != 1) return 0
        text = substr(text, length(part[1]) + 1)
        for (i = 2; i <= parts; ++i) {
          if (part[i] == "") continue
          if (i == parts && length(part[i]) <= length(text) && substr(text, length(text) - length(part[i]) + 1) == part[i]) return 1
          at = index(text, part[i]); if (!at || i == parts) return 0
          text = substr(text, at + length(part[i]))
        }
        return part[parts] == ""
      }
      { if ((getline line < want) <= 0) { print "more than told: " $0; exit 1 } if (!matches($0, line)) { print "told: " line "\ngot:  " $0; exit 1 } }
      END { if ((getline line < want) > 0) { print "told, but not printed: " line; exit 1 } }' "blocks/$n.got" ||
      fail "$file, $(cat "blocks/$n.title"): $(cat "blocks/$n.sh")"
  done
  echo "$# blocks of $(basename "$file") followed"
}
