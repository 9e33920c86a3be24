#!/usr/bin/env python3
"""How long datatrove and dsprep take for the same filters on the same file, in turn, one thread each.

    v/bin/python tests/parity/quality_speed.py --dsprep build/release/dsprep FILE.jsonl [--pairs 3]     (v: requirements-quality.txt)

Filters: GopherRepetitionFilter, GopherQualityFilter, FineWebQualityFilter with datatrove's defaults, words by str.split; a text that one
drops is not shown to the next, on both sides. datatrove's time is that of its filters alone, with each text in memory; dsprep's is that of the
whole process, which reads the file, parses, judges, explains what it drops and writes.
"""
import argparse
import json
import os
import subprocess
import tempfile
import time

from datatrove.data import Document
from datatrove.pipeline.filters import FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter
from datatrove.utils.word_tokenizers import WordTokenizer

PLAN = '[[step]]\nop = "gopher_repetition"\nvariant = "datatrove"\n[[step]]\nop = "gopher_quality"\nvariant = "datatrove"\n[[step]]\nop = "fineweb"\n'


class Split(WordTokenizer):
    def word_tokenize(self, text):
        return text.split()

    def sent_tokenize(self, text):
        raise NotImplementedError

    span_tokenize = sent_tokenize


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--dsprep", required=True)
    parser.add_argument("--pairs", type=int, default=3)
    arguments = parser.parse_args()
    size = os.path.getsize(arguments.file)
    with open(arguments.file, encoding="utf-8") as file:
        documents = [Document(text=json.loads(line)["text"], id="") for line in file]
    tokenizer = Split()
    filters = [kind(language=tokenizer) for kind in (GopherRepetitionFilter, GopherQualityFilter, FineWebQualityFilter)]
    ratios = []
    with tempfile.TemporaryDirectory() as folder:
        plan, out = os.path.join(folder, "plan.toml"), os.path.join(folder, "out")
        with open(plan, "w") as file:
            file.write(PLAN)
        for _ in range(arguments.pairs):
            start = time.perf_counter()
            kept = sum(all(f.filter(document) is True for f in filters) for document in documents)
            theirs = time.perf_counter() - start
            start = time.perf_counter()
            subprocess.run([arguments.dsprep, "run", plan, arguments.file, "-o", out, "--force", "-j", "1", "--progress", "none"], check=True,
                           stderr=subprocess.DEVNULL)
            ours = time.perf_counter() - start
            with open(os.path.join(out, "manifest.json")) as file:
                books = file.read()
            ratios.append(theirs / ours)
            print(f"datatrove {size / theirs / 1e6:.2f} MB/s ({kept} kept)   dsprep {size / ours / 1e6:.1f} MB/s   {theirs / ours:.0f} x", flush=True)
    assert f'"kept":{kept}' in books.replace(" ", ""), "not the same texts were kept"
    ratios.sort()
    print(f"median {ratios[len(ratios) // 2]:.0f} x ({ratios[0]:.0f} - {ratios[-1]:.0f})")


if __name__ == "__main__":
    main()
