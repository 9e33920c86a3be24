"""Near-de-duplication of one file by dsprep, rensa and datatrove, one thread each, one after the other, so that only ratios mean something.

    V/bin/pip install rensa==VERSION -r tests/parity/minhash_requirements.txt
    V/bin/python tests/parity/dedup_speed.py build/release/dsprep FILE.jsonl

rensa: RMinHash of 112 permutations over the same 5-word shingles of str.lower().split(), RMinHashLSH of 16 bands. datatrove: signatures alone (its
stage 1, words by str.split), of the first 5,000 records.
"""
import json
import os
import subprocess
import sys
import tempfile
import time

binary, path = sys.argv[1], sys.argv[2]
size = os.path.getsize(path)
with tempfile.TemporaryDirectory() as out:
    start = time.time()
    subprocess.run([binary, "clean", "--dedup-minhash", path, "-o", f"{out}/out.jsonl", "-j", "1", "--progress", "none"], check=True,
                   stderr=subprocess.DEVNULL)
    ours = time.time() - start
print(f"dsprep clean --dedup-minhash: {size / ours / 1e6:.1f} MB/s (reading, verifying, writing)")

from rensa import RMinHash, RMinHashLSH

start, kept = time.time(), 0
index = RMinHashLSH(threshold=0.8, num_perm=112, num_bands=16)
with open(path) as lines:
    for n, line in enumerate(lines):
        words = json.loads(line)["text"].lower().split()
        minhash = RMinHash(num_perm=112, seed=1)
        minhash.update([" ".join(words[i:i + 5]) for i in range(max(1, len(words) - 4))])
        if not index.query(minhash):
            index.insert(n, minhash)
            kept += 1
theirs = time.time() - start
print(f"rensa: {size / theirs / 1e6:.1f} MB/s (reading, unverified); dsprep is {theirs / ours:.1f} times as fast")

import datatrove.pipeline.dedup.minhash as original


class Split:
    @staticmethod
    def word_tokenize(text):
        return text.split()


original.load_word_tokenizer = lambda language: Split
step = original.MinhashDedupSignature("/tmp/unused", original.MinhashConfig())
start, done = time.time(), 0
with open(path) as lines:
    for n, line in enumerate(lines):
        if n == 5000:
            break
        done += len(line.encode())
        step.get_signature(step.get_shingles(json.loads(line)["text"]))
rate = done / (time.time() - start)
print(f"datatrove, signatures alone: {rate / 1e6:.2f} MB/s; dsprep is {size / ours / rate:.0f} times as fast")
