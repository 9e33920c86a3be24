#!/usr/bin/env python3
"""Holds the ops on words beside what they follow: segment beside jieba, stem beside snowballstemmer, embed beside numpy.

    python3 -m venv /tmp/words && /tmp/words/bin/pip install -r tests/parity/requirements-words.txt
    /tmp/words/bin/python tests/parity/words.py segment build/release/dsprep FILE.jsonl… [--lines N] [--dictionary FILE]
    /tmp/words/bin/python tests/parity/words.py stem build/release/dsprep LANGUAGE FILE… [--words N]
    /tmp/words/bin/python tests/parity/words.py sentences build/release/dsprep LANGUAGE FILE…
    /tmp/words/bin/python tests/parity/words.py embed build/release/dsprep FILE… [--words N] [--dimensions N]

FILE holds records with a "text" (.jsonl, .jsonl.gz), or plain text. Rates are of one core: jieba's and snowballstemmer's of
their functions alone, dsprep's of whole runs, reading and writing too.
"""
import argparse
import collections
import gzip
import json
import os
import re
import subprocess
import sys
import tempfile
import time


def texts_of(path):
    opened = gzip.open(path, "rt", encoding="utf-8") if path.endswith(".gz") else open(path, encoding="utf-8")
    with opened as lines:
        for line in lines:
            yield json.loads(line)["text"] if ".jsonl" in path else line.rstrip("\n")


def write_records(path, texts):
    with open(path, "w", encoding="utf-8") as out:
        for text in texts:
            out.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")


def run(binary, flag, source, target):
    started = time.monotonic()
    subprocess.run([binary, "normalize", flag, source, "-o", target, "--threads", "1", "--force"], check=True,
                   stderr=subprocess.DEVNULL)
    return time.monotonic() - started


