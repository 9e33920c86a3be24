// Completion: what could stand where the user pressed TAB. The shells' scripts ask `dsprep __complete WORD…` and show
// the answer, so that all of them know the same: commands, options, operators, PARAM= and choices, presets, STEP.PARAM=
// of --set.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/assemble.h"

namespace dsprep::cli {

inline constexpr std::string_view completion_word = "__complete";  // the command that the scripts ask

struct Candidate {
  std::string text;     // the whole word
  std::string meaning;  // for shells that show it
  bool open = false;    // the word may go on: no space behind it
};

struct Completion {
  std::vector<Candidate> candidates;  // each begins with the word as far as it is typed
  bool files = false;                 // names of files, too
  std::string before_files;           // what of the word stands before the name: "--config="
};

// `words` behind "dsprep"; the last is the one to complete, as far as it is typed, perhaps empty.
Completion complete(std::span<const std::string> words, const Surroundings& surroundings);

// As the scripts read it: a line per candidate, '+' (open) or '=' first, a TAB before the meaning; "@PREFIX" where
// files fit.
std::string completion_text(const Completion& completion);

// What a shell is to source.
std::string bash_completion();
std::string zsh_completion();
std::string fish_completion();

}  // namespace dsprep::cli
