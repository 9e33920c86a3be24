# Folds and splits by time: the same whatever the order, files, threads, memory and tasks; careless calls get one clear line.
. "$(dirname "$0")/prelude.sh"
awk 'BEGIN { for (i = 1; i <= 900; ++i) printf "{\"id\":%d,\"customer\":%d,\"label\":\"%s\",\"day\":\"2024-%02d-%02d\",\"text\":\"客户 %d says number %d, no more\"}\n", i, (i * 7919) % 97, i % 5 ? "好" : "bad", i % 12 + 1, i % 28 + 1, i, i * 31 }' >in.jsonl
sort -t: -k6 in.jsonl >mixed.jsonl
mkdir shards; split -n l/4 --additional-suffix=.jsonl mixed.jsonl shards/part
sorted() { cat "$@" | sort; }
expect 0 dsprep split --folds=k=5 in.jsonl -o out
expect 0 dsprep verify out
same "$(grep -ho '"fold":[0-9]*' out/data/* | sort | uniq -c | tr -s ' \n' ' ')" ' 180 "fold":0 180 "fold":1 180 "fold":2 180 "fold":3 180 "fold":4 '
how=--folds=k=5,stratify=label,group=customer,repeats=2
expect 0 dsprep split $how in.jsonl -o one.jsonl
expect 0 dsprep split $how shards -o others -j 2 --memory 1M --chunk-size 300
sorted one.jsonl >a; sorted others/data/* >b; cmp a b || fail "folds depend on order, files, threads or memory"
for task in 0 1; do expect 0 dsprep split $how shards -o tasks --task $task/2; done; expect 0 dsprep merge tasks
for task in 0 1; do expect 0 dsprep split $how shards -o tasks --task $task/2; done; expect 0 dsprep merge tasks
sorted tasks/data/* >c; cmp a c || fail "folds depend on tasks"
# Into a stream, as a filter, and cut off.
dsprep split $how <in.jsonl -q >stdout; sorted stdout >d; cmp a d || fail "folds of a stream"
dsprep split --folds=k=3 in.jsonl -o - -q | head -1 >first; same "$(lines first)" 1
# Twice over: made anew, or beside the first.
expect 0 dsprep split $how one.jsonl -o again.jsonl; sorted again.jsonl >e; cmp a e || fail "folds of folds"
expect 0 dsprep split --folds=k=2 --folds=k=3,into=/cv/fold in.jsonl -o two.jsonl; same "$(grep -c '"fold":[01],"cv":{"fold":[012]}' two.jsonl)" 900
# Parts: every record in k of them.
expect 0 dsprep split --folds=k=3,parts=true,stratify=label in.jsonl -o parts; says "copies 1,800"
expect 0 dsprep verify parts
same "$(ls parts/data | wc -l) $(lines parts/data/fold1_test-*) $(lines parts/data/fold1_train-*)" "6 300 600"
same "$(cat parts/data/*_test-* | sort | cmp - <(sort in.jsonl) && echo all)" all
expect 2 dsprep split --folds=k=3,parts=true in.jsonl -o -; says "needs --into FIELD"; one_error_line
expect 0 dsprep split --folds=k=3,parts=true --into part in.jsonl -o -; same "$(lines stdout)" 2700
# By preset.
expect 0 dsprep split --preset kfold --set folds.stratify=label in.jsonl -o preset --gate 'folds.rare_strata<=0'
# What cannot be.
expect 2 dsprep split --folds=k=1 in.jsonl -o x; says "k: 1 is out of range: it must be from 2 to 250"; one_error_line
expect 2 dsprep split --folds=k=0 in.jsonl -o x; one_error_line
expect 1 dsprep split --folds=k=98,group=customer in.jsonl -o x1; says "groups of records that may not be parted (97, of 900 records)"
head -3 in.jsonl >three.jsonl; expect 1 dsprep split --folds=k=7 three.jsonl -o x2; says "k = 7 is more than there are records (3)"
expect 4 dsprep split --folds=k=5,stratify=lable in.jsonl -o x3; says "no record has /lable (did you mean /label?)"
expect 0 dsprep split --folds=k=100,stratify=day in.jsonl -o x4; says "fewer records than there are folds"
expect 2 dsprep split --folds=k=5 --stratify /label in.jsonl -o x5; says "write --folds=stratify="; one_error_line
expect 3 dsprep split --folds=k=100,stratify=day in.jsonl -o x5 --gate 'folds.rare_strata<=0'
expect 2 dsprep split --folds=k=5,into=text in.jsonl -o x; says "would write over what folds are made by"
expect 2 dsprep split --folds=k=5,fold=f in.jsonl -o x; says "fold"; one_error_line
expect 0 dsprep split parts --folds=k=2 -o x6; says "folds are made of all of them, whatever their part"
[ ! -e x ] || fail "something was written"

# By time.
how=--time=field=day,windows=sliding,rounds=3,test=30d,gap=7d,validation=15d
expect 0 dsprep split $how in.jsonl -o t1; expect 0 dsprep verify t1
expect 0 dsprep split $how shards -o t2 -j 2 --memory 1M --chunk-size 300
for part in train validation test; do for round in 0 1 2; do
  [ -s t1/data/round${round}_$part-00000-of-00001.jsonl ] || fail "round $round has no $part"
  sorted t1/data/round${round}_$part-* >a; sorted t2/data/round${round}_$part-* >b; cmp a b || fail "$part depends on order or files"
done; done
days() { grep -ho '"day":"[^"]*"' "$@" | sort; }
[ "$(days t1/data/round0_train-* | tail -1)" \< "$(days t1/data/round0_test-* | head -1)" ] || fail "train is not before test"
expect 0 dsprep split --time=field=day,cuts=2024-06,2024-09 in.jsonl -o cuts; says "train 375, validation 225, test 300"
expect 0 dsprep split --time=field=day,cuts=2024-06 --into part in.jsonl -o -; same "$(lines stdout)" 900
expect 2 dsprep split --time=field=day in.jsonl -o -; says "needs --into FIELD"
expect 2 dsprep split --time in.jsonl -o x; says 'time needs the parameter "field"'; one_error_line
expect 4 dsprep split --time=field=dya in.jsonl -o y1; says "no record has /dya (did you mean /day?)"
expect 4 dsprep split --time=field=id in.jsonl -o y2; says "is a number (give numbers = seconds, milliseconds or years)"
expect 4 dsprep split --time=field=label,cuts=2024 in.jsonl -o y3; same "$(grep -c 'is no date of the calendar' y3/malformed/*)" 900
expect 1 dsprep split --time=field=day,windows=expanding,rounds=100,test=20d in.jsonl -o y4; says "leave no record to train on in round 0"
expect 0 dsprep split --time=field=day,cuts=2030 in.jsonl -o y5; says "no record went to the part test"
: >none.jsonl; expect 0 dsprep split --time=field=day none.jsonl -o y6; expect 0 dsprep split --folds none.jsonl -o y7
