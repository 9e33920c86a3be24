# Lines that are no records: each to malformed/, with its place and reason, the others untouched; exit code 4 past --max-errors.
. "$(dirname "$0")/prelude.sh"
deep() { printf '%*s' "$1" '' | tr ' ' "$2"; }
{
  printf '{"text":"good"}\n'
  printf '{"text":"\xff"}\n'                        # invalid UTF-8
  printf '{"text":"\\ud800"}\n'                     # a lone surrogate
  printf '{"text":"a"}{"text":"b"}\n'               # two documents on one line
  printf '{"text":%s%s}\n' "$(deep 2000 '[')" "$(deep 2000 ']')"   # a depth bomb
  deep 100000 '['; printf '\n'                      # one that never ends
  printf '[1]\n'                                    # no object
  printf '{"text":"dup","text":"last","n":1e999,"big":123456789012345678901234567890}\n'
  printf '{"text":"tab\there"}\n'                   # a raw control character
  printf '{"text":tru}\n{"text":01}\n{"a":1,}\n{"text":"x" "y"}\n\xef\xbb\xbf{"text":"a BOM in the middle"}\n'
} >in.jsonl
expect 4 dsprep normalize --whitespace in.jsonl -o out
same "$(cat out/data/part-00000.jsonl)" "$(printf '{"text":"good"}\n{"text":"dup","text":"last","n":1e999,"big":123456789012345678901234567890}\n{"text":"a BOM in the middle"}')"
same "$(lines out/malformed/part-00000.jsonl)" 11
grep -q '"source":"in.jsonl","line":2,"offset":16,"column":10,' out/malformed/part-00000.jsonl || fail "no place: $(head -1 out/malformed/part-00000.jsonl)"
grep -q 'raw_base64' out/malformed/part-00000.jsonl || fail "bytes that are not UTF-8 stand as base64"
expect 0 dsprep verify out
expect 0 dsprep normalize --whitespace in.jsonl -o out2 --max-errors 11
expect 4 dsprep normalize --whitespace in.jsonl -o out3 --max-errors 10
expect 1 dsprep normalize --whitespace in.jsonl -o out4 --on-error fail
says "in.jsonl:2:10: "
one_error_line
expect 4 dsprep normalize --whitespace in.jsonl -o out5 --on-error skip
[ ! -e out5/malformed ] || fail "--on-error skip keeps nothing"
