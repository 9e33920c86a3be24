"""Runs dsprep on a list of texts and tells what became of each: what the comparisons of this folder share."""
import json
import pathlib
import subprocess
import sys
import tempfile


def read_texts(path):
    with open(path, encoding="utf-8") as lines:
        return [(record["id"], record["text"]) for record in map(json.loads, lines)]


def run(binary, toml, texts, explain=False):
    """For each text (kept record or None, {rule: value} of its failed rules), in order."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "pipeline.toml").write_text('[dataset]\nid = "/id"\n' + toml, encoding="utf-8")
        with open(folder / "in.jsonl", "w", encoding="utf-8") as file:
            for number, text in enumerate(texts):
                file.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
        command = [binary, "run", folder / "pipeline.toml", folder / "in.jsonl", "-o", folder / "out", "--progress", "none", "--compress", "none"]
        done = subprocess.run(command + (["--explain"] if explain else []), capture_output=True, text=True)
        if done.returncode:
            sys.exit(done.stderr)
        results = [(None, {})] * len(texts)
        for path in (folder / "out" / "data").glob("*.jsonl"):
            for line in open(path, encoding="utf-8"):
                record = json.loads(line)
                results[int(record["id"])] = (record, {})
        for path in (folder / "out" / "dropped").glob("*/*.jsonl"):
            for line in open(path, encoding="utf-8"):
                record = json.loads(line)
                results[int(record["id"])] = (None, {f["rule"]: f["value"] for f in record["_dsprep"]["failed"]})
        return results


def tally(name, differences, total):
    print(f"{name}: {total} texts, {len(differences)} differ, agreement {1 - len(differences) / max(1, total):.5f}")
