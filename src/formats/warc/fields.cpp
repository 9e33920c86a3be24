#include "formats/warc/fields.h"

#include <algorithm>
#include <charconv>

#include "base/ascii.h"

namespace dsprep::formats::warc {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  while (!text.empty() && is_space(text.back())) text.remove_suffix(1);
  return text;
}

bool equal_names(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return base::ascii_lower(x) == base::ascii_lower(y); });
}

std::size_t header_end(std::string_view text) {
  std::size_t line = 0;
  while (line < text.size()) {
    if (text[line] == '\n') return line + 1;
    if (text[line] == '\r' && line + 1 < text.size() && text[line + 1] == '\n') return line + 2;
    const std::size_t end = text.find('\n', line);
    if (end == text.npos) break;
    line = end + 1;
  }
  return std::string_view::npos;
}

std::string_view Fields::find(std::string_view name) const {
  for (std::size_t begin = 0; begin < lines_.size();) {
    const std::size_t end = std::min(lines_.find('\n', begin), lines_.size());
    const std::string_view line = lines_.substr(begin, end - begin);
    begin = end + 1;
    const std::size_t colon = line.find(':');
    if (colon != line.npos && equal_names(trimmed(line.substr(0, colon)), name)) return trimmed(line.substr(colon + 1));
  }
  return {};
}

std::optional<std::uint64_t> length_of(std::string_view digits) {
  std::uint64_t length = 0;
  const auto [end, fault] = std::from_chars(digits.data(), digits.data() + digits.size(), length);
  constexpr std::uint64_t most = std::uint64_t{1} << 62;
  if (fault != std::errc() || end != digits.data() + digits.size() || digits.empty() || length > most) return {};
  return length;
}

bool has_payload(std::string_view record_type) {
  return record_type.empty() || equal_names(record_type, "response") || equal_names(record_type, "resource") ||
         equal_names(record_type, "conversion");
}

}  // namespace dsprep::formats::warc
