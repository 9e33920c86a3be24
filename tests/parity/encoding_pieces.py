#!/usr/bin/env python3
"""Pieces of text in the encodings that are used for them, for tests/parity/encodings.py: texts that dsprep was not tuned on.

    python3 tests/parity/encoding_pieces.py TEXTS INTO [even|odd]

TEXTS: a folder with LANGUAGE.txt (lingua's test sentences, a sentence a line: `odd` and `even` take every other line) or LANGUAGE/*.html
(Debian's installation guide: without its tags, and pages as they are but for the charset they declare). What an encoding lacks is left out.
Files: NUMBER.ENCODING.CHARACTERS.LANGUAGE.html; CHARACTERS is 0 of whole pages.
"""
import glob
import html
import os
import random
import re
import sys
import unicodedata

CENTRAL = ["cp1250", "iso8859-2"]
CYRILLIC = ["cp1251", "iso8859-5"]
WESTERN = ["cp1252", "iso8859-1", "iso8859-15"]
ENCODINGS = {
    **dict.fromkeys(["cs", "sk", "pl", "hu", "sl", "hr", "bs"], CENTRAL), "ro": CENTRAL,
    **dict.fromkeys(["bg", "sr", "mk", "be"], CYRILLIC), "ru": CYRILLIC + ["koi8-r", "cp866"], "uk": CYRILLIC + ["koi8-u"],
    **dict.fromkeys("fr de es pt it nl sv da nb nn fi ca ga eu af id is sq en ms tl".split(), WESTERN),
    "el": ["cp1253", "iso8859-7"], "tr": ["cp1254", "iso8859-9"], "he": ["cp1255", "iso8859-8"], "ar": ["cp1256", "iso8859-6"], "fa": ["cp1256"],
    "lt": ["cp1257", "iso8859-13", "iso8859-4"], "lv": ["cp1257", "iso8859-13", "iso8859-4"], "et": ["cp1257", "iso8859-13", "cp1252", "iso8859-15"],
    "vi": ["cp1258"], "th": ["cp874"], "eo": ["iso8859-3"], "zh": ["gb18030", "gbk"], "zh_CN": ["gb18030", "gbk"], "zh_TW": ["big5", "gb18030"],
    "ja": ["cp932", "euc-jp", "iso2022-jp"], "ko": ["cp949"],
}
WIDE = ["utf-16-le", "utf-16-be"]
# Not ISO-8859-16: Romanian in it and in windows-1250 is the same bytes, but for quotation marks.
COMMA_BELOW = str.maketrans("ȘșȚț", "ŞşŢţ")
MOJIBAKE = re.compile("\ufffd|ďż˝|ï¿½|Ă[ˇ\xad©]|â€|Ã[¡-¿]|Ð[°-¿]")  # in the texts as they are
TONES = "\u0300\u0301\u0303\u0309\u0323"


def spelled(text, encoding):
    """As people wrote who had only this encoding."""
    if encoding in ("cp1250", "iso8859-2"):
        return text.translate(COMMA_BELOW)
    if encoding == "cp1256":
        return text.replace("ی", "ي")
    if encoding == "cp1258":
        out = []
        for c in unicodedata.normalize("NFC", text):
            tones = "".join(m for m in unicodedata.normalize("NFD", c) if m in TONES)
            rest = unicodedata.normalize("NFC", "".join(m for m in unicodedata.normalize("NFD", c) if m not in TONES))
            out.append(c if c.encode("cp1258", "ignore") else rest + tones)
        return "".join(out)
    return text


def texts(folder, lines):
    for path in sorted(glob.glob(os.path.join(folder, "*.txt"))):
        sentences = [line for line in open(path, encoding="utf-8").read().split("\n") if not MOJIBAKE.search(line)]
        yield os.path.basename(path)[:-4], [], " ".join(sentences[{"odd": 1, "even": 0}.get(lines, 0)::2 if lines else 1])
    for path in sorted(glob.glob(os.path.join(folder, "*", ""))):
        pages = [open(page, encoding="utf-8", errors="ignore").read() for page in sorted(glob.glob(path + "*.html*"))]
        plain = [html.unescape(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<(head|script|pre)\b.*?</\1>", " ", page))) for page in pages]
        whole = [page for page in pages if len(page) > 2000][::max(len(pages) // 8, 1)]
        yield os.path.basename(path[:-1]), [re.sub("charset=[^ \">]*", "", page) for page in whole], re.sub(r"\s+", " ", " ".join(plain))


folder, into, lines = sys.argv[1], sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ""
os.makedirs(into, exist_ok=True)
number, draw = 0, random.Random(1)
for language, pages, text in texts(folder, lines):
    for encoding in ENCODINGS.get(language, []) + (WIDE if language in ENCODINGS else []):
        pieces = [(0, page) for page in pages]
        for size in (40, 200, 1000):
            for _ in range(25 if encoding not in WIDE else 5):
                at = draw.randrange(max(len(text) - size, 1))
                pieces.append((size, re.sub("[\x7f-\x9f]", "", text[at:at + size])))
        for size, piece in pieces:
            raw = spelled(piece, encoding).encode(encoding, "ignore")
            if raw.isascii() and encoding not in WIDE and encoding != "iso2022-jp":
                continue
            with open(os.path.join(into, f"{number}.{encoding}.{size}.{language}.html"), "wb") as file:
                file.write(raw)
            number += 1
