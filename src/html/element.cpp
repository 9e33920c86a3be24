#include "html/element.h"

#include <span>
#include <string>
#include <string_view>

#include "base/ascii.h"
#include "html/tag.h"

namespace dsprep::html {
namespace {

// "display : none" and the like, whatever white space and case.
bool hides(std::string_view style) {
  char low[256];
  std::size_t size = 0;
  for (const char c : style) {
    if (c == ' ' || c == '\t' || c == '\n') continue;
    if (size == sizeof low) break;
    low[size++] = base::ascii_lower(c);
  }
  const std::string_view text(low, size);
  return text.find("display:none") != std::string_view::npos ||
         text.find("visibility:hidden") != std::string_view::npos;
}

// Class names by which style sheets everywhere keep a text for screen readers alone.
bool for_screen_readers(std::string_view classes) {
  for (const std::string_view name : {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text"})
    if (classes.find(name) != std::string_view::npos) return true;
  return false;
}

bool draws_formula(std::string_view classes) {
  for (const std::string_view name : {"katex-html", "MathJax_Preview", "MJX_Assistive", "mjx-chtml"})
    if (classes.find(name) != std::string_view::npos) return true;
  return false;
}

}  // namespace

Shown shown_of(const Tree& tree, const Node& node) {
  if (node.tag == Tag::noscript || node.tag == Tag::dialog) {
    if (node.tag == Tag::noscript || !tree.has_attribute(node, "open")) return Shown::no;
  }
  Shown shown = Shown::yes;
  for (const Attribute& attribute : tree.attributes_of(node)) {
    if (attribute.name == "style" && hides(attribute.value)) shown = Shown::no;
    else if (attribute.name == "hidden" && attribute.value != "until-found") shown = Shown::no;
    else if (attribute.name == "class" && draws_formula(attribute.value)) return Shown::never;
    else if (attribute.name == "class" && !is_block(node.tag) && for_screen_readers(attribute.value)) shown = Shown::no;
  }
  return shown;
}

}  // namespace dsprep::html
