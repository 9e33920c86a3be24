// What a shell is to source. All that is known is known by `dsprep __complete`; here is only how each shell asks, and
// shows the answer.
#include <string>

#include "cli/completion.h"

namespace dsprep::cli {

// bash parts a word at '=' and ':' (COMP_WORDBREAKS): it is put together again, and of the answer only what follows the
// last of these is given back.
std::string bash_completion() {
  return R"sh(# Completion of dsprep for bash, made by `dsprep ops --bash-completion`.
_dsprep() {
  local -a words=()
  local i rest=${COMP_LINE:0:COMP_POINT} line text breaks=${COMP_WORDBREAKS//[^=:]/} word head= mark file
  for ((i = 0; i <= COMP_CWORD; i++)); do
    word=${COMP_WORDS[i]}
    # Of the last one, what stands before the cursor.
    ((i < COMP_CWORD)) || word=${rest#"${rest%%[![:space:]]*}"}
    # Nothing between two pieces: they are one word.
    if ((${#words[@]})) && [[ $rest != [[:space:]]* && ( ${COMP_WORDS[i-1]: -1} == [=:] || $word == [=:]* ) ]]; then
      words[${#words[@]}-1]+=$word
    else
      words+=("$word")
    fi
    [[ -z $word ]] || rest=${rest#*"$word"}
  done
  word=${words[${#words[@]}-1]}
  [[ -z $breaks || $word != *["$breaks"]* ]] || head=${word%"${word##*["$breaks"]}"}
  COMPREPLY=()
  while IFS= read -r line; do
    mark=${line:0:1} text=${line:1} text=${text%%$'\t'*}
    if [[ $mark == @ ]]; then
      compopt -o filenames 2>/dev/null
      while IFS= read -r file; do COMPREPLY+=("${text#"$head"}$file"); done < <(compgen -f -- "${word#"$text"}")
    else
      COMPREPLY+=("${text#"$head"}")
      [[ $mark != + ]] || compopt -o nospace 2>/dev/null
    fi
  done < <("${words[0]}" __complete "${words[@]:1}" 2>/dev/null)
}
complete -F _dsprep dsprep
)sh";
}

std::string zsh_completion() {
  return R"sh(#compdef dsprep
# Completion of dsprep for zsh, made by `dsprep ops --zsh-completion`.
_dsprep() {
  local line mark text
  local -a open open_shown closed closed_shown
  local files=no prefix=
  while IFS= read -r line; do
    mark=$line[1] line=${line[2,-1]} text=${line%%$'\t'*}
    [[ $line != *$'\t'* ]] || line="$text  -- ${line#*$'\t'}"
    case $mark in
      +) open+=("$text") open_shown+=("$line") ;;
      =) closed+=("$text") closed_shown+=("$line") ;;
      @) files=yes prefix=$text ;;
    esac
  done < <("${(Q)words[1]}" __complete "${(Q)words[@]:1:$((CURRENT - 1))}" 2>/dev/null)
  local ret=1
  (( ! $#open )) || compadd -Q -S '' -l -d open_shown -a open && ret=0
  (( ! $#closed )) || compadd -Q -l -d closed_shown -a closed && ret=0
  if [[ $files == yes ]]; then
    [[ -z $prefix ]] || compset -P "${(b)prefix}"
    _files && ret=0
  fi
  return ret
}
if [ "$funcstack[1]" = _dsprep ]; then _dsprep "$@"; else compdef _dsprep dsprep; fi
)sh";
}

std::string fish_completion() {
  return R"sh(# Completion of dsprep for fish, made by `dsprep ops --fish-completion`.
function __dsprep_complete
    set -l words (commandline -opc)
    set -l word (commandline -ct)
    set -l program $words[1]
    set -e words[1]
    for line in ($program __complete $words "$word" 2>/dev/null)
        set -l text (string sub -s 2 -- $line)
        if string match -q '@*' -- $line
            set -l rest (string sub -s (math 1 + (string length -- "$text")) -- "$word")
            for file in (__fish_complete_path "$rest")
                echo "$text$file"
            end
        else
            echo $text
        end
    end
end
complete -c dsprep -f -a '(__dsprep_complete)'
)sh";
}

}  // namespace dsprep::cli
