#!/usr/bin/env bash
# The ops on words as users run them: without parameters, with files that are wrong, in tasks, with what was saved before.
source "$(dirname "$0")/prelude.sh"

printf '%s\n' '{"text":"我们在北京大学。"}' '{"text":"Hello, world!"}' >in.jsonl
expect 0 dsprep normalize --segment in.jsonl -o out.jsonl
same "$(head -c -1 out.jsonl)" '{"text":"我们 在 北京 大学 。"}
{"text":"Hello , world !"}'

# jieba's dictionary where Debian's python3-jieba has put it; else how to get it.
dict=/usr/lib/python3/dist-packages/jieba/dict.txt
if [ -e "$dict" ]; then
  printf '%s\n' '{"text":"南京市长江大桥，乒乓球拍卖完了 C++11"}' >zh.jsonl
  expect 0 dsprep normalize --segment=words=dictionary zh.jsonl -o -
  same "$(cat stdout)" '{"text":"南京市 长江大桥 ， 乒乓球 拍卖 完 了 C++ 11"}'
else
  expect 2 dsprep normalize --segment=words=dictionary in.jsonl -o -
  one_error_line; says 'python3-jieba'
fi
expect 2 dsprep normalize --segment=dictionary=absent.txt in.jsonl -o -
one_error_line; says 'absent.txt: no such file'
printf '北京 1\n大学\n' >broken.txt
expect 2 dsprep normalize --segment=dictionary=broken.txt in.jsonl -o -
one_error_line; says 'broken.txt:2: "大学" is no entry'

# A vector file that is wrong far down is named before anything is read or written.
awk 'BEGIN { for (i = 1; i <= 70000; ++i) print "w" i " 1 2" (i == 70000 ? " 3" : "") }' >vectors.txt
expect 2 dsprep normalize --embed=file=vectors.txt in.jsonl -o embedded
one_error_line; says 'vectors.txt:70000: the vector of "w70000" has 3 numbers, the others have 2'
[ ! -e embedded ] || fail "there is an output"

# A vocabulary, counted at once and in tasks; used again without counting; a word of a megabyte.
make_records 3000 many.jsonl
head -c 1048576 /dev/zero | tr '\0' x | awk '{ print "{\"text\":\"" $0 " again\"}" }' >>many.jsonl
mkdir parts
split -n l/4 --additional-suffix=.jsonl many.jsonl parts/
expect 0 dsprep normalize --vocabulary=size=50 parts -o whole
same "$(lines whole/vocabulary.tsv)" 51
same "$(sed -n 2p whole/vocabulary.tsv | cut -f1)" ,
for pass in 1 2; do
  for task in 0 1; do expect 0 dsprep normalize --vocabulary=size=50 parts -o tasks --task $task/2; done
  expect 0 dsprep merge tasks
done
cmp whole/vocabulary.tsv tasks/vocabulary.tsv || fail "tasks make another vocabulary"
cat whole/data/* >one; cat tasks/data/* | cmp - one || fail "tasks write other texts"
expect 0 dsprep normalize --vocabulary=file=whole/vocabulary.tsv parts -o again --chunk-size 64K
cat again/data/* | cmp - one || fail "a saved vocabulary gives other texts"
grep -q '<unk> again' one || fail "the long word is there"

# Several in a row, and every field of another type.
printf '%s\n' '{"text":null}' '{"text":["a"]}' '{"t":"x"}' '{"text":""}' '{"text":"The dogs ran."}' >odd.jsonl
for step in segment stop-words stem sentences vocabulary; do
  expect 4 dsprep normalize --$step odd.jsonl -o -
  same "$(lines stdout)" 2 "$step"
  says 'field /text is null, not text'
done
expect 0 dsprep normalize --segment --stop-words --stem --sentences=language=de in.jsonl -o -
