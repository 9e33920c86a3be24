#!/usr/bin/env python3
"""label_errors beside cleanlab 2.9.0: the same records, by every method, on out-of-sample probabilities of real data.

    python3 tests/parity/label_errors.py build/release/dsprep DATA/classification

Needs numpy, scikit-learn and cleanlab==2.9.0 (PyPI). Probabilities are those of a logistic regression on TF-IDF words, five folds;
a tenth of the labels are drawn anew. Prints, by data set and method, how many issues there are and how many records differ;
exit 1 where any does.
"""
import csv
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
from cleanlab.filter import find_label_issues
from cleanlab.rank import get_label_quality_scores
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

warnings.simplefilter("ignore")
dsprep, data = sys.argv[1], Path(sys.argv[2])
methods = ["prune_by_noise_rate", "prune_by_class", "both", "confident_learning", "predicted_neq_given",
           "low_normalized_margin", "low_self_confidence"]
failed = False


def sentences(*names):
    lines = [l.rstrip("\n") for n in names for l in open(data / "sentences" / n, encoding="latin-1", newline="\n")]
    return [(l[2:], l[0]) for l in lines if l]


def compare(name, rows, analyzer):
    global failed
    texts, given = zip(*rows)
    names = sorted(set(given))
    labels = np.array([names.index(label) for label in given])
    rng = np.random.default_rng(1)
    drawn = rng.random(len(labels)) < 0.1
    labels[drawn] = rng.integers(0, len(names), drawn.sum())
    features = TfidfVectorizer(analyzer=analyzer, ngram_range=(1, 2), min_df=2).fit_transform(texts)
    p = cross_val_predict(LogisticRegression(max_iter=200), features, labels, cv=5, method="predict_proba")
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        with open(source, "w") as out:
            for label, row in zip(labels, p):
                out.write(json.dumps({"label": int(label), "p": row.tolist()}) + "\n")
        for method in methods:
            step = f"--label-errors=label=/label,probabilities=/p,into=/issue,method={method},score=/score"
            subprocess.run([dsprep, "label", step, source, "-o", target, "-q", "--force"], check=True)
            ours = [json.loads(line) for line in target.read_text().splitlines()]
            mask = find_label_issues(labels, p, filter_by=method, n_jobs=1)
            different = sum(row["issue"] != bool(theirs) for row, theirs in zip(ours, mask))
            scores = get_label_quality_scores(labels, p, method="self_confidence")
            furthest = max(abs(row["score"] - theirs) for row, theirs in zip(ours, scores))
            failed |= different > 0 or furthest > 1e-12
            print(f"{name} ({len(labels)} records, {len(names)} classes), {method}: {mask.sum()} issues, "
                  f"{different} records differ, scores by at most {furthest:.0e}")


compare("TREC", sentences("TREC.train.all", "TREC.test.all"), "word")
compare("SST-2", sentences("stsa.binary.train", "stsa.binary.dev", "stsa.binary.test"), "word")
compare("AG News test", [(row[2], row[0]) for row in csv.reader(open(data / "ag_news/test.csv", encoding="utf-8"))], "word")
compare("ChnSentiCorp", [(row[1], row[0]) for row in list(csv.reader(open(data / "chnsenticorp_hotel/ChnSentiCorp_htl_all.csv", encoding="utf-8")))[1:]],
        "char")
sys.exit(failed)