def records_of(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def segment(args, folder):
    import jieba
    jieba.setLogLevel(60)
    dictionary = args.dictionary or os.path.join(os.path.dirname(jieba.__file__), "dict.txt")
    jieba.set_dictionary(dictionary)
    jieba.initialize()
    lines = []
    for path in args.files:
        for text in texts_of(path):
            lines += [line for line in text.split("\n") if re.search("[\u4e00-\u9fff]", line)]
            if len(lines) >= args.lines:
                break
    del lines[args.lines:]
    source, target = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
    write_records(source, lines)
    size = sum(len(line.encode()) for line in lines)
    run(args.binary, f"--segment=dictionary={dictionary},into=tokens", source, target)
    started = time.monotonic()
    expected = [[token for token in jieba.cut(line, HMM=False)] for line in lines]
    theirs = time.monotonic() - started
    differ = 0
    for line, tokens, record in zip(lines, expected, records_of(target)):
        if [token for token in tokens if not token.isspace()] != record["tokens"]:
            differ += 1
            if differ <= 5:
                print("differs:", line[:80], tokens[:20], record["tokens"][:20])
    print(f"{len(lines)} lines, {size / 1e6:.1f} MB: {len(lines) - differ} equal")
    # The dictionary's loading is no part of either rate.
    empty = os.path.join(folder, "empty.jsonl")
    write_records(empty, [""])
    start = min(run(args.binary, f"--segment=dictionary={dictionary}", empty, target) for _ in range(3))
    many = os.path.join(folder, "many.jsonl")
    write_records(many, lines * 10)
    ours = min(run(args.binary, f"--segment=dictionary={dictionary}", many, target) for _ in range(3)) - start
    print(f"jieba {size / theirs / 1e6:.2f} MB/s, dsprep {10 * size / ours / 1e6:.1f} MB/s "
          f"({10 * size / ours / (size / theirs):.0f} times), loading {start:.2f} s")
    return differ * 1000 <= len(lines)


def stem(args, folder):
    import snowballstemmer
    stemmer = snowballstemmer.stemmer(args.language)
    words = collections.Counter()
    for path in args.files:
        for text in texts_of(path):
            words.update(word for word in re.findall(r"[^\W\d_]+", text.lower()))
            if len(words) > 3 * args.words:
                break
    chosen = sorted(word for word, _ in words.most_common(args.words))
    source, target = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
    write_records(source, chosen)
    run(args.binary, f"--stem=language={args.language},words=whitespace", source, target)
    started = time.monotonic()
    expected = stemmer.stemWords(chosen)
    theirs = time.monotonic() - started
    differ = [(w, e, r["text"]) for w, e, r in zip(chosen, expected, records_of(target)) if e != r["text"]]
    print(f"{args.language}: {len(chosen)} words, {len(chosen) - len(differ)} equal {differ[:5]}; "
          f"snowballstemmer {len(chosen) / theirs / 1e6:.2f} M words/s")
    return not differ


def embed(args, folder):
    """Vectors drawn for the files' most frequent tokens, in all formats; the means are numpy's."""
    import numpy
    texts = []
    for path in args.files:
        texts += [text[:2000] for text in texts_of(path)]
    del texts[2000:]
    source, target = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
    write_records(source, texts)
    run(args.binary, "--segment=into=tokens", source, target)
    tokens = [record["tokens"] for record in records_of(target)]
    words = [word for word, _ in collections.Counter(t for list_ in tokens for t in list_).most_common(args.words)]
    vectors = numpy.random.default_rng(1).normal(size=(len(words), args.dimensions)).astype(numpy.float32)
    number = {word: i for i, word in enumerate(words)}
    rows = [[number[t] for t in list_ if t in number] for list_ in tokens]
    expected = [(vectors[row].astype(numpy.float64).sum(axis=0) / len(row)).astype(numpy.float32) if row else None for row in rows]
    header, good = f"{len(words)} {args.dimensions}\n", True
    for name, binary, first in (("glove", False, ""), ("vec", False, header), ("word2vec.bin", True, header)):
        path = os.path.join(folder, name)
        with open(path, "wb") as out:
            out.write(first.encode())
            for word, vector in zip(words, vectors):
                numbers = vector.tobytes() if binary else " ".join(str(x) for x in vector).encode()
                out.write(word.encode() + b" " + numbers + b"\n")
        taken = run(args.binary, f"--embed=file={path}", source, target)
        equal = sum(e is None and r["embedding"] is None or
                    e is not None and numpy.array_equal(e, numpy.array(r["embedding"], dtype=numpy.float32))
                    for e, r in zip(expected, records_of(target)))
        print(f"{name}: {len(words)} words, {os.path.getsize(path) / 1e6:.0f} MB, {taken:.1f} s: {equal} of {len(texts)} means equal")
        good &= equal == len(texts)
    return good


def sentences(args, folder):
    """Lines that are sentences, ten to a text: how many of their ends are found, and how many of those found are such."""
    lines = [" ".join(text.split()) for path in args.files for text in texts_of(path)]
    lines = [line for line in lines if line and line[-1] in ".!?…"]
    texts = [lines[i:i + 10] for i in range(0, len(lines), 10)]
    source, target = os.path.join(folder, "in.jsonl"), os.path.join(folder, "out.jsonl")
    write_records(source, [" ".join(text) for text in texts])
    for language in ("other", args.language):
        run(args.binary, f"--sentences=language={language},offsets=true", source, target)
        right = found = 0
        for text, record in zip(texts, records_of(target)):
            ends = {sum(map(len, text[:n])) + n - 1 for n in range(1, len(text) + 1)}
            cuts = {sentence["end"] for sentence in record["sentences"]}
            right += len(ends & cuts)
            found += len(cuts)
        print(f"{args.language}, abbreviations of {language}: {len(lines)} sentences, precision {right / found:.4f}, "
              f"recall {right / len(lines):.4f}")
    return True


def main():
    parser = argparse.ArgumentParser()
    kinds = parser.add_subparsers(dest="kind", required=True)
    one = kinds.add_parser("segment")
    one.add_argument("binary")
    one.add_argument("files", nargs="+")
    one.add_argument("--lines", type=int, default=10000)
    one.add_argument("--dictionary")
    one = kinds.add_parser("stem")
    one.add_argument("binary")
    one.add_argument("language")
    one.add_argument("files", nargs="+")
    one.add_argument("--words", type=int, default=20000)
    one = kinds.add_parser("sentences")
    one.add_argument("binary")
    one.add_argument("language")
    one.add_argument("files", nargs="+")
    one = kinds.add_parser("embed")
    one.add_argument("binary")
    one.add_argument("files", nargs="+")
    one.add_argument("--words", type=int, default=30000)
    one.add_argument("--dimensions", type=int, default=100)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        sys.exit(0 if globals()[args.kind](args, folder) else 1)


if __name__ == "__main__":
    main()
