#!/usr/bin/env python3
"""gopher_quality, gopher_repetition and fineweb against the tools whose variants they name.

dsprep measures every rule of every text, with limits that all texts keep to. Then the tool itself is asked: where it answers
with values, these are compared; where it answers keep or drop, it must keep with the limit at dsprep's value, and drop with the
limit just past it.

    python -m venv v && v/bin/pip install -r tests/parity/requirements-quality.txt
    v/bin/python tests/parity/quality.py datatrove --dsprep build/release/dsprep DOCS...
    v/bin/python tests/parity/quality.py dclm --path CHECKOUT --dsprep build/release/dsprep DOCS...      (mlfoundations/dclm 361714b)
    d/bin/python tests/parity/quality.py dolma --dsprep build/release/dsprep DOCS...                     (d: requirements-quality-dolma.txt)

DOCS are .jsonl or .jsonl.gz with a member "text", and .html or .html.gz (tags cut out). --limit N takes N texts, evenly, and --part I/N
every N-th of these from the I-th (from 0), for tools that take long. --fixtures FILE instead of DOCS runs over the texts of texts.py and
writes the values that the tool has confirmed into FILE, one column per tool.
Exit code 1 where anything differs; docs/parity.md says what does, and why.
"""
import argparse
import gzip
import json
import math
import os
import re
import subprocess
import sys
import tempfile

OPEN_AT_MOST, OPEN_AT_LEAST = 1e18, 0


def config(variant):
    """All rules on, and none that drops."""
    shares = ["max_dup_lines", "max_dup_paragraphs", "max_dup_line_chars", "max_dup_paragraph_chars", "max_top_2gram", "max_top_3gram",
              "max_top_4gram"] + [f"max_dup_{n}grams" for n in range(5, 11)]
    lines = [f'[[step]]\nop = "gopher_quality"\nvariant = "{variant}"', "min_words = 0", "max_words = 1000000000000", "min_word_length = 0",
             "max_word_length = 1e18", "max_hash_ratio = 1e18", "max_ellipsis_ratio = 1e18", "max_symbol_ratio = 1e18", "max_bullet_lines = 1",
             "max_ellipsis_lines = 1", "min_alpha_words = 0", "min_stop_words = 0",
             f'[[step]]\nop = "gopher_repetition"\nvariant = "{variant}"', "min_lines = 0"]
    lines += [f"{name} = 1e18" for name in shares]
    if variant == "datatrove":
        lines += ['[[step]]\nop = "fineweb"', "min_line_punct = 0", "max_short_lines = 1", "max_char_dup = 1", "max_newlines_per_word = 1e18"]
    return "\n".join(lines) + "\n"


def measure(dsprep, variant, texts):
    """The values of all rules of all texts, by "op.rule"."""
    with tempfile.TemporaryDirectory() as folder:
        inputs, toml, out = (os.path.join(folder, name) for name in ("in.jsonl", "open.toml", "out"))
        with open(inputs, "w", encoding="utf-8") as file:
            for i, text in enumerate(texts):
                file.write(json.dumps({"n": i, "text": text}, ensure_ascii=False) + "\n")
        with open(toml, "w") as file:
            file.write(config(variant))
        subprocess.run([dsprep, "run", toml, inputs, "-o", out, "--explain", "--progress", "none", "-j", "1", "--compress", "none"], check=True,
                       stderr=subprocess.DEVNULL)
        measured = [None] * len(texts)
        for folder_, _, names in os.walk(out):
            for name in names:
                if not name.startswith("part-"):
                    continue
                with open(os.path.join(folder_, name), encoding="utf-8") as file:
                    for line in file:
                        record = json.loads(line)
                        values = measured[record["n"]] = {}
                        for step in record["_dsprep"].get("trail", []):
                            for m in step.get("measured", []):
                                values[f'{step["op"]}.{m["rule"]}'] = m["value"]
                        for m in record["_dsprep"].get("failed", []):
                            values[f'{record["_dsprep"]["op"]}.{m["rule"]}'] = m["value"]
    return measured


