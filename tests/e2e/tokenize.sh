# tokenize, pack and npy as users run them: models told apart, refusals in one line, and numpy reads the ids of `tokenizers`.
. "$(dirname "$0")/prelude.sh"
printf '[PAD]\n[UNK]\n[CLS]\n[SEP]\nhello\n中\n文\n##s\n' >vocab.txt
printf '{"text":"Hello 中文"}\n{"text":""}\n' >in.jsonl

expect 0 dsprep normalize --tokenize=model=vocab.txt,into=/input_ids in.jsonl -o out.jsonl
same "$(cat out.jsonl)" '{"text":"Hello 中文","input_ids":[2,4,5,6,3]}
{"text":"","input_ids":[2,3]}'
printf '{"text":null}\n' >null.jsonl
expect 4 dsprep normalize --tokenize=model=vocab.txt null.jsonl -o -; says "field /text is null, not text"
expect 0 dsprep normalize --tokenize=model=vocab.txt in.jsonl -o -
export DSPREP_CONFIGS=$DSPREP_SOURCE/configs
expect 0 dsprep normalize --preset bert-input --set tokenize.model=vocab.txt in.jsonl -o preset.jsonl
grep -q '"attention_mask":\[1,1,1,1,1,0,' preset.jsonl || fail "no mask: $(head -c 300 preset.jsonl)"

# What is wrong with a model is one line, exit 2, and nothing is written.
refused() {
  expect 2 dsprep normalize --tokenize="$1" in.jsonl -o never.jsonl
  one_error_line; says "$2"
  [ ! -e never.jsonl ] || fail "wrote something: $1"
}
: >empty; printf '{"model":{"type"' >cut.json; printf '{"tokenizer_class":"X"}' >other.json; printf '\020\0\0\0\0\0\0\0{"a":1}xxxxxxx' >weights.safetensors
refused model=nowhere.json nowhere.json
refused model=empty "empty is empty"
refused model=cut.json "cut.json is broken or cut short"
refused model=other.json "tokenizer_config.json"
refused model=weights.safetensors "safetensors"
refused model=in.jsonl "in.jsonl"
refused model=. "."
refused model=vocab.txt,into=text "the text"
refused model=vocab.txt,max_length=2 "leaves no room"
refused model=vocab.txt,max_lenght=5 "max_length"
refused into=/x "model"

# npy: one shape, one file.
expect 1 dsprep normalize --tokenize=model=vocab.txt in.jsonl -o ragged.npy; one_error_line; says "npy needs one length"
[ ! -e ragged.npy ] || fail "a file is left"
expect 0 dsprep normalize --tokenize=model=vocab.txt,max_length=6,padding=max_length in.jsonl -o ids.npy
same "$(stat -c %s ids.npy)" $((128 + 2 * 6 * 2))
expect 0 dsprep normalize --tokenize=model=vocab.txt --pack=length=3 in.jsonl -o - ; same "$(lines stdout)" 2
expect 2 dsprep normalize --tokenize=model=vocab.txt,max_length=6,padding=max_length in.jsonl -o ids.npy.gz; one_error_line; says "npy files are not compressed"
mkdir many; printf '{"n":1}\n' >many/a.jsonl; printf '{"n":2}\n' >many/b.jsonl
expect 0 dsprep normalize many -o numbers.npy --to npy=field=n
expect 1 dsprep normalize many -o dir --to npy=field=n; one_error_line; says "-o FILE.npy"

python=${DSPREP_PYARROW:-/nowhere}/bin/python
for place in /opt/dsprep-pyarrow "$HOME/.local/share/dsprep-pyarrow"; do [ -x "$python" ] || python=$place/bin/python; done
"$python" -c 'import numpy, tokenizers' 2>/dev/null || skip "the rest needs numpy and tokenizers (scripts/install-pyarrow.sh readers)"
cat >check.py <<'END'
import json, subprocess, sys
import numpy, tokenizers
from tokenizers import models, pre_tokenizers, processors, trainers
dsprep = sys.argv[1]
texts = ["The quick brown fox's 12 dogs don't  jump\n\nover 中文分词 text.", "こんにちは世界 😀👨‍👩‍👧", "สวัสดี ครับ مرحبا بالعالم", "", " ", "naïve café <|end|> déjà"] * 30
open("texts.jsonl", "w").write("".join(json.dumps({"text": t}) + "\n" for t in texts))
model = tokenizers.Tokenizer(models.BPE())
model.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
model.train_from_iterator(texts, trainers.BpeTrainer(vocab_size=700, special_tokens=["<|end|>", "<pad>"], initial_alphabet=pre_tokenizers.ByteLevel.alphabet()))
model.post_processor = processors.TemplateProcessing(single="$A <|end|>", pair="$A <|end|> $B:1 <|end|>:1", special_tokens=[("<|end|>", 0)])
model.save("tokenizer.json")
subprocess.run([dsprep, "normalize", "--tokenize=model=tokenizer.json,max_length=24,padding=max_length", "texts.jsonl", "-o", "padded.npy"], check=True, stderr=subprocess.DEVNULL)
model.enable_truncation(24)
model.enable_padding(length=24, pad_id=1, pad_token="<pad>")
wanted = numpy.array([e.ids for e in model.encode_batch(texts)])
found = numpy.load("padded.npy", mmap_mode="r")
assert found.shape == (len(texts), 24) and found.dtype == numpy.uint16 and (found == wanted).all()
model.no_truncation(); model.no_padding()
subprocess.run([dsprep, "normalize", "--tokenize=model=tokenizer.json", "--pack=length=32", "texts.jsonl", "-o", "packed.npy"], check=True, stderr=subprocess.DEVNULL)
stream = [i for e in model.encode_batch(texts) for i in e.ids]
found = numpy.load("packed.npy")
assert found.shape == (len(stream) // 32, 32) and found.reshape(-1).tolist() == stream[:found.size]
END
"$python" check.py "$DSPREP_BINARY"
