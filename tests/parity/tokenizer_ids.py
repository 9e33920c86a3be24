"""Ids of `dsprep normalize --tokenize` beside those of `tokenizers`, `tiktoken` and `sentencepiece`, line by line.

    python3 -m venv venv && venv/bin/pip install -r tokenizer_ids_requirements.txt
    venv/bin/python tokenizer_ids.py DSPREP SHARED [NAME…]       DSPREP: the program; SHARED: the folder with data/tokenizers and data/corpus

Lines: sentences in 79 languages (lingua), comments, Chinese and English articles by line, READMEs by line, naughty strings, and hostile ones made here.
Prints for each vocabulary how many lines were compared and how many differ, and the first that does. What is named variant:… is a vocabulary of the folder
with other normalizers, pre-tokenizers or post-processors, as published models have them.
"""
import csv
import glob
import gzip
import itertools
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile

os.environ["TOKENIZERS_PARALLELISM"] = "false"
import sentencepiece
import tiktoken
import tiktoken.load
import tokenizers

LLAMA3 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
QWEN2 = r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+"
O200K = "|".join([
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
    r"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?",
    r"\p{N}{1,3}", r" ?[^\s\p{L}\p{N}]+[\r\n/]*", r"\s*[\r\n]+", r"\s+(?!\S)", r"\s+"])
