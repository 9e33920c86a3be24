# A field that no record has is told, with the names there are, whatever asked for it.
. "$(dirname "$0")/prelude.sh"
printf '{"id":%d,"text":"text number %d","label":"a","meta":{"lang":"en"},"messages":[{"role":"user"}]}\n' 1 1 2 2 3 3 >in.jsonl
told() { grep -qE -- "^dsprep: .*$1" stderr || fail "no warning '$1'"; }
quiet() { ! grep -q "no record has" stderr || fail "a warning of a field: $(grep 'no record has' stderr)"; }
expect 4 dsprep split --train 0.5 --test 0.5 --stratify lable in.jsonl -o s; told 'ratio.stratify: no record has /lable \(did you mean /label\?\)'
expect 0 dsprep clean --where=field=meta.lang,values=en in.jsonl -o -; told 'where.field: no record has /meta.lang, but /meta/lang'
expect 0 dsprep clean --length --id uid in.jsonl -o -; told '--id: no record has /uid'; told 'there are: /id, /label, /messages'
expect 0 dsprep clean --drop-fields=fields=labels in.jsonl -o -; told 'drop_fields.fields: no record has /labels \(did you mean /label\?\)'
expect 0 dsprep clean --drop-fields=keep=text,lang in.jsonl -o -; told 'no record has /lang \(did you mean /meta/lang\?\)'
expect 0 dsprep clean --dedup-exact=keep=max:/scor in.jsonl -o -; told 'dedup_exact.keep: no record has /scor'
expect 0 dsprep clean --impute=field=lable,value=x in.jsonl -o -; told 'impute.field: no record has /lable'
expect 0 dsprep clean "--rename=fields={from='lable',to='tag'}" in.jsonl -o -; told 'rename.fields: no record has /lable|rename.from: no record has /lable'
expect 0 dsprep report --label lable in.jsonl -o r.json; told 'profile.label: no record has /lable'
expect 0 dsprep report --text content in.jsonl -o r2.json; told 'no record has /content'
expect 4 dsprep clean --length --text body in.jsonl -o -; told 'length.field: no record has /body'
expect 4 dsprep normalize --unicode --text '/messages/*/content' in.jsonl -o -; told 'no record has /messages/\*/content'
expect 4 dsprep clean --url=domains=x.test in.jsonl -o -; told 'url.field: no record has /url'
expect 4 dsprep clean --length --char-ratio --line-length --dedup-exact --text txt in.jsonl -o -
told 'length.field, char_ratio.field, line_length.field and 1 more: no record has /txt \(did you mean /text\?\)'; same "$(grep -c 'no record has' stderr)" 1
# Two passes, tasks, resume: the same line.
expect 0 dsprep clean --dedup-exact --where=field=lng,present=true in.jsonl -o passes -j 2; told 'where.field: no record has /lng'
cp in.jsonl in2.jsonl
for i in 0 1; do expect 0 dsprep clean --where=field=lng,present=true in.jsonl in2.jsonl -o tasks --task $i/2; done; told 'where.field: no record has /lng'
# What is there, what a step makes, and what is only looked for: nothing is said.
expect 0 dsprep clean --where=field=/meta/lang,values=en --drop-fields=fields=label in.jsonl -o -; quiet
expect 0 dsprep clean --impute=field=label,value=x,mark=guessed --where=field=guessed,present=false in.jsonl -o -; quiet
expect 0 dsprep clean --signals=to=sig --where=field=/sig,present=true in.jsonl -o - ; quiet
expect 0 dsprep report in.jsonl -o r3.json; quiet
: >empty.jsonl; expect 0 dsprep clean --where=field=lng,present=true empty.jsonl -o -; quiet
grep -v '"id":2' in.jsonl >some.jsonl; echo '{"text":"no id","label":null,"messages":[],"meta":{}}' >>some.jsonl
expect 0 dsprep clean --length=min_chars=1 --id id some.jsonl -o -; told '--id: 1 of 3 records have no /id'
# The manifest does not hold it, and threads do not change it.
expect 0 dsprep clean --where=field=lng,present=false in.jsonl -o one -j 1; cp stderr err1
expect 0 dsprep clean --where=field=lng,present=false in.jsonl -o two -j 3
same "$(grep 'no record' stderr)" "$(grep 'no record' err1)"
cmp one/manifest.json two/manifest.json
