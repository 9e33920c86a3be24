"""Writes 5,000 made-up words of 5 to 12 letters, which no text has, for the benches of bad_words and url.

  python3 tests/bench/make_words.py > /tmp/dsprep-bench-words.txt
"""
import random

words, random_letters = set(), random.Random(1)
while len(words) < 5000:
    size = random_letters.randint(4, 11)
    words.add("".join(random_letters.choice("aeinorst" * 3 + "bcdfghjklmpqruvwxyz") for _ in range(size)) + random_letters.choice("qxzj"))
print("\n".join(sorted(words)))
