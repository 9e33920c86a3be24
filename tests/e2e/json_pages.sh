# Every member of manifest.json and report.json is on its page, and every member on a page is somewhere in real files.
. "$(dirname "$0")/prelude.sh"
command -v python3 >/dev/null || skip "no python3"
mkdir in
for i in $(seq 1 80); do
  printf '{"id":"r%d","lang":"%s","n":%d,"text":"记录 %d  has   some words %s a%d@example.org"}\n' $i \
    "$([ $((i % 2)) = 0 ] && echo en || echo zh)" $((i * 7919)) $((i % 40)) "$(printf 'w%.0s ' $(seq 1 $((1 + i % 9))))" $((i % 40))
done >in/a.jsonl
printf '{broken\n{"id":"x","text":"\xff"}\n{"text":"no id here, and a word of the list"}\n{"text":"no id here, and a word of the list"}\n' >>in/a.jsonl
gzip -c in/a.jsonl | head -c 400 >in/b.jsonl.gz
echo list >list.txt
step() { printf '[[step]]\nop = "%s"\n' "$1"; shift; [ $# = 0 ] || printf '%s\n' "$@"; }
{ printf '[dataset]\nid = "/id"\n[[source]]\nname = "web"\npaths = "in"\nlicence = "CC0-1.0"\nformat = "jsonl"\n'
  step whitespace; step length 'min_words = 8' 'max_words = 16'; step bad_words 'file = "list.txt"'; step random_swap
  step dedup_exact; step ratio 'name = "parts"'; step profile 'label = "/lang"'; } >p.toml
step length >audit.toml
{ step length 'min_words = 9'; step pii; step dedup_exact; step profile; } >secrets.toml
expect 1 dsprep run p.toml --any-part -o all --max-errors 100 --compress zst --limit 200
expect 0 dsprep clean --length=min_words=9 in/a.jsonl -o apart --dropped dropped --max-errors 100
expect 3 dsprep report all --gate 'text.chars.p95<=1' --gate 'records>=1' -o again.json
expect 0 dsprep run secrets.toml all -o secrets
{ step length 'min_words = 9'; step bad_words 'file = "list.txt"'; step random_swap; step length 'min_chars = 40'; } >audit.toml
expect 0 dsprep run audit.toml in/a.jsonl --any-part -o audited --audit --max-errors 100
expect 0 dsprep run --replay audited --set length.min_words=10 -o replayed.json
make_records 4000 many.jsonl # its distinct values are estimated
awk 'BEGIN { for (i = 0; i < 5; ++i) { text = ""; for (k = 0; k < 3000; ++k) text = text "ab"; printf "{\"text\":\"%s%d\"}\n", text, i } }' >long.jsonl
for file in many long; do expect 0 dsprep report $file.jsonl -o $file.json; done
cat >walk.py <<'P'
import json, re, sys
page, unseen, files = sys.argv[1], set(sys.argv[2].split()), sys.argv[3:]
members = re.findall(r"^\| `([^`]+)` \|", open(page, encoding="utf-8").read(), re.M)
def pattern(member):
    out = ""
    for part in re.split(r"(\[\]|\*\*|\*|\.)", member):
        out += {"[]": r"\[\]", "**": ".+", "*": r"[^.\[\]]+", ".": r"\."}.get(part, re.escape(part))
    return re.compile(out)
patterns = {member: pattern(member) for member in members}
assert len(patterns) == len(members), "a member stands twice on " + page
used, bad = set(), set()
def walk(value, path):
    if path:
        named = [m for m, p in patterns.items() if p.fullmatch(path)]
        # What is named outright needs no "*".
        exact = [m for m in named if m == path]
        used.update(exact or named)
        # An element that is an object is told by its members.
        if not named and not (path.endswith("[]") and isinstance(value, (dict, list))): bad.add(path)
    if isinstance(value, dict):
        for key, inner in value.items():
            key = key.translate(str.maketrans(".[]", "___"))  # dots and brackets of a path are none of its names
            walk(inner, path + "." + key if path else key)
    elif isinstance(value, list):
        for inner in value: walk(inner, path + "[]")
for name in files: walk(json.load(open(name, encoding="utf-8")), "")
for path in sorted(bad): print("not on", page + ":", path)
for member in members:
    if member not in used and member not in unseen: print("in no file, but on", page + ":", member)
    if member in used and member in unseen: print("is in a file after all:", member)
P
check() { python3 walk.py "$@" >walked; [ ! -s walked ] || fail "$(cat walked)"; }
docs=$DSPREP_SOURCE/docs
printf 'text;n\n你好;1\nhello;2\n' >guessed.csv
expect 0 dsprep clean guessed.csv -o guessed
printf '\xff\xfet\0e\0x\0t\0\n\0\x2d\x4e\n\0' >wide.csv
expect 0 dsprep clean wide.csv -o wide
mkdir pages; for page in 一 二; do printf '<p>%s' $page >pages/$page.html; done
printf 'WARC/1.0\r\nWARC-Type: warcinfo\r\nContent-Length: 0\r\n\r\n\r\n\r\n' >crawl.warc
expect 0 dsprep clean pages crawl.warc -o small
expect 0 dsprep report pages crawl.warc -o small.json
printf '[[source]]\nname = "%s"\npaths = "%s"\nweight = 1\n' a guessed.csv b wide.csv >mix.toml; step mix >>mix.toml
expect 0 dsprep run mix.toml -o mixed
check "$docs/manifest_json.md" '' {all,apart,secrets,audited,guessed,wide,small,mixed}/manifest.json
# What only ops to come write; unit tests look at these.
check "$docs/report_json.md" 'reports[].note reports[].metric_details.*.unit reports[].metric_details.*.at_least
  reports[].metric_details.*.at_most reports[].sections[].series reports[].sections[].series[] reports[].sections[].marks
  reports[].sections[].marks[].at reports[].sections[].marks[].label audit.steps[].not_applicable[]' \
  {all,secrets,audited}/report.json again.json replayed.json many.json long.json small.json

# Manifests of before there was a schema are read; those of a later one are refused, in one line.
sed '/"schema"/d' all/manifest.json >old.json; cp old.json all/manifest.json
expect 0 dsprep report all -o old_read.json
sed 's/"dsprep": /"schema": 2, "dsprep": /' old.json >all/manifest.json
for command in "verify all" "report all -o new_read.json"; do
  expect 1 dsprep $command
  one_error_line
  says "manifest.json: its schema is 2, and this dsprep knows those up to 1"
done
[ ! -e new_read.json ] || fail "nothing is written"
