# Every rule that judges a text by itself, on large texts that no rule was written for: one line of 100 MB, tens of millions of one-letter
# words, of combining marks, emoji, right-to-left and mixed scripts, of short lines, of the beginnings of addresses and tags. Twice the text
# takes about twice the time, at most three times, since tables outgrow the caches (what is faster than 40 MB/s is not asked), and memory
# stays a multiple of the record. Prints a table.
#   ONLY=REGEX: the steps (op and parameters) and texts ("op params: text") to run.
. "$(dirname "$0")/../e2e/prelude.sh"

# draw COUNT PIECE…: a JSON record of COUNT pieces drawn by lot.
draw() {
  awk 'BEGIN { srand(1); n = ARGV[1]; printf "{\"text\":\""; for (i = 0; i < n; ++i) printf "%s", ARGV[2 + int(rand() * (ARGC - 2))]; print "\"}" }' "$@"
}
# text NAME HALVES: about 20 MB a half (prose: 50).
text() {
  case $1 in
    prose) draw $(($2 * 11300000)) the\  of\  and\  a\  ' ' house\  river\  nobody\  was\  'seen, ' 'there. ' 'Yes! ' 37\  ;;
    letters) draw $(($2 * 10000000)) a\  b\  c\  d\  e\  f\  g\  h\  ;;
    same) draw $(($2 * 10000000)) a\  ;;
    marks) draw $(($2 * 10000000)) ̀ ́ ̂ ̃ ̄ ̅ ̆ ̇ ;;
    emoji) draw $(($2 * 2400000)) 😀 😂 👍🏽 👨‍👩‍👧‍👦 🇫🇷 🐈 ❤️ ;;
    rtl) draw $(($2 * 2150000)) 'שלום ' 'עולם! ' 'אין ' 'مرحبا ' 'بالعالم؟ ' 'في ' '٣٤٥ ' ;;
    mixed) draw $(($2 * 3200000)) 中文 日本 カタカナ ไทย क्या 'A ' 'бег ' 1２③½ 'x. ' '。' '?' '한국 ' ;;
    lines) draw $(($2 * 7000000)) 'a\n' 'b\n' '\n' 'c ' '\n\n' ;;
    addresses) draw $(($2 * 9200000)) http:// a@ . 1 23 +49 '<a ' '>' '(' '&#' '{' '- ' 4 x.com ' ' ;;
  esac
}
texts="prose letters same marks emoji rtl mixed lines addresses"

printf 'the\na\nof\nin\n' >stop.txt
printf 'house\na b\nx\n' >bad.txt
steps() {
  cat <<'STEPS'
gopher_quality variant="paper"
gopher_quality variant="datatrove"
gopher_quality variant="dclm"
gopher_quality variant="dolma"
gopher_quality words="unicode"
gopher_repetition variant="paper"
gopher_repetition variant="datatrove"
gopher_repetition variant="dclm"
gopher_repetition variant="dolma" max_top_2gram=0.2 max_top_3gram=0.18 max_top_4gram=0.16
gopher_repetition words="unicode"
c4 variant="tfds"
c4 variant="datatrove"
fineweb
refinedweb_lines
signals groups=["ccnet","content","natural_language","repetitions"] stop_words="stop.txt" ldnoobw="bad.txt"
signals groups=["lines"]
word_repetition variant="data_juicer"
word_repetition variant="nemo"
char_repetition
self_repetition
line_length
special_char_ratio variant="data_juicer"
special_char_ratio variant="nemo"
url_ratio
parentheses_ratio
stop_word_ratio
stop_word_ratio language="zh" words="unicode"
compression_ratio max_ratio=100
char_ratio min_letters=0.1 max_digits=0.5 max_punctuation=0.5 max_symbols=0.5 max_whitespace=0.5 max_uppercase=0.5
bad_words languages=["en","ja","zh"]
url field="text" domains=["x.com"] banned_words=["qq"] soft_words=["zz"] substrings=["qqq"]
code variant="starcoder"
code variant="starcoder_html"
code variant="codeparrot"
code variant="nemo"
pii
language into="l"
STEPS
}

# measure FILE: the step on it; $seconds of user time, $mib at most resident. A record that is malformed or a crash is a failure, but for
# $skipped: steps and texts that are skipped by name, and why.
skipped='^signals groups=\["lines"\]: lines$'
reason='its signals are larger than 256 MiB'
measure() {
  local code=0
  /usr/bin/time -q -f '%U %M' -o time "$DSPREP_BINARY" run step.toml "$1" -o - --dropped none --on-error fail -j 1 --max-record-size 1G --progress none \
    >/dev/null 2>stderr </dev/null || code=$?
  if [[ $step =~ $skipped ]]; then
    [ $code -ne 0 ] && grep -q "$reason" stderr || fail "not skipped: $step on $1"
  else
    [ $code -eq 0 ] || fail "exit code $code: $step on $1"
  fi
  seconds=$(cut -d' ' -f1 time)
  mib=$(($(cut -d' ' -f2 time) / 1024))
}

printf '%-60s %-10s %6s %10s %8s %14s\n' step text MB 'user s' MiB 'of half: s'
for name in $texts; do
  rm -f whole.jsonl half.jsonl
  while read -r op parameters; do
    step="$op $parameters: $name"
    [[ $step =~ ${ONLY:-.} ]] || continue
    if [ ! -e whole.jsonl ]; then
      text $name 2 >whole.jsonl
      size=$(wc -c <whole.jsonl)
    fi
    { echo '[[step]]'; echo "op = \"$op\""; tr ' ' '\n' <<<"$parameters"; } >step.toml
    measure whole.jsonl
    row=$(printf '%-60s %-10s %6d %10s %8d' "$op $parameters" "$name" $((size / 1000000)) "$seconds" "$mib")
    whole=$seconds
    # The text itself some times over, and for each word, which may be two bytes of it, its place and tables of runs of words.
    [ "$mib" -le $((size / 1048576 * 48 + 200)) ] || fail "$mib MiB: $step"
    if awk -v s="$whole" -v b="$size" 'BEGIN { exit s <= b / 40e6 }'; then
      [ -e half.jsonl ] || text $name 1 >half.jsonl
      measure half.jsonl
      # Once more, since a busy machine can make one of them slow.
      awk -v w="$whole" -v h="$seconds" 'BEGIN { exit w > 3 * h }' || { measure whole.jsonl; whole=$seconds; measure half.jsonl; }
      row="$row $(printf '%14s' "$seconds")"
      echo "$row"
      awk -v w="$whole" -v h="$seconds" 'BEGIN { exit w > 3 * h }' || fail "twice the text, more than 3 times the time ($seconds s, then $whole s): $step"
    else
      echo "$row"
    fi
  done < <(steps)
done
