#!/usr/bin/env python3
"""Fits the trees by which html_text tells main text (data/html/main_text.trees), and scores them on pages they have not seen.

    pip install -r tests/parity/html_requirements.txt
    html_main.py HTML_BLOCKS DATA [--write data/html/main_text.trees]

HTML_BLOCKS is build/release/tests/html_blocks, DATA the folder with wcxb, aeb and trafilatura_eval (html/ of the shared data). Pages are
put in two halves by a hash of their host. Each half is scored by trees fitted to the other one. --write fits them to all pages.

A block's label is the share of its words that the page's known main text has, in its order; of trafilatura_eval only the blocks
are known that hold one of the page's segments. Scores: word-F1 a page, averaged (wcxb); F1 of the averages of precision and recall in
shingles of four words (aeb); F1 of segments (trafilatura_eval); each as the benchmark's own scorer counts.
"""
import argparse
import collections
import gzip
import json
import os
import re
import struct
import subprocess
import tempfile
import urllib.parse
import zlib

import cydifflib
import lightgbm
import numpy

SETTINGS = dict(objective="cross_entropy", learning_rate=0.07, num_leaves=20, min_data_in_leaf=60, feature_fraction=0.3,
                bagging_fraction=0.7, bagging_freq=1, lambda_l2=10, max_bin=127, num_threads=1, seed=1, deterministic=True, verbose=-1)
TREES = 250
# What a page weighs: its blocks' weights add up to this; of trafilatura_eval each known block does.
WEIGHTS = {"wcxb": 1.0, "aeb": 1.3, "trafilatura_eval": 0.06}


def words(text):
    return re.findall(r"\w+", text.lower())


def spaced(text):
    return re.sub(r"\s+", " ", text).strip()


def utf8(html):
    """As dsprep's readers give it: what is not UTF-8 is decoded as the page says, or as windows-1252."""
    try:
        html.decode()
        return html
    except UnicodeDecodeError:
        declared = re.search(rb"charset=[\"']?([\w-]+)", html[:4096])
        try:
            return html.decode(declared.group(1).decode() if declared else "windows-1252", "replace").encode()
        except LookupError:
            return html.decode("windows-1252", "replace").encode()


def known_pages(data):
    """Every page: set, path, type, and what is known of it."""
    for name in sorted(os.listdir(f"{data}/wcxb/ground-truth")):
        with open(f"{data}/wcxb/ground-truth/{name}") as file:
            page = json.load(file)
        kind = page["_internal"]["page_type"]["primary"]
        yield {"set": "wcxb", "path": f"{data}/wcxb/html/{name[:-5]}.html.gz", "type": "collection" if kind == "category" else kind,
               "url": page.get("url", name), "gold": page["ground_truth"].get("main_content") or ""}
    with open(f"{data}/aeb/ground-truth.json") as file:
        for name, page in json.load(file).items():
            yield {"set": "aeb", "path": f"{data}/aeb/html/{name}.html.gz", "url": page["url"], "gold": page.get("articleBody", "")}
    with open(f"{data}/trafilatura_eval/evaldata.json") as file:
        for url, page in json.load(file).items():
            name = page["file"] if page["file"].endswith(".gz") else page["file"] + ".gz"
            yield {"set": "trafilatura_eval", "path": f"{data}/trafilatura_eval/pages/{name}", "url": url,
                   "with": [spaced(s) for s in page["with"]], "without": [spaced(s) for s in page["without"]]}


def read_blocks(program, pages):
    with tempfile.TemporaryDirectory() as folder:
        paths = []
        for number, page in enumerate(pages):
            paths.append(f"{folder}/{number}")
            with open(paths[-1], "wb") as file:
                file.write(utf8(gzip.open(page["path"]).read()))
        out = subprocess.run([program], input="\n".join(paths).encode(), stdout=subprocess.PIPE, check=True).stdout
    at = 0
    for page in pages:
        count, width = struct.unpack_from("II", out, at)
        at += 8
        page["rows"] = numpy.zeros((count, width), numpy.float32)
        page["words"] = numpy.zeros(count)
        page["texts"] = []
        for i in range(count):
            page["words"][i], = struct.unpack_from("f", out, at)
            page["rows"][i] = numpy.frombuffer(out, numpy.float32, width, at + 4)
            size, = struct.unpack_from("I", out, at + 4 + 4 * width)
            at += 8 + 4 * width
            page["texts"].append(out[at:at + size].decode("utf-8", "replace"))
            at += size
        page["tokens"] = [words(text) for text in page["texts"]]


def label_by_text(page):
    gold, blocks = words(page["gold"]), page["tokens"]
    flat = [word for block in blocks for word in block]
    owners = [i for i, block in enumerate(blocks) for _ in block]
    covered = numpy.zeros(len(blocks))
    if gold and flat:
        for begin, _, size in cydifflib.SequenceMatcher(None, flat, gold, autojunk=False).get_matching_blocks():
            for at in range(begin, begin + size):
                covered[owners[at]] += 1
    grams = {tuple(gold[i:i + 4]) for i in range(len(gold) - 3)}
    labels = covered / numpy.maximum(1, [len(block) for block in blocks])
    for i, block in enumerate(blocks):  # where the known text has another order
        if len(block) < 6:
            continue
        inside = numpy.zeros(len(block), bool)
        for j in range(len(block) - 3):
            if tuple(block[j:j + 4]) in grams:
                inside[j:j + 4] = True
        labels[i] = max(labels[i], inside.mean())
    page["labels"] = numpy.where(labels < 0.35, 0, numpy.where(labels > 0.8, 1, labels))  # below: by chance
    weights = (page["words"] + 0.5) ** 0.9
    page["weights"] = weights / max(weights.sum(), 1e-9) * WEIGHTS[page["set"]]