class Outcome:
    def __init__(self):
        self.compared, self.differences, self.confirmed, self.fails = {}, [], {}, {}

    def count(self, rule, doc, value):
        self.compared[rule] = self.compared.get(rule, 0) + 1
        self.confirmed.setdefault(doc, {})[rule] = value

    def differ(self, rule, doc, ours, theirs):
        self.differences.append((rule, doc, ours, theirs))


def bracket(outcome, doc, rule, value, at_most, drops, nudge=None):
    """`drops(limit)` is the tool's decision: at our value it keeps, just past it it drops."""
    try:
        if value is None:                            # nothing to measure: no limit drops
            if drops(-1.0 if at_most else 1e9):
                outcome.differ(rule, doc, None, "drops")
            else:
                outcome.count(rule, doc, None)
            return
        if nudge is None:
            past, at = math.nextafter(value, -math.inf if at_most else math.inf), value
        else:
            past = value * (1 - nudge if at_most else 1 + nudge) if value else (-nudge if at_most else nudge)
            at = value * (1 + nudge if at_most else 1 - nudge)
        if at_most and value == 0:                   # a limit of 0 is "off" for datatrove; the smallest number above it says the same
            keeps_at, drops_past = not drops(5e-324 if nudge is None else nudge), True
        else:
            keeps_at, drops_past = not drops(at), drops(past)
    except (ZeroDivisionError, ValueError, TypeError, AssertionError) as error:
        key = (rule, type(error).__name__)
        outcome.fails[key] = outcome.fails.get(key, 0) + 1
        return
    if keeps_at and drops_past:
        outcome.count(rule, doc, value)
    else:
        outcome.differ(rule, doc, value, f"at the value: {'keeps' if keeps_at else 'drops'}, past it: {'drops' if drops_past else 'keeps'}")


