"""Folds of public data beside scikit-learn's: sizes, and how far class shares are off.

    V/bin/pip install scikit-learn==1.9.1
    V/bin/python tests/parity/folds.py build/release/dsprep SHARED/data/classification [SEEDS]

plain: k = 5 beside KFold. strata: k = 5 and 10 beside StratifiedKFold, by record (--key) as there, and with equal texts together. groups: beside
StratifiedGroupKFold, mean deviation and how far the largest fold is above n/k; groups are drawn, of very different sizes, and each leans to a class.
time: windows of `time` beside TimeSeriesSplit, equal or not.
"""
import collections
import json
import random
import subprocess
import sys
import tempfile

import numpy as np
from sklearn.model_selection import KFold, StratifiedGroupKFold, StratifiedKFold, TimeSeriesSplit

import classification_sets
from classification_sets import deviations

binary, root = sys.argv[1], sys.argv[2]
seeds = int(sys.argv[3]) if len(sys.argv) > 3 else 10
work = tempfile.TemporaryDirectory()


def write(name, rows):
    path = f"{work.name}/{name}.jsonl"
    with open(path, "w") as out:
        out.writelines(json.dumps({"n": n, **r}, ensure_ascii=False) + "\n" for n, r in enumerate(rows))
    return path


def folds(path, seed, k, *more):
    run = [binary, "split", ",".join([f"--folds=k={k}", *more]), "--seed", str(seed), path, "-o", "-", "-q"]
    made = collections.defaultdict(list)
    for line in subprocess.run(run, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.splitlines():
        record = json.loads(line)
        made[record["fold"]].append(record)
    return [made[i] for i in range(k)]


def sizes(parts):
    return f"{min(map(len, parts))} to {max(map(len, parts))}"


def strata(name, rows):
    path, y = write(name, rows), [r["label"] for r in rows]
    plain, peer = folds(path, 0, 5, "key=n"), [[rows[i] for i in t] for _, t in KFold(5, shuffle=True, random_state=0).split(rows)]
    print(f"plain {name}: sizes {sizes(plain)}, KFold {sizes(peer)}", flush=True)
    for k in (5, 10):
        ours, together, theirs, worse = [], [], [], 0
        for seed in range(seeds):
            by_record, by_text = (folds(path, seed, k, "stratify=label", *key) for key in (["key=n"], []))
            peer = [[rows[i] for i in t] for _, t in StratifiedKFold(k, shuffle=True, random_state=seed).split(rows, y)]
            ours.append(max(deviations(by_record)))
            together.append(max(deviations(by_text)))
            theirs.append(max(deviations(peer)))
            worse += ours[-1] > theirs[-1] + 1e-12
        print(f"strata {name}, k {k}: sizes {sizes(by_record)}, StratifiedKFold {sizes(peer)}; largest deviation {max(ours):.6f}, equal texts "
              f"together {max(together):.6f}, StratifiedKFold {max(theirs):.6f}, above it in {worse} of {seeds}", flush=True)


def grouped(name, rows):
    rows = classification_sets.draw_groups(rows)
    path, y, groups = write(name, rows), [r["label"] for r in rows], [r["group"] for r in rows]
    ours, theirs, our_size, their_size, torn = [], [], 0, 0, 0
    for seed in range(seeds):
        made = folds(path, seed, 5, "stratify=label", "group=group", "key=n")
        peer = [[rows[i] for i in t] for _, t in StratifiedGroupKFold(5, shuffle=True, random_state=seed).split(rows, y, groups)]
        torn += sum(len({i for i, f in enumerate(made) if any(r["group"] == g for r in f)}) > 1 for g in list(set(groups))[:20])
        ours.append(np.mean(deviations(made)))
        theirs.append(np.mean(deviations(peer)))
        our_size = max(our_size, max(map(len, made)) * 5 / len(rows) - 1)
        their_size = max(their_size, max(map(len, peer)) * 5 / len(rows) - 1)
    print(f"groups {name}: {len(set(groups))} groups, mean deviation {np.mean(ours):.6f}, StratifiedGroupKFold {np.mean(theirs):.6f}; "
          f"largest fold {our_size:+.3%}, {their_size:+.3%}; torn {torn}", flush=True)


def windows(rounds_tried):
    draw, equal = random.Random(1), 0
    for _ in range(rounds_tried):
        splits, test, gap = draw.randint(2, 5), draw.randint(1, 4), draw.randint(0, 3)
        n = splits * test + gap + draw.randint(1, 20)
        most = draw.choice([None, draw.randint(1, 8)])
        days = [{"text": f"day {i}", "at": i} for i in range(n)]
        draw.shuffle(days)
        path = write("days", days)
        how = f"windows={'sliding' if most else 'expanding'},rounds={splits},test={test} records,gap={gap} records"
        how += f",train={most} records" if most else ""
        run = [binary, "split", f"--time=field=at,numbers=seconds,{how}", "--into", "part", path, "-o", "-", "-q"]
        ours = collections.defaultdict(list)
        for line in subprocess.run(run, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout.splitlines():
            record = json.loads(line)
            ours[record["part"]].append(record["at"])
        theirs = {}
        for i, of in enumerate(TimeSeriesSplit(splits, test_size=test, gap=gap, max_train_size=most).split(range(n))):
            theirs[f"round{i}_train"], theirs[f"round{i}_test"] = (part.tolist() for part in of)
        equal += {part: sorted(at) for part, at in ours.items()} == theirs
    print(f"time: {equal} of {rounds_tried} as TimeSeriesSplit", flush=True)


windows(60)
for name, rows in classification_sets.load(root).items():
    strata(name, rows)
    grouped(name, rows)
