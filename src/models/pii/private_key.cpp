// Private keys in PEM or OpenPGP armour: from BEGIN … PRIVATE KEY to its END, where enough of a key lies between.
#include <algorithm>
#include <cstring>

#include "models/pii/detectors.h"

namespace dsprep::models::pii {
namespace {

// memmem is fast where find() is not: on texts full of dashes.
std::size_t find_in(std::string_view text, std::string_view wanted, std::size_t from) {
  if (from >= text.size()) return text.npos;
  const void* at = memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
  return at == nullptr ? text.npos : static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
}

// The end of "RSA PRIVATE KEY-----" at i, else npos.
std::size_t label_end(std::string_view text, std::size_t i) {
  const std::string_view label = text.substr(i, 48);
  const std::size_t dashes = label.find("-----");
  if (dashes == label.npos) return label.npos;
  const std::string_view name = label.substr(0, dashes);
  for (const char c : name) if (!is_upper(c) && !is_digit(c) && c != ' ') return label.npos;
  return name.ends_with("PRIVATE KEY") || name.ends_with("PRIVATE KEY BLOCK") ? i + dashes + 5 : label.npos;
}

}  // namespace

void find_private_keys(Scan& scan) {
  constexpr std::string_view begin_mark = "-----BEGIN ", end_mark = "-----END ";
  for (std::size_t from = 0;;) {
    const std::size_t begin = find_in(scan.text, begin_mark, from);
    if (begin == scan.text.npos) return;
    const std::size_t body = label_end(scan.text, begin + begin_mark.size());
    from = begin + begin_mark.size();
    if (body == scan.text.npos) continue;
    const std::size_t end = find_in(scan.text, end_mark, body);
    if (end == scan.text.npos) return;                 // and there will be none for a later one
    const std::size_t behind = label_end(scan.text, end + end_mark.size());
    from = end + end_mark.size();
    if (behind == scan.text.npos) continue;
    const auto key = std::count_if(scan.text.begin() + static_cast<std::ptrdiff_t>(body), scan.text.begin() + static_cast<std::ptrdiff_t>(end),
                                   [](char c) { return is_alnum(c) || c == '+' || c == '/'; });
    if (key >= 40) scan.add(Kind::private_key, begin, behind, "armour", true);
    from = behind;
  }
}

}  // namespace dsprep::models::pii
