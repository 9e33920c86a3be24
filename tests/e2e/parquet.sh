# Parquet in and out: values and types of pyarrow, the same bytes for any number of threads, resume, damage, refusals.
. "$(dirname "$0")/prelude.sh"
here=$DSPREP_SOURCE/tests/parquet
printf '{"text":"a","n":1}\n' >one.jsonl
if ! dsprep --version | grep -q "Apache Arrow"; then
  expect 2 dsprep clean one.jsonl -o one.parquet; one_error_line; says "scripts/install-packages.sh parquet"
  printf 'PAR1 no more PAR1' >x.parquet
  expect 2 dsprep clean x.parquet -o -; one_error_line; says "scripts/install-packages.sh parquet"
  skip "this build has no Parquet; that it says so was tested"
fi

# JSON Lines → Parquet → JSON Lines: fields that a record lacks become null, everything else stays.
cat >in.jsonl <<'END'
{"text":"中文 \"x\"\n","n":1,"f":1.5,"ok":true,"tags":["a","b"],"chat":[{"role":"user","content":"こんにちは 🎉"}],"meta":{"a":1}}
{"text":"ไทย","n":-9223372036854775808,"f":2,"ok":null,"tags":[],"chat":[],"meta":{"a":2,"b":{"c":"x"}},"late":"عربي"}
END
expect 0 dsprep clean in.jsonl -o out.parquet
expect 0 dsprep clean out.parquet -o back.jsonl
cat >want.jsonl <<'END'
{"text":"中文 \"x\"\n","n":1,"f":1.5,"ok":true,"tags":["a","b"],"chat":[{"role":"user","content":"こんにちは 🎉"}],"meta":{"a":1,"b":null},"late":null}
{"text":"ไทย","n":-9223372036854775808,"f":2.0,"ok":null,"tags":[],"chat":[],"meta":{"a":2,"b":{"c":"x"}},"late":"عربي"}
END
cmp back.jsonl want.jsonl || fail "jsonl → parquet → jsonl"
expect 0 dsprep verify out.parquet.dsprep
cat out.parquet >piped && dsprep clean --from parquet - -o - <piped 2>/dev/null | cmp - want.jsonl || fail "from standard input"
expect 0 dsprep report out.parquet -o report.json

# The same bytes for any number of threads; as a directory, split, dealt out; resumed after it was killed.
mkdir many; for i in 0 1 2; do make_records 20000 many/part-$i.jsonl; done
for j in 1 2 4; do
  expect 0 dsprep clean many -o t$j --to parquet=row_group=1 -j $j
  (cd t$j/data && sha256sum *.parquet) >sums$j; cmp sums$j sums1 || fail "$j threads, other bytes"
