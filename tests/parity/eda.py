#!/usr/bin/env python3
"""eda beside the rules of eda_nlp's code/eda.py, over 10,000 sentences: how many words go and come by each edit (chi-squared), and speed.

    python3 tests/parity/eda.py build/release/dsprep FILE [speed]

Needs nltk==3.10.4 (PyPI; its WordNet reader, on the files of Debian's wordnet-base) and, for `speed`, nlpaug==1.1.11. The script of 2019 is written
anew below, rule by rule. FILE: sentences, one a line. For each of the four edits one copy of each sentence is made here and by
`dsprep augment --eda=faithful=true`; two copies differ in the words of the sentence that are gone, and in those that are new. With n such pairs of
each kind on both sides the hypothesis that both come from one distribution is tested; sentences on both sides are the same.
"""
import json
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

import nltk.data
from nltk.corpus.reader.wordnet import WordNetCorpusReader

dsprep, source = sys.argv[1], sys.argv[2]
RATE = 0.1
any_part = ["--any-part"] if "--any-part" in subprocess.run([dsprep, "augment", "--help"], capture_output=True, text=True).stdout else []
STOP = set("""i me my myself we our ours ourselves you your yours yourself yourselves he him his himself she her hers herself it its itself they them their
theirs themselves what which who whom this that these those am is are was were be been being have has had having do does did doing a an the and but if or
because as until while of at by for with about against between into through during before after above below to from up down in out on off over under again
further then once here there when where why how all any both each few more most other some such no nor not only own same so than too very s t can will just
don should now""".split()) | {""}


class Reader(WordNetCorpusReader):
    def map_wn(self, version="wordnet"):
        """It wants index.sense for other versions of WordNet; there is no other here."""


def wordnet(folder):
    """NLTK's reader wants a file that wordnet-base does not have: the names of the lexicographers' files."""
    nltk.data.path.append(str(Path(folder).parent.parent))  # it reads nothing that lies elsewhere
    for path in Path("/usr/share/wordnet").iterdir():
        shutil.copy(path, Path(folder, path.name))
    Path(folder, "lexnames").write_text("".join(f"{i:02d}\tname{i}\t1\n" for i in range(45)))
    return Reader(folder, None)


def clean(line):
    line = line.replace("’", "").replace("'", "").replace("-", " ").replace("\t", " ").replace("\n", " ").lower()
    line = "".join(c if c in "qwertyuiopasdfghjklzxcvbnm " else " " for c in line)
    line = re.sub(" +", " ", line)
    return line[1:] if line[:1] == " " else line


known = {}


def synonyms_of(word):
    if word not in known:
        found = set()
        for synset in reader.synsets(word):
            for lemma in synset.lemmas():
                name = lemma.name().replace("_", " ").replace("-", " ").lower()
                found.add("".join(c for c in name if c in " qwertyuiopasdfghjklzxcvbnm"))
        found.discard(word)
        known[word] = sorted(found)  # the script has a set, whose order changes
    return known[word]


def replacement(words, n):
    new = list(words)
    candidates = list({w for w in words if w not in STOP})
    random.shuffle(candidates)
    done = 0
    for word in candidates:
        synonyms = synonyms_of(word)
        if synonyms:
            synonym = random.choice(synonyms)
            new = [synonym if w == word else w for w in new]
            done += 1
        if done >= n:
            break
    return new


def insertion(words, n):
    new = list(words)
    for _ in range(n):
        synonyms, counter = [], 0
        while not synonyms:
            synonyms = synonyms_of(new[random.randint(0, len(new) - 1)])
            counter += 1
            if counter >= 10:
                break
        if counter < 10:
            new.insert(random.randint(0, len(new) - 1), synonyms[0])
    return new


def swap(words, n):
    new = list(words)
    for _ in range(n):
        i = j = random.randint(0, len(new) - 1)
        counter = 0
        while j == i:
            j = random.randint(0, len(new) - 1)
            counter += 1
            if counter > 3:
                j = i
                break
        new[i], new[j] = new[j], new[i]
    return new


def deletion(words, p):
    if len(words) == 1:
        return words
    new = [w for w in words if random.uniform(0, 1) > p]
    return new or [words[random.randint(0, len(words) - 1)]]


EDITS = {"synonym": replacement, "insert": insertion, "swap": swap, "delete": deletion}


def script(edit, sentence):
    words = [w for w in clean(sentence).split(" ") if w]
    amount = RATE if edit == "delete" else max(1, int(RATE * len(words)))
    return clean(" ".join(EDITS[edit](words, amount))).strip()


