"""fix_encoding beside ftfy, on real lines that were made into mojibake by known wrong decodings.

    python -m venv v && v/bin/pip install ftfy==6.3.1
    v/bin/python tests/parity/ftfy_mojibake.py --dsprep build/release/dsprep LINES.txt|LINES.jsonl...   [--limit N] [--differences FILE]
    v/bin/python tests/parity/ftfy_mojibake.py --dsprep build/release/dsprep --whole DOCS.jsonl...     [--limit N]
    v/bin/python tests/parity/ftfy_mojibake.py --dsprep build/release/dsprep --random N                [--seed S]

Each line is encoded as UTF-8 and read in one of the encodings below, once or twice, and then perhaps hurt as text on its way is: no-break spaces
become spaces, what has no meaning is lost, lines are joined with good ones, entities are escaped. --random makes lines of single characters that
mojibake is made of, which no language would: what the heuristic says about each sequence. Both tools get every line; what differs is listed by how
the line was made. Exit code 1 where less than 99.5 % agree.
"""
import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys
import time

import ftfy
import ftfy.bad_codecs  # noqa: F401 (registers the sloppy codecs)
from ftfy import badness, chardata

ENCODINGS = ["latin-1", "sloppy-windows-1252", "sloppy-windows-1251", "sloppy-windows-1250", "sloppy-windows-1253", "sloppy-windows-1254",
             "sloppy-windows-1257", "iso-8859-2", "macroman", "cp437"]


def once(text, encoding):
    return text.encode("utf-8").decode(encoding)


def ways():
    """Name and function of each way a line is broken; a function gets the line, the line before it and a random generator."""
    all_ways = [("clean", lambda line, other, rng: line)]
    for encoding in ENCODINGS:
        all_ways.append((encoding, lambda line, other, rng, e=encoding: once(line, e)))
    for first, second in [("latin-1", "latin-1"), ("sloppy-windows-1252", "sloppy-windows-1252"), ("latin-1", "sloppy-windows-1252"),
                          ("sloppy-windows-1251", "sloppy-windows-1251"), ("macroman", "sloppy-windows-1252"), ("sloppy-windows-1250", "latin-1")]:
        all_ways.append((first + ", then " + second, lambda line, other, rng, a=first, b=second: once(once(line, a), b)))
    sloppy = "sloppy-windows-1252"
    all_ways += [
        ("1252, A0 became a space", lambda line, other, rng: once(line, sloppy).replace("\xa0", " ")),
        ("1252, undefined bytes lost", lambda line, other, rng: line.encode("utf-8").decode("windows-1252", "replace")),
        ("1252, characters lost", lambda line, other, rng: "".join("?" if ord(c) > 127 and rng.random() < .03 else c for c in once(line, sloppy))),
        ("1252 behind a good line", lambda line, other, rng: other + " " + once(line, sloppy)),
        ("1252 and 1251 on one line", lambda line, other, rng: once(other, sloppy) + " - " + once(line, "sloppy-windows-1251")),
        ("1252, two lines of it", lambda line, other, rng: once(other, sloppy) + "\r\n" + once(line, sloppy)),
        ("CESU-8 as 1252", lambda line, other, rng: "".join(once(c, sloppy) if ord(c) < 0x10000 else cesu(c) for c in line + " 😀")),
        ("escaped", lambda line, other, rng: "".join("&#%d;" % ord(c) if ord(c) > 127 and rng.random() < .3 else "&amp;" if c == "&" else c for c in line)),
        ("escaped mojibake", lambda line, other, rng: "".join("&#%d;" % ord(c) if ord(c) > 127 else c for c in once(line, sloppy))),
    ]
    return all_ways


def cesu(char):
    units = char.encode("utf-16-be", "surrogatepass")
    high, low = int.from_bytes(units[:2], "big"), int.from_bytes(units[2:], "big")
    return (chr(high) + chr(low)).encode("utf-8", "surrogatepass").decode("sloppy-windows-1252")


