#!/usr/bin/env python3
"""Which encoding bytes are in: chardet and charset-normalizer on the pieces that tests/shared/encodings.cpp writes.

    DSPREP_SHARED=… DSPREP_ENCODINGS=DIR build/release/tests/shared '[encodings]'
    python3 tests/parity/encodings.py DIR [EVERY]

An answer is right where the decoded text is the one that was encoded. EVERY: only each so manieth piece.
"""
import collections
import os
import sys
import time

import chardet
import charset_normalizer

ICU = {"windows-31j": "cp932", "windows-949": "cp949", "ibm-866": "cp866"}


def decoded(raw, encoding):
    try:
        return raw.decode(ICU.get(encoding, encoding))
    except (LookupError, UnicodeDecodeError, TypeError):
        return None


TOOLS = {
    "chardet": lambda raw: chardet.detect(raw)["encoding"],
    "charset-normalizer": lambda raw: getattr(charset_normalizer.from_bytes(raw).best(), "encoding", None),
}

folder, every = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
right, seconds, size_of, pieces = collections.Counter(), collections.Counter(), collections.Counter(), collections.Counter()
for name in sorted(os.listdir(folder), key=lambda n: int(n.split(".")[0]))[::every]:
    _, encoding, size, _ = name.split(".")
    with open(os.path.join(folder, name), "rb") as file:
        raw = file.read()
    truth = decoded(raw, encoding)
    if truth is None:
        continue
    pieces[size] += 1
    size_of[size] += len(raw)
    for tool, detect in TOOLS.items():
        begin = time.process_time()
        answer = detect(raw)
        seconds[tool, size] += time.process_time() - begin
        right[tool, size] += decoded(raw, answer) == truth
for size in sorted(pieces, key=int):
    for tool in TOOLS:
        share = 100 * right[tool, size] / pieces[size]
        speed = size_of[size] / seconds[tool, size] / 1e6
        print(f"{size:>5} characters: {tool} {right[tool, size]} of {pieces[size]} right, {share:.2f} %, {speed:.2f} MB/s")
