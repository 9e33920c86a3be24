# What is told of input that is no JSON Lines: what the file looks like, the first bad lines, how to keep them.
. "$(dirname "$0")/prelude.sh"

printf '[{"text":"a"},\n{"text":"b"}]\n' >array.jsonl
printf 'id,text\n1,"hello, world"\n2,你好\n' >table.jsonl
printf '<!doctype html><html><p>hi</p></html>\n' >page.jsonl
printf 'WARC/1.0\r\nWARC-Type: response\r\n\r\n' >crawl.jsonl
printf '\xff\xfe{\0"\0t\0"\0:\0"\0a\0"\0}\0\n\0' >utf16.jsonl
printf '{\n  "text": "a"\n}\n' >pretty.jsonl
looks_like() { expect 4 dsprep clean "$1" -o - ; says "$1 looks like $2"; }
looks_like array.jsonl "a JSON array: name it .json or give --from json"
looks_like table.jsonl CSV
looks_like page.jsonl HTML
looks_like crawl.jsonl "a WARC archive"
expect 0 dsprep clean utf16.jsonl -o -; same "$(cat stdout)" '{"t":"a"}'; says "was read as utf-16le"
expect 4 dsprep clean utf16.jsonl --encoding utf-8 -o -; says "utf16.jsonl looks like UTF-16"
looks_like pretty.jsonl "JSON documents over several lines"
# Also where there is a place for malformed lines, once a file, three files at most.
mkdir tables; for i in 1 2 3 4 5; do cp table.jsonl tables/$i.jsonl; done
expect 4 dsprep clean tables -o out -j 2; same "$(grep -c 'looks like CSV' stderr)" 3; says "and 2 more files"; says "look at malformed/"

# A good file with a bad line looks like nothing.
printf '{"text":"a"}\nnot json\n{"text":"\xff"}\n{"text":"b"}\n' >some.jsonl
expect 4 dsprep clean some.jsonl -o -
! grep -q "looks like" stderr || fail "a good file with a bad line"
says "malformed: some.jsonl:2:"; says "-o DIR or -o FILE keeps them"; says "1  invalid UTF-8"
! grep -q "look at malformed/" stderr || fail "there is no malformed/ to look at"
expect 4 dsprep clean some.jsonl -o kept; says "look at malformed/"
! grep -q "malformed: some.jsonl" stderr || fail "malformed/ says it"
expect 4 dsprep clean some.jsonl -o skipped --on-error skip; says "malformed: some.jsonl:2:"
! grep -q "look at malformed/" stderr || fail "skipped lines are nowhere"

# Drops in a pipe.
expect 0 dsprep clean --length=min_chars=2 --max-errors 9 some.jsonl -o -; says "--dropped DIR keeps them"
expect 0 dsprep clean --length=min_chars=2 --max-errors 9 some.jsonl -o - --dropped rejected
! grep -q "keeps them" stderr || grep -q "malformed" stderr || fail "they are kept"

# A byte order mark before a line is no part of it, wherever files were put together.
printf '\xef\xbb\xbf{"n":1}\n{"n":2}\n\xef\xbb\xbf{"n":3}\n\xef\xbb\xbf\n' >boms.jsonl
expect 0 dsprep clean boms.jsonl -o -; same "$(cat stdout)" '{"n":1}
{"n":2}
{"n":3}'
expect 0 dsprep clean --length=min_chars=0,field=/n boms.jsonl -o boms --max-errors 9; same "$(lines boms/malformed/*)" 3

# The summary leads with what a person asks, and is one event where logs are JSON.
expect 0 dsprep clean --max-errors 9 some.jsonl -o told; head -1 stderr | grep -q '^read 4 records (.*) from 1 file in ' || fail "$(head -1 stderr)"
expect 0 dsprep clean --max-errors 9 some.jsonl -o events --log-format json
same "$(grep -c '"event":"summary","output":"events","read":4,"kept":2,"dropped":0,"malformed":2' stderr)" 1
same "$(grep -vc '^{.*}$' stderr || true)" 0 "lines that are no object"

# -q says nothing of a run that went well; -v tells the plan.
printf '{"text":"abc"}\n' >good.jsonl
expect 0 dsprep clean -q --length good.jsonl -o silent; [ ! -s stderr ] || fail "-q is not quiet"
expect 0 dsprep clean -v --length good.jsonl -o loud; says "pass 1"; says "read 1 record"
expect 2 dsprep clean -qv --length good.jsonl -o never; one_error_line
