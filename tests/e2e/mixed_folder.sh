# A folder as people have it: pages, tables, texts and JSON beside each other, in one run; and what is said of other files.
. "$(dirname "$0")/prelude.sh"
mkdir -p in/sub
printf '<!DOCTYPE html>\n<title>页</title><p>你好，世界\n' >in/page.html
printf '标题,text\n一,"first, row"\n二,second row\n' >in/table.csv
printf 'a text\n\nof two paragraphs\n' >in/notes.txt
printf '[\n  {"text": "from an array"},\n  {"text": "and another"}\n]\n' >in/array.json
printf '{"text":"a line"}\n' >in/sub/lines.jsonl
printf 'x' >in/picture.png
# A text in GBK, most of whose lines are ASCII.
mkdir gbk; { echo '标题：一个文本'; for i in $(seq 30); do echo "line $i in ASCII"; done; echo '结束，谢谢大家的阅读'; } >utf8.txt
iconv -f UTF-8 -t GBK utf8.txt >gbk/a.txt; cp utf8.txt gbk/b.txt
expect 0 dsprep clean gbk -o -; same "$(lines stdout)" 2 "texts"
same "$(sed 's/"path.*//' stdout | sort -u | wc -l)" 1 "a text in GBK is the same as in UTF-8"
expect 0 dsprep clean in -o out
says "passed over 1 file"; says "in/picture.png"
same "$(lines out/data/*)" 7 "records of five files"
cat out/data/* >all
grep -qF '{"text":"<!DOCTYPE html>\n<title>页</title><p>你好，世界\n","content_type":"text/html","path":"page.html","encoding":"utf-8"}' all || fail "the page"
grep -qF '{"text":"a text\n\nof two paragraphs","path":"notes.txt"}' all || fail "the text"
grep -qF '{"标题":"一","text":"first, row"}' all || fail "the table"
expect 0 dsprep verify out

# Paragraphs and lines; written and read back.
expect 0 dsprep clean in/notes.txt --from text=record=paragraph -o -
same "$(cat stdout)" "$(printf '{"text":"a text","path":"notes.txt"}\n{"text":"of two paragraphs","path":"notes.txt"}')"
expect 0 dsprep clean in/notes.txt --from text=record=line -o -; same "$(lines stdout)" 2
expect 0 dsprep clean in/sub in/table.csv -o texts --to text
expect 0 dsprep clean texts --from text=record=paragraph -o -; same "$(lines stdout)" 3
expect 0 dsprep clean in/sub/lines.jsonl -o lines.txt --to text=record=line; same "$(cat lines.txt)" "a line"
expect 1 dsprep clean in/notes.txt -o - --to text; one_error_line; says "blank line"; says "breaks=fold"
expect 0 dsprep clean in/notes.txt -o - --to text=breaks=fold; same "$(cat stdout)" "$(printf 'a text\nof two paragraphs')"

# The wrong name, or none that is known: what the file looks like is told, with what to do.
look() { expect 4 dsprep clean "$1" -o -; says "$1 looks like $2"; }
cp in/table.csv rows; look rows "CSV: name it .csv or give --from csv"
cp in/notes.txt notes.log; look notes.log "plain text: name it .txt or give --from text"
cp in/page.html page; look page "HTML: name it .html or give --from html"
expect 0 dsprep clean page --from html -o -; same "$(lines stdout)" 1
expect 4 dsprep clean in/page.html --from jsonl -o -; says "HTML"

# A page's encoding is its own: declared, guessed, given; what cannot be decoded is counted.
mkdir pages
printf '<meta charset="gb2312"><p>\xc4\xe3\xba\xc3\n' >pages/gbk.html
printf '\xff\xfe<\0p\0>\0`O}Y' >pages/wide.htm
{ printf '<meta charset=utf-8><p>'; for _ in $(seq 40); do printf '你好，世界。这是一个很长的网页，里面有很多中文。'; done; printf '\xff\xfe\n'; } >pages/broken.html
gzip -c pages/gbk.html >pages/again.html.gz
expect 0 dsprep clean pages -o decoded --compress none
cat decoded/data/* >all
same "$(grep -c '<p>你好' all)" 4 "pages that are decoded"
same "$(grep -o '"undecodable": [0-9]*' decoded/manifest.json)" '"undecodable": 2' "what is no text"
says "undecodable 2 places"
printf '<p>\xcf\xf0\xe8\xe2\xe5\xf2' >one.html
expect 0 dsprep clean one.html --encoding cp1251 -o -; grep -qF '<p>Привет' stdout || fail "an encoding that is given"
expect 2 dsprep clean one.html --encoding klingon -o -; one_error_line; says "klingon"