def run_datatrove(texts, measured, outcome, _):
    from datatrove.data import Document
    from datatrove.pipeline.filters import FineWebQualityFilter, GopherQualityFilter, GopherRepetitionFilter
    from datatrove.utils.word_tokenizers import WordTokenizer

    class Split(WordTokenizer):
        def word_tokenize(self, text):
            return text.split()

        def sent_tokenize(self, text):
            raise NotImplementedError

        span_tokenize = sent_tokenize

    tokenizer = Split()
    quality_off = dict(min_doc_words=None, max_doc_words=None, min_avg_word_length=None, max_avg_word_length=None, max_symbol_word_ratio=None,
                       max_bullet_lines_ratio=None, max_ellipsis_lines_ratio=None, max_non_alpha_words_ratio=None, min_stop_words=None)
    repetition_off = dict(dup_line_frac=None, dup_para_frac=None, dup_line_char_frac=None, dup_para_char_frac=None, top_n_grams=(), dup_n_grams=())
    fineweb_off = dict(line_punct_thr=-1, short_line_thr=1e18, char_duplicates_ratio=1e18, new_line_ratio=1e18)

    def decide(kind, off, text, reason, **on):
        answer = kind(language=tokenizer, **{**off, **on}).filter(Document(text=text, id=""))
        return answer is not True and answer[1] == reason

    quality = [  # rule, at most?, parameter, reason
        ("min_words", False, "min_doc_words", "gopher_short_doc"), ("max_words", True, "max_doc_words", "gopher_long_doc"),
        ("min_word_length", False, "min_avg_word_length", "gopher_below_avg_threshold"),
        ("max_word_length", True, "max_avg_word_length", "gopher_above_avg_threshold"),
        ("max_hash_ratio", True, "max_symbol_word_ratio", "gopher_too_many_hashes"),
        ("max_ellipsis_ratio", True, "max_symbol_word_ratio", "gopher_too_many_ellipsis"),
        ("max_bullet_lines", True, "max_bullet_lines_ratio", "gopher_too_many_bullets"),
        ("max_ellipsis_lines", True, "max_ellipsis_lines_ratio", "gopher_too_many_end_ellipsis"),
        ("min_alpha_words", False, "max_non_alpha_words_ratio", "gopher_below_alpha_threshold"),
        ("min_stop_words", False, "min_stop_words", "gopher_enough_stop_words")]
    repetition = [("max_dup_lines", "dup_line_frac"), ("max_dup_paragraphs", "dup_para_frac"), ("max_dup_line_chars", "dup_line_char_frac"),
                  ("max_dup_paragraph_chars", "dup_para_char_frac")]
    fineweb = [("min_line_punct", False, "line_punct_thr", "line_punct_ratio"), ("max_short_lines", True, "short_line_thr", "short_line_ratio"),
               ("max_char_dup", True, "char_duplicates_ratio", "char_dup_ratio"), ("max_newlines_per_word", True, "new_line_ratio", "list_ratio")]
    for doc, text in enumerate(texts):
        values = measured[doc]
        for rule, at_most, parameter, reason in quality:
            # One limit serves # and ellipses, and # is tested first: without # the second can be seen.
            shown = text.replace("#", "x") if rule == "max_ellipsis_ratio" else text
            bracket(outcome, doc, f"gopher_quality.{rule}", values[f"gopher_quality.{rule}"], at_most,
                    lambda limit: decide(GopherQualityFilter, quality_off, shown, reason, **{parameter: limit}))
        for rule, parameter in repetition:
            bracket(outcome, doc, f"gopher_repetition.{rule}", values[f"gopher_repetition.{rule}"], True,
                    lambda limit: decide(GopherRepetitionFilter, repetition_off, text, parameter, **{parameter: limit}))
        for n in range(2, 11):
            rule = f"gopher_repetition.max_top_{n}gram" if n < 5 else f"gopher_repetition.max_dup_{n}grams"
            parameter, reason = ("top_n_grams", f"top_{n}_gram") if n < 5 else ("dup_n_grams", f"duplicated_{n}_n_grams")
            bracket(outcome, doc, rule, values[rule], True,
                    lambda limit: decide(GopherRepetitionFilter, repetition_off, text, reason, **{parameter: ((n, limit),)}))
        if values.get("fineweb.lines_with_text") == 0:
            if not decide(FineWebQualityFilter, fineweb_off, text, "empty"):
                outcome.differ("fineweb.lines_with_text", doc, 0, "not empty")
            continue
        for rule, at_most, parameter, reason in fineweb:
            bracket(outcome, doc, f"fineweb.{rule}", values[f"fineweb.{rule}"], at_most,
                    lambda limit: decide(FineWebQualityFilter, fineweb_off, text, reason, **{parameter: limit}))


