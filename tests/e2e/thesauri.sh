# Synonyms from Debian's packages: WordNet (wordnet-base) and MyThes (mythes-de).
. "$(dirname "$0")/prelude.sh"
[ -e /usr/share/wordnet/index.noun ] || { echo "skipped: WordNet (apt-get install wordnet-base)"; exit 77; }
for i in $(seq 300); do
  printf '{"id":%d,"text":"The happy child bought %d cars, and Dogs  were barking; see https://example.org/dog/%d","label":"a"}\n' "$i" "$i" "$i"
done > in.jsonl
expect 0 dsprep augment --any-part --synonym=copies=2 in.jsonl -o one.jsonl --id id -j 1
expect 0 dsprep augment --any-part --synonym=copies=2 in.jsonl -o two.jsonl --id id -j 2
cmp one.jsonl two.jsonl
copies=$(grep -c '"op":"synonym"' one.jsonl)   # of 600; a few are drawn twice, and then there is a copy less
[ "$copies" -gt 580 ] || fail "$copies copies"
same "$(grep -cv '"op":"synonym"' one.jsonl)" 300 originals
# Addresses, numbers, white space and the label stay; no copy equals its parent.
same "$(grep -c 'https://example.org/dog/[0-9]*","label":"a"' one.jsonl)" $((300 + copies)) addresses
same "$(grep -cE 'The [^0-9]* [0-9]+ [a-z]+,? and' one.jsonl)" $((300 + copies)) numbers
[ "$(grep -c 'barking; see' one.jsonl)" -gt 0 ] && [ "$(sed 's/.*"text":"\([^"]*\)".*/\1/' one.jsonl | sort -u | wc -l)" = $((300 + copies)) ] || fail "a copy says nothing new"
# Inflected words by inflected ones.
expect 0 dsprep augment --any-part --synonym=copies=20,rate=1 in.jsonl -o forms.jsonl --id id
grep -q '[0-9] automobiles,' forms.jsonl || fail "no plural"
! grep -q '[0-9] automobile,' forms.jsonl || fail "a plural lost its s"
# The other two ops, and the variant of the script.
expect 0 dsprep augment --any-part --random-insert=copies=2 in.jsonl -o insert.jsonl --id id
expect 0 dsprep augment --any-part --eda=copies=8 in.jsonl -o eda.jsonl --id id
for edit in synonym insert swap delete; do grep -q "\"edit\":\"$edit\"" eda.jsonl || fail "no $edit"; done
expect 0 dsprep augment --any-part --eda=copies=8,faithful=true in.jsonl -o faithful.jsonl --id id
! grep '"op":"eda"' faithful.jsonl | grep -qv '"text":"[a-z ]*"' || fail "the script leaves a-z and spaces only"
# The directory of a WordNet, and one that is broken.
cp -r /usr/share/wordnet wn
expect 0 dsprep augment --any-part --synonym=copies=2,thesaurus=wn in.jsonl -o wn.jsonl --id id
cmp one.jsonl wn.jsonl
head -c 2000000 /usr/share/wordnet/data.noun > wn/data.noun
expect 2 dsprep augment --any-part --synonym=thesaurus=wn in.jsonl -o broken.jsonl; says 'no WordNet 3.0'; one_error_line
rm wn/data.noun
expect 2 dsprep augment --any-part --synonym=thesaurus=wn in.jsonl -o broken.jsonl; says 'wordnet-base'; one_error_line
[ ! -e broken.jsonl ] || fail "a broken thesaurus wrote"
expect 2 dsprep augment --any-part --synonym=language=gn,thesaurus=absent.dat in.jsonl -o broken.jsonl; says 'absent.dat'; one_error_line
expect 2 dsprep augment --any-part --synonym=language=qq in.jsonl -o broken.jsonl; says '"qq"'; one_error_line
if [ -e /usr/share/mythes/th_de_DE_v2.dat ]; then
  printf '{"text":"Das Haus ist schön, und die Kinder essen ein Brot."}\n' > de.jsonl
  expect 0 dsprep augment --any-part --synonym=language=de,copies=3,rate=1 de.jsonl -o de-out.jsonl
  same "$(LC_ALL=C grep -c '"text":"Das [^a-z]' de-out.jsonl)" 4 "nouns with capitals"
else
  echo "MyThes is not there (apt-get install mythes-de)"
fi
