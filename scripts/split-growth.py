#!/usr/bin/env python3
"""How many of the old records change their part when a dataset grows: the growth experiment of docs/splitting.md.

    scripts/split-growth.py build/release/dsprep docs/splitting-growth.svg

20,000 made records (30 to 60 words, 20 labels, one in ten nearly another's text) are split 80:10:10; then new ones of the same kind come, everything is
shuffled and put into other files, and it is split again: stable, exact (stratified, near-duplicates together), and the same with the ledger of the first
split (freeze). Beside them train_test_split of scikit-learn, called twice with one random_state, where that is installed. Prints a table, writes the plot.
"""
import collections
import json
import os
import random
import subprocess
import sys
import tempfile

dsprep, plot = os.path.abspath(sys.argv[1]), sys.argv[2]
size = 20_000
growths = [0.1, 1, 2, 5, 10, 20, 50, 100]  # per cent
draw = random.Random(20261201)
words = ["".join(draw.choice("bcdfghklmnprstvz") + draw.choice("aeiou") for _ in range(draw.randint(2, 4))) for _ in range(5_000)]
labels = [f"标签{i}" for i in range(20)]
weights = [1 / (i + 1) for i in range(20)]


def made(n, records):
    """n more records behind `records`."""
    for _ in range(n):
        if records and draw.random() < 0.1:
            near = draw.choice(records)["text"].split()
            near[draw.randrange(len(near))] = draw.choice(words)
        else:
            near = draw.choices(words, k=draw.randint(30, 60))
        records.append({"id": len(records), "label": draw.choices(labels, weights)[0], "text": " ".join(near)})
    return records


def write(records, folder):
    os.makedirs(folder)
    mixed = records[:]
    draw.shuffle(mixed)
    files = draw.randint(2, 5)
    for i in range(files):
        with open(f"{folder}/{i}.jsonl", "w") as out:
            for record in mixed[i::files]:
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
    return mixed


def by_dsprep(folder, out, options):
    shares = ["--train", "0.8", "--validation", "0.1", "--test", "0.1"]
    subprocess.run([dsprep, "split", *shares, *options, folder, "-o", out, "-q"], check=True)
    parts = {}
    for name in os.listdir(out + "/data"):
        for line in open(f"{out}/data/{name}"):
            parts[json.loads(line)["id"]] = name.split("-")[0]
    return parts


def by_sklearn(mixed):
    ids, strata = [r["id"] for r in mixed], [r["label"] for r in mixed]
    train, rest, _, left = train_test_split(ids, strata, test_size=0.2, random_state=0, stratify=strata)
    validation, test = train_test_split(rest, test_size=0.5, random_state=0, stratify=left)
    return {id: part for part, of in (("train", train), ("validation", validation), ("test", test)) for id in of}


exact = ["--stratify", "/label", "--near-duplicates"]
moved = collections.defaultdict(list)
with tempfile.TemporaryDirectory() as place:
    records = made(size, [])
    mixed = write(records, place + "/old")
    before = {"stable": by_dsprep(place + "/old", place + "/stable", ["--mode", "stable"]), "exact": by_dsprep(place + "/old", place + "/exact", exact)}
    before["exact with freeze"] = before["exact"]
    try:
        from sklearn.model_selection import train_test_split
        before["train_test_split"] = by_sklearn(mixed)
    except ImportError:
        print("scikit-learn is not installed: dsprep alone", file=sys.stderr)
    for growth in growths:
        here = f"{place}/{growth}"
        mixed = write(made(round(size * growth / 100), records[:size]), here)
        after = {"stable": by_dsprep(here, here + "-stable", ["--mode", "stable"]), "exact": by_dsprep(here, here + "-exact", exact),
                 "exact with freeze": by_dsprep(here, here + "-freeze", exact + ["--freeze", place + "/exact"])}
        if "train_test_split" in before:
            after["train_test_split"] = by_sklearn(mixed)
        for how, parts in after.items():
            moved[how].append(sum(parts.get(id) != part for id, part in before[how].items()) / size)

print("| of " + f"{size:,} records move when so many come | " + " | ".join(f"{g} %" for g in growths) + " |")
print("|---|" + "---|" * len(growths))
for how, shares in moved.items():
    print(f"| {how} | " + " | ".join(f"{100 * share:.2f} %" if share else "0" for share in shares) + " |")

# ---- the plot ----
left, top, wide, high = 70, 30, 480, 240
most = max(max(shares) for shares in moved.values()) * 1.1
colours = {"stable": "#1b7837", "exact with freeze": "#2166ac", "exact": "#d6604d", "train_test_split": "#777777"}
x = [left + wide * i / (len(growths) - 1) for i in range(len(growths))]
svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {left + wide + 170} {top + high + 60}" font-family="sans-serif" font-size="12" role="img">',
       "<title>Old records that change their part when a dataset grows</title>", '<rect width="100%" height="100%" fill="#ffffff"/>']
for step in range(0, 101, 10):
    if step / 100 > most:
        break
    y = top + high * (1 - step / 100 / most)
    svg.append(f'<path d="M{left} {y:.1f}h{wide}" stroke="#e0e0e0"/><text x="{left - 8}" y="{y + 4:.1f}" text-anchor="end">{step} %</text>')
for at, growth in zip(x, growths):
    svg.append(f'<text x="{at:.1f}" y="{top + high + 20}" text-anchor="middle">{growth} %</text>')
svg.append(f'<text x="{left + wide / 2}" y="{top + high + 44}" text-anchor="middle">new records, of the old ones</text>')
svg.append(f'<text x="{left - 8}" y="{top - 12}" text-anchor="start">old records that move</text>')
for how, shares in moved.items():
    y = [top + high * (1 - share / most) for share in shares]
    dash = ' stroke-dasharray="6 4"' if how == "exact with freeze" else ""
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y))
    svg.append(f'<polyline points="{points}" fill="none" stroke="{colours[how]}" stroke-width="2.5"{dash}/>')
    end = y[-1] + (4 if shares[-1] else -8 if how == "stable" else 6)
    told = how if shares[-1] else f"{how}: 0"
    svg.append(f'<text x="{x[-1] + 8:.1f}" y="{end:.1f}" fill="{colours[how]}">{told}</text>')
svg.append("</svg>")
open(plot, "w").write("\n".join(svg) + "\n")
