# README's "Sixty seconds", word for word; and what its tables say is what dsprep says.
. "$(dirname "$0")/prelude.sh"
. "$DSPREP_SOURCE/tests/e2e/markdown.bash"
follow "$DSPREP_SOURCE/README.md" '## Sixty seconds'
# Presets stand in README under the command that takes them, all of them.
dsprep ops --presets | awk '/^dsprep/ { command = $2; next } NF { print command, $1 }' | sed 's,fineweb2/.*,fineweb2/LANG,' | sort -u >there
sed -n 's/^| `dsprep \([a-z]*\) --preset` \([^|]*\)|.*/\1 \2/p' "$DSPREP_SOURCE/README.md" |
  while read -r command rest; do grep -oE '\[[^]]+\]' <<<"$rest" | tr -d '[]' | sed "s,^,$command ,"; done | sort -u >told
cmp there told || fail "presets: $(diff there told)"
# Commands: README and --help say the same of each.
dsprep --help | awk '/^Options/ { exit } /^  [a-z]/ { if (text) print text; text = $0; next } /^          / { text = text " " $0 } END { if (text) print text }' | sed 's/  */ /g; s/^ //; s/ (.*//' | sort >help
grep -v -- '--preset`' "$DSPREP_SOURCE/README.md" | sed -n 's/^| `dsprep \([a-z]*\)[^|]*| \(.*\) |$/\1 \2/p' | sed 's/ (.*//' | sort >readme
grep -v '^help ' help | while read -r line; do grep -qxF "$line" readme || fail "README says otherwise: $line"; done
same "$(wc -l <help)" "$(wc -l <readme)" "commands"
# What configs/ say of themselves works as written.
printf '{"text":"x","url":"https://a.example/","age":1,"sex":"f","zip":"1"}\n' >in.jsonl
mkdir evals; for f in mmlu gsm8k; do echo '{"question":"Who counted how many of the boats by the old bridge that day, and why were twelve of them red?"}' >evals/$f.jsonl; done
ln -s "$DSPREP_SOURCE/configs" configs
grep -hoE 'dsprep (run|clean)( [^ ]+)* (INPUT|crawl/) -o [a-zA-Z]+' configs/*.toml configs/fineweb2/fra_Latn.toml | sort -u >said
[ "$(lines said)" -ge 12 ] || fail "only $(lines said) commands in configs"
while IFS= read -r command; do
  command=${command/ INPUT / in.jsonl }; command=${command/ crawl\// in.jsonl}
  eval "expect 0 $command --dry-run"
done <said
