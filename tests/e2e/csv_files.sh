# CSV as people have it, through the binary: what is right is read, what is not is said with its place.
source "$(dirname "$0")/prelude.sh"

# Quotes, line ends, a BOM, another delimiter, a short row: every value is text.
printf '\xef\xbb\xbfid;text\r\n1;"a; ""b""\r\nc"\r\n\r\n2\r\n003;中文' > x.csv
dsprep clean x.csv -o - --to jsonl > out.jsonl 2> said
printf '%s\n' '{"id":"1","text":"a; \"b\"\r\nc"}' '{"id":"2","text":""}' '{"id":"003","text":"中文"}' | diff - out.jsonl
grep -q 'guessed: x.csv has delimiter=;' said

# A quote that is never closed and a row that is too long: malformed with line and offset, and the read goes on.
printf 'a,b\n1,"two\nlines"\n2,3,4\n5,"open\n6,مرحبا\n' > bad.csv
rc=0; dsprep clean bad.csv -o bad 2> said || rc=$?
[ $rc = 4 ]
[ "$(cat bad/data/*)" = '{"a":"1","b":"two\nlines"}
{"a":"6","b":"مرحبا"}' ]
grep -q '"line":4,"offset":18,.*"the row has more cells than the header: 3, not 2' bad/malformed/*
grep -q '"line":5,"offset":24,.*opened here and never closed' bad/malformed/*

# The same with a quote that swallows more than a record may hold: bounded, and no row behind it is lost.
{ printf 'a,b\n1,"open\n'; for i in $(seq 20000); do echo "$i,x"; done; } > long.csv
rc=0; dsprep clean long.csv -o long --max-record-size 10000 2> said || rc=$?
[ $rc = 0 ]
[ "$(wc -l < long/data/part-00000.jsonl)" = 20000 ]

# Bytes do not depend on threads.
for j in 1 2; do dsprep clean long.csv -o - -j $j 2> said | md5sum > sum$j; done
cmp sum1 sum2

# Files that are something else, empty, or only a header.
printf '{"a":1}\n{"a":2}\n' > lines.csv
rc=0; dsprep clean lines.csv -o - > out 2> said || rc=$?
[ $rc = 1 ]; [ ! -s out ]
grep -q 'looks like JSON Lines: name it .jsonl or give --from jsonl' said
: > empty.csv; printf 'a,b\n' > header.csv
dsprep clean empty.csv header.csv -o - > out 2> said
[ ! -s out ]

# Each file of a folder has its own header; one given twice is read once.
mkdir folder; printf 'a,b\n1,2\n' > folder/1.csv; printf 'b\tc\n3\t4\n' > folder/2.tsv
dsprep clean folder folder/1.csv -o - > out 2> said
[ "$(cat out)" = '{"a":"1","b":"2"}
{"b":"3","c":"4"}' ]

# 10,000 columns, and a cell of 20 MB.
python3 -c "
n = 10000
print(','.join('c%d' % i for i in range(n))); print(','.join(str(i) for i in range(n)))" > wide.csv
dsprep clean wide.csv -o - 2> said | python3 -c "
import json, sys
assert json.loads(sys.stdin.read()) == {'c%d' % i: str(i) for i in range(10000)}"
python3 -c "
print('a,b'); print('1,\"' + 'x\n' * 10000000 + '\"'); print('2,y')" > huge.csv
dsprep clean huge.csv -o - 2> said | python3 -c "
import json, sys
rows = [json.loads(line) for line in sys.stdin]
assert [len(row['b']) for row in rows] == [20000000, 1]"

# Back to CSV: equal cells.
dsprep clean x.csv -o x.jsonl 2> said
dsprep clean x.jsonl -o back.csv 2> said
dsprep clean back.csv -o - 2> said | cmp - x.jsonl
