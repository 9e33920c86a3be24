// JsonFramer: where the records of a JSON file begin and end. They are the elements of an array, or documents that
// follow one another; which of the two, the first character of each top-level value tells.
//
// It tracks strings and depth, no more grammar than that: a Decoder's line is validated like any other. What is broken
// ends where its line shows it, so that one bad record does not swallow those behind it:
// - a line feed within a string (JSON has none there): the record is over, and the next one begins at the next line
//   that begins with a brace in the column where the broken one began;
// - a brace at the beginning of a line, in that column, where no value can stand: a bracket is missing, and the next
//   record begins there.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "dsprep/format.h"

namespace dsprep::formats {

class JsonFramer final : public Framer {
 public:
  std::uint64_t frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) override;
  Status finish(std::uint64_t at, std::vector<FrameBounds>& found) override;

 private:
  enum class State : std::uint8_t {
    top,      // outside of everything
    mark,     // within a byte order mark, between documents
    junk,     // a line that begins with no value of JSON that can be a record
    between,  // in an array, no element under way
    scalar,   // an element that is a number or a word, or tries to be one
    inside,   // of an object or array that is a record, outside of strings
    text,     // of a string
    escape,   // behind a backslash in a string
    broken,   // of no use any more, within a line
    margin,   // the same, before the first character of a line
  };

  const char* top(const char* p, const char* end);
  const char* between(const char* p, const char* end, std::vector<FrameBounds>& found);
  const char* inside(const char* p, const char* end, std::vector<FrameBounds>& found);
  const char* text(const char* p, const char* end, std::vector<FrameBounds>& found);
  const char* scalar(const char* p, const char* end, std::vector<FrameBounds>& found);
  const char* broken(const char* p, const char* end, std::vector<FrameBounds>& found);
  void begin(const char* p);
  void close(std::uint64_t end, std::vector<FrameBounds>& found);
  bool starts_anew(const char* p) const;
  std::uint64_t place(const char* p) const { return at_ + static_cast<std::uint64_t>(p - first_); }

  // Of this call: bytes at first_ stand at at_ in the shard.
  const char* first_ = nullptr;
  std::uint64_t at_ = 0;

  State state_ = State::top;
  bool in_array_ = false;
  std::uint64_t begin_ = 0, column_ = 0;  // of the record under way
  std::uint64_t array_begin_ = 0;
  std::uint64_t line_begin_ = 0;
  std::uint64_t last_ = 0;  // the last character that is no space, outside of strings: where, …
  char last_char_ = 0;      // … and which
  std::uint64_t depth_ = 0;
  std::array<char, 2048> kinds_{};  // by depth: '{' or '['. Deeper than a record may be, they are not kept
  unsigned mark_ = 0;               // bytes of a byte order mark that have been seen
};

}  // namespace dsprep::formats
