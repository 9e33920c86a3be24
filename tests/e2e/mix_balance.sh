# mix, balance and subsample as they are typed: sources of a config, the parts of a directory, tasks, nested samples,
# and what a careless user gives them.
. "$(dirname "$0")/prelude.sh"
awk 'BEGIN { for (i = 1; i <= 700; ++i) printf "{\"id\":%d,\"label\":\"%s\",\"text\":\"文 %d\"}\n", i, i % 10 ? "ham" : "spam", i }' >web.jsonl
awk 'BEGIN { for (i = 1001; i <= 1100; ++i) printf "{\"id\":%d,\"label\":\"spam\",\"body\":\"本 %d\"}\n", i, i }' >books.jsonl
cat >sources.toml <<'TOML'
[[source]]
paths = "web.jsonl"
name = "web"
weight = 3
[[source]]
paths = "books.jsonl"
name = "書籍"
licence = "MIT"
weight = 1
fields = { text = "/body" }
TOML
cat sources.toml - >mix.toml <<'TOML'
[[step]]
op = "mix"
exhausted = "cycle"
source_field = "from"
licence_field = "licence"
TOML
labels() { cat "$@" | grep -o '"label":"[a-z]*"' | sort | uniq -c | tr -s ' \n' ' '; }

# A mix of two sources, with its books.
expect 0 dsprep run mix.toml -o mixed
same "$(cat mixed/data/* | grep -c '"from":"web"')" 700
same "$(cat mixed/data/* | grep -c '"from":"書籍","licence":"MIT"')" 233
grep -q '"copies": *133' mixed/manifest.json || fail "133 copies in the manifest"
expect 0 dsprep verify mixed
# The same of tasks, and with another order of the records.
until [ -e tasks/manifest.json ]; do
  for i in 0 1 2; do expect 0 dsprep run mix.toml -o tasks --task $i/3; done
  expect 0 dsprep merge tasks
done
for file in mixed/data/*; do cmp "$file" "tasks/data/${file##*/}" || fail "tasks write other bytes"; done
tac web.jsonl >turned.jsonl && mv turned.jsonl web.jsonl
expect 0 dsprep run mix.toml -o turned -j 2 --memory 1M
same "$(cat turned/data/* | sort | sha256sum)" "$(cat mixed/data/* | sort | sha256sum)" "another order, the same records"

# Split, then balance: test stays byte for byte.
expect 0 dsprep split --train 0.8 --test 0.2 --stratify /label web.jsonl -o splits
expect 0 dsprep split --balance splits -o balanced
same "$(cat balanced/data/test* | sha256sum)" "$(cat splits/data/test* | sha256sum)" "test was touched"
same "$(labels balanced/data/train*)" ' 504 "label":"ham" 504 "label":"spam" '
expect 0 dsprep split --balance=method=none,class_weights=balanced splits -o weighted
same "$(cat weighted/data/* | grep -c '"class_weight":5}')" 70
expect 3 dsprep split --balance=method=under --gate 'imbalance_before<=3' splits -o gated
expect 0 dsprep split --balance web.jsonl -o - --dropped none; says "the records are in no parts"

# Samples: exact, nested, by class.
for n in 10 100; do expect 0 dsprep split --subsample=n=$n web.jsonl -o n$n.jsonl; same "$(lines n$n.jsonl)" $n; done
same "$(sort n10.jsonl n100.jsonl | uniq -d | wc -l)" 10 "10 are among 100"
expect 0 dsprep split --subsample=fraction=0.1,stratify=/label splits -o tenth
same "$(labels tenth/data/*)" ' 63 "label":"ham" 7 "label":"spam" '
expect 0 dsprep split --subsample=per_class=9,stratify=/label web.jsonl -o few.jsonl
same "$(labels few.jsonl)" ' 9 "label":"ham" 9 "label":"spam" '

# One line each, before anything is read.
refused() { local message=$1; shift; expect 2 dsprep "$@" -o never; says "$message"; [ ! -e never ] || fail "never was written"; }
refused "sources.toml:4:1: weight: no step mixes the sources" clean -c sources.toml
sed 's/weight = 3/weight = -3/' mix.toml >bad.toml; refused "bad.toml:4:1: weight: must be a number from 0" run bad.toml
sed 's/^weight = 3//' mix.toml >bad.toml; refused "the source web has no weight" run bad.toml
refused "there is one source" split --mix web.jsonl
refused 'there is no part "tran" (did you mean "train"?)' split --balance=parts=tran splits
refused "for 20 % write 0.2" split --subsample=fraction=20 web.jsonl
refused "it would count each record once" split --balance --train 0.8 --test 0.2 web.jsonl
# What only the records show.
expect 4 dsprep split --balance=field=lable web.jsonl -o typo; says "did you mean /label?"
expect 1 dsprep split --balance='targets={spma=300}' web.jsonl -o none; says 'did you mean "spam"?'
expect 0 dsprep split --subsample=n=5000 web.jsonl -o all.jsonl; says "there are only 700 records of 5,000"
