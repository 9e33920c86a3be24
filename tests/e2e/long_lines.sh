# A 200 MB line, and lines past --max-record-size: within memory, nothing lost.
. "$(dirname "$0")/prelude.sh"
{ printf '{"text":"small"}\n{"text":"'; head -c 200000000 /dev/zero | tr '\0' 'x'; printf '"}\n{"text":"after"}\n'; } >in.jsonl
expect 0 dsprep normalize --whitespace --unicode in.jsonl -o out -j 2
cmp out/data/part-00000.jsonl in.jsonl
{ printf '{"text":"small"}\n{"a":['; (set +o pipefail; yes 1, | head -n 30000000 | tr -d "\n"); printf '1]}\n'; } >list.jsonl
expect 0 dsprep normalize --whitespace list.jsonl -o list -j 2 --text /a --max-errors 2
same "$(lines list/malformed/part-00000.jsonl)" 2
expect 0 dsprep normalize --whitespace in.jsonl -o cut -j 2 --max-record-size 50M --max-errors 1
same "$(cat cut/data/part-00000.jsonl)" "$(printf '{"text":"small"}\n{"text":"after"}')"
same "$(lines cut/malformed/part-00000.jsonl)" 1
[ "$(stat -c %s cut/malformed/part-00000.jsonl)" -gt 260000000 ] || fail "the long record's bytes are not kept"
tr '"' '\n' <cut/malformed/part-00000.jsonl | grep -A2 -x raw_base64 | tail -n 1 | base64 -d |
  cmp - <(tail -n +2 in.jsonl | head -n 1 | tr -d '\n') || fail "not its bytes"
