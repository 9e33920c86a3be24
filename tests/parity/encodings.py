#!/usr/bin/env python3
"""Which encoding bytes are in: dsprep, chardet and charset-normalizer on the same pieces.

    DSPREP_SHARED=… DSPREP_ENCODINGS=DIR build/release/tests/shared '[encodings]'      # writes the pieces; or
    python3 tests/parity/encoding_pieces.py …/data/langid/lingua/sentences DIR         # texts that dsprep was not tuned on
    python3 tests/parity/encodings.py DIR [--every N] [--dsprep build/release/dsprep] [--wrong]

An answer is right where the decoded text is the one that was encoded. --every: only each so manieth piece is shown to the two others.
--wrong: what dsprep took for what, most frequent first.
"""
import argparse
import collections
import json
import os
import subprocess
import time

ICU = {"windows-31j": "cp932", "windows-949": "cp949", "ibm-866": "cp866"}


def decoded(raw, encoding):
    try:
        return raw.decode(ICU.get(encoding, encoding))
    except (LookupError, UnicodeDecodeError, TypeError):
        return None


def by_dsprep(binary, folder):
    """Each piece as dsprep reads it: a page of its own, with its encoding and its text."""
    run = [binary, "clean", folder, "--from", "html", "--to", "jsonl", "-o", "-", "--dropped", "none", "-q"]
    records = [json.loads(line) for line in subprocess.run(run, check=True, stdout=subprocess.PIPE).stdout.splitlines()]
    return {record["path"]: (record["encoding"], record["text"]) for record in records}


arguments = argparse.ArgumentParser()
arguments.add_argument("folder")
arguments.add_argument("--every", type=int, default=1)
arguments.add_argument("--dsprep")
arguments.add_argument("--wrong", action="store_true")
arguments.add_argument("--no-peers", action="store_true")
given = arguments.parse_args()
tools = {}
if not given.no_peers:
    import chardet
    import charset_normalizer

    tools = {
        "chardet": lambda raw: chardet.detect(raw)["encoding"],
        "charset-normalizer": lambda raw: getattr(charset_normalizer.from_bytes(raw).best(), "encoding", None),
    }
told = by_dsprep(given.dsprep, given.folder) if given.dsprep else {}
right, seconds, size_of, pieces = (collections.Counter() for _ in range(4))
wrong = collections.defaultdict(list)
for at, name in enumerate(sorted(os.listdir(given.folder), key=lambda n: int(n.split(".")[0]))):
    _, encoding, size, rest = name.split(".", 3)
    with open(os.path.join(given.folder, name), "rb") as file:
        raw = file.read()
    truth = decoded(raw, encoding)
    if truth is None:
        continue
    if told:
        answer, text = told[name]
        pieces["dsprep", size] += 1
        if text.lstrip("\ufeff") == truth.lstrip("\ufeff") or decoded(raw, answer) == truth:
            right["dsprep", size] += 1
        else:
            wrong[size, f"{encoding} ({rest.split('.')[0]}) > {answer}"].append((truth, text))
    for tool, detect in tools.items() if at % given.every == 0 else []:
        pieces[tool, size] += 1
        size_of[tool, size] += len(raw)
        begin = time.process_time()
        answer = detect(raw)
        seconds[tool, size] += time.process_time() - begin
        right[tool, size] += decoded(raw, answer) == truth
for tool, size in sorted(pieces, key=lambda key: (int(key[1]), key[0] != "dsprep")):
    share = 100 * right[tool, size] / pieces[tool, size]
    speed = f", {size_of[tool, size] / seconds[tool, size] / 1e6:.2f} MB/s" if seconds[tool, size] else ""
    print(f"{size:>5} characters: {tool} {right[tool, size]} of {pieces[tool, size]} right, {share:.2f} %{speed}")
if given.wrong:
    for (size, what), examples in sorted(wrong.items(), key=lambda item: -len(item[1])):
        truth, text = min(examples, key=lambda pair: len(pair[0]))
        print(f"{len(examples):>4} {size} {what}: {truth[:60]!r} as {text[:60]!r}")
