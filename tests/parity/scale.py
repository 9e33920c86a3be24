#!/usr/bin/env python3
"""scale beside scikit-learn's MinMaxScaler, StandardScaler and RobustScaler.

    python3 tests/parity/scale.py build/release/dsprep [TABLE.csv...]

Needs numpy and scikit-learn (PyPI). Columns that are made here (even, skewed, constant, nearly constant, tiny, huge, far from
0, with missing values), the five real tables that scikit-learn brings along, and the numeric columns of the CSV files. Exit 1 where a number differs by more than 1e-12 of
the larger of 1 and itself.
"""
import csv
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import sklearn
from sklearn import datasets
from sklearn.preprocessing import MinMaxScaler, RobustScaler, StandardScaler

dsprep, tables = sys.argv[1], sys.argv[2:]
rng = np.random.default_rng(7)
n = 2000


def edge_columns():
    normal = rng.normal(size=n)
    columns = {
        "normal": normal,
        "skewed": rng.lognormal(3, 2, n),
        "integers": rng.integers(-5, 100, n).astype(float),
        "constant": np.full(n, 0.1),
        "zero": np.zeros(n),
        "two": np.where(normal > 0, 1.0, -1.0),
        "huge": normal * 1e150,
        "tiny": normal * 1e-10,
        "tinier": normal * 1e-300,
        "dates": 1.7e9 + rng.uniform(0, 1e7, n),
        "one_wild": np.append(normal[1:], 1e12),
        "mostly_equal": np.where(rng.uniform(size=n) < 0.9, 3.0, normal),
        "one_number": np.append(np.full(n - 1, np.nan), 5.0),
        "holes": np.where(rng.uniform(size=n) < 0.3, np.nan, normal),
    }
    return np.column_stack(list(columns.values())), list(columns)


def numeric_columns(path):
    with open(path, newline="", encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    columns, names = [], []
    for name in rows[0]:
        try:
            columns.append([float(row[name]) if row[name] else np.nan for row in rows])
            names.append(name)
        except ValueError:
            pass
    return np.column_stack(columns), names


def scaled(matrix, options, train=None):
    with tempfile.TemporaryDirectory() as folder:
        rows = [json.dumps({"x": [None if np.isnan(v) else v for v in row]}) + "\n" for row in matrix.tolist()]
        source, target = Path(folder, "in.jsonl"), Path(folder, "out.jsonl")
        step = f"--scale=field=/x,missing=keep,{options}"
        if train:
            source.write_text("".join(rows[:train]))
            subprocess.run([dsprep, "normalize", step, source, "-o", target, "-q"], check=True)
            step = f"--scale=field=/x,missing=keep,file={folder}/out.jsonl.dsprep/scale.json"
            target = Path(folder, "all.jsonl")
        source.write_text("".join(rows))
        subprocess.run([dsprep, "normalize", step, source, "-o", target, "-q"], check=True)
        lines = target.read_text().splitlines()
    return np.array([[np.nan if v is None else v for v in json.loads(line)["x"]] for line in lines])


print("scikit-learn", sklearn.__version__)
failed = False
real = [(name, getattr(datasets, "load_" + name)().data) for name in ("iris", "wine", "breast_cancer", "diabetes", "digits")]
sets = [("edge columns", *edge_columns())] + [(t, m, [str(i) for i in range(m.shape[1])]) for t, m in real]
sets += [(Path(t).name, *numeric_columns(t)) for t in tables]
for title, matrix, names in sets:
    for options, peer in [
        ("method=min_max", MinMaxScaler()),
        ("method=min_max,low=-3,high=5", MinMaxScaler(feature_range=(-3, 5))),
        ("method=min_max,clip=true", MinMaxScaler(clip=True)),
        ("method=zscore", StandardScaler()),
        ("method=robust", RobustScaler()),
        ("method=robust,low_quantile=0.1,high_quantile=0.95", RobustScaler(quantile_range=(10, 95))),
    ]:
        for train in (None, len(matrix) // 2):
            if train and "one_number" in names:
                fitted, columns = np.delete(matrix, names.index("one_number"), 1), [c for c in names if c != "one_number"]
            else:
                fitted, columns = matrix, names
            expected = peer.fit(fitted[:train]).transform(fitted)
            got = scaled(fitted, options if not train or "clip" not in options else "method=min_max", train)
            if train and "clip" in options:
                got = np.clip(got, 0, 1)
            worst = 0.0
            for i, name in enumerate(columns):
                assert np.array_equal(np.isnan(got[:, i]), np.isnan(expected[:, i])), name
                difference = np.nanmax(np.abs(got[:, i] - expected[:, i]) / np.maximum(1, np.abs(expected[:, i])))
                worst = max(worst, difference)
                if difference > 1e-12:
                    failed = True
                    print(f"  {name}: {difference:.2g}")
            print(f"{title}, {options}{', half' if train else ''}: {got.size} numbers, largest difference {worst:.2g}")
sys.exit(failed)
