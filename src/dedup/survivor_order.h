// SurvivorOrder: which of several records that say the same is kept. For the ops that remove duplicates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/result.h"

namespace dsprep::dedup {

// Immutable, thread-safe.
class SurvivorOrder {
 public:
  // "first", "last" (of the input), "longest", "max:/score", "min:/date", "priority:/source=a,b,c". Binds the field.
  // Usage errors say what is possible.
  static Result<SurvivorOrder> parse(std::string_view keep, Binder& binder);

  // Appends bytes that order records as the survivor is chosen, best first: compared as unsigned bytes, different for
  // different records, none the beginning of another's. `length` is that of the text. Numbers come before texts, and a
  // record without a value after both; ties go to the first of the input. Numbers are compared exactly, by their first
  // 512 digits; of a text, the first 256 bytes count.
  void append(std::string& out, const Record& record, std::uint64_t length) const;
  bool input_order() const { return by_ == By::first; }

  static constexpr std::string_view meaning =
      "which copy is kept: \"first\", \"last\", \"longest\", \"max:/score\", \"min:/date\", "
      "\"priority:/source=a,b,c\"; ties go to the first";

 private:
  enum class By : std::uint8_t { first, last, longest, largest, smallest, priority };
  By by_ = By::first;
  Field field_;
  std::vector<std::string> priorities_;
};

}  // namespace dsprep::dedup