def outcome(edit, before, after):
    """What happened, as numbers: words gone and words new; of swaps, places whose word changed."""
    a, b = before.split(), after.split()
    if edit == "swap":
        return sum(x != y for x, y in zip(a, b)), 0
    return sum((Counter(a) - Counter(b)).values()), sum((Counter(b) - Counter(a)).values())


def ours(edit, sentences, folder):
    source, target = Path(folder, "in.jsonl"), Path(folder, f"{edit}.jsonl")
    source.write_text("".join(json.dumps({"id": i, "text": s}) + "\n" for i, s in enumerate(sentences)))
    others = ",".join(f"{other}_rate=0" for other in EDITS if other != edit)
    subprocess.run([dsprep, "augment", f"--eda=faithful=true,rate={RATE},{others}", source, "-o", target, "--id", "id", "-q"] + any_part, check=True)
    made = list(sentences)  # a copy that equals its parent is not written
    for line in target.open():
        record = json.loads(line)
        if "_dsprep" in record:
            made[int(record["_dsprep"]["parent"])] = record["text"]
    return made


def cpu_of_children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def p_value(chi, degrees):
    """The upper tail of the chi-squared distribution (Wilson and Hilferty 1931)."""
    from statistics import NormalDist
    z = ((chi / degrees) ** (1 / 3) - (1 - 2 / (9 * degrees))) / (2 / (9 * degrees)) ** 0.5
    return 1 - NormalDist().cdf(z)


lines = [clean(line).strip() for line in open(source, encoding="utf-8", errors="replace")]
lines = [line for line in dict.fromkeys(lines) if line][:10_000]
failed = 0
with tempfile.TemporaryDirectory() as folder:
    corpus = Path(folder, "corpora", "wordnet")
    corpus.mkdir(parents=True)
    reader = wordnet(str(corpus))
    random.seed(1)
    for edit in EDITS:
        theirs = Counter(outcome(edit, s, script(edit, s)) for s in lines)
        mine = Counter(outcome(edit, s, t) for s, t in zip(lines, ours(edit, lines, folder)))
        bins = defaultdict(lambda: [0, 0])
        for kind in set(theirs) | set(mine):
            bins[kind if theirs[kind] + mine[kind] >= 20 else "rare"][0] += theirs[kind]
            bins[kind if theirs[kind] + mine[kind] >= 20 else "rare"][1] += mine[kind]
        chi = sum((a - b) ** 2 / (a + b) for a, b in bins.values() if a + b)
        p = p_value(chi, max(1, len(bins) - 1))
        failed += p <= 0.01
        print(f"{edit}: {len(lines)} sentences, {len(bins)} kinds of outcome, chi-squared {chi:.1f}, p = {p:.3f}")
    if "speed" in sys.argv:
        big = lines * 40
        source = Path(folder, "big.jsonl")
        source.write_text("".join(json.dumps({"id": i, "text": s}) + "\n" for i, s in enumerate(big)))
        for name, step in [("eda faithful", "--eda=copies=4,faithful=true"), ("eda", "--eda=copies=4"), ("synonym", "--synonym=copies=4"),
                           ("random_insert", "--random-insert=copies=4")]:
            begin = cpu_of_children()
            subprocess.run([dsprep, "augment", step, source, "-o", "-", "-q", "-j", "1"] + any_part, check=True, stdout=subprocess.DEVNULL)
            print(f"{name}: {len(big) * 4 / (cpu_of_children() - begin):,.0f} copies a second of CPU time, one thread, reading, writing and the thesaurus included")
        begin = time.process_time()
        for s in lines[:1000]:
            for edit in EDITS:
                known.clear()  # the script looks every word up anew
                script(edit, s)
        print(f"script: {4000 / (time.process_time() - begin):,.0f} copies a second of CPU time")
        import nltk.corpus
        import nlpaug.augmenter.word as naw
        import nlpaug.model.word_dict as nmw
        nmw.WordNet.read = classmethod(lambda cls: reader) if isinstance(nmw.WordNet.__dict__.get("read"), classmethod) else lambda self: reader
        nmw.WordNet.pos_tag = classmethod(lambda cls, tokens: [(t, "NN") for t in tokens])
        augment = naw.SynonymAug(aug_src="wordnet")
        begin = time.process_time()
        for s in lines[:300]:
            augment.augment(s, n=4)
        print(f"nlpaug SynonymAug (every word tagged as a noun): {1200 / (time.process_time() - begin):,.0f} copies a second of CPU time")
sys.exit(failed > 0)
