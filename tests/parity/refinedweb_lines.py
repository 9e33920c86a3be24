"""refinedweb_lines against DCLM's own modifiers, in the order of its dclm_baseline_refinedweb.yaml.

    venv as in c4.py, and: venv/bin/pip install -r requirements-dclm.txt
    check out github mlfoundations/dclm at 361714b (its folder baselines/ is enough) into DCLM
    venv/bin/python real_texts.py DATA texts.jsonl
    venv/bin/python refinedweb_lines.py DSPREP texts.jsonl --dclm DCLM [--show 20] [--fixture]

--fixture writes fixtures/refinedweb_lines.jsonl from fixture_texts.py.
"""
import argparse
import json
import os
import pathlib
import sys

import against


def load(dclm):
    sys.path[:0] = [str(dclm), os.path.join(dclm, "baselines")]
    from baselines.mappers import modifiers
    from baselines.mappers.enrichers.enrichers import word_counter_enricher
    from baselines.mappers.filters.content_filters import word_removal_ratio_filter
    substring = modifiers.substring_line_modifier
    return [
        lambda page: word_counter_enricher(page, key="previous_word_count"),
        lambda page: modifiers.uppercase_ratio_line_modifier(page, max_ratio=0.5),
        lambda page: modifiers.numeric_ratio_line_modifier(page, max_ratio=0.999999),
        modifiers.counter_line_modifier(),
        lambda page: modifiers.line_length_modifier(page, min_length=2),
        substring(max_length=10, banlist="items in cart", remove_substring_only=True),
        substring(max_length=10, banlist="Read more...", location="suffix", remove_substring_only=True),
        substring(max_length=10, banlist="Sign-in", location="prefix", remove_substring_only=True),
        lambda page: word_removal_ratio_filter(page, prev_word_count_key="previous_word_count", max_removed_ratio=0.05),
    ], word_counter_enricher


def results(dclm, texts):
    """For each text (the text after the line rules, or None where they left nothing; the removed share, or None; whether it is kept)."""
    steps, count = load(dclm)
    for text in texts:
        page = {"text": text}
        kept = True
        for step in steps[:-1]:
            kept = bool(step(page))
            if not kept:
                break
        if not kept:
            yield None, None, False
            continue
        before, after = page["previous_word_count"], dict(page)
        count(after, key="after")
        share = (before - after["after"]) / before if before else None
        yield page["text"], share, bool(steps[-1](page))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("texts")
    parser.add_argument("--dclm", required=True)
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--fixture", action="store_true")
    args = parser.parse_args()
    if args.fixture:
        from fixture_texts import TEXTS
        with open(pathlib.Path(__file__).parent / "fixtures" / "refinedweb_lines.jsonl", "w", encoding="utf-8") as out:
            for text, (left, share, kept) in zip(TEXTS, results(args.dclm, TEXTS)):
                out.write(json.dumps({"text": text, "left": left, "share": share, "kept": kept}, ensure_ascii=False) + "\n")
        return
    names, texts = zip(*against.read_texts(args.texts))
    theirs = list(results(args.dclm, texts))
    # The texts as the line rules leave them, and the verdict with its value.
    left = against.run(args.binary, '[[step]]\nop = "refinedweb_lines"\nmax_removed = "none"\n', texts)
    judged = against.run(args.binary, '[[step]]\nop = "refinedweb_lines"\n', texts)
    differences = []
    for name, (text, share, kept), (record, _), (verdict, failed) in zip(names, theirs, left, judged):
        ours = record and record["text"]
        same = ours == text and (verdict is not None) == kept
        if not kept and share is not None and abs(failed.get("max_removed", -1) - share) > 1e-9:
            same = False
        if not same:
            differences.append((name, share, kept, failed, ours == text))
    against.tally("refinedweb_lines", differences, len(texts))
    print(f"  {sum(k for _, _, k in theirs)} kept by DCLM; {sum(a != b for (a, _, _), b in zip(theirs, texts))} texts changed or emptied by it")
    for difference in differences[:args.show]:
        print("  ", difference)


if __name__ == "__main__":
    main()