def run_dclm(texts, measured, outcome, path):
    sys.path[:0] = [path, os.path.join(path, "baselines")]
    from baselines.mappers.filters import content_filters as f
    from core.constants import CONTENT

    # Its words come from uniseg, which is slow, and are asked for again by every filter and limit: those of the text at hand are kept.
    split, kept = f.split_words, {}

    def split_once(text, **how):
        if kept.get("text") is not text:
            kept.clear()
            kept["text"] = text
        key = tuple(sorted(how.items()))
        if key not in kept:
            kept[key] = split(text, **how)
        return kept[key]

    f.split_words = split_once
    tiny = 1e-12                                     # it multiplies limits by counts, which rounds
    for doc, text in enumerate(texts):
        page, values = {CONTENT: text}, {k.split(".")[1]: v for k, v in measured[doc].items()}

        def check(rule, at_most, drops, exact=False):
            op = "gopher_quality" if rule in QUALITY else "gopher_repetition"
            bracket(outcome, doc, f"{op}.{rule}", values[rule], at_most, lambda limit: not drops(limit), None if exact else tiny)

        if not text.strip():                         # rejected by most of its filters, whatever their limit; by dsprep with the variant's
            rejected = [f.word_length_filter(page), f.symbol_ratio_filter(page, 1e9), f.alphabetic_word_ratio_filter(page, 1.0),
                        f.repetition_filter(page, "line", 1e9), f.repetition_filter(page, "paragraph", 1e9)]
            ours = (values["min_lines"], values["min_word_length"], values["max_symbol_ratio"], values["min_alpha_words"])
            if any(rejected) or ours != (0, 0, 1, 0):
                outcome.differ("blank text", doc, ours, rejected)
            else:
                outcome.compared["blank text"] = outcome.compared.get("blank text", 0) + 1
            continue
        check("min_words", False, lambda v: f.page_length_filter(page, "word", min_length=v, ignore_punctuation=True), True)
        check("max_words", True, lambda v: f.page_length_filter(page, "word", min_length=0, max_length=v, ignore_punctuation=True), True)
        check("min_word_length", False, lambda v: f.word_length_filter(page, min_length=v))
        check("max_word_length", True, lambda v: f.word_length_filter(page, max_length=v))
        check("max_symbol_ratio", True, lambda v: f.symbol_ratio_filter(page, v))
        check("max_bullet_lines", True, lambda v: f.bullet_count_filter(page, v))
        check("max_ellipsis_lines", True, lambda v: f.ellipsis_count_filter(page, v))
        check("min_alpha_words", False, lambda v: f.alphabetic_word_ratio_filter(page, 1 - v))
        if values["min_stop_words"] > 0:
            check("min_stop_words", False, lambda v: f.stop_word_filter(page, min_stop_word=v), True)
        elif not f.stop_word_filter(page, min_stop_word=1):   # asked for none, it still wants one
            outcome.count("gopher_quality.min_stop_words", doc, 0)
        else:
            outcome.differ("gopher_quality.min_stop_words", doc, 0, "at least one")
        cache = {}
        check("max_dup_lines", True, lambda v: f.repetition_filter(page, "line", v, count_characters=False, cache=cache))
        check("max_dup_paragraphs", True, lambda v: f.repetition_filter(page, "paragraph", v, count_characters=False, cache=cache))
        check("max_dup_line_chars", True, lambda v: f.repetition_filter(page, "line", v, cache=cache))
        check("max_dup_paragraph_chars", True, lambda v: f.repetition_filter(page, "paragraph", v, cache=cache))
        for n in range(2, 11):
            rule = f"max_top_{n}gram" if n < 5 else f"max_dup_{n}grams"
            check(rule, True, lambda v: f.repetition_filter(page, n, v, cache=cache))


QUALITY = {"min_words", "max_words", "min_word_length", "max_word_length", "max_symbol_ratio", "max_bullet_lines", "max_ellipsis_lines",
           "min_alpha_words", "min_stop_words"}


def run_dolma(texts, measured, outcome, _):
    from dolma.taggers.gopher import get_attributes

    for doc, text in enumerate(texts):
        a = get_attributes(text)
        theirs = {"gopher_quality.min_words": a.word_count, "gopher_quality.min_word_length": a.median_word_length,
                  "gopher_quality.max_symbol_ratio": a.symbol_to_word_ratio,
                  "gopher_quality.max_bullet_lines": a.fraction_of_lines_starting_with_bullet_point,
                  "gopher_quality.max_ellipsis_lines": a.fraction_of_lines_ending_with_ellipsis,
                  "gopher_quality.min_alpha_words": a.fraction_of_words_with_alpha_character,
                  "gopher_quality.min_stop_words": a.required_word_count,
                  "gopher_repetition.max_dup_lines": a.fraction_of_duplicate_lines,
                  "gopher_repetition.max_dup_line_chars": a.fraction_of_characters_in_duplicate_lines}
        theirs.update({f"gopher_repetition.max_top_{n}gram": None for n in (2, 3, 4)})
        theirs.update({f"gopher_repetition.max_dup_{n}grams": None for n in range(5, 11)})
        theirs.update({f"gopher_repetition.max_top_{n}gram": v for n, v in a.fraction_of_characters_in_most_common_ngram})
        theirs.update({f"gopher_repetition.max_dup_{n}grams": v for n, v in a.fraction_of_characters_in_duplicate_ngrams})
        for rule, value in theirs.items():
            ours = measured[doc].get(rule)
            same = ours is None if value is None else ours is not None and abs(ours - value) <= 1e-9 * max(1.0, abs(value))
            outcome.count(rule, doc, ours) if same else outcome.differ(rule, doc, ours, value)


