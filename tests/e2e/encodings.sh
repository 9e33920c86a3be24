# Files in the encodings and compressions that people have: read as the text they are, and said.
source "$(dirname "$0")/prelude.sh"
command -v iconv >/dev/null || skip "iconv is not there"

# One text in four encodings and formats, beside each other in a folder.
mkdir folder
printf 'id,text\n1,这是一个用国标码写的表格，里面有几行中文。\n2,"第二行也是中文,带着逗号。"\n' >table.csv
printf '{"text":"こんにちは、世界。これは日本語の文章です。"}\n{"text":"😀 naïve مرحبا"}\n' >lines.jsonl
iconv -f UTF-8 -t GBK table.csv >folder/table.csv
iconv -f UTF-8 -t UTF-16 lines.jsonl >folder/lines.jsonl
expect 0 dsprep clean folder -o out --to jsonl
same "$(grep -c 国标码 out/data/*.jsonl | grep -c ':1$')" 1 "the table's text"
cat out/data/*.jsonl >all.jsonl
grep -qF '{"text":"😀 naïve مرحبا"}' all.jsonl || fail "UTF-16"
grep -qF '{"id":"2","text":"第二行也是中文,带着逗号。"}' all.jsonl || fail "GBK"
says 'encoding: lines.jsonl was read as utf-16le'
says 'encoding: table.csv was read as gb18030, which its bytes look like (confidence'
grep -q '"name": "utf-16le"' out/manifest.json && grep -q '"told_by": "mark"' out/manifest.json || fail "manifest"
expect 0 dsprep verify out

# What the user says goes before what the bytes look like, in JSON Lines too.
iconv -f UTF-8 -t GBK >short.jsonl <<<'{"text":"中文"}'
expect 0 dsprep clean short.jsonl --encoding gbk -o -; same "$(cat stdout)" '{"text":"中文"}'
says 'encoding: short.jsonl was read as gbk'
iconv -f UTF-8 -t SHIFT-JIS table.csv >sjis.csv 2>/dev/null || printf 'id,text\n1,\x93\xfa\x96\x7b\x8c\xea\n' >sjis.csv
printf 'id,text\n1,\x93\xfa\x96\x7b\x8c\xea\n' >sjis.csv
printf '[[source]]\npaths = "sjis.csv"\nencoding = "Shift_JIS"\n' >c.toml
expect 0 dsprep run c.toml -o - --to jsonl; same "$(cat stdout)" '{"id":"1","text":"日本語"}'
expect 2 dsprep clean short.jsonl --encoding gb18031 -o -; one_error_line; says 'did you mean "gb18030"?'
printf '[[source]]\npaths = "sjis.csv"\nencoding = "shift_jit"\n' >c.toml
expect 2 dsprep run c.toml -o -; one_error_line; says 'c.toml:1'; says 'did you mean "shift_jis"?'

# A bad line in a file of UTF-8 is a bad line, not another encoding.
{ printf '{"text":"中文"}\n{"text":"caf\xe9"}\n'; for i in 1 2 3 4 5 6 7 8 9; do printf '{"text":"ok"}\n'; done; } >bad.jsonl
expect 4 dsprep clean bad.jsonl -o -; same "$(lines stdout)" 10; says 'name it with --encoding'
grep -q 'encoding: bad' stderr && fail "bad.jsonl is UTF-8"
expect 0 dsprep clean bad.jsonl --encoding latin1 -o -; same "$(lines stdout)" 11; grep -q 'café' stdout || fail "latin1"

# Bytes that are no text are counted and told.
printf 'text\n\xd6\xd0\xce\xc4\xff\xd6\n' >damaged.csv
expect 0 dsprep clean damaged.csv --encoding gbk -o counted --to jsonl
says '2 sequences of bytes'; grep -q '"undecodable": 2' counted/manifest.json || fail "undecodable"

# UTF-8 that is asked for stays strict.
expect 4 dsprep clean folder/lines.jsonl --encoding utf-8 -o -

# Compressions: read by their magic numbers, written as zstd where they are not written.
for tool in bzip2 xz lz4; do
  command -v $tool >/dev/null || { echo "skipped: $tool is not there"; continue; }
  case $tool in bzip2) end=bz2 ;; *) end=$tool ;; esac
  $tool -c <lines.jsonl >packed.jsonl.$end
  expect 0 dsprep clean packed.jsonl.$end -o -; cmp stdout lines.jsonl
  expect 0 dsprep clean packed.jsonl.$end -o out_$end; ls out_$end/data | grep -q '\.jsonl\.zst$' || fail "$(ls out_$end/data)"
  expect 0 dsprep verify out_$end
  head -c 40 packed.jsonl.$end >cut.jsonl.$end
  expect 1 dsprep clean cut.jsonl.$end -o -; says 'ends in the middle of the'
  expect 2 dsprep clean lines.jsonl -o x.jsonl.$end; one_error_line; says 'is read, but not written'
  $tool -c <folder/lines.jsonl >wide.jsonl.$end
  expect 0 dsprep clean wide.jsonl.$end -o -; cmp stdout lines.jsonl
done
