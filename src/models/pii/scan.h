// Scan: one text while it is searched. Detectors look at it from a place where something of theirs may be, and say what
// they found. Every question a detector may ask looks at a bounded stretch, so that no text makes a scan quadratic.
#pragma once

#include <bitset>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "models/pii/kinds.h"

namespace dsprep::models::pii {

struct Settings {
  std::bitset<kind_count> wanted;
  std::vector<std::string> regions;  // "US": whose national phone numbers to look for
  bool need_context = true;          // false: what looks right is enough, without words beside it
  bool public_ips_only = false;
};

struct Found {
  std::uint32_t begin = 0, end = 0;  // bytes
  Kind kind = Kind::own;
  bool checked = false;   // a checksum or a structure as strong as one holds
  std::string_view rule;  // how it was recognised: "luhn", "international"; lives for ever
  std::uint16_t own = 0;  // which pattern of the user's
};

// Words (lower case) that say what stands beside them. ASCII ones count as whole words; others wherever they stand.
using ContextWords = std::span<const std::string_view>;

// Digits from one place on, in groups with one separator between each two: one of " -./:", or '~' for a dash between
// spaces.
struct NumberRun {
  static constexpr std::size_t most_digits = 24, most_groups = 9;
  struct Group {
    std::uint32_t begin, end;
    std::uint32_t size() const { return end - begin; }
  };
  std::uint8_t digits[most_digits];
  Group groups[most_groups];
  char separators[most_groups];  // [i]: behind group i; 0 behind the last
  std::uint8_t size = 0, group_count = 0;
  bool bordered = false;  // nothing goes into the first digit from the left
  bool fraction = false;  // "7,4111…": as likely a decimal comma as a list's
  std::size_t begin() const { return groups[0].begin; }
};

class Scan {
 public:
  Scan(std::string_view searched, const Settings& how, std::vector<Found>& into)
      : text(searched), settings(how), found(into) {}

  const std::string_view text;
  const Settings& settings;
  std::vector<Found>& found;
  std::size_t phone_until = 0, colon_until = 0, url_until = 0, email_until = 0,
              key_until = 0;  // before these, all has been seen

  bool wants(Kind kind) const { return settings.wanted[index_of(kind)]; }
  void add(Kind kind, std::size_t begin, std::size_t end, std::string_view rule, bool checked) {
    found.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), kind, checked, rule, 0});
  }

  char at(std::size_t i) const { return i < text.size() ? text[i] : '\0'; }
  char before(std::size_t i) const { return i > 0 ? text[i - 1] : '\0'; }
  // Whether a word may begin or end here: no letter, digit or '_' goes on. Letters of scripts that write without spaces
  // do not count.
  bool free_before(std::size_t i) const;
  bool free_after(std::size_t i) const;

  static constexpr std::size_t words_before = 80, words_behind = 28;  // bytes in which words are looked for
  // Whether one of the words stands shortly before `begin`, or right behind `end`, or the one before it in a list is of
  // the same kind. True for all, where no context is needed.
  bool near(Kind kind, std::size_t begin, std::size_t end, ContextWords words) {
    return !settings.need_context || listed_after(kind, begin) || really_near(begin, end, words);
  }
  bool really_near(std::size_t begin, std::size_t end, ContextWords words, bool behind = true,
                   std::size_t bytes_before = words_before, std::size_t bytes_behind = words_behind);
  bool ideographs_near(std::size_t begin, std::size_t end) const;  // within a few characters

  // Lists: A,B and A/B and "A";"B". The span of that kind which is found, with nothing but a list's marks up to
  // `begin`.
  const Found* listed_after(Kind kind, std::size_t begin, bool spaces_will_do = false) const;
  bool found_up_to(std::size_t end) const;  // whether a span of any kind ends there
  // Whether the '/' before i is one of a path (a/b/1, /1, //1) rather than between two members of a list. REQUIRES one
  // there.
  bool path_before(std::size_t i) const;

  NumberRun run_at(std::size_t begin) const;  // REQUIRES a digit there
  // The end of a number of groups of these lengths with one and the same separator out of `separators`, where nothing
  // goes on behind it, else 0. A single length means a group by itself.
  std::size_t shape(const NumberRun& run, std::initializer_list<unsigned> lengths, std::string_view separators = "",
                    bool dash_may_follow = false) const;
  std::size_t solid(const NumberRun& run, unsigned length) const { return shape(run, {length}); }
  // Rows of numbers. `before`, `behind`: how many groups of `size` digits stand beside [begin, end), each by itself, a
  // single space between them (up to 16 are counted).
  struct Row {
    unsigned before = 0, behind = 0;
  };
  Row row_beside(std::size_t begin, std::size_t end, std::size_t size) const;
  bool year_at(std::size_t i) const {
    return at(i) == '2' && at(i + 1) == '0' && at(i + 2) >= '0' && at(i + 2) <= '3';
  }  // 2000 to 2039
  // Whether [begin, end), `groups` groups of `size` digits with spaces between, may be one number of its own: the row
  // around it divides into such numbers, or what stands beside it is a year.
  bool apart_in_row(const NumberRun& run, std::size_t end, unsigned groups, std::size_t size) const;

 private:
  bool bordered_at(NumberRun& run, std::size_t begin) const;
  bool holds(std::string_view window, ContextWords words) const;
  std::string window_;
};

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool is_alpha(char c) { return is_upper(static_cast<char>(c & ~0x20)); }
constexpr bool is_alnum(char c) { return is_digit(c) || is_alpha(c); }
constexpr bool is_word(char c) { return is_alnum(c) || c == '_'; }
constexpr char upper(char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c & ~0x20) : c; }
// Whether letters in it are capitals: most codes are written so, and where they are not, words must help.
inline bool in_capitals(std::string_view s) {
  for (const char c : s)
    if (c >= 'a' && c <= 'z') return false;
  return true;
}

}  // namespace dsprep::models::pii
