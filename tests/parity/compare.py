#!/usr/bin/env python3
"""compare's drift beside scipy and Evidently's formulas, every measure to 1e-9.

    python3 tests/parity/compare.py build/release/dsprep

Needs scipy (PyPI); where evidently==0.7.20 and pandas<3 are there, its own functions are asked, too. PSI's treatment of empty cells is Evidently's
get_binned_data, written out here: a share of 0 becomes 0.0001, or a millionth of the smallest share where that is not more than 0.0001. Random datasets: labels with rare and absent ones, numbers with ties,
integers, heavy tails, samples of 3 to 20,000.
"""
import json
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from scipy import special, stats
from scipy.spatial.distance import jensenshannon

dsprep = sys.argv[1]
failed = compared = 0


def compare(reference, current):
    with tempfile.TemporaryDirectory() as folder:
        for name, rows in (("r", reference), ("c", current)):
            Path(folder, name + ".jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
        out = Path(folder, "out.json")
        step = f"--compare=against={folder}/r.jsonl,vocabulary=false,by=content"
        subprocess.run([dsprep, "report", step, f"{folder}/c.jsonl", "-o", out, "-q"], check=True, stderr=subprocess.DEVNULL)
        return json.loads(out.read_text())["reports"][0]["metrics"]


def check(case, ours, name, value):
    global failed, compared
    if np.isnan(value):
        return
    compared += 1
    found = ours.get("compare." + name)
    if found is None or abs(found - value) > 1e-9 * max(1, abs(value)):
        failed += 1
        print(f"{case}: {name} is {found}, and {value} there")


def filled(shares):
    smallest = shares[shares > 0].min()
    return np.where(shares == 0, smallest / 10**6 if smallest <= 0.0001 else 0.0001, shares)


def check_cells(case, ours, field, r, c):
    r, c = np.array(r, float), np.array(c, float)
    p, q = r / r.sum(), c / c.sum()
    a, b = filled(p), filled(q)
    check(case, ours, "psi." + field, np.sum((b - a) * np.log(b / a)))
    check(case, ours, "js." + field, jensenshannon(p, q))
    check(case, ours, "linf." + field, np.abs(p - q).max())
    check(case, ours, "tvd." + field, np.abs(p - q).sum() / 2)
    if len(r) < 2:
        return
    chi2, probability, _, _ = stats.chi2_contingency(np.array([r, c]), correction=False)
    check(case, ours, "chi2." + field, chi2)
    check(case, ours, "chi2_p." + field, probability)
    n, k = r.sum() + c.sum(), len(r)
    phi = max(0, chi2 / n - (k - 1) / (n - 1))
    least = min(k - (k - 1) ** 2 / (n - 1) - 1, 2 - 1 / (n - 1) - 1)
    check(case, ours, "cramers_v." + field, np.sqrt(phi / least) if least > 0 else np.nan)


def bins(reference, current):
    reference, current = np.sort(reference), np.sort(current)
    edges = np.unique([np.quantile(reference, k / 10, method="inverted_cdf") for k in range(1, 10)])
    smallest = reference[0]
    below = edges[0] == smallest
    cells = []
    lower = -np.inf
    if below:
        cells.append((0, int((current < smallest).sum())))
        reference_from, current_from = reference, current[current >= smallest]
    else:
        reference_from, current_from = reference, current
    for edge in list(edges) + [np.inf]:
        cells.append((int(((reference_from > lower) & (reference_from <= edge)).sum()),
                      int(((current_from > lower) & (current_from <= edge)).sum())))
        lower = edge
    return zip(*[cell for cell in cells if cell != (0, 0)])


def check_numbers(case, ours, field, x, z):
    check_cells(case, ours, field, *bins(np.array(x, float), np.array(z, float)))
    exact = len(x) * len(z) <= 10_000_000
    ks = stats.ks_2samp(x, z, method="exact" if exact else "asymp")
    check(case, ours, "ks." + field, ks.statistic)
    n = len(x) * len(z) / (len(x) + len(z))
    check(case, ours, "ks_p." + field, ks.pvalue if exact else special.kolmogorov(np.sqrt(n) * ks.statistic))
    distance = stats.wasserstein_distance(x, z)
    check(case, ours, "wasserstein." + field, distance)
    check(case, ours, "wasserstein_std." + field, distance / max(np.std(x), 0.001))


random.seed(18)
shapes = {
    "normal": lambda shift: random.gauss(shift, 1),
    "heavy": lambda shift: random.lognormvariate(shift, 2),
    "whole": lambda shift: random.randint(0, 9) + round(shift),
    "constant": lambda shift: 5 if random.random() < 0.9 else 5 + shift,
    "large": lambda shift: 1e9 + random.gauss(shift, 3),
}
for shape, draw in shapes.items():
    for n, m in ((3, 4), (10, 12), (50, 400), (1000, 700), (20000, 15000)):
        for shift in (0, 0.3, 3):
            x, z = [draw(0) for _ in range(n)], [draw(shift) for _ in range(m)]
            ours = compare([{"v": v} for v in x], [{"v": v} for v in z])
            check_numbers(f"{shape} {n} {m} {shift}", ours, "v", x, z)
for labels in (2, 5, 40, 400):
    for n, m in ((10, 7), (300, 500), (30000, 20000)):
        weights = [1 / (i + 1) ** random.choice((0.5, 2)) for i in range(labels)]
        names = [f"标签{i}" for i in range(labels)]
        r = random.choices(names, weights, k=n)
        c = random.choices(names, weights[::-1] if random.random() < 0.3 else weights, k=m)
        ours = compare([{"label": v} for v in r], [{"label": v} for v in c])
        seen = sorted(set(r) | set(c))
        check_cells(f"labels {labels} {n} {m}", ours, "label", [r.count(v) for v in seen], [c.count(v) for v in seen])
try:
    import pandas as pd
    from evidently.legacy.calculations.stattests import get_stattest, jensenshannon_stat_test, psi_stat_test
    from evidently.legacy.core import ColumnType
except ImportError as absent:
    print(f"without Evidently ({absent})")
else:
    for n, m in ((2000, 3000), (30000, 500), (200000, 100000)):
        weights = [1 / (i + 1) ** 3 for i in range(12)]
        names = [f"标签{i}" for i in range(12)]
        r = random.choices(names, weights, k=n)
        c = random.choices(names, weights[::-1] if n == 2000 else weights, k=m)
        ours = compare([{"label": v} for v in r], [{"label": v} for v in c])
        for name, test in (("psi", psi_stat_test), ("js", jensenshannon_stat_test)):
            function = get_stattest(pd.Series(r), pd.Series(c), ColumnType.Categorical, test)
            check(f"Evidently {n} {m}", ours, name + ".label",
                  function(pd.Series(r), pd.Series(c), ColumnType.Categorical, 0.1).drift_score)
print(f"{compared} measures compared, {failed} differ")
sys.exit(failed != 0)