def label_by_segments(page):
    page["labels"] = numpy.zeros(len(page["texts"]))
    page["weights"] = numpy.zeros(len(page["texts"]))
    for i, text in enumerate(map(spaced, page["texts"])):
        inside = any(s in text or (len(text) > 25 and text in s) for s in page["with"])
        if inside or any(s in text for s in page["without"]):
            page["labels"][i] = inside
            page["weights"][i] = WEIGHTS[page["set"]]


def fit(pages):
    pages = [page for page in pages if page["texts"]]
    rows, labels, weights = (numpy.concatenate([page[what] for page in pages]) for what in ("rows", "labels", "weights"))
    known = weights > 0
    data = lightgbm.Dataset(rows[known], labels[known], weight=weights[known] / weights[known].mean())
    return lightgbm.train(SETTINGS, data, TREES)


def kept(page, model):
    """Which blocks stay: src/html/main_text.cpp says why."""
    if not page["texts"]:
        return numpy.zeros(0, bool)
    scores = model.predict(page["rows"], num_threads=1)
    order = numpy.argsort(-scores, kind="stable")
    size, right = page["words"][order], (scores * page["words"])[order]
    f1 = 2 * right.cumsum() / (right.sum() + size.cumsum() + 1e-9)
    best = f1.argmax()
    least = 0.25 + 0.35 * min(max((f1[best] - 0.7) / 0.25, 0), 1)
    return scores >= min(max(scores[order[best]], least), 0.6)


def f1_of(precision, recall):
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def shingles(tokens):
    return collections.Counter(tuple(tokens[i:i + 4]) for i in range(max(1, len(tokens) - 3)) if tokens)


def score(pages, model_of):
    by_type = collections.defaultdict(list)
    shingle_scores, segments = [], collections.Counter()
    for page in pages:
        stays = kept(page, model_of(page))
        text = "\n".join(text for text, stay in zip(page["texts"], stays) if stay)
        if page["set"] == "trafilatura_eval":
            text = spaced(text)
            segments["right"] += sum(s in text for s in page["with"])
            segments["missed"] += sum(s not in text for s in page["with"])
            segments["wrong"] += sum(s in text for s in page["without"])
            continue
        ours, gold = words(text), words(page["gold"])
        if page["set"] == "aeb":
            ours, gold = shingles(ours), shingles(gold)
            right = (ours & gold).total()
            shingle_scores.append((right / ours.total() if ours else None, right / gold.total() if gold else None))
            continue
        right = (collections.Counter(ours) & collections.Counter(gold)).total()
        precision, recall = (right / len(ours), right / len(gold)) if ours and gold else (not gold and not ours,) * 2
        by_type[page["type"]].append((precision, recall, f1_of(precision, recall)))
    rows = [(kind, numpy.mean(scores, 0)) for kind, scores in sorted(by_type.items())]
    rows.append(("wcxb", numpy.mean(sum(by_type.values(), []), 0)))
    rows.append(("mean of types but article", numpy.mean([row for kind, row in rows[:-1] if kind != "article"], 0)))
    precision, recall = (numpy.mean([s[i] for s in shingle_scores if s[i] is not None]) for i in (0, 1))
    rows.append(("aeb", (precision, recall, f1_of(precision, recall))))
    precision = segments["right"] / (segments["right"] + segments["wrong"])
    recall = segments["right"] / (segments["right"] + segments["missed"])
    rows.append(("trafilatura_eval", (precision, recall, f1_of(precision, recall))))
    for name, (precision, recall, f1) in rows:
        print(f"{name:28} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.4f}")


def write(model, path):
    def nodes(node):
        if "leaf_value" in node:
            return [f"{node['leaf_value']:.5g}"]
        assert node["decision_type"] == "<="
        return [f"{node['split_feature']}<{node['threshold']:.6g}", *nodes(node["left_child"]), *nodes(node["right_child"])]

    with open(path, "w") as file:
        for tree in model.dump_model()["tree_info"]:
            file.write(" ".join(nodes(tree["tree_structure"])) + "\n")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("data")
    parser.add_argument("--write")
    parser.add_argument("--only-write", action="store_true", help="no scores")
    options = parser.parse_args()
    pages = list(known_pages(options.data))
    read_blocks(options.program, pages)
    for page in pages:
        host = urllib.parse.urlparse(page["url"]).netloc or page["url"]
        page["half"] = zlib.crc32(".".join(host.split(".")[-2:]).encode()) // 5 % 2
        (label_by_segments if page["set"] == "trafilatura_eval" else label_by_text)(page)
    if not options.only_write:
        models = [fit([page for page in pages if page["half"] != half]) for half in (0, 1)]
        print("pages that the trees have not seen:")
        score(pages, lambda page: models[page["half"]])
    if options.write:
        model = fit(pages)
        print("pages that the trees were fitted to:")
        score(pages, lambda page: model)
        write(model, options.write)


if __name__ == "__main__":
    main()
