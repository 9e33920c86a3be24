"""mix, balance and subsample beside Hugging Face datasets, numpy and scikit-learn, on public data.

    V/bin/pip install numpy scikit-learn==1.9.1 datasets
    V/bin/python tests/parity/draw.py build/release/dsprep SHARED/data/classification

weights: the largest relative difference of class weights, balanced (compute_class_weight) and effective (the formula of Cui et al. 2019 in numpy). mix: how
often each label is drawn with probabilities, beside interleave_datasets, which draws at random: 20 seeds. sample: the largest difference of a class's
number from its share of the sample, beside train_test_split with the same size.
"""
import collections
import csv
import json
import subprocess
import sys
import tempfile

import numpy as np
from datasets import Dataset, interleave_datasets
from sklearn.model_selection import train_test_split
from sklearn.utils.class_weight import compute_class_weight

binary, root = sys.argv[1], sys.argv[2]
work = tempfile.TemporaryDirectory()


def sentences(name):
    lines = [l.rstrip("\n") for l in open(f"{root}/sentences/{name}", encoding="latin-1", newline="\n")]
    return [{"text": l[2:], "label": l[0]} for l in lines if l]


def table(name, text, label):
    return [{"text": r[text], "label": r[label]} for r in csv.DictReader(open(f"{root}/{name}", encoding="utf-8-sig"))]


sets = {
    "trec": sentences("TREC.train.all"),
    "sst5": sentences("stsa.fine.train"),
    "banking77": table("banking77/train.csv", "text", "category"),
    "chnsenticorp": table("chnsenticorp_hotel/ChnSentiCorp_htl_all.csv", "review", "label"),
}


def run(option, records):
    path = f"{work.name}/in.jsonl"
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(json.dumps(r, ensure_ascii=False) + "\n" for r in records)
    done = subprocess.run([binary, "split", option, path, "-o", "-", "-q", "--dropped", "none"], capture_output=True, check=True)
    return [json.loads(l) for l in done.stdout.decode().splitlines()]


def weights(records, **how):
    option = "--balance=method=none," + ",".join(f"{k}={v}" for k, v in how.items())
    return {r["label"]: r["class_weight"] for r in run(option, records)}


def off(found, wanted):
    return max(abs(found[k] - v) / v for k, v in wanted.items())


for name, records in sets.items():
    labels = [r["label"] for r in records]
    classes, counts = np.unique(labels, return_counts=True)
    balanced = dict(zip(classes, compute_class_weight("balanced", classes=classes, y=np.array(labels))))
    beta = 0.999
    inverse = (1 - beta) / (1 - np.power(beta, counts))
    effective = dict(zip(classes, inverse / inverse.sum() * len(classes)))
    print(name, len(records), len(classes), "balanced", off(weights(records, class_weights="balanced"), balanced),
          "effective", off(weights(records, class_weights="effective"), effective))
    size = len(records) // 10
    drawn = collections.Counter(r["label"] for r in run(f"--subsample=n={size},stratify=label", records))
    kept, _ = train_test_split(labels, train_size=size, stratify=labels, random_state=0)
    theirs = collections.Counter(kept)
    ideal = dict(zip(classes, counts * size / len(records)))
    print("  sample", size, "ours", max(abs(drawn[c] - ideal[c]) for c in classes),
          "scikit-learn", max(abs(theirs[c] - ideal[c]) for c in classes))

records = sets["chnsenticorp"]
by = collections.Counter(r["label"] for r in records)
names = sorted(by)
parts = [Dataset.from_dict({"label": [n] * by[n]}) for n in names]
for strategy, exhausted in (("first_exhausted", "stop"), ("all_exhausted", "cycle")):
    drawn = [collections.Counter(interleave_datasets(parts, probabilities=[0.3, 0.7], seed=s, stopping_strategy=strategy)["label"])
             for s in range(20)]
    ours = collections.Counter(
        r["label"] for r in run("--mix=by=label,weights={" + f"{names[0]}=0.3,{names[1]}=0.7" + "},exhausted=" + exhausted, records))
    for n in names:
        of = [d[n] for d in drawn]
        print(exhausted, n, "of", by[n], "ours", ours[n], "interleave_datasets", np.mean(of), "±", round(np.std(of), 1))
