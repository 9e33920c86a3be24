// Regular expressions: RE2, whose time is linear in the text. UTF-8. Thread-safe once made.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::text {

class Regex {
 public:
  // Syntax errors come back as usage errors that quote the pattern and say what is wrong.
  static Result<Regex> make(std::string_view pattern, bool ignore_case = false);
  Regex(Regex&&) noexcept;
  Regex& operator=(Regex&&) noexcept;
  ~Regex();

  bool found_in(std::string_view text) const;
  // The first match at or after `from`: bytes [begin, end). False where there is none.
  bool find(std::string_view text, std::size_t from, std::size_t& begin, std::size_t& end) const;
  // Matches that do not overlap, from left to right, empty ones too (as Python's re.findall: "a*" is 4 times in
  // "baac").
  std::uint64_t count(std::string_view text) const;
  std::string_view pattern() const;

 private:
  struct State;
  explicit Regex(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// Many patterns at once (RE2::Set): which of them match.
class RegexSet {
 public:
  static Result<RegexSet> make(const std::vector<std::string>& patterns, bool ignore_case = false);
  RegexSet(RegexSet&&) noexcept;
  RegexSet& operator=(RegexSet&&) noexcept;
  ~RegexSet();
  // Ascending indexes of the patterns found in `text`, replacing `matches`. An engine out of memory falls back to
  // trying them one by one: the answer is always right.
  bool matches(std::string_view text, std::vector<int>& matches) const;

 private:
  struct State;
  explicit RegexSet(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace dsprep::text