TOOLS = {"datatrove": run_datatrove, "dclm": run_dclm, "dolma": run_dolma}


def read_texts(paths, limit):
    texts, names = [], []
    for path in paths:
        if path.endswith((".html", ".html.gz")):
            with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8", errors="replace") as file:
                texts.append(re.sub(r"<[^>]*>", "", file.read()))
                names.append(os.path.basename(path))
            continue
        with (gzip.open if path.endswith(".gz") else open)(path, "rt", encoding="utf-8") as file:
            for number, line in enumerate(file, 1):
                texts.append(json.loads(line)["text"])
                names.append(f"{os.path.basename(path)}:{number}")
    if limit and len(texts) > limit:
        chosen = [i * len(texts) // limit for i in range(limit)]
        texts, names = [texts[i] for i in chosen], [names[i] for i in chosen]
    return texts, names


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("tool", choices=TOOLS)
    parser.add_argument("docs", nargs="*")
    parser.add_argument("--dsprep", required=True)
    parser.add_argument("--path", help="a checkout of the tool")
    parser.add_argument("--limit", type=int, default=0)
    parser.add_argument("--part", default="0/1")
    parser.add_argument("--fixtures")
    arguments = parser.parse_intermixed_args()
    if arguments.fixtures:
        from texts import make_texts
        texts = make_texts()
        names = [f"texts.py:{i}" for i in range(len(texts))]
    else:
        first, parts = map(int, arguments.part.split("/"))
        texts, names = (chosen[first::parts] for chosen in read_texts(arguments.docs, arguments.limit))
    measured = measure(arguments.dsprep, arguments.tool, texts)
    outcome = Outcome()
    TOOLS[arguments.tool](texts, measured, outcome, arguments.path)

    print(f"{arguments.tool}: {len(texts)} texts, {sum(map(len, texts))} characters")
    for rule, count in outcome.compared.items():
        print(f"  {rule:44} {count} equal, {sum(d[0] == rule for d in outcome.differences)} differ")
    for (rule, error), count in outcome.fails.items():
        print(f"  {rule}: the tool raises {error} on {count} texts")
    for rule, doc, ours, theirs in outcome.differences[:60]:
        print(f"  differs: {rule} {names[doc]} dsprep {ours} tool {theirs}")
    if arguments.fixtures:
        write_fixtures(arguments.fixtures, arguments.tool, texts, outcome)
    return 1 if outcome.differences else 0


def write_fixtures(path, tool, texts, outcome):
    """A line of rule names by tool, then a line a text: values in that order, null for nothing to measure, false where the tool has none."""
    names, rows = {}, {}
    if os.path.exists(path):
        with open(path, encoding="utf-8") as file:
            names = json.loads(file.readline())
            rows = {row["text"]: row for row in map(json.loads, file)}
    names[tool] = sorted({rule for values in outcome.confirmed.values() for rule in values if not rule.split(".")[1].startswith("max_word")})
    with open(path, "w", encoding="utf-8") as file:
        for row in [names] + [{**rows.get(text, {"text": text}), tool: [outcome.confirmed.get(doc, {}).get(rule, False) for rule in names[tool]]}
                              for doc, text in enumerate(texts)]:
            file.write(json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    sys.exit(main())
