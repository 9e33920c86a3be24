// What a SplitPattern is compiled to: nodes, each with the one that follows it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "tokenizers/char_set.h"
#include "tokenizers/split_pattern.h"

namespace dsprep::tokenizers {

struct SplitNode {
  enum class Kind : std::uint8_t {
    accept,
    repeat,       // least to most of one set's characters
    branch,       // the first of the alternatives that lets the rest match, too
    ahead,        // (?=…): alternatives[0] ends in accept
    not_ahead,    // (?!…)
    end_of_text,  // $ of the dialect rust
  } kind = Kind::accept;
  std::uint32_t next = 0;
  std::uint32_t set = 0, least = 1, most = 1;
  bool possessive = false;
  std::vector<std::uint32_t> alternatives;  // first nodes of each; they lead on to what follows the branch
};

struct SplitProgram {
  std::vector<CharSet> sets;
  std::vector<SplitNode> nodes;  // [0] accepts
  std::uint32_t start = 0;
};

Result<SplitProgram> compile_split(std::string_view expression, SplitPattern::Dialect dialect);

}  // namespace dsprep::tokenizers
