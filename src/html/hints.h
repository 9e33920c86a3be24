// Hints: what the words in an element's class, id and role say of it, and the words of a short text of itself.
//
// Words that authors of pages everywhere use, in a few languages; no name of a site or of a service. None of them
// decides anything: they are features (features.h).
#pragma once

#include <cstdint>
#include <string_view>

#include "html/tree.h"

namespace dsprep::html {

enum class ClassHint : std::uint8_t {
  navigation,
  footer,
  header,
  sidebar,
  comment,
  related,
  share,
  advertisement,
  consent,
  newsletter,
  breadcrumb,
  paging,
  author,
  date,
  caption,
  media,
  content,
  article,
  title,
  lead,
  product,
  price,
  description,
  review,
  dialog,
  login,
  topic,
  filter,
  widget,
  search,
  cart,
  button,
  list,
  card,
  forum,
  contents,
  legal,
  unseen,
  hero,
  accordion,
  code,
  tool,
  metadata,
  table,
  quote,
  count
};
enum class TextHint : std::uint8_t {
  copyright,
  consent,
  newsletter,
  login,
  share,
  more,
  related,
  comment,
  legal,
  shop,
  navigation,
  date,
  author,
  price,
  contact,
  count
};
inline constexpr std::size_t class_hints = static_cast<std::size_t>(ClassHint::count);
inline constexpr std::size_t text_hints = static_cast<std::size_t>(TextHint::count);
static_assert(class_hints <= 64 && text_hints <= 64);

// Bit i: hint i.
std::uint64_t hints_of_element(const Tree& tree, const Node& node);
std::uint64_t hints_of_text(std::string_view text);

}  // namespace dsprep::html