done
same "$(ls t1/data)" "$(printf 'part-0000%d.parquet\n' 0 1 2)"
expect 0 dsprep verify t1
expect 0 dsprep clean t1 -o again.jsonl
cat many/*.jsonl | cmp - again.jsonl || fail "a directory read back"
expect 0 dsprep clean many -o dealt --to parquet --shards 4 -j 2
expect 0 dsprep verify dealt
expect 0 dsprep split --train 0.5 --test 0.5 many -o parts --to parquet
expect 0 dsprep split --train 0.5 --test 0.5 many -o parts.parquet --into split
expect 0 dsprep clean parts.parquet -o parts.jsonl
same "$(lines parts.jsonl)" 60000
if strace -qq -e trace=none true 2>/dev/null; then
  for when in 2 5 9; do
    rm -rf killed
    strace -qq -f -o /dev/null -e trace=rename -e inject=rename:signal=KILL:when=$when "$DSPREP_BINARY" clean many -o killed \
      --to parquet=row_group=1 -j 2 >/dev/null 2>&1 </dev/null || true
    expect 0 dsprep clean many -o killed --to parquet=row_group=1 -j 2 --resume
    (cd killed/data && sha256sum *.parquet) | cmp - sums1 || fail "resumed after rename $when"
  done
fi
: >empty.jsonl; expect 0 dsprep clean empty.jsonl -o empty.parquet; expect 0 dsprep clean empty.parquet -o - ; same "$(lines stdout)" 0

# What has no one type is refused by name, before anything is written.
printf '{"a":{"b":1}}\n{"a":{"b":"汉"}}\n' >mixed.jsonl
expect 2 dsprep clean mixed.jsonl -o mixed.parquet; one_error_line; says 'field /a/b is an integer (1) and text ("汉")'; says unify
[ ! -e mixed.parquet ] || fail "a file of mixed types"
printf '{"a":18446744073709551616}\n' >big.jsonl; expect 2 dsprep clean big.jsonl -o big.parquet; says "64 bits"
printf '{"a":{}}\n' >void.jsonl; expect 2 dsprep clean void.jsonl -o void.parquet; says "field /a is an object without members"
expect 2 dsprep clean one.jsonl -o x.parquet.zst; one_error_line
expect 2 dsprep clean one.jsonl -o x.parquet --compress zst; one_error_line
expect 2 dsprep clean many -o tasks --to parquet --task 0/2; one_error_line

# Bad files are named, and the others are read.
mkdir bad; cp out.parquet bad/good.parquet; : >bad/zero.parquet; cp one.jsonl bad/lines.parquet
head -c 500 out.parquet >bad/short.parquet; head -c 8 out.parquet >bad/eight.parquet
{ head -c 200 out.parquet; head -c 300 /dev/zero | tr '\0' '\377'; tail -c +501 out.parquet; } >bad/page.parquet
{ head -c -8 out.parquet; printf '\377\377\377\377PAR1'; } >bad/footer.parquet
{ printf PARE; tail -c +5 out.parquet | head -c -4; printf PARE; } >bad/secret.parquet
cp "$DSPREP_SOURCE/tests/fuzz/seeds/columnar/offsets_descend" bad/offsets.parquet  # the values of a page end before they begin
expect 1 dsprep clean bad -o bad_out
for name in zero lines short eight footer secret offsets; do grep -q "$name.parquet" bad_out/manifest.json || fail "$name is not named"; done
for name in zero lines short eight footer secret offsets; do expect 1 dsprep clean bad/$name.parquet -o -; says "$name.parquet"; done
[ "$(lines bad_out/data/*good*.jsonl bad_out/data/*.jsonl)" -ge 2 ] || fail "the good file was not read"
gzip -k out.parquet; expect 2 dsprep clean out.parquet.gz -o -; one_error_line; says "decompress it first"
cp out.parquet named.jsonl; expect 4 dsprep clean named.jsonl -o -; says "--from parquet"

# pyarrow's own view, where it is there.
python=${DSPREP_PYARROW:-/nowhere}/bin/python
for place in /opt/dsprep-pyarrow "$HOME/.local/share/dsprep-pyarrow"; do [ -x "$python" ] || python=$place/bin/python; done
"$python" -c 'import pyarrow' 2>/dev/null || skip "the rest needs pyarrow's Python (scripts/install-packages.sh parquet)"
"$python" - <<'END' || fail "pyarrow cannot encrypt"
import base64
import pyarrow as pa, pyarrow.parquet as pq, pyarrow.parquet.encryption as encryption
class Keys(encryption.KmsClient):
    def wrap_key(self, key, name): return base64.b64encode(key)
    def unwrap_key(self, key, name): return base64.b64decode(key)
how = encryption.EncryptionConfiguration(footer_key="a", column_keys={"b": ["text"]}, plaintext_footer=True)
properties = encryption.CryptoFactory(lambda _: Keys()).file_encryption_properties(encryption.KmsConnectionConfig(), how)
table = pa.table({"text": ["中文"], "n": [1]})
with pq.ParquetWriter("secret_column.parquet", table.schema, encryption_properties=properties) as writer: writer.write_table(table)
END
expect 1 dsprep clean secret_column.parquet -o -; says "columns of it are encrypted"
mkdir made; "$python" "$here/same_values.py" make made
"$python" "$here/same_values.py" json "$DSPREP_BINARY" made/*.parquet || fail "JSON that is not what pyarrow reads"
"$python" "$here/same_values.py" trip "$DSPREP_BINARY" made/*.parquet || fail "Parquet that is not what was read"
if [ -d "${DSPREP_SHARED:-/nowhere}/data/parquet" ]; then
  "$python" "$here/same_values.py" json "$DSPREP_BINARY" "$DSPREP_SHARED"/data/parquet/*/*.parquet || fail "shared files as JSON"
  "$python" "$here/same_values.py" trip "$DSPREP_BINARY" "$DSPREP_SHARED"/data/parquet/*/*.parquet || fail "shared files as Parquet"
fi
"$python" -c 'import datasets' 2>/dev/null || skip "load_dataset needs the package datasets (scripts/install-packages.sh test parquet)"
HF_DATASETS_OFFLINE=1 HF_HOME=$PWD/hf "$python" - <<'END' || fail "datasets cannot read it"
import datasets
rows = datasets.load_dataset("parquet", data_files="out.parquet", split="train")
assert rows[0]["chat"][0]["content"] == "こんにちは 🎉" and rows[1]["late"] == "عربي", rows
rows = datasets.load_dataset("t1")["train"]
assert len(rows) == 60000, rows
END
