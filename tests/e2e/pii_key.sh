# A key leaves no trace: neither it nor a hash of it is in the data, the manifest, run.json, dropped/, the log or the state of
# an interrupted run. And what it encrypted comes back.
. "$(dirname "$0")/prelude.sh"

hex=00112233445566778899aabbccddeeff0123456789abcdeffedcba9876543210
printf '%s\n' "$hex" > "$work/key"
printf '{"text":"ann@corp.com and +49 30 901820"}\n{"text":"SSN 536-22-1879"}\n{"text":null}\n' > "$work/in.jsonl"

run() {
  dsprep clean --pii="mode=encrypt,us_ssn=drop,$1" --explain --log-level debug "$work/in.jsonl" -o "$work/$2" --max-errors 100% > "$work/$2.log" 2>&1
}
run "key_file=$work/key" file || fail "with a key file: $(cat "$work/file.log")"
DSPREP_E2E_KEY=$hex run key_env=DSPREP_E2E_KEY variable || fail "with a variable: $(cat "$work/variable.log")"

printf '%s' "$hex" > "$work/bare"
python_raw=$(printf '%b' "$(printf '%s' "$hex" | sed 's/../\\x&/g')" | base64 -w0)
forbidden="$hex ${hex:0:20} ${hex:40} $python_raw"
for file in "$work/key" "$work/bare"; do
  for tool in sha256sum md5sum sha1sum "xxhsum -H2" "xxhsum -H1" "xxhsum -H3"; do
    command -v "${tool%% *}" > /dev/null || continue
    sum=$($tool "$file" 2> /dev/null | grep -oE '[0-9a-f]{16,}' | sed -n 1p) && forbidden="$forbidden $sum"
  done
done
for secret in $forbidden; do
  if grep -rqiaF -- "$secret" "$work/file" "$work/variable" "$work/file.log" "$work/variable.log"; then
    fail "$secret is in $(grep -rliaF -- "$secret" "$work/file" "$work/variable" "$work"/*.log)"
  fi
done

# What the manifest does hold: where the key came from, and counts by kind.
grep -q '"email": 1' "$work/file/manifest.json" || fail "no counts by kind in the manifest"

dsprep clean --pii-decrypt="key_file=$work/key" "$work/file" -o "$work/back.jsonl" 2> "$work/log" || fail "decrypt: $(cat "$work/log")"
grep -q '"text":"ann@corp.com and +49 30 901820"' "$work/back.jsonl" || fail "what came back: $(cat "$work/back.jsonl")"
