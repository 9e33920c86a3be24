#!/usr/bin/env python3
"""The label model beside Snorkel's LabelModel 0.10.0.

    python3 tests/parity/label_model.py build/release/dsprep DATA/weak_supervision

Needs numpy and snorkel==0.10.0 (PyPI). Prints, for each set of votes, the largest difference of a
probability and how many labels differ; exit 1 where a difference is above 1e-4 or accuracy differs by more than .005.
"""
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from snorkel.labeling.model import LabelModel
from snorkel.synthetic.synthetic_data import generate_simple_label_matrix

dsprep, data = sys.argv[1], Path(sys.argv[2])
failed = False


def compare(name, votes, gold, labels, seed, epochs):
    global failed
    matrix = np.array([[-1 if v is None else v for v in row] for row in votes])
    peer = LabelModel(cardinality=labels, verbose=False)
    peer.fit(matrix, n_epochs=epochs, seed=seed, progress_bar=False)
    expected = peer.predict_proba(matrix)
    np.random.seed(seed)
    start = float(np.random.random())  # what Snorkel draws
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        source.write_text("".join(json.dumps({"votes": row}) + "\n" for row in votes))
        step = f"--label-model=votes=/votes,into=/got,probabilities=/p,epochs={epochs},start={start!r}"
        subprocess.run([dsprep, "label", step, source, "-o", target, "-q"], check=True)
        ours = [json.loads(line) for line in target.read_text().splitlines()]
    largest, different, right, peer_right, voted = 0.0, 0, 0, 0, 0
    for row, theirs, truth in zip(ours, expected, gold):
        if "p" not in row:
            continue
        voted += 1
        probabilities = np.array([row["p"].get(str(label), 0) for label in range(labels)])
        largest = max(largest, abs(probabilities - theirs).max())
        best = theirs.argmax()
        different += row["got"] != best
        right += row["got"] == truth
        peer_right += best == truth
    failed |= largest > 1e-4 or abs(right - peer_right) > 0.005 * voted
    print(f"{name}, seed {seed}: {voted} records with votes, largest difference {largest:.1e}, labels that differ "
          f"{different}, accuracy {right / voted:.4f}, Snorkel's {peer_right / voted:.4f}")


for name, labels in [("youtube", 2), ("trec", 6)]:
    for part in ["train", "test"]:
        rows = json.loads(Path(data, "wrench", name, part + ".json").read_text()).values()
        votes = [[None if vote == -1 else vote for vote in row["weak_labels"]] for row in rows]
        for seed in [0, 1, 123]:
            compare(f"{name} {part}", votes, [row["label"] for row in rows], labels, seed, 100)
for abstain, epochs in [(1, 200), (1000, 1000)]:
    np.random.seed(123)
    _, gold, matrix = generate_simple_label_matrix(10000, 10, 2, abstain)
    votes = [[None if vote == -1 else int(vote) for vote in row] for row in matrix]
    compare(f"generated, abstain x {abstain}", votes, gold, 2, 7, epochs)
sys.exit(failed)
