"""Holds the ratios of src/ops/clean to the tools they come from: every value, on real documents, to 1e-9.

  python3 -m venv VENV
  VENV/bin/pip install --no-deps py-data-juicer==1.4.3 emoji==2.2.0 regex==2026.11.19 loguru==0.7.3 zstandard==0.25.0 numpy==2.4.6 beautifulsoup4==4.15.0 soupsieve==4.1.3 typing_extensions
  VENV/bin/pip install pydantic==2.12.5
  CURATOR is a checkout of NVIDIA-NeMo/Curator at 1e2e4275eb6cf79fafaebc5b35c253a146417113.
  VENV/bin/python tests/parity/ratios.py --dsprep build/release/dsprep --curator CURATOR FILE.jsonl.gz … [--records 3000] [--text text] [--html PAGE …]

The tools' own filters are run, unchanged, on every document, and dsprep on the same documents with --explain and limits that
all pass. Their packages are not imported whole (they want Ray, GPUs and models): the filters' modules are loaded from their
files, with stand-ins for the base classes, which hold no measure.
"""
import argparse
import gzip
import importlib
import json
import math
import os
import site
import subprocess
import sys
import tempfile
import types


def module(name, **members):
    made = types.ModuleType(name)
    made.__dict__.update(members)
    sys.modules[name] = made
    return made


def data_juicer_filters():
    """name -> text -> value"""
    home = next(p for p in site.getsitepackages() if os.path.isdir(os.path.join(p, "data_juicer")))
    for name in ("data_juicer", "data_juicer.ops", "data_juicer.ops.filter", "data_juicer.ops.common", "data_juicer.utils"):
        module(name, __path__=[os.path.join(home, *name.split("."))])
    helper = importlib.import_module("data_juicer.ops.common.helper_func")
    special = importlib.import_module("data_juicer.ops.common.special_characters")
    sys.modules["data_juicer.ops.common"].__dict__.update(helper.__dict__)
    sys.modules["data_juicer.ops.common"].SPECIAL_CHARACTERS = special.SPECIAL_CHARACTERS

    class Registry:
        def register_module(self, name):
            return lambda cls: cls

    class Filter:
        def __init__(self, *args, **kwargs):
            self.text_key = "text"

    module("data_juicer.ops.base_op", OPERATORS=Registry(), Filter=Filter)
    module("data_juicer.ops.op_fusion", INTER_LINES=Registry(), INTER_WORDS=Registry())
    model = module("data_juicer.utils.model_utils", get_model=lambda *a, **k: None, prepare_model=lambda *a, **k: None)
    constant = importlib.import_module("data_juicer.utils.constant")
    assert model

    def one(file, cls, key, **how):
        op = getattr(importlib.import_module("data_juicer.ops.filter." + file), cls)(**how)
        def value(text):
            samples = {"text": [text], constant.Fields.stats: [{}]}
            op.compute_stats_batched(samples)
            return samples[constant.Fields.stats][0][key]
        return value

    keys = constant.StatsKeys
    return {
        ("char_ratio", 'variant = "data_juicer"\nmin_alphanumeric = 0', "min_alphanumeric"):
            one("alphanumeric_filter", "AlphanumericFilter", keys.alnum_ratio),
        ("line_length", "min_mean = 0\nmin_longest = 0", "min_mean"):
            one("average_line_length_filter", "AverageLineLengthFilter", keys.avg_line_length),
        ("line_length", "min_mean = 0\nmin_longest = 0", "min_longest"):
            one("maximum_line_length_filter", "MaximumLineLengthFilter", keys.max_line_length),
        ("special_char_ratio", "max_ratio = 1", "max_ratio"):
            one("special_characters_filter", "SpecialCharactersFilter", keys.special_char_ratio),
        ("char_repetition", "max_ratio = 1", "max_ratio"):
            one("character_repetition_filter", "CharacterRepetitionFilter", keys.char_rep_ratio),
        ("char_repetition", "n = 3\nmax_ratio = 1", "max_ratio"):
            one("character_repetition_filter", "CharacterRepetitionFilter", keys.char_rep_ratio, rep_len=3),
        ("word_repetition", "max_ratio = 1", "max_ratio"):
            one("word_repetition_filter", "WordRepetitionFilter", keys.word_rep_ratio),
        ("word_repetition", "n = 3\nmax_ratio = 1", "max_ratio"):
            one("word_repetition_filter", "WordRepetitionFilter", keys.word_rep_ratio, rep_len=3),
        ("length", "min_chars = 0", "min_chars"):
            one("text_length_filter", "TextLengthFilter", keys.text_len),
    }


