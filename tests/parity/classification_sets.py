"""The classification sets that splits are compared on, and how far the parts of a split are off."""
import collections
import csv
import json
import random


def load(root):
    """By name: records with "text" and "label"."""

    def sentences(*names):
        lines = [l.rstrip("\n") for n in names for l in open(f"{root}/sentences/{n}", encoding="latin-1", newline="\n")]
        return [{"text": l[2:], "label": l[0]} for l in lines if l]

    def clue(name):
        rows = [json.loads(l) for l in open(f"{root}/fewclue/{name}/test_public.json")]
        return [{"text": r["sentence"], "label": r["label"]} for r in rows]

    def table(name, text, label):
        rows = csv.DictReader(open(f"{root}/{name}", encoding="utf-8-sig"))
        return [{"text": r[text], "label": r[label]} for r in rows]

    return {
        "trec": sentences("TREC.train.all", "TREC.test.all"),
        "sst2": sentences("stsa.binary.train"),
        "sst5": sentences("stsa.fine.train"),
        "mr": sentences("rt-polarity.all"),
        "ag_news": [{"text": f"{r[1]} {r[2]}", "label": r[0]} for r in csv.reader(open(f"{root}/ag_news/test.csv"))],
        "banking77": table("banking77/train.csv", "text", "category"),
        "chnsenticorp": table("chnsenticorp_hotel/ChnSentiCorp_htl_all.csv", "review", "label"),
        "tnews": clue("tnews"),
        "eprstmt": clue("eprstmt"),
    }


def draw_groups(rows):
    """The records with a "group": groups are drawn, of very different sizes, and each leans to a class."""
    draw = random.Random(7)
    labels = sorted({r["label"] for r in rows})
    count = max(20, len(rows) // 30)
    leaning = collections.defaultdict(list)
    for group in range(count):
        leaning[draw.choice(labels)].append(group)
    rows = [dict(r) for r in rows]
    for r in rows:
        pool = leaning[r["label"]] if draw.random() < 0.5 and leaning[r["label"]] else range(count)
        r["group"] = pool[min(int(draw.paretovariate(1.2)) - 1, len(pool) - 1)] if draw.random() < 0.3 else draw.choice(list(pool))
    return rows


def deviations(parts):
    """Of each class's share of each part from its share of all."""
    counts = [(collections.Counter(r["label"] for r in rows), len(rows)) for rows in parts]
    of_all = sum((c for c, _ in counts), collections.Counter())
    n = sum(m for _, m in counts)
    return [abs(c[k] / m - of_all[k] / n) for c, m in counts for k in of_all]
