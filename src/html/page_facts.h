// PageFacts: what a page says of itself in its head: title, author, date, language, kind.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "html/tree.h"

namespace dsprep::html {

// Kinds of a page, as its own metadata name them.
enum class PageKind : std::uint8_t { article, product, forum, listing, questions, website, breadcrumbs, recipe, count };

// Texts lie in the tree.
struct PageFacts {
  std::string_view title, author, date, language;
  std::string_view heading;  // of the first h1 (one text node)
  std::uint32_t kinds = 0;   // bit i: PageKind i
};

PageFacts page_facts_of(const Tree& tree);

}  // namespace dsprep::html
