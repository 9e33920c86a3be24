"""What ids cost: `dsprep normalize --tokenize` beside `tokenizers`, `gigatoken` and `nanotoken`, MB of text by second of CPU time, all threads together.

    venv/bin/python tokenizer_speed.py DSPREP SHARED       (venv as in tokenizer_ids.py, and gigatoken==0.10.0 nanotoken==0.1.0)

English: READMEs of the corpus that are ASCII; Chinese: articles of which two fifths of the characters are ideographs. dsprep reads and writes JSON Lines (`count`), the
others are handed texts in memory; what loading a vocabulary costs is measured with one record, and taken off.
"""
import gzip
import itertools
import json
import os
import pathlib
import resource
import subprocess
import sys
import tempfile
import time

os.environ["TOKENIZERS_PARALLELISM"] = "false"
import gigatoken
import nanotoken
import tokenizers


def texts(shared, folder, wanted, size):
    taken, total = [], 0
    for path in sorted(pathlib.Path(shared, "data/corpus", folder).glob("*.gz")):
        for line in gzip.open(path, "rt", encoding="utf-8"):
            text = json.loads(line)["text"]
            if wanted(text):
                taken.append(text)
                total += len(text.encode())
            if total > size:
                return taken
    return taken


def cpu_of(program, model, path):
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime
    subprocess.run([program, "normalize", "--threads", "1", f"--tokenize=model={model},count=/n", path, "-o", "/dev/null", "--force"], check=True, stderr=subprocess.DEVNULL)
    return resource.getrusage(resource.RUSAGE_CHILDREN).ru_utime - before


def cpu(run):
    before = time.process_time()
    run()
    return time.process_time() - before


def main():
    program, shared = sys.argv[1:3]
    folder = pathlib.Path(shared, "data/tokenizers")
    corpora = {"English": texts(shared, "github_docs", str.isascii, 12e6),
               "Chinese": texts(shared, "lctt", lambda t: sum(c > "\u2e80" for c in t) > 0.4 * len(t), 12e6)}
    with tempfile.TemporaryDirectory() as scratch:
        one = os.path.join(scratch, "one.jsonl")
        open(one, "w").write('{"text":"a"}\n')
        for language, lines in corpora.items():
            path = os.path.join(scratch, language + ".jsonl")
            open(path, "w", encoding="utf-8").write("".join(json.dumps({"text": t}, ensure_ascii=False) + "\n" for t in lines))
            size = sum(len(t.encode()) for t in lines) / 1e6
            few = list(itertools.islice(lines, max(1, len(lines) // 8)))
            few_size = sum(len(t.encode()) for t in few) / 1e6
            print(f"{language}: {size:.1f} MB in {len(lines)} texts", flush=True)
            for file in ["gpt2.json", "bert_base_cased.json", "mistral01.json", "mistral01.model", "xlnet_base_cased.model", "cl100k_base.tiktoken", "o200k_base.tiktoken"]:
                model = str(folder / file)
                load = min(cpu_of(program, model, one) for _ in range(2))
                said = [f"dsprep {size / max(0.001, min(cpu_of(program, model, path) for _ in range(2)) - load):.0f}"]
                if file.endswith(".json"):
                    peer = tokenizers.Tokenizer.from_file(model)
                    said.append(f"tokenizers {few_size / cpu(lambda: peer.encode_batch(few)):.1f}")
                    try:
                        other = nanotoken.Tokenizer(peer) if file.startswith("bert") else gigatoken.Tokenizer(peer)
                        other.encode_batch(few)
                        said.append(f"{'nanotoken' if file.startswith('bert') else 'gigatoken'} {size / cpu(lambda: other.encode_batch(lines)):.0f}")
                    except Exception as error:  # a peer that does not take the file is said to be so
                        said.append(f"(no peer: {str(error)[:80]})")
                print("   ", file, ", ".join(said), flush=True)


if __name__ == "__main__":
    main()
