"""MinHash signatures of dedup_minhash's variants against datatrove's own, value by value.

    python3 -m venv V && V/bin/pip install -r tests/parity/minhash_requirements.txt
    V/bin/python tests/parity/minhash.py build/release/tests/minhash_signatures TEXTS.jsonl[.gz] ...
    V/bin/python tests/parity/minhash.py --fixture > tests/unit/dedup/minhash_fixture.inc

datatrove's word tokenizer is replaced by str.split, as in dsprep. With --fixture: the signatures of the texts below, for the ordinary tests.
"""
import gzip
import json
import struct
import subprocess
import sys

import xxhash
import datatrove.pipeline.dedup.minhash as original
from datatrove.utils.hashing import HashConfig

VARIANTS = {"fineweb": "sha1", "fineweb2": "xxhash"}

TEXTS = [
    "The quick brown fox jumps over the lazy dog and runs away.",
    "Numbers: 3.14, 1,234.56 and 42; dates like 2024-05-06, and 7%!",
    "Crème brûlée, naïve façade, Ångström, İstanbul, straße — all in one sentence.",
    "ΟΔΥΣΣΕΥΣ και ΣΟΦΟΣ, ο ΑΣ, των λέξεων ΤΕΛΟΣ ΕΔΩ.",
    "春眠 不觉晓 处处 闻啼鸟 夜来 风雨声 花落 知多少。",
    "吾輩は 猫で ある。 名前は まだ 無い。 どこで 生れたか とんと 見当が つかぬ。 カ゛ ガ",
    "대한민국은 민주공화국이다. 대한민국의 주권은 국민에게 있고, 모든 권력은 국민으로부터 나온다.",
    "नमस्ते दुनिया, यह एक छोटा सा वाक्य है जो हिन्दी में है।",
    "مرحبا بالعالم، هذه جملة قصيرة باللغة العربية مع أرقام ١٢٫٥ و ٣٤.",
    "สวัสดี ชาวโลก นี่คือ ประโยค สั้นๆ ใน ภาษาไทย วันนี้ ครับ",
    "Emoji 😀 count 👩‍👩‍👧 as words ❤️ too, don't they? １２３ １1",
    "a  b\tc\nd\u00a0e\u3000f\u2028g\x1ch \u0301 i \u0301\u0301 j k l m n o p",
    "x\u0000y\u0007z tab\tand\x85next\u200bzero width \ufeffbom and soft\u00adhyphen in here",
    "one two three four",
    "one two three four five",
    "Ǆ ǅ ǆ ﬁ ﬂ Ĳ ŉ ẞ ᾳ ᾼ Ὰ Ά Ω K Å are odd letters",
]


class Split:
    @staticmethod
    def word_tokenize(text):
        return text.split()


original.load_word_tokenizer = lambda language: Split


def signer(variant):
    config = original.MinhashConfig(hash_config=HashConfig(precision=64, hash_fc=VARIANTS[variant]))
    step = original.MinhashDedupSignature("/tmp/unused", config)

    def sign(text):
        shingles = step.get_shingles(text)
        return [x for bucket in step.get_signature(shingles) for x in bucket] if shingles.size else []

    return sign


def fixture():
    print("// Made by tests/parity/minhash.py --fixture with datatrove 0.10.1: text; XXH64 of the signature's 112 words, little-endian, and its")
    print("// first word, by variant; 0, 0 where there is no signature.")
    signers = {variant: signer(variant) for variant in VARIANTS}
    for text in TEXTS:
        cells = []
        for variant in VARIANTS:
            signature = signers[variant](text)
            digest = xxhash.xxh64_intdigest(struct.pack("<112Q", *signature)) if signature else 0
            cells += [f"{digest:#x}ull", f"{signature[0] if signature else 0:#x}ull"]
        escaped = "".join(f"\\{b:03o}" if b < 32 or b > 126 or b in b'"\\?' else chr(b) for b in text.encode())
        size = len(text.encode())
        print(f'{{{{"{escaped}", {size}}}, {", ".join(cells)}}},')


def main():
    if sys.argv[1] == "--fixture":
        return fixture()
    texts = []
    for path in sys.argv[2:]:
        with (gzip.open if path.endswith(".gz") else open)(path, "rt") as lines:
            texts += [json.loads(line)["text"] for line in lines if line.strip()]
    failed = False
    for variant in VARIANTS:
        sign = signer(variant)
        ours = subprocess.run([sys.argv[1], variant], input="".join(json.dumps({"text": t}) + "\n" for t in texts).encode(),
                              stdout=subprocess.PIPE, check=True).stdout.decode().split("\n")
        equal = signed = 0
        for n, text in enumerate(texts):
            theirs = sign(text)
            signed += bool(theirs)
            if ours[n] == " ".join(map(str, theirs)):
                equal += 1
            else:
                print(f"{variant}: text {n} differs: {text[:80]!r}")
        print(f"{variant}: {equal} of {len(texts)} equal, {signed} of them with a signature")
        failed |= equal != len(texts)
    sys.exit(failed)


main()
