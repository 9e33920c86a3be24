// Finder: the addresses, numbers, names and pictures of a text that are to be replaced.
//
// Web addresses with a scheme, e-mail addresses and telephone numbers are found by the scanner of personal data; the
// rest here, by one search for the characters they begin with.
#pragma once

#include <bitset>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "models/pii/scanner.h"
#include "text/char_search.h"

namespace dsprep::ops::replace {

enum Kind : std::uint8_t { url, email, phone, emoji, mention, hashtag, number, kind_count };
inline constexpr std::string_view kind_names[] = {"url", "email", "phone", "emoji", "mention", "hashtag", "number"};

struct Span {
  std::size_t begin, end;
  Kind kind;
};

// What all workers share.
class Search {
 public:
  Search(std::bitset<kind_count> wanted, std::vector<std::string> regions);
  bool wants(Kind kind) const { return wanted_[kind]; }
  const models::pii::Search& personal() const { return personal_; }
  const text::CharSearch& triggers() const { return triggers_; }
  // Whether anything may be found in `text`, or in a text that JSON spells so.
  bool worth(std::string_view text) const;

 private:
  std::bitset<kind_count> wanted_;
  models::pii::Search personal_;
  text::CharSearch triggers_;
};

// One per worker. Keeps its storage.
class Finder {
 public:
  explicit Finder(const Search& search) : search_(search), scanner_(search.personal()) {}
  // Spans in order, without overlaps; valid until the next call. REQUIRES valid UTF-8, less than 4 GiB.
  const std::vector<Span>& find(std::string_view text);

 private:
  void find_between(std::string_view text, std::size_t begin, std::size_t end);
  std::size_t end_at(std::string_view text, std::size_t at, bool free, Kind& kind) const;

  const Search& search_;
  models::pii::Scanner scanner_;
  std::vector<Span> spans_;
};

}  // namespace dsprep::ops::replace
