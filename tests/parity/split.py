"""Exact splits of public data beside scikit-learn and iterative-stratification, on the same sizes.

    V/bin/pip install scikit-learn==1.9.1 iterative-stratification==0.1.9
    V/bin/python tests/parity/split.py build/release/dsprep SHARED/data/classification [SEEDS]

strata: the largest deviation of a class's share of a part from its share of all, 80:10:10, beside train_test_split called twice. labels: the
label distribution measure of Sechidis et al. 2011 of GoEmotions, 10 parts and 80:10:10. groups: the mean deviation of class shares, 5 parts, beside
StratifiedGroupKFold; groups are drawn, of very different sizes, and each leans to a class. Last, how long one assignment takes.
"""
import collections
import json
import os
import subprocess
import sys
import tempfile
import time

import numpy as np
from iterstrat.ml_stratifiers import MultilabelStratifiedKFold
from sklearn.model_selection import StratifiedGroupKFold, train_test_split

import classification_sets
from classification_sets import deviations

binary, root = sys.argv[1], sys.argv[2]
seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 50
work = tempfile.TemporaryDirectory()
shares = ["--train", "0.8", "--validation", "0.1", "--test", "0.1"]


def equal_parts(k):
    return ["--ratios={" + ",".join(f"p{i}={1 / k}" for i in range(k)) + "}"]


sets = classification_sets.load(root)
emotions = []
for line in open(f"{root}/go_emotions/train.tsv", newline="\n"):
    text, labels, _ = line.rstrip("\n").split("\t")
    emotions.append({"text": text, "labels": [int(l) for l in labels.split(",")]})


def write(name, rows):
    path = f"{work.name}/{name}.jsonl"
    with open(path, "w") as out:
        out.writelines(json.dumps({"n": n, **r}, ensure_ascii=False) + "\n" for n, r in enumerate(rows))
    return path


def split(path, seed, parts, *more):
    out = f"{work.name}/out"
    subprocess.run([binary, "split", *parts, "--seed", str(seed), *more, path, "-o", out, "--force", "-q"], check=True,
                   stderr=subprocess.DEVNULL)
    return {f.rsplit("-0", 2)[0]: [json.loads(l) for l in open(f"{out}/data/{f}")] for f in sorted(os.listdir(f"{out}/data"))}


def stratified(name, rows):
    path, y, index = write(name, rows), [r["label"] for r in rows], np.arange(len(rows))
    ours, theirs = [], []
    for seed in range(seeds):
        parts = split(path, seed, shares, "--stratify", "/label")
        sizes = [len(parts[p]) for p in ("train", "validation", "test")]
        ours.append(max(deviations(parts.values())))
        train, rest = train_test_split(index, train_size=sizes[0], test_size=sizes[1] + sizes[2], stratify=y, random_state=seed)
        a, b = train_test_split(rest, train_size=sizes[1], test_size=sizes[2], stratify=[y[i] for i in rest], random_state=seed)
        theirs.append(max(deviations([[rows[i] for i in p] for p in (train, a, b)])))
    worse = sum(a > b + 1e-12 for a, b in zip(ours, theirs))
    print(f"strata {name}: sizes {sizes}, largest deviation {max(ours):.6f}, scikit-learn {max(theirs):.6f}, above it in {worse} of {seeds}", flush=True)


def matrix(rows):
    m = np.zeros((len(rows), 28), dtype=int)
    for i, r in enumerate(rows):
        m[i, r["labels"]] = 1
    return m


def label_distribution(parts, all_):
    total = all_.sum(0)
    of_all = total / (len(all_) - total)
    return np.mean([np.abs(p.sum(0) / (len(p) - p.sum(0)) - of_all) for p in parts])


def multi_label():
    path, y = write("emotions", emotions), matrix(emotions)
    for k, parts in ((10, equal_parts(10)), (3, shares)):
        made = split(path, 0, parts, "--stratify", "/labels")
        ours = [matrix(rows) for rows in made.values()]
        print(f"labels, {k} parts: {label_distribution(ours, y):.7f}, sizes {sorted(map(len, ours))}", flush=True)
    start = time.time()
    theirs = [y[test] for _, test in MultilabelStratifiedKFold(10, shuffle=True, random_state=0).split(np.zeros(len(y)), y)]
    took = time.time() - start
    print(f"labels, 10 parts, iterative-stratification: {label_distribution(theirs, y):.7f}, sizes {sorted(map(len, theirs))}, {took:.2f} s")
    start = time.time()
    split(path, 0, shares, "--stratify", "/labels", "-j", "1")
    print(f"labels: dsprep in {time.time() - start:.2f} s, with start, reading twice, writing and the ledger")


def grouped(name, rows):
    rows = classification_sets.draw_groups(rows)
    path, y, groups = write(name, rows), [r["label"] for r in rows], [r["group"] for r in rows]
    ours, theirs, torn = [], [], 0
    for seed in range(min(seeds, 10)):
        parts = split(path, seed, equal_parts(5), "--stratify", "/label", "--group", "/group", "--key", "/n")
        where = collections.defaultdict(set)
        for part, of in parts.items():
            for r in of:
                where[r["group"]].add(part)
        torn += sum(len(w) > 1 for w in where.values())
        ours.append(np.mean(deviations(parts.values())))
        folds = StratifiedGroupKFold(5, shuffle=True, random_state=seed).split(rows, y, groups)
        theirs.append(np.mean(deviations([[rows[i] for i in test] for _, test in folds])))
    print(f"groups {name}: {len(set(groups))} groups, {len(set(y))} classes, mean deviation {np.mean(ours):.6f}, StratifiedGroupKFold {np.mean(theirs):.6f}, torn {torn}", flush=True)


multi_label()
for name, rows in sets.items():
    grouped(name, rows)
for name, rows in sets.items():
    stratified(name, rows)