def read_lines(paths, limit):
    """Lines of text files, and those of the "text" of JSON Lines, taken evenly from each file."""
    files = []
    for path in paths:
        lines = []
        for line in open(path, encoding="utf-8"):
            text = json.loads(line)["text"] if path.endswith(".jsonl") else line
            lines += [part.strip("\r") for part in text.split("\n") if 5 < len(part) < 400 and any(ord(c) > 127 for c in part)]
        files.append(lines)
    each = -(-limit // max(1, len(files)))
    return [line for lines in files for line in lines[::max(1, len(lines) // each)][:each]]


def whole_texts(paths, limit):
    """The beginnings of texts of JSON Lines, with all their lines, Markdown and tags."""
    texts = [json.loads(line)["text"][:6000] for path in paths for line in open(path, encoding="utf-8")]
    return texts[::max(1, len(texts) // limit)][:limit]


def broken_texts(text, rng):
    """A text as it is, with half of its lines broken, and with each line broken in another way and its tags escaped."""
    lines = text.split("\n")
    yield "whole text", text
    yield "whole text, half of it 1252", "\n".join(once(line, "sloppy-windows-1252") if rng.random() < .5 else line for line in lines)
    yield "whole text, all ways, escaped", "\n".join(once(line, rng.choice(ENCODINGS)) for line in lines).replace("<", "&lt;")


def random_lines(count, rng):
    """Short sequences of what mojibake is made of."""
    classes = ["".join(sorted(set(expand(chars)))) for chars in badness.MOJIBAKE_CATEGORIES.values()]
    classes += [expand(chars) for chars in chardata.UTF8_CLUES.values()]
    classes += ["ÂÃÎÐØÙàâó√≈‚ÄвЂГўВβ€āŒœ×²³°", "aeiouxyzABZ", " .,?!_\t", "漢字かな한", "0123", "\ufb03Ａｶ　“”‘’\u2028\u200b\ufeff\x07\x1b[31m&amp;"]
    return ["".join(rng.choice(rng.choice(classes)) for _ in range(rng.randint(1, rng.choice((9, 40))))) for _ in range(count)]


def expand(chars):
    out, i = "", 0
    while i < len(chars):
        if chars[i + 1:i + 2] == "-" and i + 2 < len(chars):
            out += "".join(chr(c) for c in range(ord(chars[i]), ord(chars[i + 2]) + 1))
            i += 3
        else:
            out += chars[i]
            i += 1
    return out


def ask_dsprep(binary, texts, params):
    lines = "".join(json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    command = [binary, "normalize", "--fix-encoding" + ("=" + params if params else ""), "-", "-o", "-", "-j", "1"]
    ran = subprocess.run(command, input=lines.encode(), stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if ran.returncode != 0:
        sys.exit(ran.stderr.decode())
    return [json.loads(line)["text"] for line in ran.stdout.decode().split("\n") if line]


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("lines", nargs="*")
    parser.add_argument("--dsprep", required=True)
    parser.add_argument("--limit", type=int, default=24000)
    parser.add_argument("--random", type=int, default=0)
    parser.add_argument("--whole", action="store_true", help="whole texts of JSON Lines instead of lines")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mojibake", action="store_true", help="variant = mojibake against ftfy.fix_encoding")
    parser.add_argument("--differences")
    args = parser.parse_args()
    rng = random.Random(args.seed)
    made = []
    if args.random:
        made = [("random", line) for line in random_lines(args.random, rng)]
    elif args.whole:
        made = [way for text in whole_texts(args.lines, args.limit) for way in broken_texts(text, rng)]
    else:
        lines, all_ways = read_lines(args.lines, args.limit), ways()
        for i, line in enumerate(lines):
            name, broken = all_ways[i % len(all_ways)]
            made.append((name, broken(line, lines[i - 1], rng)))
    begin = time.process_time()
    want = [ftfy.fix_encoding(text) if args.mojibake else ftfy.fix_text(text) for _, text in made]
    took = time.process_time() - begin
    got = ask_dsprep(args.dsprep, [text for _, text in made], "variant=mojibake" if args.mojibake else "")
    assert len(got) == len(want)
    tried, same, not_settled = collections.Counter(), collections.Counter(), 0
    differences = []
    for (name, text), theirs, ours in zip(made, want, got):
        tried[name] += 1
        same[name] += theirs == ours
        if theirs != ours:
            again = ftfy.fix_text(theirs)
            not_settled += again == ours
            differences.append({"way": name, "text": text, "ftfy": theirs, "dsprep": ours, "ftfy twice": again})
    for name in tried:
        print("%6d of %6d  %s" % (same[name], tried[name], name))
    total = sum(tried.values())
    print("%d of %d agree (%.4f); of the others %d are what ftfy makes of its own output" % (sum(same.values()), total, sum(same.values()) / total,
                                                                                             not_settled))
    size = sum(len(text.encode()) for _, text in made)
    print("ftfy: %.2f MB in %.1f s, %.2f MB/s" % (size / 1e6, took, size / 1e6 / max(took, 1e-9)))
    if args.differences:
        pathlib.Path(args.differences).write_text("".join(json.dumps(d, ensure_ascii=False) + "\n" for d in differences))
    sys.exit(0 if sum(same.values()) >= .995 * total else 1)


if __name__ == "__main__":
    main()
