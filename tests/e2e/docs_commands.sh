# Every command that the documents, the manual and --help show as a block is one that dsprep takes: options, operators, parameters and values.
. "$(dirname "$0")/prelude.sh"
mkdir bin; ln -s "$DSPREP_BINARY" bin/dsprep; PATH=$PWD/bin:$PATH; unset -f dsprep
{ dsprep --help; dsprep ops --man | sed 's/\\-/-/g'; } >said.md
grep -hoE '^ +(for [^;]*; do )?dsprep (clean|normalize|augment|label|split|report|run|index) .*' said.md "$DSPREP_SOURCE"/README.md "$DSPREP_SOURCE"/docs/*.md "$DSPREP_SOURCE"/docs/ops/*.md |
  sed -E 's/^ +(for [^;]*; do )?//; s/ +#.*$//; s/; done.*//; s/ (\||>|<|\|\||&) .*//; s/ …//g; s/\$i/0/g' | grep -v '^dsprep index info' | sort -u >commands
[ "$(lines commands)" -gt 80 ] || fail "only $(lines commands) commands"
while IFS= read -r command; do
  code=0; eval "$command --dry-run" >stdout 2>stderr </dev/null || code=$?
  [ "$code" != 2 ] || grep -E 'no such file|there is no manifest.json' stderr | grep -qv 'the preset of that name' || fail "$command"
done <commands
