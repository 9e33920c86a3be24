#include "tokenizers/charsmap.h"

#include "text/utf8.h"

namespace dsprep::tokenizers {
namespace {

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
  return value;
}

}  // namespace

Result<Charsmap> Charsmap::make(std::string_view table) {
  const std::size_t size = table.size() < 4 ? 0 : little_endian(table, 0);
  if (size < 4 || size % 4 != 0 || size > table.size() - 4)
    return usage_error("has a precompiled_charsmap that is damaged");
  Charsmap map;
  map.units_.resize(size / 4);
  for (std::size_t i = 0; i < map.units_.size(); ++i) map.units_[i] = little_endian(table, 4 + i * 4);
  map.replacements_ = table.substr(4 + size);
  if (!text::valid_utf8(map.replacements_))
    return usage_error("has a precompiled_charsmap with replacements that are no UTF-8");
  return map;
}

std::optional<Charsmap::Found> Charsmap::find(std::string_view text, bool longest) const {
  if (units_.empty()) return std::nullopt;
  const auto offset = [](std::uint32_t unit) { return unit >> 10 << ((unit & 1u << 9) >> 6); };
  std::optional<Found> found;
  std::uint32_t at = offset(units_[0]);
  for (std::size_t i = 0; i < text.size() && text[i] != '\0'; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    at ^= byte;
    if (at >= units_.size() || (units_[at] & (1u << 31 | 0xff)) != byte) break;
    const bool leaf = units_[at] >> 8 & 1;
    at ^= offset(units_[at]);
    if (!leaf) continue;
    if (at >= units_.size()) break;
    const std::uint32_t begin = units_[at] & ~(1u << 31);
    std::string_view replacement;
    if (begin < replacements_.size()) {
      if (text::is_continuation(replacements_[begin])) break;  // a damaged table
      replacement = std::string_view(replacements_).substr(begin, replacements_.find('\0', begin) - begin);
    }
    found = {i + 1, replacement};
    if (!longest) break;
  }
  return found;
}

}  // namespace dsprep::tokenizers
