#!/usr/bin/env python3
"""Case, digits, punctuation and chinese of dsprep beside what others make of the same real lines.

    python tests/parity/canonical.py --dsprep build/release/dsprep [--lines 25000] DOCS.jsonl[.gz]...

Lines of the texts with a character beyond ASCII, and the same shuffled character by character. Held to: str.casefold, lower, upper (Python's
unicodedata), unicodedata.decimal, Data-Juicer's map, and OpenCC: its C library (libopencc, which dsprep's dictionaries come from) and, where it
is installed, the package `opencc` of PyPI, whose dictionaries are of another version.
"""
import argparse, ctypes, gzip, json, random, subprocess, sys, tempfile, time, unicodedata

CHINESE = "s2t t2s s2tw s2twp tw2s tw2sp tw2t t2tw s2hk hk2s hk2t t2hk t2jp jp2t".split()
DATA_JUICER = dict(zip("，。、„”“«»１」「《》´∶：？！（）；–．～’…━〈〉【】％►",
                       [",", ".", ","] + ['"'] * 10 + ["'", ":", ":", "?", "!", "(", ")", ";", "-", ". ", "~", "'", "...", "-", "<", ">", "[", "]", "%", "-"]))
DATA_JUICER["—"] = " - "


def library():
    lib = ctypes.CDLL("libopencc.so.1.1")
    lib.opencc_open.restype = lib.opencc_convert_utf8.restype = ctypes.c_void_p
    lib.opencc_open.argtypes = [ctypes.c_char_p]
    lib.opencc_convert_utf8.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t]
    lib.opencc_convert_utf8_free.argtypes = [ctypes.c_void_p]

    def converter(name):
        handle = lib.opencc_open((name + ".json").encode())

        def convert(text):
            data = text.encode()
            out = lib.opencc_convert_utf8(handle, data, len(data))
            result = ctypes.string_at(out).decode()
            lib.opencc_convert_utf8_free(out)
            return result
        return convert
    return converter


def read_lines(paths, limit):
    lines = []
    for path in paths:
        opened = gzip.open(path, "rt") if path.endswith(".gz") else open(path)
        for record in opened:
            text = json.loads(record)["text"]
            lines += [line for line in text.split("\n") if not line.isascii() and "\0" not in line]
            if len(lines) >= limit:
                break
    lines = lines[:limit]
    rng = random.Random(5)
    drawn = "".join(lines)
    return lines + ["".join(rng.choice(drawn) for _ in range(rng.randrange(1, 60))) for _ in range(limit // 5)]


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--dsprep", required=True)
    arguments.add_argument("--lines", type=int, default=25000)
    arguments.add_argument("docs", nargs="+")
    options = arguments.parse_args()
    lines = read_lines(options.docs, options.lines)
    traditional = library()("s2twp")
    lines += [traditional(line) for line in lines[: len(lines) // 4]]
    print(f"{len(lines)} lines, {sum(len(l.encode()) for l in lines) / 1e6:.1f} MB")

    work = tempfile.TemporaryDirectory()
    source, target = work.name + "/in.jsonl", work.name + "/out.jsonl"
    with open(source, "w") as file:
        file.writelines(json.dumps({"text": line}, ensure_ascii=False) + "\n" for line in lines)

    def ours(step):
        subprocess.run([options.dsprep, "normalize", step, source, "-o", target, "--force", "-q", "-j", "1"], check=True)
        with open(target) as file:
            return [json.loads(line)["text"] for line in file]

    def row(name, step, convert):
        begin = time.process_time()
        expected = [convert(line) for line in lines]
        seconds = time.process_time() - begin
        differ = [(line, e, g) for line, e, g in zip(lines, expected, ours(step)) if e != g]
        rate = sum(len(l.encode()) for l in lines) / 1e6 / seconds
        print(f"{name:34} differ {len(differ):6}   peer {rate:6.1f} MB/s   {differ[0] if differ else ''}", flush=True)

    row("str.casefold", "--case=to=fold", str.casefold)
    row("str.lower", "--case=to=lower", str.lower)
    row("str.upper", "--case=to=upper", str.upper)
    row("unicodedata.decimal", "--digits",
        lambda text: "".join(str(unicodedata.decimal(c, c)) for c in text))
    row("data_juicer punctuation", "--punctuation=variant=data_juicer",
        lambda text: "".join(DATA_JUICER.get(c, c) for c in text))
    converter = library()
    for name in CHINESE:
        row("libopencc " + name, "--chinese=conversion=" + name, converter(name))
    try:
        import opencc
    except ImportError:
        print("skipped: the package opencc is not installed", file=sys.stderr)
        return
    print("opencc of PyPI", opencc.__version__)
    for name in ["s2t", "t2s", "s2tw", "s2twp", "s2hk", "hk2s"]:
        row("opencc (PyPI) " + name, "--chinese=conversion=" + name, opencc.OpenCC(name).convert)


main()
