#!/usr/bin/env python3
"""Writes configs/fineweb2/LANG.toml from the per-language limits of FineWeb-2.

    scripts/fineweb2-presets.py CHECKOUT [LANG ...]      (CHECKOUT: huggingface/fineweb-2 at d0defb2; needs PyYAML)

Without LANG: the languages with at least 100,000 documents in that dataset. Any other of its 1,929 can be written the same way; the limits,
of the documents and not of the text, are Copyright Hugging Face, Apache 2.0.
"""
import csv
import os
import sys

import yaml

NO_SPACES = {"Hani", "Hans", "Hant", "Jpan", "Kana", "Hira", "Thai", "Laoo", "Khmr", "Mymr", "Tibt"}
DICTIONARY = {"Hani", "Hans", "Hant", "Jpan", "Kana", "Hira", "Thai", "Laoo", "Khmr", "Mymr"}


def text(value):
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def wrapped(words):
    lines, line = [], " "
    for word in words:
        if len(line) + len(word) > 118:
            lines.append(line)
            line = " "
        line += f" {text(word)},"
    return "\n".join(["stop_words = [", *lines, line, "]"])


def preset(lang, name, c):
    script = lang.split("_")[1]
    words = ['words = "unicode"'] if script in DICTIONARY else ['words = "uax29"'] if script in NO_SPACES else []
    punct = '"none"' if c["line_punct_thr"] < 0 else c["line_punct_thr"]
    out = [f"# The filters of FineWeb-2 for {name}, with its limits (huggingface/fineweb-2 d0defb2).  dsprep clean --preset fineweb2/{lang} INPUT -o OUT",
           f"# Without its language score (GlotLID, at least {c['language_score']}) and its deduplication. See README.md here.", "",
           "[[step]]", 'op = "gopher_repetition"', 'variant = "datatrove"', *words, 'max_dup_paragraphs = "none"', 'max_dup_line_chars = "none"',
           'max_dup_paragraph_chars = "none"', f"max_dup_lines = {c['dup_line_frac']}"]
    out += [f"max_top_{n}gram = {limit}" for n, limit in c["top_n_grams"]]
    out += [f"max_dup_{n}grams = {limit}" for n, limit in c["dup_n_grams"]]
    out += ["", "[[step]]", 'op = "fineweb"', *words, 'max_short_lines = "none"', "max_char_dup = 0.1", f"min_line_punct = {punct}",
            f"max_newlines_per_word = {c['new_line_ratio']}"]
    out += ["", "[[step]]", 'op = "gopher_quality"', 'variant = "datatrove"', *words, f"min_word_length = {c['min_avg_word_length']}",
            f"max_word_length = {c['max_avg_word_length']}", f"min_alpha_words = {c['max_non_alpha_words_ratio']}", "min_stop_words = 2",
            wrapped(c["stopwords"])]
    return "\n".join(out) + "\n"


def main():
    checkout, langs = sys.argv[1], sys.argv[2:]
    names, sizes = {}, {}
    with open(os.path.join(checkout, "fineweb2-language-distribution.csv"), encoding="utf-8") as file:
        for row in csv.DictReader(file):
            if row["split"] == "train" and not row["subset"].endswith("_removed"):
                names[row["subset"]], sizes[row["subset"]] = row["name"], int(row["documents"])
    langs = langs or sorted(lang for lang in sizes if sizes[lang] >= 100_000)
    folder = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "configs", "fineweb2")
    os.makedirs(folder, exist_ok=True)
    for lang in langs:
        path = os.path.join(checkout, "configs", lang + ".yml")
        if not os.path.exists(path):
            print(f"{lang}: FineWeb-2 has no limits for it")
            continue
        with open(path, encoding="utf-8") as file:
            limits = yaml.safe_load(file)
        with open(os.path.join(folder, lang + ".toml"), "w", encoding="utf-8") as file:
            file.write(preset(lang, names.get(lang, lang), limits))


if __name__ == "__main__":
    main()
