#!/usr/bin/env python3
"""How long datatrove's PIIFormatter and dsprep's pii take on the same file, in turn, one thread each.

    v/bin/python tests/parity/pii_speed.py --dsprep build/release/dsprep FILE.jsonl [--pairs 5]     (v: requirements-quality.txt)

datatrove masks e-mail addresses and public IP addresses, two regular expressions; dsprep every kind it knows (tests/bench/pii.toml). datatrove's
time is that of the formatter alone, with each text in memory; dsprep's is that of the whole process, which reads, parses, masks and writes.
"""
import argparse
import json
import os
import statistics
import subprocess
import tempfile
import time

from datatrove.pipeline.formatters import PIIFormatter


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file")
    parser.add_argument("--dsprep", required=True)
    parser.add_argument("--pairs", type=int, default=5)
    arguments = parser.parse_args()
    size = os.path.getsize(arguments.file)
    with open(arguments.file, encoding="utf-8") as file:
        texts = [json.loads(line)["text"] for line in file]
    formatter = PIIFormatter()
    plan = os.path.join(os.path.dirname(__file__), "..", "bench", "pii.toml")
    rates, ratios = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(arguments.pairs):
            start = time.perf_counter()
            changed = sum(formatter.format(text) != text for text in texts)
            theirs = time.perf_counter() - start
            start = time.perf_counter()
            subprocess.run([arguments.dsprep, "run", plan, arguments.file, "-o", os.path.join(folder, "out"), "--force", "-j", "1",
                            "--progress", "none"], check=True, stderr=subprocess.DEVNULL)
            ours = time.perf_counter() - start
            rates.append((size / theirs / 1e6, size / ours / 1e6))
            ratios.append(theirs / ours)
            print(f"datatrove {rates[-1][0]:.2f} MB/s ({changed} texts changed)   dsprep {rates[-1][1]:.1f} MB/s   {ratios[-1]:.1f} x", flush=True)
    print(f"median: datatrove {statistics.median(r[0] for r in rates):.2f} MB/s, dsprep {statistics.median(r[1] for r in rates):.1f} MB/s, "
          f"{statistics.median(ratios):.1f} x ({min(ratios):.1f} - {max(ratios):.1f})")


if __name__ == "__main__":
    main()
