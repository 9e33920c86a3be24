"""Sentence counts of NLTK's Punkt and spaCy's sentencizer for the unit tests: writes tests/unit/ops/sentence_counts.inc.

    venv/bin/python sentences.py          (venv as in c4.py)
"""
import importlib.metadata  # datatrove uses it without importing it
import pathlib

from c4 import punkt
from datatrove.utils.text import split_into_sentences

LINES = [
    "", "One.", "One. Two.", "One! Two? Three.", "No end", "He said \"Stop.\" Then he left.", "He said \"Stop!\"", "(One.) Two.", "One.) Two.",
    "Dr. Smith came. He left.", "It costs 3.5 dollars. Not 4.", "J. R. Jones met U.S. officials. They talked.", "What?! No way!!! Yes.",
    "Wait... what? Yes... Yes.", "See www.example.com. It is there.", "At 5 p.m. on Jan. 3 we met. It rained.", "A list: 1. one 2. two 3. three",
    "Bread, milk, etc. are here. And more etc.", "e.g. this. i.e. that.", "end.Next one.Third", "今天天气很好。我们去公园吧！你来吗？",
    "क्या आप यहाँ हैं? हाँ। ठीक है।", "Он ушёл. Она осталась. Почему?", "yes. no. maybe.", "The end .", ". . . Next one.", "She works at Acme Inc. The firm is old.",
    "She works at Acme Inc. in town.", "Vitamin C. The next.", "Section 4. the next", "\"Why?\" she asked.", "'One.' 'Two.' 'Three.'", "One.\u00a0Two.\u00a0Three.",
    "One.  Two.   Three.", "One.\u201d Two.\u201d", "!important is CSS.", "Yahoo! is a firm. Really.", "word.[2] Next.", "a.b.c. d", "Mr. and Mrs. Brown!", "-- Well. -- Yes.",
    "One.-- Two.", "\"One.\"-- Two.", "....", "?", "What he said (i.e. nothing.) was clear. ok.", "Prof. X. He is a man.", "NASA. ESA. JAXA.", "😀. 😀! ok",
]


def c_string(text):
    # Octal for the bytes of other scripts, and split after them, since a digit may follow.
    return '"' + "".join(chr(b) if 32 <= b < 127 and chr(b) not in '"\\?' else "\\%03o" % b for b in text.encode()) + '"'


def main():
    tokenizer = punkt()
    out = pathlib.Path(__file__).parents[1] / "unit" / "text" / "sentence_counts.inc"
    with open(out, "w") as file:
        for line in LINES:
            file.write("    {%s, %d, %d},\n" % (c_string(line), len(tokenizer.tokenize(line)), len(split_into_sentences(line))))
    print(len(LINES), "lines")


if __name__ == "__main__":
    main()
