"""Real texts to compare on: Markdown articles (Chinese, English), READMEs, and the visible text of web pages.

    python real_texts.py DATA OUT.jsonl [--every N]

DATA is a folder with corpus/lctt, corpus/github_docs, corpus/youtube_comments, html/wcxb, html/aeb, html/trafilatura_eval. OUT gets one
{"id", "text"} per line; nothing of it belongs into this repository.
"""
import argparse
import csv
import gzip
import io
import json
import pathlib
from html.parser import HTMLParser

BLOCKS = {"p", "div", "li", "br", "tr", "h1", "h2", "h3", "h4", "h5", "h6", "td", "section", "article", "blockquote", "pre", "dd", "dt"}
HIDDEN = {"script", "style", "noscript", "template", "head"}


class Visible(HTMLParser):
    def __init__(self):
        super().__init__()
        self.parts, self.hidden = [], 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in HIDDEN
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag):
        self.hidden -= tag in HIDDEN and self.hidden > 0
        if tag in BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def pages(data):
    for folder in ("html/wcxb/html", "html/aeb/html", "html/trafilatura_eval/pages"):
        for path in sorted((data / folder).iterdir()):
            raw = path.read_bytes()
            if path.suffix == ".gz":
                raw = gzip.decompress(raw)
            parser = Visible()
            parser.feed(raw.decode("utf-8", "replace"))
            lines = [" ".join(line.split()) for line in "".join(parser.parts).split("\n")]
            yield f"{folder}/{path.name}", "\n".join(line for line in lines if line)


def records(data, folder):
    for path in sorted((data / folder).glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines):
                record = json.loads(line)
                text = record.get("text") or record.get("content") or ""
                yield f"{folder}/{path.name}:{number}", text


def comments(data):
    for path in sorted((data / "corpus/youtube_comments").glob("*.csv*")):
        raw = path.read_bytes()
        if path.suffix == ".gz":
            raw = gzip.decompress(raw)
        for number, row in enumerate(csv.reader(io.StringIO(raw.decode("utf-8", "replace")))):
            if row:
                yield f"comments/{path.name}:{number}", max(row, key=len)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("data", type=pathlib.Path)
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--every", type=int, default=6, help="of articles and READMEs")
    args = parser.parse_args()
    count = 0
    with open(args.out, "w", encoding="utf-8") as out:
        sources = ((records(args.data, "corpus/lctt"), args.every), (records(args.data, "corpus/github_docs"), args.every),
                   (comments(args.data), 60 * args.every), (pages(args.data), 1))
        for source, every in sources:
            for number, (name, text) in enumerate(source):
                text = text.encode("utf-8", "replace").decode("utf-8")
                if number % every == 0 and text:
                    out.write(json.dumps({"id": name, "text": text}, ensure_ascii=False) + "\n")
                    count += 1
    print(count, "texts")


if __name__ == "__main__":
    main()
