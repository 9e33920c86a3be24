"""signals against RedPajama-Data's own code: every signal that needs no model, element by element.

    venv as in c4.py, and: venv/bin/pip install numpy msgspec
    check out github togethercomputer/RedPajama-Data at 6d2cee9 (its folder app/ is enough) into RP
    venv/bin/python real_texts.py DATA texts.jsonl
    venv/bin/python signals.py DSPREP texts.jsonl --redpajama RP [--show 20] [--fixture]

Stop words are those of RedPajama's own file; the LDNOOBW and UT1 files are small ones made here. --fixture writes
fixtures/signals.jsonl from fixture_texts.py.
"""
import argparse
import json
import os
import pathlib
import sys
import tempfile

import against

BAD = ["ferry", "mail boat", "winter", "the town is", "x"]
DOMAINS = {"example.com": 3, "example.org": 7}
STOPS = ["the", "a", "is", "in", "of", "and", "it", "die", "le", "I", "don", "t", "и", "的"]


def load(redpajama, folder):
    sys.path.insert(0, os.path.join(redpajama, "app", "src"))
    (folder / "en.txt").write_text("\n".join(BAD) + "\n")
    (folder / "domain_to_category_id.json").write_text(json.dumps(DOMAINS))
    from core.document import Document
    from core.quality_signals import content, lines, natural_language, repetitions
    content.get_stop_words = lambda language: set(STOPS)
    signals = content.register_content_callables(language="en", bad_urls_dir=str(folder), bad_words_dir=str(folder))
    signals += natural_language.register_natural_language_callables() + repetitions.register_repetitions_callables() + lines.register_lines_callables()
    return Document, signals


def results(redpajama, texts):
    with tempfile.TemporaryDirectory() as folder:
        Document, signals = load(redpajama, pathlib.Path(folder))
        for text in texts:
            document = Document(text, domain=None)
            yield {signal.field_name: [list(score) for score in signal(document)] for signal in signals}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("texts")
    parser.add_argument("--redpajama", required=True)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--fixture", action="store_true")
    args = parser.parse_args()
    if args.fixture:
        from fixture_texts import TEXTS
        with open(pathlib.Path(__file__).parent / "fixtures" / "signals.jsonl", "w", encoding="utf-8") as out:
            for text, theirs in zip(TEXTS, results(args.redpajama, TEXTS)):
                out.write(json.dumps({"text": text, "signals": theirs}, ensure_ascii=False) + "\n")
        return
    names, texts = zip(*against.read_texts(args.texts))
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for name, lines in (("stop", STOPS), ("bad", BAD)):
            (folder / name).write_text("\n".join(lines) + "\n", encoding="utf-8")
        (folder / "ut1").write_text(json.dumps(DOMAINS))
        ours = against.run(args.binary, f'[[step]]\nop = "signals"\nstop_words = "{folder}/stop"\nldnoobw = "{folder}/bad"\nut1 = "{folder}/ut1"\n', texts)
    differences, scores, per_signal = [], 0, {}
    for name, theirs, (record, _) in zip(names, results(args.redpajama, texts), ours):
        mine = record["quality_signals"]
        wrong = sorted(set(theirs) ^ (set(mine) - {"ccnet_length", "ccnet_nlines"}))
        for signal, expected in theirs.items():
            scores += len(expected)
            got = mine.get(signal, [])
            same = len(expected) == len(got) and all(
                a[:2] == b[:2] and ((a[2] is None and b[2] is None) or (a[2] is not None and b[2] is not None and abs(a[2] - b[2]) <= 1e-9)) for a, b in zip(expected, got))
            if not same:
                wrong.append((signal, next(((a, b) for a, b in zip(expected, got) if a != b), None)))
                per_signal[signal] = per_signal.get(signal, 0) + 1
        if wrong:
            differences.append((name, wrong[:3]))
    against.tally("signals", differences, len(texts))
    print(f"  {scores} scores compared; texts that differ, by signal: {per_signal}")
    for difference in differences[:args.show]:
        print("  ", difference)


if __name__ == "__main__":
    main()
