#!/usr/bin/env python3
"""score beside scikit-learn 1.9.1 and sacreBLEU 2.6.0, every metric to 1e-9.

    python3 tests/parity/score.py build/release/dsprep DATA

Needs scikit-learn==1.9.1 and sacrebleu==2.6.0 (PyPI). DATA/mt has eight systems of WMT17; DATA/unicode and DATA/corpus give lines in many
scripts, whose references are made by editing them. Labels are drawn: single ones and lists, with labels on one side only.
"""
import glob
import json
import random
import subprocess
import sys
import tempfile
import warnings
from pathlib import Path

import numpy as np
import sklearn.metrics as sk
from sacrebleu.metrics import BLEU, CHRF
from sklearn.preprocessing import MultiLabelBinarizer

warnings.simplefilter("ignore")
dsprep, data = sys.argv[1], Path(sys.argv[2])
failed = compared = 0


def score(step, rows):
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.json")
        source.write_text("".join(json.dumps(row) + "\n" for row in rows))
        subprocess.run([dsprep, "report", "--score=" + step, source, "-o", target, "-q"], check=True)
        return json.loads(target.read_text())["reports"][0]["metrics"]


def check(name, ours, theirs):
    global failed, compared
    for metric, value in theirs.items():
        compared += 1
        if not abs(ours["score." + metric] - value) < 1e-9:
            failed += 1
            print(f"{name}: {metric} is {ours['score.' + metric]}, and {value} there")


def texts(name, hypotheses, references, tokenizer, lowercase):
    rows = [{"hyp": h, "ref": list(r)} for h, r in zip(hypotheses, zip(*references))]
    step = f"task=translation,hypothesis=/hyp,reference=/ref,tokenizer={tokenizer},lowercase={str(lowercase).lower()}"
    check(f"{name} {tokenizer}", score(step, rows), {
        "bleu": BLEU(tokenize=tokenizer, lowercase=lowercase).corpus_score(hypotheses, references).score,
        "chrf": CHRF(lowercase=lowercase).corpus_score(hypotheses, references).score,
        "chrf++": CHRF(word_order=2, lowercase=lowercase).corpus_score(hypotheses, references).score})


def averages(right, predicted):
    scores = {}
    for average in ["macro", "micro", "weighted"]:
        precision, recall, f1, _ = sk.precision_recall_fscore_support(right, predicted, average=average, zero_division=0)
        scores |= {f"{average}_precision": precision, f"{average}_recall": recall, f"{average}_f1": f1}
    return scores


systems = [(name, lines[0] if isinstance(lines[0], list) else lines)
           for name, lines in json.loads(next(Path(data, "mt").glob("*/wmt17_en_de_systems.json")).read_text())]
reference = systems[-1][1]
for name, hypotheses in systems[:-1]:
    texts(name, hypotheses, [reference], "13a", False)
for tokenizer in ["13a", "intl", "zh", "char", "none"]:
    texts("two references", systems[0][1], [reference, systems[1][1]], tokenizer, True)
random.seed(1)
lines = []
for path in [*glob.glob(f"{data}/unicode/blns/*.txt"), *glob.glob(f"{data}/corpus/lctt/**/*.md", recursive=True)[:100],
             *glob.glob(f"{data}/unicode/lipsum/**/*.txt", recursive=True)[:30]]:
    lines += [line for line in Path(path).read_text(errors="replace").split("\n") if line.strip()][:200]
edited = []
for line in lines:
    letters = list(line)
    for _ in range(max(1, len(letters) // 6)):
        at = random.randrange(len(letters))
        letters[at:at + random.randrange(2)] = random.choice(" .,-&;\"。，—$0a")
    edited.append("".join(letters))
for tokenizer in ["13a", "intl", "zh", "char", "none"]:
    texts(f"{len(lines)} lines", lines, [edited], tokenizer, False)
for classes in [1, 2, 5, 40]:
    names = [f"类{i}" for i in range(classes)]
    right = random.choices(names + ["only right"], k=2000)
    predicted = [label if random.random() < 0.6 else random.choice(names + ["only predicted"]) for label in right]
    check(f"{classes} classes", score("task=classification", [{"label": r, "prediction": p} for r, p in zip(right, predicted)]),
          averages(right, predicted) | {
              "accuracy": sk.accuracy_score(right, predicted), "mcc": sk.matthews_corrcoef(right, predicted),
              "kappa": sk.cohen_kappa_score(right, predicted), "balanced_accuracy": sk.balanced_accuracy_score(right, predicted)})
    if classes == 1:
        continue  # scikit-learn reads one column as single labels 0 and 1
    right = [random.sample(names, random.randint(0, min(classes, 3))) for _ in range(1000)]
    predicted = [random.sample(names, random.randint(0, min(classes, 3))) for _ in range(1000)]
    binary = MultiLabelBinarizer().fit(right + predicted)
    r, p = binary.transform(right), binary.transform(predicted)
    check(f"lists of {classes}", score("task=classification", [{"label": a, "prediction": b} for a, b in zip(right, predicted)]),
          averages(r, p) | {"accuracy": sk.accuracy_score(r, p), "hamming_loss": sk.hamming_loss(r, p)})
print(f"{compared} metrics compared, {failed} differ")
sys.exit(failed > 0)
