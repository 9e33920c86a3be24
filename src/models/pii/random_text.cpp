#include "models/pii/random_text.h"

#include <algorithm>
#include <cmath>

#include "base/ascii.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {

double entropy(std::string_view text) {
  unsigned counts[128] = {};
  for (const char c : text) ++counts[static_cast<unsigned char>(c) & 127];
  double bits = 0;
  for (const unsigned n : counts)
    if (n > 0) bits -= n * std::log2(static_cast<double>(n) / static_cast<double>(text.size()));
  return bits / static_cast<double>(text.size());
}

bool placeholder(std::string_view text) {
  char low[64];
  std::size_t n = 0;
  for (const char c : text.substr(0, sizeof low)) low[n++] = base::ascii_lower(c);
  const std::string_view start(low, n);
  for (const std::string_view word :
       {"example", "xxxx", "0000", "12345", "abcde", "your", "placeholder", "changeme", "secret", "test_key", "sample"})
    if (start.find(word) != start.npos) return true;
  return false;
}

bool random_looking(std::string_view text, double least) {
  return !placeholder(text) && entropy(text) >= least && std::any_of(text.begin(), text.end(), is_digit);
}

namespace {

// How the letters of a text change: kinds seen (1 small, 2 capital, 4 digit, 8 another), and how often the next is of
// another kind.
struct Changes {
  unsigned seen = 0;
  std::size_t count = 0;
};
Changes changes_in(std::string_view text) {
  Changes changes;
  unsigned last = 0;
  for (const char c : text) {
    const unsigned now = is_upper(c) ? 2u : is_alpha(c) ? 1u : is_digit(c) ? 4u : 8u;
    changes.count += last != 0 && now != last;
    changes.seen |= now;
    last = now;
  }
  return changes;
}

}  // namespace

bool random_letters(std::string_view text) {
  const Changes changes = changes_in(text);
  const double least = std::min(4.2, std::log2(static_cast<double>(text.size())) - 0.6);
  return (changes.seen & 3) == 3 && changes.count * 4 >= text.size() && entropy(text) >= least && !placeholder(text);
}

bool random_base64(std::string_view text) {
  for (const char c : text)
    if (!is_word(c) && c != '+' && c != '/' && c != '=' && c != '-') return false;
  const Changes changes = changes_in(text);
  // Of 1,000 drawn secrets of 40 characters, hardly one has fewer changes than two in five; paths have. With a '+' or
  // '=' it is none.
  const bool no_path = text.find('+') != text.npos || text.back() == '=';
  return (changes.seen & 3) == 3 && changes.count * 20 >= text.size() * (no_path ? 5 : 8) && entropy(text) >= 3.5 &&
         !placeholder(text);
}

}  // namespace dsprep::models::pii
