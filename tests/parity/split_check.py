"""check on the published splits of the shared data sets: what leaks. Prints the table of docs/quality.md.
   tests/parity/split_check.py DSPREP SHARED/data/classification"""
import csv
import glob
import json
import re
import subprocess
import sys
import tempfile

dsprep, root = sys.argv[1], sys.argv[2] + "/"


def lines(path, encoding):
    return [line.rstrip("\n") for line in open(root + path, encoding=encoding) if line.strip()]


def label_first(path, encoding):
    return [(line.split(" ", 1)[1], line.split(" ", 1)[0]) for line in lines(path, encoding)]


def go_emotions(path):
    return [(row[0], row[1].split(",")) for row in (line.split("\t") for line in lines(path, "utf-8"))]


def banking(path):
    return [tuple(row) for row in list(csv.reader(open(root + path, newline="")))[1:]]


def fewclue(path, label):
    return [(record["sentence"], record[label]) for record in map(json.loads, lines(path, "utf-8")) if label in record]


sets = {
    "TREC": {part: label_first(f"sentences/TREC.{part}.all", "latin-1") for part in ("train", "test")},
    "SST-2": {part: label_first(f"sentences/stsa.binary.{part}", "utf-8") for part in ("train", "dev", "test")},
    "SST-5": {part: label_first(f"sentences/stsa.fine.{part}", "utf-8") for part in ("train", "dev", "test")},
    "GoEmotions": {part: go_emotions(f"go_emotions/{part}.tsv") for part in ("train", "dev", "test")},
    "BANKING77": {part: banking(f"banking77/{part}.csv") for part in ("train", "test")},
    "eprstmt": {name: fewclue(f"fewclue/eprstmt/{name}_{of}.json", "label")
                for name, of in (("train", "few_all"), ("dev", "few_all"), ("test", "public")) if glob.glob(root + f"fewclue/eprstmt/{name}_{of}.json")},
    "tnews": {name: fewclue(f"fewclue/tnews/{name}_{of}.json", "label_desc")
              for name, of in (("train", "few_all"), ("dev", "few_all"), ("test", "public")) if glob.glob(root + f"fewclue/tnews/{name}_{of}.json")},
}
metrics = ["exact", "normalized", "near", "containment", "label_conflicts", "label_drift"]
print("| data | records | " + " | ".join(metrics) + " | near, pairs of words from 0.6 |")
print("|---|" + "---|" * (len(metrics) + 2))
with tempfile.TemporaryDirectory() as place:
    for name, parts in sets.items():
        with open(place + "/in.jsonl", "w") as out:
            for part, rows in parts.items():
                for text, label in rows:
                    out.write(json.dumps({"part": part, "text": text, "label": label}, ensure_ascii=False) + "\n")

        def check(options=""):
            found = subprocess.run([dsprep, "split", "--check=part=/part" + options, place + "/in.jsonl"], capture_output=True, text=True)
            assert found.returncode in (0, 3), found.stderr
            told = re.findall(r"^  (\w+) +([\d.]+)", found.stdout, re.M)
            return {metric: f"{float(value):.3f}" if "drift" in metric else value for metric, value in told}
        usual, wider = check(), check(",ngram=words:2,threshold=0.6")
        sizes = " ".join(f"{len(rows):,}" for rows in parts.values())
        print(f"| {name} | {sizes} | " + " | ".join(usual.get(metric, "") for metric in metrics) + f" | {wider['near']} |", flush=True)
