"""The rate of datatrove's C4QualityFilter on a JSON Lines file, one process, beside dsprep's on the same file, in turn.

    venv as in c4.py
    venv/bin/python c4_rate.py DSPREP FILE.jsonl [--rounds 3]

FILE is read once before; datatrove is timed from reading lines to writing them, as dsprep -j 1 is.
"""
import argparse
import importlib.metadata  # datatrove uses it without importing it
import json
import os
import statistics
import subprocess
import tempfile
import time


def datatrove(path, out, options):
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter
    rules = C4QualityFilter(**options)
    with open(path, encoding="utf-8") as lines, open(out, "w", encoding="utf-8") as kept:
        for line in lines:
            record = json.loads(line)
            document = Document(text=record["text"], id="0")
            if rules.filter(document) is True:
                record["text"] = document.text
                kept.write(json.dumps(record, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("file")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    size = os.path.getsize(args.file) / 1e6
    with open(args.file, "rb") as file:
        file.read()
    with tempfile.TemporaryDirectory() as folder:
        rates = {"datatrove": [], "dsprep": []}
        for _ in range(args.rounds):
            begin = time.perf_counter()
            datatrove(args.file, os.path.join(folder, "theirs.jsonl"), {"filter_no_terminal_punct": False})
            rates["datatrove"].append(size / (time.perf_counter() - begin))
            begin = time.perf_counter()
            subprocess.run([args.binary, "clean", "--c4=variant=datatrove,terminal_punct=false", args.file, "-o", os.path.join(folder, "ours.jsonl"),
                            "--force", "-j", "1", "--progress", "none"], check=True, capture_output=True)
            rates["dsprep"].append(size / (time.perf_counter() - begin))
        for name, values in rates.items():
            print(f"{name}: {statistics.median(values):.1f} MB/s ({min(values):.1f} – {max(values):.1f}), {args.rounds} rounds, {size:.0f} MB")


if __name__ == "__main__":
    main()
