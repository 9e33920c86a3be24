# Numbers are compared by their digits: identifiers of 19 digits are not rounded to each other.
. "$(dirname "$0")/prelude.sh"
cat >ids.jsonl <<'EOF'
{"id": 1699999999999999999, "text": "wanted"}
{"id": 1700000000000000000, "text": "another"}
{"id": 1700000000000000100, "text": "a third"}
EOF
texts() { grep -o '"text": *"[^"]*"' stdout | cut -d'"' -f4 | paste -sd,; }
expect 0 dsprep clean --where=field=/id,values=1699999999999999999 ids.jsonl -o -; same "$(texts)" wanted
expect 0 dsprep clean --where=field=/id,min=1700000000000000000 ids.jsonl -o -; same "$(texts)" "another,a third"
expect 0 dsprep clean --where=field=/id,max=1699999999999999999 ids.jsonl -o -; same "$(texts)" wanted
expect 0 dsprep clean --where=field=/id,min=1699999999999999999,max=1699999999999999999 ids.jsonl -o -; same "$(texts)" wanted
expect 0 dsprep clean --where=field=/id,min=1700000000000000001,mode=drop ids.jsonl -o -; same "$(texts)" "wanted,another"
printf '[[step]]\nop = "where"\nfield = "id"\nmin = 1700000000000000001\n' >c.toml
expect 0 dsprep run c.toml ids.jsonl -o -; same "$(texts)" "a third"
# Other spellings, other sizes.
cat >odd.jsonl <<'EOF'
{"n": 1e-1, "text": "a"}
{"n": 0.1000000000000000055, "text": "b"}
{"n": -1e400, "text": "c"}
{"n": 1e400, "text": "d"}
{"n": "0.10", "text": "e"}
{"n": -9007199254740993, "text": "f"}
{"n": 18446744073709551615, "text": "g"}
EOF
expect 0 dsprep clean --where=field=/n,min=0.1,max=0.1 odd.jsonl -o -; same "$(texts)" "a,e"
expect 0 dsprep clean --where=field=/n,values=10e399 odd.jsonl -o -; same "$(texts)" d
expect 0 dsprep clean --where=field=/n,values=18446744073709551615 odd.jsonl -o -; same "$(texts)" g
expect 0 dsprep clean --where=field=/n,max=-9007199254740993 odd.jsonl -o -; same "$(texts)" "c,f"
expect 0 dsprep clean --where=field=/n,max=-9007199254740994 odd.jsonl -o -; same "$(texts)" c
expect 2 dsprep clean --where=field=/n,min=18446744073709551615 odd.jsonl -o -; says "too large to be kept exactly"
# Which copy is kept.
cat >copies.jsonl <<'EOF'
{"text": "x", "v": 9007199254740992}
{"text": "x", "v": 9007199254740993}
{"text": "y", "v": 1e400}
{"text": "y", "v": 1e401}
{"text": "z", "v": -0.1}
{"text": "z", "v": -0.09999999999999999999}
EOF
expect 0 dsprep clean --dedup-exact=keep=max:/v copies.jsonl -o -
same "$(grep -o '"v": [^}]*' stdout | paste -sd' ')" '"v": 9007199254740993 "v": 1e401 "v": -0.09999999999999999999'
expect 0 dsprep clean --dedup-exact=keep=min:/v copies.jsonl -o -
same "$(grep -o '"v": [^}]*' stdout | paste -sd' ')" '"v": 9007199254740992 "v": 1e400 "v": -0.1'
# Filling in: a number beside numbers, a text beside texts.
printf '{"n": 1}\n{"n": null}\n{"m": "7"}\n' >fill.jsonl
expect 0 dsprep clean --impute=field=n,value=0 fill.jsonl -o -
same "$(sed -n 2p stdout)" '{"n": 0}'
same "$(sed -n 3p stdout)" '{"m": "7","n":0}'
expect 0 dsprep clean --impute=field=m,value=0 fill.jsonl -o -
same "$(sed -n 1p stdout)" '{"n": 1,"m":"0"}'
expect 0 dsprep clean --impute=field=n,value=0,type=text fill.jsonl -o -
same "$(sed -n 2p stdout)" '{"n": "0"}'