def nemo_filters(curator):
    home = os.path.join(curator, "nemo_curator")
    for name in ("", ".stages", ".stages.text", ".stages.text.filters", ".stages.text.filters.heuristic",
                 ".stages.text.filters.heuristic.repetition", ".stages.text.filters.heuristic.code", ".stages.text.utils"):
        module("nemo_curator" + name, __path__=[os.path.join(home, *name.split(".")[1:])])

    class DocumentFilter:
        def __init__(self):
            self._sentences = self._paragraphs = self._ngrams = None

    module("nemo_curator.stages.text.filters.doc_filter", DocumentFilter=DocumentFilter)
    module("sentencepiece")
    module("comment_parser", comment_parser=None)
    heuristic = "nemo_curator.stages.text.filters.heuristic."
    string = importlib.import_module(heuristic + "string")
    repetition = importlib.import_module(heuristic + "repetition.repetition")
    code = importlib.import_module(heuristic + "code.code")

    def one(op):
        return op.score_document

    ratio = 'variant = "nemo"\nmax_digits = 1\nmax_whitespace = 1'
    unique = "\n".join(f"min_unique_{what} = 0" for what in ("lines", "line_chars", "paragraphs", "paragraph_chars"))
    lines = 'variant = "nemo"\nmin_lines = 0\nmax_lines = "none"\nmin_alphabetic = 0\nmax_mean_line = 1e9\nmax_longest_line = 1000000000'
    dup = 'variant = "nemo"\nmax_ratio = "none"\nmin_ratio = 0\n'

    class Lines:
        """PerExtensionFilter's statistics, without its table of extensions."""
        longest = staticmethod(lambda text: code.PerExtensionFilter._line_statistics(None, text)[0])
        mean = staticmethod(lambda text: code.PerExtensionFilter._line_statistics(None, text)[1])

    return {
        ("special_char_ratio", 'variant = "nemo"\nmax_ratio = 1', "max_ratio"): one(string.NonAlphaNumericFilter()),
        ("char_ratio", ratio, "max_digits"): one(string.NumbersFilter()),
        ("char_ratio", ratio, "max_whitespace"): one(string.WhiteSpaceFilter()),
        ("url_ratio", "max_ratio = 1", "max_ratio"): one(string.UrlsFilter()),
        ("parentheses_ratio", "max_ratio = 1", "max_ratio"): one(string.ParenthesesFilter()),
        ("self_repetition", unique, "min_unique_lines"): one(repetition.RepeatedLinesFilter()),
        ("self_repetition", unique, "min_unique_line_chars"): one(repetition.RepeatedLinesByCharFilter()),
        ("self_repetition", unique, "min_unique_paragraphs"): one(repetition.RepeatedParagraphsFilter()),
        ("self_repetition", unique, "min_unique_paragraph_chars"): one(repetition.RepeatedParagraphsByCharFilter()),
        ("word_repetition", dup + "n = 2", "min_ratio"): one(repetition.RepeatingDuplicateNGramsFilter(n=2)),
        ("word_repetition", dup + "n = 5", "min_ratio"): one(repetition.RepeatingDuplicateNGramsFilter(n=5)),
        ("code", lines, "min_lines"): one(code.NumberOfLinesOfCodeFilter()),
        ("code", lines, "min_alphabetic"): one(code.AlphaFilter()),
        ("code", lines, "max_longest_line"): Lines.longest,
        ("code", lines, "max_mean_line"): Lines.mean,
    }


def measure(dsprep, op, params, texts, scratch):
    """-> a dictionary rule -> value (None where there was nothing to measure) for each text"""
    config, data = os.path.join(scratch, "steps.toml"), os.path.join(scratch, "in.jsonl")
    with open(config, "w") as out:
        out.write(f'[[step]]\nop = "{op}"\n{params}\n')
    with open(data, "w") as out:
        for text in texts:
            out.write(json.dumps({"text": text}) + "\n")
    ran = subprocess.run([dsprep, "run", config, data, "-o", "-", "--explain", "--progress", "none", "--max-record-size", "1GiB"],
                         check=True, capture_output=True)
    values = []
    for line in ran.stdout.decode().split("\n")[:-1]:
        trail = json.loads(line)["_dsprep"]["trail"]
        values.append({m["rule"]: m["value"] for step in trail for m in step["measured"]})
    assert len(values) == len(texts), f"{op}: {len(texts) - len(values)} records were dropped, and should not have been"
    return values


