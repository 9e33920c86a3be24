#!/usr/bin/env python3
"""one_hot beside scikit-learn's OneHotEncoder and MultiLabelBinarizer.

    python3 tests/parity/one_hot.py build/release/dsprep

Needs numpy and scikit-learn (PyPI). Labels made from a seed: texts in several scripts, integers, lists, labels that were not in
what was fitted. Exit 1 where an array differs.
"""
import json
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import sklearn
from sklearn.preprocessing import MultiLabelBinarizer, OneHotEncoder

warnings.simplefilter("ignore")  # of unknown classes
dsprep = sys.argv[1]
rng = np.random.default_rng(3)
names = ["体育", "财经", "a", "B", "b", "été", "z z", "", "ไทย", "عربي", "😀", "\uffee", "10", "9"]
sets = {
    "texts": [names[i] for i in rng.integers(0, len(names), 5000)],
    "integers": [int(i) for i in rng.integers(-20, 200, 5000)],
    "lists": [[names[i] for i in rng.integers(0, len(names), rng.integers(0, 6))] for _ in range(5000)],
    "lists of integers": [[int(i) for i in rng.integers(-5, 50, rng.integers(0, 6))] for _ in range(5000)],
}


def arrays(labels, fitted):
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        lines = [json.dumps({"label": label}) + "\n" for label in labels]
        source.write_text("".join(lines[:fitted]))
        subprocess.run([dsprep, "normalize", "--one-hot", source, "-o", target, "-q"], check=True)
        step, everything = f"--one-hot=unknown=ignore,file={target}.dsprep/one_hot.json", Path(folder, "all.jsonl")
        source.write_text("".join(lines))
        subprocess.run([dsprep, "normalize", step, source, "-o", everything, "-q"], check=True)
        return np.array([json.loads(line)["label"] for line in everything.read_text().splitlines()])


print("scikit-learn", sklearn.__version__)
failed = False
for title, labels in sets.items():
    for fitted in (len(labels), 20):
        if title.startswith("lists"):
            expected = MultiLabelBinarizer().fit(labels[:fitted]).transform(labels)
        else:
            column = np.array(labels, dtype=object).reshape(-1, 1)
            expected = OneHotEncoder(handle_unknown="ignore", sparse_output=False).fit(column[:fitted]).transform(column)
        got = arrays(labels, fitted)
        same = got.shape == expected.shape and bool((got == expected).all())
        failed |= not same
        print(f"{title}, fitted on {fitted}: {expected.shape[0]} arrays of {expected.shape[1]}, {'equal' if same else 'DIFFERENT'}")
sys.exit(failed)
