// Plan: what the parameters of dedup_substring come to, shared by all workers.
#pragma once

#include <string>

#include "dsprep/op.h"
#include "ops/clean/dedup_substring/window_tokens.h"
#include "spill/workspace.h"

namespace dsprep::ops::dedup_substring {

struct Plan {
  Field field;
  std::string pointer;
  TokenUnit unit = TokenUnit::words;
  WordModel words = WordModel::uax29;
  std::size_t length = 0;
  bool keep_first = true;
  Counter spans_removed{}, chars_removed{};
  spill::Workspace* workspace = nullptr;

  WindowTokens tokens() const { return {unit, words, length}; }
};

}  // namespace dsprep::ops::dedup_substring