DEEPSEEK = (r"[!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~][A-Za-z]+|[^\r\n\p{L}\p{P}\p{S}]?[\p{L}\p{M}]+| ?[\p{P}\p{S}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+")
PLAIN_BYTES = {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": False}


def split(pattern, behavior="Isolated", invert=False):
    return {"type": "Split", "pattern": pattern if isinstance(pattern, dict) else {"Regex": pattern}, "behavior": behavior, "invert": invert}


def steps(*all_of_them):
    return {"type": "Sequence", "pretokenizers": list(all_of_them)}


def normalizers(*all_of_them):
    return {"type": "Sequence", "normalizers": list(all_of_them)}


BERT_PAIR = {"type": "BertProcessing", "sep": ["[SEP]", 102], "cls": ["[CLS]", 101]}
# name: (vocabulary, what is changed)
VARIANTS = {
    "llama3": ("gpt2", {"pre_tokenizer": steps(split(LLAMA3), PLAIN_BYTES)}),
    "qwen2": ("gpt2", {"normalizer": {"type": "NFC"}, "pre_tokenizer": steps(split(QWEN2), PLAIN_BYTES)}),
    "o200k": ("gpt2", {"pre_tokenizer": steps(split(O200K, "Removed", True), PLAIN_BYTES)}),
    "deepseek3": ("gpt2", {"pre_tokenizer": steps(split(r"\p{N}{1,3}"), split("[一-龥぀-ゟ゠-ヿ]+"), split(DEEPSEEK), PLAIN_BYTES)}),
    "deepseek_coder": ("gpt2", {"pre_tokenizer": steps(split(r"[\r\n]"), split(r"\s?\p{L}+"), split(r"\s?\p{P}+"), split("[一-龥ࠀ-一가-퟿]+"),
                                                       {"type": "Digits", "individual_digits": True}, PLAIN_BYTES)}),
    "falcon": ("gpt2", {"pre_tokenizer": steps({"type": "Punctuation", "behavior": "Contiguous"},
                                               {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True},
                                               {"type": "Digits", "individual_digits": False}, split("[0-9][0-9][0-9]"))}),
    "clip": ("gpt2", {"normalizer": normalizers({"type": "NFC"}, {"type": "Replace", "pattern": {"Regex": "\\s+"}, "content": " "}, {"type": "Lowercase"}),
                      "pre_tokenizer": steps(split(r"'s|'t|'re|'ve|'m|'ll|'d|[\p{L}]+|[\p{N}]|[^\s\p{L}\p{N}]+", "Removed", True),
                                             {"type": "ByteLevel", "add_prefix_space": False, "trim_offsets": True, "use_regex": True}),
                      "model": {"end_of_word_suffix": "e"}}),
    "roberta": ("gpt2", {"pre_tokenizer": {"type": "ByteLevel", "add_prefix_space": True, "trim_offsets": True, "use_regex": True},
                         "post_processor": {"type": "RobertaProcessing", "sep": ["!", 0], "cls": ["\"", 1], "trim_offsets": True, "add_prefix_space": True}}),
    "llama2": ("mistral01", {"pre_tokenizer": None, "normalizer": normalizers({"type": "Prepend", "prepend": "▁"},
                                                                              {"type": "Replace", "pattern": {"String": " "}, "content": "▁"})}),
    "metaspace_always": ("mistral01", {"pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}}),
    "gemma": ("mistral01", {"normalizer": {"type": "Replace", "pattern": {"String": " "}, "content": "▁"},
                            "pre_tokenizer": split({"String": " "}, "MergedWithPrevious")}),
    "uncased": ("bert_base_cased", {"normalizer": {"type": "BertNormalizer", "clean_text": True, "handle_chinese_chars": True, "strip_accents": None,
                                                   "lowercase": True}, "post_processor": BERT_PAIR}),
    "whitespace": ("bert_base_cased", {"normalizer": normalizers({"type": "NFKC"}, {"type": "Nmt"}, {"type": "Strip", "strip_left": True, "strip_right": True}),
                                       "pre_tokenizer": {"type": "Whitespace"}}),
    "whitespace_split": ("bert_base_cased", {"normalizer": normalizers({"type": "NFD"}, {"type": "StripAccents"}, {"type": "Lowercase"}),
                                             "pre_tokenizer": steps({"type": "WhitespaceSplit"}, {"type": "Punctuation", "behavior": "MergedWithNext"},
                                                                    {"type": "Digits", "individual_digits": False},
                                                                    {"type": "CharDelimiterSplit", "delimiter": "-"})}),
    "behaviors": ("gpt2", {"pre_tokenizer": steps(split("[aeiou]", "MergedWithPrevious"), split("[xyz]+", "MergedWithNext"),
                                                  split({"String": "t"}, "Contiguous"), PLAIN_BYTES)}),
    "t5": ("xlnet_base_cased", {"normalizer_last": True, "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always", "split": True}}),
    "added": ("gpt2", {"added_tokens": [
        {"id": 50257, "content": "<mask>", "single_word": False, "lstrip": True, "rstrip": False, "normalized": False, "special": True},
        {"id": 50258, "content": "the", "single_word": True, "lstrip": False, "rstrip": True, "normalized": True, "special": False},
        {"id": 50259, "content": "中", "single_word": False, "lstrip": True, "rstrip": True, "normalized": True, "special": False}]}),
    "byte_normalizer": ("gpt2", {"normalizer": {"type": "ByteLevel"}, "pre_tokenizer": None}),
}


def hostile():
    rng = random.Random(7)
    yield from ["", " ", "  ", "\t", "\n", "\r\n", "\n\n  ", " \n \n x", "a  \n", "\u3000\u3000", "\u00a0x\u00a0", "\u200b\u200d\ufeff", "\u0000a\u0000", "\u0085\u2028",
                "'s'S'll'LL'\u017f 'K're\u212a", "\ufffd\ufffd", "\U0010ffff\U000f0000\ue000", "\ufdd0\ufffe", "ﷺ" * 20, "a" * 5000, " " * 5000, "中" * 3000, "1" * 3000,
                "\n" * 2000, "ab " * 3000, "👩‍👩‍👧‍👦" * 200, "🏳️‍🌈🏴󠁧󠁢󠁥󠁮󠁧󠁿🇨🇳🇩🇪", "Z̤͔ͧ̑̓ä͖̭̈̇lͮ̒ͫǧ̗͚̚o̙̔ͮ̇͐̇", "İIıi ΣΑΣ ẞß ǅ", "각각 각", "か\u3099ゃ", "ﬁﬀ①²½", "e\u0301\u0327 \u0327\u0301",
                "<s></s><unk>[MASK][SEP][CLS]<|endoftext|><|padding|><sep><cls>", "x<|endoftext|>y <mask> z", "the thes a the  b", "中 中中", "##ing #ing ##", "▁▁a ▁ b▁",
                "\u1e9b\u0323", "\U0001d15f\U0002f800\uf900", "ก็ ำ", "क्षि त्रि", "\u0e33\u0eb3", "a\u200c\u200db", "\r\r\n\n\r", "don't DON'T Don'T", "can''t '' '", "x'dx'Dx",
                "HELLOworld HelloWorld ABCdefGHI aB\u02b0C", "/////\n\n//", "a/\n/b", "100,000.50 ٣٤٥ Ⅷ ½ 一二三"]
    alphabet = list("aAzZ09 .,'\"-_/\\\n\r\t") + ["\u00a0", "\u3000", "\u2028", "\u0301", "\u0327", "é", "É", "ß", "İ", "ſ", "K", "中", "文", "あ", "ア", "각", "ก", "ำ", "ا", "ب", "א", "д", "Д",
                                                  "ǅ", "ʰ", "٣", "Ⅷ", "½", "👍", "🏽", "\u200d", "\u200b", "\ufeff", "\U00020000", "\U0001d15f", "▁", "Σ", "\u093f", "क", "\u1734", "\u00ad", "\ue000"]
    for _ in range(8000):
        yield "".join(rng.choice(alphabet) for _ in range(rng.randint(1, 40)))
    while True:  # any code points that are no surrogates and that Unicode 15 and the older tables of the peers know alike: the first two planes of old
        yield "".join(chr(rng.choice([rng.randint(1, 0x7f), rng.randint(0x80, 0x5ff), rng.randint(0x900, 0xaff), rng.randint(0x3000, 0x9fff)])) for _ in range(rng.randint(1, 30)))


def lines_of(shared):
    data = pathlib.Path(shared, "data")
    for path in sorted(glob.glob(str(data / "langid/lingua/sentences/*.txt"))):
        yield from itertools.islice((line.rstrip("\n") for line in open(path, encoding="utf-8")), 700)
    csv.field_size_limit(1 << 30)
    for path in sorted(glob.glob(str(data / "corpus/youtube_comments/*.csv"))):
        for row in csv.reader(open(path, encoding="utf-8", errors="replace", newline="")):
            if len(row) > 4:
                yield row[4]
    for path in sorted(glob.glob(str(data / "corpus/lctt/*.gz"))):
        for line in itertools.islice(gzip.open(path, "rt", encoding="utf-8"), 120):
            yield from json.loads(line)["text"].split("\r\n")
    for path in sorted(glob.glob(str(data / "corpus/github_docs/*.gz"))):
        for line in itertools.islice(gzip.open(path, "rt", encoding="utf-8"), 60):
            yield json.loads(line)["text"]
    for path in sorted(glob.glob(str(data / "unicode/blns/*.json"))) + sorted(glob.glob(str(data / "unicode/lipsum/*.txt"))):
        yield from open(path, encoding="utf-8", errors="replace").read().split("\n")


def corpus(shared):
    made = [line for line in lines_of(shared) if not any(0xd800 <= ord(c) < 0xe000 for c in line)]
    return made, list(itertools.islice(hostile(), 10000))


def write(lines, path):
    with open(path, "w", encoding="utf-8") as out:
        for line in lines:
            out.write(json.dumps({"text": line}, ensure_ascii=False) + "\n")


def dsprep_ids(program, model, path, params):
    run = subprocess.run([program, "normalize", "--tokenize=" + ",".join(["model=" + model, "into=/ids"] + params), path, "-o", "-"], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if run.returncode != 0:
        raise SystemExit(run.stderr.decode())
    return [json.loads(line)["ids"] for line in run.stdout.split(b"\n") if line]


def openai_encoding(name, path):
    made = {"cl100k_base": r"""'(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s""", "o200k_base": O200K}
    return tiktoken.Encoding(name, pat_str=made[name], mergeable_ranks=tiktoken.load.load_tiktoken_bpe(path), special_tokens={})


def variant(folder, name, scratch):
    base, changes = VARIANTS[name]
    made = json.load(open(folder / (base + ".json")))
    for key, value in changes.items():
        if key == "model":
            made["model"].update(value)
        elif key == "added_tokens":
            made["added_tokens"] += value
        elif key == "normalizer_last":
            made["normalizer"]["normalizers"] = made["normalizer"]["normalizers"][-1:]
        else:
            made[key] = value
    path = str(pathlib.Path(scratch, name + ".json"))
    json.dump(made, open(path, "w"))
    return path


def cases(folder, scratch):
    """name, file, further parameters of dsprep, ids of a list of lines by the peer"""
    def of_json(path):
        return lambda lines: [e.ids for e in tokenizers.Tokenizer.from_file(path).encode_batch(lines)]
    for path in sorted(folder.glob("*.json")):
        yield path.name, str(path), [], of_json(str(path))
    for path in sorted(folder.glob("*.model")):
        yield path.name, str(path), [], lambda lines, p=path: sentencepiece.SentencePieceProcessor(model_file=str(p)).encode(lines)
    for path in sorted(folder.glob("*.tiktoken")):
        yield path.name, str(path), [], lambda lines, p=path: openai_encoding(p.stem, str(p)).encode_ordinary_batch(lines, num_threads=1)
    vocab = json.load(open(folder / "bert_base_cased.json"))["model"]["vocab"]
    tokens = sorted(vocab, key=vocab.get)
    for name, keep, lower in [("cased", lambda t: True, False), ("lower", lambda t: t == t.lower() or t.startswith("["), True)]:
        path = str(pathlib.Path(scratch, name + ".txt"))
        open(path, "w", encoding="utf-8").write("".join(t + "\n" for t in tokens if keep(t)))
        yield "vocab.txt " + name, path, [], lambda lines, p=path, l=lower: [e.ids for e in tokenizers.BertWordPieceTokenizer(p, lowercase=l).encode_batch(lines)]
    for name in VARIANTS:
        path = variant(folder, name, scratch)
        yield "variant:" + name, path, [], of_json(path)


def main():
    program, shared, only = sys.argv[1], sys.argv[2], sys.argv[3:]
    real, made = corpus(shared)
    failed = False
    with tempfile.TemporaryDirectory() as scratch:
        path = os.path.join(scratch, "lines.jsonl")
        write(real + made, path)
        print(f"{len(real)} real lines, {len(made)} hostile ones, {os.path.getsize(path) / 1e6:.1f} MB", flush=True)
        for name, file, params, peer in cases(pathlib.Path(shared, "data/tokenizers"), scratch):
            if only and name not in only:
                continue
            some = real[::5] if name.startswith("variant:") else real  # every fifth will do there
            lines = some + made
            write(lines, path)
            ours, theirs = dsprep_ids(program, file, path, params), peer(lines)
            assert len(ours) == len(theirs) == len(lines), (len(ours), len(theirs), len(lines))
            wrong = [i for i in range(len(lines)) if ours[i] != theirs[i]]
            of_real = sum(i < len(some) for i in wrong)
            print(f"{name}: {len(lines)} lines, {of_real} real ones differ, {len(wrong) - of_real} hostile ones", flush=True)
            for i in wrong[:3]:
                print("   ", json.dumps(lines[i][:200]), [len(ours[i]), len(theirs[i])])
                at = next((k for k, (a, b) in enumerate(zip(ours[i], theirs[i])) if a != b), min(len(ours[i]), len(theirs[i])))
                print("     from", at, ours[i][at:at + 8], theirs[i][at:at + 8])
            failed |= bool(wrong)
    sys.exit(failed)


if __name__ == "__main__":
    main()
