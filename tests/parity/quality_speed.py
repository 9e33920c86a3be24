#!/usr/bin/env python3
"""How long datatrove, dsprep and the floor take for the same file, in turn, one thread each.

    v/bin/python tests/parity/quality_speed.py --dsprep build/release/dsprep --floor build/release/tests/bench/bench_floor FILE.jsonl [--pairs 3]

(v: requirements-quality.txt and spacy==3.8.18.) Cases: the filters of the preset fineweb (GopherRepetitionFilter, GopherQualityFilter,
C4QualityFilter without terminal punctuation, FineWebQualityFilter) and GopherQualityFilter alone, all with datatrove's defaults; words by
str.split, C4's sentences by spaCy's sentencizer; a text that one filter drops is not shown to the next, on both sides. Rates are by CPU time (user and
system), since machines are shared. datatrove's is that of its filters alone, with each text in memory; dsprep's is that of the whole process,
which reads the file, parses, judges, explains what it drops and writes.
"""
import argparse
import importlib.metadata  # datatrove uses it without importing it
import json
import os
import resource
import subprocess
import tempfile
import time

from datatrove.data import Document
from datatrove.pipeline.filters import C4QualityFilter, FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter
from datatrove.utils.word_tokenizers import WordTokenizer

REPETITION = '[[step]]\nop = "gopher_repetition"\nvariant = "datatrove"\n'
QUALITY = '[[step]]\nop = "gopher_quality"\nvariant = "datatrove"\n'
C4 = '[[step]]\nop = "c4"\nvariant = "datatrove"\nterminal_punct = false\n'
FINEWEB = '[[step]]\nop = "fineweb"\n'


class Split(WordTokenizer):
    def word_tokenize(self, text):
        return text.split()

    def sent_tokenize(self, text):
        raise NotImplementedError

    span_tokenize = sent_tokenize


def cases():
    words = Split()
    quality = GopherQualityFilter(language=words)
    yield "fineweb", REPETITION + QUALITY + C4 + FINEWEB, [
        GopherRepetitionFilter(language=words), quality, C4QualityFilter(filter_no_terminal_punct=False), FineWebQualityFilter(language=words)]
    yield "gopher_quality", QUALITY, [quality]


def cpu_of(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def spread(values, digits):
    values = sorted(values)
    return f"{values[len(values) // 2]:.{digits}f} ({values[0]:.{digits}f} – {values[-1]:.{digits}f})"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--dsprep", required=True)
    parser.add_argument("--floor", required=True)
    parser.add_argument("--pairs", type=int, default=3)
    arguments = parser.parse_args()
    size = os.path.getsize(arguments.file) / 1e6
    with open(arguments.file, encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    with tempfile.TemporaryDirectory() as folder:
        plan, out = os.path.join(folder, "plan.toml"), os.path.join(folder, "out")
        for name, steps, filters in cases():
            with open(plan, "w") as file:
                file.write(steps)
            rates, ratios = {"floor": [], "dsprep": [], "datatrove": []}, {"floor": [], "datatrove": []}
            for _ in range(arguments.pairs):
                floor = cpu_of([arguments.floor, "1", arguments.file, os.path.join(folder, "floor.jsonl")])
                ours = cpu_of([arguments.dsprep, "run", plan, arguments.file, "-o", out, "--force", "-j", "1", "--progress", "none"])
                documents = [Document(text=text, id="") for text in texts]   # C4's filter edits them
                start = time.process_time()
                kept = sum(all(f.filter(document) is True for f in filters) for document in documents)
                theirs = time.process_time() - start
                for which, seconds in (("floor", floor), ("dsprep", ours), ("datatrove", theirs)):
                    rates[which].append(size / seconds)
                ratios["floor"].append(floor / ours)
                ratios["datatrove"].append(theirs / ours)
            with open(os.path.join(out, "manifest.json")) as file:
                our_kept = json.load(file)["books"]["kept"]
            print(f"{name}: floor {spread(rates['floor'], 0)}   dsprep {spread(rates['dsprep'], 0)}   ÷ floor {spread(ratios['floor'], 2)}   "
                  f"datatrove {spread(rates['datatrove'], 2)}   dsprep ÷ datatrove {spread(ratios['datatrove'], 0)}   kept {our_kept}, {kept} of {len(texts)}", flush=True)
            assert abs(our_kept - kept) <= len(texts) / 200, "not the same texts were kept"


if __name__ == "__main__":
    main()
