# Instruction data from the command line: null is absent, parallel calls, copies that are none, spans that could not follow.
. "$(dirname "$0")/prelude.sh"

# Null contents beside tool_calls are passed over by every step with "*".
cat >star <<'EOF'
{"messages": [{"role": "user", "content": "write to  jane@corp-mail.test"}, {"role": "assistant", "content": null, "tool_calls": [{"id": "c1", "type": "function", "function": {"name": "send", "arguments": "{}"}}]}, {"role": "tool", "tool_call_id": "c1", "content": "ok"}, {"role": "assistant", "content": "sent"}]}
EOF
expect 0 dsprep normalize --whitespace --text '/messages/*/content' star -o -
same "$(cat stdout)" "$(sed 's/to  jane/to jane/' star)"
expect 0 dsprep clean --pii --text '/messages/*/content' star -o -
grep -qF '"content": null' stdout && ! grep -qF 'jane@' stdout || fail "pii did not work around the null content"
expect 0 dsprep clean --length=min_chars=5 --dedup-exact --text '/messages/*/content' star -o -
same "$(cat stdout)" "$(cat star)"

# Copies are conversations that a template prints alike, not texts that are.
{ sed 's/"send"/"delete"/' star; cat star; sed 's/"role": "user", "content": \("[^"]*"\)/"content":\1,"role":"user"/' star; } >calls
expect 0 dsprep run --preset "$DSPREP_SOURCE/configs/sft.toml" calls -o -
same "$(lines stdout)" 2 "two differ in their calls, the third is spelled otherwise"

cat >odd <<'EOF'
{"k":1,"messages":[{"role":"user","content":"What is it?"},{"role":"assistant","content":"A test."}],"chosen":null,"rejected":null}
{"k":2,"system":"","conversations":[{"from":"human","value":"What is it?"},{"from":"gpt","value":"A test."}]}
{"k":3,"system":" ","instruction":"q","output":"a","history":""}
{"k":4,"messages":[{"role":"user","content":"What is it?"},{"role":"assistant","content":"","function_call":null}]}
{"k":5,"conversations":[{"from":"human","value":"q"},{"from":"function_call","value":"{\"name\":\"a\",\"arguments\":{}}"},{"from":"function_call","value":"{\"name\":\"b\",\"arguments\":{}}"},{"from":"observation","value":"1"},{"from":"observation","value":"2"},{"from":"gpt","value":"done"}]}
EOF
expect 0 dsprep clean --chat odd -o -
same "$(grep -o '"k":[0-9]' stdout | tr -d '\n')" '"k":1"k":2"k":3"k":5'
grep -qF '"system"' stdout && fail "a system message was made of nothing"
same "$(grep '"k":5' stdout | grep -o '"name":"[ab]"' | wc -l | tr -d ' ')" 2
same "$(grep '"k":5' stdout | grep -o '"role":"assistant"' | wc -l | tr -d ' ')" 2

# Fields that were taken away stay away, whatever comes behind.
printf '{"a":1,"text":"x","b_tmp":2}\n' >fields
for params in keep=text fields=a,b_tmp 'patterns=^(a|b)'; do
  expect 0 dsprep clean "--drop-fields=$params" --dedup-exact fields -o -
  same "$(cat stdout)" '{"text":"x"}' "$params"
done

printf '[dataset]\ntext = "/messages/*/content"\nspans = "/spans"\n[[step]]\nop = "whitespace"\n' >spans.toml
expect 2 dsprep run spans.toml star -o out
says '[dataset] spans = "/spans": the text /messages/*/content has one "*", and the spans have no "*"'
one_error_line
[ ! -e out ] || fail "something was written"
