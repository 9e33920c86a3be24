// Vocabulary: the words there are, and their numbers. Saved as a line each: WORD TAB COUNT.
#pragma once

#include <cstdint>
#include <string_view>

#include "base/hash.h"
#include "base/hash_index.h"
#include "dsprep/binder.h"
#include "dsprep/result.h"

namespace dsprep::vocabulary {

// Immutable once made, shared by all workers. A word's number is that of its line, from 0.
class Vocabulary {
 public:
  static constexpr std::uint32_t none = base::HashIndex::none;

  // A saved one, or a list of words, one a line. An error names file and line.
  static Result<Vocabulary> read(const ResourceFile& file);

  bool add(std::string_view word) { return words_.insert(base::hash64(word), lines_++); }  // false: it is there already
  std::uint32_t number(std::string_view word) const { return words_.find(base::hash64(word)); }  // or none
  std::size_t size() const { return words_.size(); }

 private:
  base::HashIndex words_;
  std::uint32_t lines_ = 0;
};

}  // namespace dsprep::vocabulary