def compare_visible(dsprep, pages):
    """The visible characters of HTML, as StarCoder's filter counts them with BeautifulSoup. Parsers differ on broken pages: told, not failed."""
    from bs4 import BeautifulSoup
    texts = []
    for name in pages:
        with (gzip.open if name.endswith(".gz") else open)(name, "rb") as page:
            try:
                texts.append(page.read().decode("utf-8"))
            except UnicodeDecodeError:
                pass
    params = 'xml_header_chars = 0\nmax_mean_line = "none"\nmax_longest_line = "none"\nmin_alphanumeric = 0\nmin_visible_chars = 0'
    same = sides = total = 0
    with tempfile.TemporaryDirectory() as scratch:
        for text in texts:
            soup = BeautifulSoup(text, features="html.parser")
            for raw in soup(["script", "style"]):
                raw.extract()
            theirs = len(soup.get_text())
            if theirs == 0:
                continue
            ours = measure(dsprep, "code", params, [text], scratch)[0]["min_visible_chars"]
            total += 1
            same += ours == theirs
            sides += (ours > 100 and ours / len(text) > 0.2) == (theirs > 100 and theirs / len(text) > 0.2)
    print(f"code                 visible characters: {total} pages compared, {same} the same, {sides} on the same side of StarCoder's limits")


def odd_texts():
    return ["", " ", "\n", "\n\n\n", "a", "哈" * 30, "\u0301" * 12, "😀" * 12, "👨‍👩‍👧‍👦 👍🏽", "שלום עולם " * 5, "مرحبا بالعالم " * 5, "a " * 3000,
            "\u2028x\u2029y\x85z\x0b\x0c\x1c\x1d\x1e\x1f", "ΟΔΟΣ ΟΔΟΣ. İstanbul İSTANBUL " * 4, "http://a.b/c%20d%zz https://x", "x" * 100000,
            "(){}[]⟨⟩", "१२३ ٤٥٦ ½ Ⅷ ⑧ 八", "\t\b\r ", "\ufeff\u200b\u2060", "a\r\nb\rc\n\rd", "-- ** ## 123 !!", "ひらがな カタカナ 漢字 한글 ไทย"]


def main():
    args = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    args.add_argument("--dsprep", required=True)
    args.add_argument("--curator")
    args.add_argument("--records", type=int, default=3000)
    args.add_argument("--text", default="text")
    args.add_argument("--html", nargs="*", default=[], help="pages")
    args.add_argument("files", nargs="+")
    args = args.parse_args()
    texts = odd_texts()
    each = -(-args.records // len(args.files))
    for name in args.files:
        opener = gzip.open if name.endswith(".gz") else open
        with opener(name, "rt", encoding="utf-8") as lines:
            for _, line in zip(range(each), lines):
                texts.append(json.loads(line)[args.text])
    filters = dict(data_juicer_filters())
    if args.curator:
        filters.update(nemo_filters(args.curator))
    wrong_everywhere, cache = 0, {}
    for (op, params, rule), theirs in filters.items():
        if (op, params) not in cache:
            with tempfile.TemporaryDirectory() as scratch:
                cache[op, params] = measure(args.dsprep, op, params, texts, scratch)
        wrong = failed = compared = 0
        for text, ours in zip(texts, cache[op, params]):
            try:
                expected = theirs(text)
            except (ZeroDivisionError, ValueError):
                failed += 1            # the original has no answer
                continue
            value, compared = ours.get(rule), compared + 1
            if value is None and text == "":
                continue               # nothing to measure
            if value is None or not math.isclose(value, expected, rel_tol=1e-9, abs_tol=1e-12):
                wrong += 1
                if wrong <= 3:
                    print("   ", op, rule, value, "is not", expected, repr(text[:60]))
        wrong_everywhere += wrong
        print(f"{op:20} {rule:28} {params.splitlines()[0][:24]:24} {compared:6} compared, {wrong:4} differ, the original fails on {failed}", flush=True)
    if args.html:
        compare_visible(args.dsprep, args.html)
    sys.exit(wrong_everywhere > 0)


if __name__ == "__main__":
    main()
