# Leak-free by construction: every public data set, 50 seeds, ratio with near-duplicates kept together: check finds nothing.
. "$(dirname "$0")/../e2e/prelude.sh"
data=${DSPREP_SHARED:+$DSPREP_SHARED/data/classification}
[ -d "${data:-}" ] || skip "DSPREP_SHARED does not name the folder of the public data sets"
python3 -c '' 2>/dev/null || skip "the data sets are made records of by python3, which is not there"
seeds=${DSPREP_SEEDS:-50}

python3 - "$data" <<'P'
import csv, glob, json, sys
root = sys.argv[1] + "/"
def write(name, rows):
    with open(name + ".jsonl", "w", encoding="utf-8") as out:
        for id, (text, label) in enumerate(rows):
            out.write(json.dumps({"id": id, "text": text, "label": label}, ensure_ascii=False) + "\n")
def lines(pattern, encoding="utf-8"):
    for path in sorted(glob.glob(root + pattern)):
        for line in open(path, encoding=encoding):
            if line.strip(): yield line.rstrip("\n")
def cells(pattern): return (row for path in sorted(glob.glob(root + pattern)) for row in csv.reader(open(path, encoding="utf-8-sig", newline="")))
def label_first(pattern, encoding): return ((line.split(" ", 1)[1], line.split(" ", 1)[0]) for line in lines(pattern, encoding))
write("ag_news", ((row[1] + ". " + row[2], row[0]) for row in cells("ag_news/test.csv")))
write("banking77", (tuple(row) for row in cells("banking77/t*.csv") if row != ["text", "category"]))
write("chnsenticorp", ((row[1], row[0]) for row in cells("chnsenticorp_hotel/*.csv") if row[0] != "label" and row[1]))
write("go_emotions", ((line.split("\t")[0], line.split("\t")[1].split(",")) for line in lines("go_emotions/*.tsv")))
write("trec", label_first("sentences/TREC.*", "latin-1"))
write("rt_polarity", label_first("sentences/rt-polarity.all", "latin-1"))
write("stsa", label_first("sentences/stsa.fine.*", "utf-8"))
fewclue = lambda pattern: (json.loads(line) for line in lines(pattern))
write("eprstmt", ((r["sentence"], r["label"]) for r in fewclue("fewclue/eprstmt/[td]*_*.json") if "label" in r))
write("tnews", ((r["sentence"], r.get("label_desc", r["label"])) for r in fewclue("fewclue/tnews/[td]*_*.json") if "label" in r))
P

leaky=0
for file in *.jsonl; do
  set=${file%.jsonl}
  # Split by a number instead, most of them leak: check has something to find.
  expect 0 dsprep split --train 0.8 --validation 0.1 --test 0.1 --mode exact --key /id "$file" -o "$set" --force -q
  code=0
  dsprep split --check "$set" -q >stdout 2>stderr </dev/null || code=$?
  [ "$code" = 0 ] || { [ "$code" = 3 ] && leaky=$((leaky + 1)) && echo "$set by id: $(awk '/^  (exact|normalized|near) / { printf "%s %s, ", $1, $2 }' stdout)leaks"; }
  for ((seed = 1; seed <= seeds; ++seed)); do
    expect 0 dsprep split --train 0.8 --validation 0.1 --test 0.1 --near-duplicates --stratify /label --seed "$seed" "$file" -o "$set" --force -q
    code=0
    dsprep split --check "$set" -q >stdout 2>stderr </dev/null || code=$?
    [ "$code" = 0 ] || { cat stdout; fail "$set, seed $seed: check ends with $code"; }
  done
  echo "$set: $(lines "$file") records, $seeds seeds, no leak"
  rm -rf "$set"
done
[ "$leaky" -ge 5 ] || fail "only $leaky data sets leak when they are split by id: the check finds nothing"
