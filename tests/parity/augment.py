#!/usr/bin/env python3
"""The augmenters beside nlpaug 1.1.11 and the published rules of EDA and AEDA.
usage: augment.py DSPREP SENTENCES   (a text file, one sentence a line; nlpaug must be installed)
Prints: OCR's table, keyboards' neighbours, edit counts by chi-square, speed."""
import collections, json, math, random, subprocess, sys, tempfile, time

dsprep, sentences = sys.argv[1], [line.rstrip("\n") for line in open(sys.argv[2], encoding="utf-8") if line.strip()]


def copies(op, texts, copies=1, threads=1):
    """[[copies of the text]], CPU seconds"""
    lines = "".join(json.dumps({"id": str(i), "text": t}, ensure_ascii=False) + "\n" for i, t in enumerate(texts))
    flag = f"--{op}" + ("," if "=" in op else "=") + f"copies={copies}"
    start = time.time()
    out = subprocess.run([dsprep, "augment", flag, "--any-part", "--id", "id", "-q", "-j", str(threads), "-o", "-", "-"],
                         input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    seconds = time.time() - start
    made = [[] for _ in texts]
    for line in out.decode().splitlines():
        record = json.loads(line)
        if "_dsprep" in record: made[int(record["_dsprep"]["parent"])].append(record["text"])
    return made, seconds


def p_value(chi2, freedom):
    """Wilson and Hilferty's approximation"""
    z = ((chi2 / freedom) ** (1 / 3) - (1 - 2 / (9 * freedom))) / math.sqrt(2 / (9 * freedom))
    return 0.5 * math.erfc(z / math.sqrt(2))


def compare(name, ours, theirs):
    a, b = collections.Counter(ours), collections.Counter(theirs)
    chi2, bins, x, y = 0, 0, 0, 0
    ka, kb = math.sqrt(len(theirs) / len(ours)), math.sqrt(len(ours) / len(theirs))
    for n in sorted(set(a) | set(b)):
        x += a[n]; y += b[n]
        if x + y < 10: continue
        chi2 += (ka * x - kb * y) ** 2 / (x + y); bins += 1; x = y = 0
    print(f"{name}: {len(ours)} and {len(theirs)} sentences, means {sum(ours) / len(ours):.4f} and {sum(theirs) / len(theirs):.4f}, "
          f"chi2 {chi2:.1f} of {bins - 1}, p = {p_value(chi2, bins - 1):.3f}")


import nlpaug.augmenter.char as nac
import nlpaug.augmenter.word as naw
table = nac.OcrAug().model.model
wrong = [c for c in table if c.isascii() and
         {t for t in copies("ocr=shapes=false,rate=0.001", [c], 300)[0][0]} != set(table[c]) - {c}]
print(f"OCR: {len(table)} characters, {len(wrong)} with other confusions {wrong}")
for layout in ("en", "de", "fr", "es"):
    theirs = nac.KeyboardAug(lang=layout).model.model
    letters = [c for c in theirs if len(c) == 1 and c.isalpha() and c.islower()]
    made, _ = copies(f"keyboard=layout={layout},rate=0.001", letters, 200)
    both = ours = all_theirs = 0
    for c, m in zip(letters, made):
        mine, other = set(m), {n for n in theirs[c] if len(n) == 1 and n.isalpha() and n.islower()} - {c}
        both += len(mine & other); ours += len(mine); all_theirs += len(other)
    print(f"keyboard {layout}: {len(letters)} letters, {ours} neighbours, nlpaug has {all_theirs}, both {both}")

ten = (sentences * (10_000 // len(sentences) + 1))[:10_000]
ten = [" ".join(s.split()) + (f" n{i}" if len(sentences) < 10_000 else "") for i, s in enumerate(ten)]
random.seed(1)


def rd(words, p):
    if len(words) == 1: return words
    kept = [w for w in words if random.uniform(0, 1) > p]
    return kept or [random.choice(words)]


for p in (0.05, 0.1, 0.3):
    made, _ = copies(f"random-delete=rate={p},words=whitespace", ten)
    ours = [len(t.split()) - len(m[0].split()) for t, m in zip(ten, made) if m]
    theirs = []
    for t in ten * 2:  # dsprep tries three times to say something new: so does its peer
        for _ in range(3):
            n = len(t.split()) - len(rd(t.split(), p))
            if n: theirs.append(n); break
    compare(f"EDA RD {p}, where something was deleted", ours, theirs)
made, _ = copies("aeda=words=whitespace", ten)
compare("AEDA marks", [len(m[0].split()) - len(t.split()) for t, m in zip(ten, made) if m],
        [random.randint(1, int(0.3 * len(t.split()) + 1)) for t in ten * 2])

few = ten[:2000]
for name, op, peer in (("RandomCharAug(substitute)", "typo=rate=0.05", nac.RandomCharAug(action="substitute")),
                       ("KeyboardAug", "keyboard=rate=0.05", nac.KeyboardAug()), ("OcrAug", "ocr=rate=0.05", nac.OcrAug()),
                       ("RandomWordAug(delete)", "random-delete=rate=0.1", naw.RandomWordAug(action="delete")),
                       ("RandomWordAug(swap)", "random-swap=alpha=0.1", naw.RandomWordAug(action="swap")),
                       ("RandomWordAug(crop)", "crop=unit=words", naw.RandomWordAug(action="crop"))):
    start = time.time(); out = peer.augment(few); theirs = len(out) / (time.time() - start)
    with tempfile.TemporaryDirectory() as folder:
        with open(f"{folder}/in.jsonl", "w", encoding="utf-8") as file:
            for k in range(40):
                for i, t in enumerate(few):
                    file.write(json.dumps({"id": f"{k}-{i}", "text": f"{t} {k}"}, ensure_ascii=False) + "\n")
        for threads in (1, 2):
            start = time.time()
            subprocess.run([dsprep, "augment", f"--{op},copies=4", "--any-part", "--id", "id", "-q", "-j", str(threads),
                            "-o", f"{folder}/out{threads}.jsonl", f"{folder}/in.jsonl"], check=True)
            seconds = time.time() - start
            out = open(f"{folder}/out{threads}.jsonl", "rb").read()
            n = out.count(b'"_dsprep"')
            print(f"{name}: nlpaug {theirs:.0f} copies/s, dsprep -j {threads} {n / seconds:.0f} copies/s, "
                  f"{n / seconds / theirs:.0f} x; {len(out) / seconds / 1e6:.0f} MB/s of output")
