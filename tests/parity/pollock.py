#!/usr/bin/env python3
"""How well broken CSV is read: the Pollock benchmark (HPI), scored by its own code.

    python3 tests/parity/pollock.py build/release/dsprep POLLOCK_REPOSITORY POLLUTED_FILES

POLLOCK_REPOSITORY: for pollock/metrics.py and pollock_weights.json (needs numpy, joblib, multiset, chardet). POLLUTED_FILES: its folder with csv,
clean and parameters, unpacked. Two rows: what dsprep guesses, and with the parameters that the benchmark gives every system.
"""
import collections
import csv
import functools
import json
import os
import subprocess
import sys
import tempfile

dsprep, repository, data = sys.argv[1:4]
sys.path.insert(0, repository)
from pollock import metrics  # noqa: E402

metrics.normalize_cell = functools.lru_cache(maxsize=None)(metrics.normalize_cell)  # the same cells stand in thousands of files


def parameters_of(name):
    with open(os.path.join(data, "parameters", name + "_parameters.json")) as file:
        return json.load(file)


def as_told(name):
    """--from, as the benchmark's script for DuckDB makes its arguments: where the header is, the columns' names, the dialect."""
    given = parameters_of(name)
    delimiter, quote = given["delimiter"] or ",", given["quotechar"] or '"'
    names = {" ": "space", "\t": "tab", ", ": ","}
    lines = given["preamble_lines"] + given["header_lines"]
    params = {"delimiter": names.get(delimiter, delimiter), "quote": quote, "header": False, "skip": lines}
    if given["escapechar"] == "\\":
        params["escape"] = "backslash"
    if given["column_names"]:
        params["columns"] = [column.strip() for column in given["column_names"]]
    return json.dumps(params, sort_keys=True)


def toml(params):
    return "\n".join(f"{key} = {json.dumps(value)}" for key, value in params.items())


def convert(names, params, into):
    """Reads all of `names` in one run, and writes what was read as the CSV that the benchmark looks at."""
    with tempfile.TemporaryDirectory() as work:
        os.mkdir(os.path.join(work, "in"))
        for name in names:
            os.symlink(os.path.abspath(os.path.join(data, "csv", name)), os.path.join(work, "in", name))
        with open(os.path.join(work, "run.toml"), "w") as file:
            file.write(f'[[source]]\npaths = [{json.dumps(work + "/in")}]\nformat = "csv"\n[source.params]\n{toml(params)}\n')
        run = [dsprep, "run", os.path.join(work, "run.toml"), "-o", os.path.join(work, "out"), "--to", "jsonl", "-q", "--max-errors", "100%"]
        subprocess.run(run, stderr=subprocess.PIPE)
        with open(os.path.join(work, "out", "manifest.json")) as file:
            manifest = json.load(file)
        inputs = [source["name"] for source in manifest["inputs"]]
        outputs = sorted(o["path"] for o in manifest["outputs"] if o["path"].startswith("data/"))
        assert len(inputs) == len(outputs) == len(names), (len(inputs), len(outputs), len(names))
        for source, output in zip(inputs, outputs):
            with open(os.path.join(work, "out", output)) as file:
                records = [json.loads(line) for line in file]
            with open(os.path.join(into, os.path.basename(source)), "w", newline="") as file:
                writer = csv.writer(file)
                if records:
                    writer.writerow(records[0].keys())
                writer.writerows(record.values() for record in records)


def score(loaded):
    with open(os.path.join(repository, "pollock_weights.json")) as file:
        weights = json.load(file)
    simple = weighted = total = 0
    lost = []
    for name in names:
        measures = [1.0, *metrics.header_record_cell_measures_csv(os.path.join(data, "clean", name), os.path.join(loaded, name))]
        simple += sum(measures)
        weighted += sum(measures) * weights.get(name, -1)
        total += weights.get(name, -1)
        lost.append((10 - sum(measures), name))
    return simple / len(names), weighted / total, lost


names = sorted(name for name in os.listdir(os.path.join(data, "csv")) if name.endswith(".csv"))
for title, told in (("guessed", lambda name: "{}"), ("as told", as_told)):
    groups = collections.defaultdict(list)
    for name in names:
        groups[told(name)].append(name)
    with tempfile.TemporaryDirectory() as loaded:
        for params, members in groups.items():
            convert(members, json.loads(params), loaded)
        simple, weighted, lost = score(loaded)
    print(f"{title}: simple {simple:.3f}, weighted {weighted:.3f} of 10")
    kinds = collections.Counter()
    for much, name in lost:
        kinds["".join(c for c in name if not c.isdigit())] += float(much)
    for kind, much in kinds.most_common(12):
        print(f"    {kind}: {much:.2f} lost over its files")
