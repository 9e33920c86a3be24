// answer_line: what one line of a process's output says.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dsprep::engines {

struct AnswerLine {
  std::string json;        // the value, without its member "id" where `named`
  std::string fault;       // why it is no answer; else ""
  bool named = false;      // it says which question it answers, rightly
  bool misplaced = false;  // it says so, and it is another
};

// `line`: without its LF. `id`: of the question; "": any member "id" is the answer's own.
AnswerLine read_answer_line(std::string_view line, std::string_view id);

// For messages: the first `most` bytes of what a process wrote, as UTF-8 without control characters.
std::string shown(std::string_view written, std::size_t most = 60);

}  // namespace dsprep::engines
