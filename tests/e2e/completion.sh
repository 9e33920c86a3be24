# Completion as the shells do it: bash's function is called with what bash would give it, zsh and fish are asked (where installed).
. "$(dirname "$0")/prelude.sh"
mkdir bin; ln -s "$DSPREP_BINARY" bin/dsprep; PATH=$PWD/bin:$PATH
touch "a file.jsonl" alpha.toml; mkdir adir

# tab "LINE": what bash would offer with the cursor at the end, after the last '=' or ':' as bash does. Words are parted as
# readline parts them.
dsprep ops --bash-completion >completion.bash
tab() {
  bash -c '
    compopt() { :; }
    complete() { :; }
    . ./completion.bash
    COMP_LINE=$1 COMP_POINT=${#1} COMP_WORDBREAKS=${2-$'"' \t\n\"'\\''><=;|&(:'"'} COMP_WORDS=() COMPREPLY=()
    rest=$1
    while [[ $rest =~ ^[[:space:]]*([=:]+|[^[:space:]=:]+) ]] && [[ $COMP_WORDBREAKS == *=* ]] ||
          [[ $rest =~ ^[[:space:]]*([^[:space:]]+) ]]; do
      COMP_WORDS+=("${BASH_REMATCH[1]}"); rest=${rest:${#BASH_REMATCH[0]}}
    done
    [[ $1 != *[[:space:]] ]] || COMP_WORDS+=("")
    COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
    _dsprep
    printf "%s\n" "${COMPREPLY[@]}"' tab "$@" 2>>tab.errors | sort | tr '\n' ' ' | sed 's/^ *//; s/ $//'
}
same "$(tab 'dsprep cl')" clean
same "$(tab 'dsprep clean --max-e')" --max-errors
same "$(tab 'dsprep clean --gopher-')" '--gopher-quality --gopher-repetition'
same "$(tab 'dsprep clean --compress ')" 'gz none zst'
same "$(tab 'dsprep clean --compress=z')" zst
same "$(tab 'dsprep clean --length=')" 'field= max_chars= max_words= min_chars= min_words= words=' "parameters of length"
same "$(tab 'dsprep clean --length=min_chars=5,min_w')" '5,min_words=' "the piece behind the last '='"
same "$(tab 'dsprep clean --length=words=')" 'uax29 unicode whitespace'
same "$(tab 'dsprep clean --gopher-quality=variant=da')" datatrove
same "$(tab 'dsprep clean --preset finew')" 'fineweb fineweb2/'
same "$(tab 'dsprep clean --preset fineweb2/fra')" fineweb2/fra_Latn
same "$(tab 'dsprep run --preset=zh-w')" zh-web
same "$(tab 'dsprep clean --preset zh')" '' "a preset for run is not offered by clean"
same "$(tab 'dsprep clean --preset fineweb --set gopher_q')" gopher_quality.
same "$(tab 'dsprep clean --preset fineweb --set gopher_quality.min_w')" 'gopher_quality.min_word_length= gopher_quality.min_words='
same "$(tab 'dsprep clean --preset fineweb --set c4.variant=t')" tfds
same "$(tab 'dsprep clean in.jsonl a')" 'a file.jsonl adir alpha.toml'
same "$(tab 'dsprep run -c al')" alpha.toml
same "$(tab 'dsprep run --config=al')" alpha.toml
same "$(tab 'dsprep index b')" build
same "$(tab 'dsprep ops leng')" length
same "$(tab 'dsprep nope --x')" ''
same "$(tab 'dsprep clean --length=min_c' $' \t\n')" '--length=min_chars=' "where '=' parts no words"
[ ! -s tab.errors ] || fail "bash complains: $(head -3 tab.errors)"

# The whole way: a bash in a terminal of its own, in which TAB is pressed.
if command -v script >/dev/null; then
  printf '%s\n' 'PS1=; . ./completion.bash; dsprep() { if [ "$1" = __complete ]; then command dsprep "$@"; else printf "<%s>\n" "$*"; fi; }' \
    $'dsprep norm\t--unicode=fo\tnfkc in' $'dsprep clean --length=min_c\t5,max_w\t9 --compress z\talpha.t\t' exit >keys
  timeout 60 script -qec 'bash --norc --noprofile -i' /dev/null <keys 2>&1 | tr -d '\r' | grep -o '<[a-z].*>$' >typed || true
  same "$(cat typed)" "<normalize --unicode=form=nfkc in>
<clean --length=min_chars=5,max_words=9 --compress zst alpha.toml>" "bash in a terminal"
fi

# Every operator is offered somewhere.
for op in $(dsprep ops | awk '/^  /{print $1}'); do
  family=$(dsprep ops "$op" | sed -n '1s/.*(\(.*\))/\1/p')
  dsprep __complete "$family" "--${op//_/-}" | grep -q -- "--${op//_/-}" || fail "$op is not offered"
done

if command -v zsh >/dev/null; then
  dsprep ops --zsh-completion >_dsprep
  # A zsh of its own, in a terminal of its own, in which TAB is pressed.
  cat >ask.zsh <<'END'
zmodload zsh/zpty
zpty shell 'PS1=; PS2=; TERM=dumb; exec zsh -f -i'
zpty -w shell "PS1=; unsetopt zle prompt_cr prompt_sp; setopt zle; stty -echo cols 400; fpath=($PWD \$fpath); autoload -Uz compinit; compinit -u -D; LISTMAX=1000; zstyle ':completion:*' list-colors ''; bindkey '^I' complete-word; bindkey '^U' kill-whole-line; show() { print -r -- \"<\$BUFFER>\" }; zle -N show; bindkey '^T' show; print ready"
ready=; while zpty -r shell line; do [[ $line == *ready* ]] && break; done
ask() {
  zpty -w -n shell "$1"$'\t\C-T'
  local text= part
  while zpty -r shell part; do text+=$part; [[ $text == *'<dsprep'*'>'* ]] && break; done
  text=${text##*<}; print -r -- "${text%%>*}|"
  zpty -w -n shell $'\C-U'
}
for line in "$@"; do ask $line; done
END
  timeout 60 zsh -f ask.zsh 'dsprep norm' 'dsprep clean --max-e' 'dsprep clean --length=min_c' 'dsprep clean --preset=fineweb2/fra' \
    'dsprep clean --preset c4 --set c4.vari' 'dsprep clean --compress z' 'dsprep run --config=al' >zsh.out 2>zsh.err || fail "zsh: $(cat zsh.err)"
  same "$(cat zsh.out)" "dsprep normalize |
dsprep clean --max-errors |
dsprep clean --length=min_chars=|
dsprep clean --preset=fineweb2/fra_Latn |
dsprep clean --preset c4 --set c4.variant=|
dsprep clean --compress zst |
dsprep run --config=alpha.toml |" zsh
else
  echo "not tried: zsh is not installed"
fi

if command -v fish >/dev/null; then
  dsprep ops --fish-completion >dsprep.fish
  export HOME=$PWD
  fish_tab() { fish --no-config -c 'source dsprep.fish; complete -C $argv[1]' "$1" 2>>fish.errors | cut -f1 | sort | tr '\n' ' ' | sed 's/ $//'; }
  same "$(fish_tab 'dsprep norm')" normalize
  same "$(fish_tab 'dsprep clean --max-e')" --max-errors
  same "$(fish_tab 'dsprep clean --length=min_c')" --length=min_chars=
  same "$(fish_tab 'dsprep clean --preset=fineweb2/fra')" --preset=fineweb2/fra_Latn
  same "$(fish_tab 'dsprep clean --preset c4 --set c4.vari')" c4.variant=
  same "$(fish_tab 'dsprep run --config=al')" --config=alpha.toml
  same "$(fish_tab 'dsprep clean ad')" adir/
  [ ! -s fish.errors ] || fail "fish complains: $(head -3 fish.errors)"
else
  echo "not tried: fish is not installed"
fi
