#include "io/part_of_name.h"

#include <algorithm>
#include <iterator>

namespace dsprep::io {
namespace {

constexpr std::string_view words[] = {"train", "training", "validation", "valid", "val",
                                      "dev",   "test",     "testing",    "eval",  "evaluation"};

bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || static_cast<unsigned char>(c) >= 128;
}

// The word of one name; `two` where it has several.
std::string word_of(std::string_view name, bool& two) {
  std::string found, word;
  for (std::size_t i = 0; i <= name.size(); ++i) {
    if (i < name.size() && is_letter(name[i])) {
      word += static_cast<char>(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + ('a' - 'A') : name[i]);
      continue;
    }
    if (std::find(std::begin(words), std::end(words), word) != std::end(words)) {
      two |= !found.empty() && found != word;
      found = word;
    }
    word.clear();
  }
  return found;
}

}  // namespace

std::string part_of_name(std::string_view path) {
  for (;;) {
    const std::size_t slash = path.rfind('/');
    bool two = false;
    std::string found = word_of(slash == path.npos ? path : path.substr(slash + 1), two);
    if (two) return "";
    if (!found.empty() || slash == path.npos) return found;
    path = path.substr(0, slash);
  }
}

}  // namespace dsprep::io
