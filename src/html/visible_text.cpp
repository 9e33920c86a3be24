#include "html/visible_text.h"

#include <algorithm>

#include "html/element.h"

namespace dsprep::html {
namespace {

// How many line ends the border of an element is worth.
std::uint8_t gap_of(Tag tag) {
  switch (tag) {
    case Tag::li:
    case Tag::dt:
    case Tag::dd:
    case Tag::tr:
    case Tag::td:
    case Tag::th:
    case Tag::tbody:
    case Tag::thead:
    case Tag::tfoot:
    case Tag::div:
    case Tag::button:
    case Tag::address:
    case Tag::center:
    case Tag::legend:
    case Tag::caption:
    case Tag::figcaption:
    case Tag::summary:
    case Tag::option:
    case Tag::optgroup: return 1;
    default: return 2;
  }
}

// What stands for a formula: the TeX it was made from where it is there, else what the attribute says, else nothing.
std::string_view tex_of(const Tree& tree, std::uint32_t math) {
  for (std::uint32_t i = math + 1; i < tree.nodes[math].end; ++i) {
    const Node& node = tree.nodes[i];
    if (node.tag != Tag::annotation || node.first_child == no_node) continue;
    if (tree.attribute(node, "encoding").find("tex") != std::string_view::npos ||
        tree.attribute(node, "encoding").find("TeX") != std::string_view::npos)
      return tree.nodes[node.first_child].text;
  }
  return tree.attribute(tree.nodes[math], "alttext");
}

// An image that shows a formula, and says it in its alternative text.
std::string_view formula_of_image(const Tree& tree, const Node& image) {
  const std::string_view alt = tree.attribute(image, "alt");
  if (alt.empty()) return {};
  const std::string_view kind = tree.attribute(image, "class");
  for (const std::string_view word : {"math", "tex", "formula", "equation"})
    if (kind.find(word) != std::string_view::npos) return alt;
  const bool tex = alt.front() == '$' || alt.find("\\displaystyle") != std::string_view::npos ||
                   alt.find("\\frac") != std::string_view::npos;
  return tex ? alt : std::string_view();
}

bool is_math_script(const Tree& tree, const Node& node) {
  return node.tag == Tag::script && tree.attribute(node, "type").substr(0, 8) == "math/tex";
}

// White space of HTML, or a no-break space, which is one in a text without lines of its own: its size.
std::size_t space_size(std::string_view text, std::size_t i) {
  const char c = text[i];
  if (c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f') return 1;
  return c == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xA0' ? 2 : 0;
}
bool is_soft_hyphen(std::string_view text, std::size_t i) {
  return text[i] == '\xC2' && i + 1 < text.size() && text[i + 1] == '\xAD';
}

}  // namespace

void VisibleText::start_block() {
  if (in_block_) return;
  in_block_ = true;
  space_ = false;
  block_ = {};
  block_.node = node_;
  block_.row = row_;
  block_.cell = cell_;
  block_.begin = static_cast<std::uint32_t>(text.size());
  block_.gap = gap_;
  block_.hidden = hidden_until_ != 0;
  block_.preformatted = pre_ > 0;
}

void VisibleText::finish_block() {
  if (!in_block_) return;
  in_block_ = false;
  while (text.size() > block_.begin && (text.back() == '\n' || text.back() == ' ')) text.pop_back();
  block_.end = static_cast<std::uint32_t>(text.size());
  if (block_.end == block_.begin) return;
  block_.link_bytes = std::min(block_.link_bytes, block_.end - block_.begin);
  blocks.push_back(block_);
  gap_ = 1;
}

void VisibleText::boundary(std::uint8_t gap) {
  if (pre_ > 1 || (pre_ == 1 && in_block_)) {  // lines of one listing
    if (in_block_ && text.back() != '\n') text += '\n';
    return;
  }
  finish_block();
  gap_ = std::max(gap_, gap);
}

void VisibleText::add_word(std::string_view word) {
  start_block();
  if (space_ && text.size() > block_.begin && text.back() != '\n') {
    text += ' ';
    if (links_ > 0) ++block_.link_bytes;
  }
  space_ = false;
  text += word;
  if (links_ > 0) block_.link_bytes += static_cast<std::uint32_t>(word.size());
}

void VisibleText::add_formula(std::string_view formula) {
  std::size_t begin = 0, end = formula.size();
  while (begin < end && space_size(formula, begin) == 1) ++begin;
  while (end > begin && space_size(formula, end - 1) == 1) --end;
  if (begin < end) add_word(formula.substr(begin, end - begin));
}

void VisibleText::add_text(std::string_view piece) {
  if (pre_ > 0) {
    if (!in_block_ && piece.find_first_not_of(" \t\r\n\f") == std::string_view::npos) return;
    start_block();
    for (std::size_t i = 0; i < piece.size();) {
      if (is_soft_hyphen(piece, i)) {
        i += 2;
      } else if (space_size(piece, i) == 2) {
        text += ' ';
        i += 2;
      } else {
        if (piece[i] != '\r') text += piece[i];
        ++i;
      }
    }
    return;
  }
  for (std::size_t i = 0; i < piece.size();) {
    if (const std::size_t space = space_size(piece, i)) {
      space_ = true;
      i += space;
      continue;
    }
    if (is_soft_hyphen(piece, i)) {
      i += 2;
      continue;
    }
    const std::size_t begin = i++;
    while (i < piece.size() && space_size(piece, i) == 0 && !is_soft_hyphen(piece, i)) ++i;
    add_word(piece.substr(begin, i - begin));
  }
}

void VisibleText::line_end() {
  if (!in_block_) return;
  space_ = false;
  if (text.size() > block_.begin && text.back() == '\n' && pre_ == 0) {  // two in a row part paragraphs
    finish_block();
    gap_ = 2;
    return;
  }
  if (text.size() > block_.begin) text += '\n';
}

void VisibleText::enter(const Tree& tree, std::uint32_t index) {
  const Node& node = tree.nodes[index];
  if (is_math_script(tree, node) && node.first_child != no_node) add_formula(tree.nodes[node.first_child].text);
  if (node.tag == Tag::br) return line_end();
  if (node.tag == Tag::img) return add_formula(formula_of_image(tree, node));
  const bool block = is_block(node.tag);
  const Shown shown = shown_of(tree, node);
  if (is_invisible(node.tag) || (!block && shown != Shown::yes) || (shown == Shown::never)) {
    skip_until_ = node.end;
    return;
  }
  if (node.tag == Tag::math) {
    const std::string_view tex = tex_of(tree, index);
    if (!tex.empty()) {
      add_formula(tex);
      skip_until_ = node.end;
      return;
    }
  }
  open_.push_back({node.end, node_, row_, cell_, node.tag, block});
  if (node.tag == Tag::a) {
    ++links_;
    if (in_block_ && block_.links < UINT16_MAX) ++block_.links;
  }
  if (node.tag == Tag::option) space_ = true;
  if (!block) return;
  boundary(gap_of(node.tag));
  if (shown == Shown::no && hidden_until_ == 0) hidden_until_ = node.end;
  node_ = index;
  if (node.tag == Tag::pre || node.tag == Tag::listing || node.tag == Tag::xmp || node.tag == Tag::plaintext) ++pre_;
  if (node.tag == Tag::table) row_ = cell_ = no_node;
  if (node.tag == Tag::tr) row_ = index, cell_ = no_node;
  if (node.tag == Tag::td || node.tag == Tag::th) cell_ = index;
}

void VisibleText::leave() {
  const Open last = open_.back();
  open_.pop_back();
  if (last.tag == Tag::a) --links_;
  if (!last.block) return;
  const bool pre =
      last.tag == Tag::pre || last.tag == Tag::listing || last.tag == Tag::xmp || last.tag == Tag::plaintext;
  if (pre && --pre_ == 0) finish_block();
  boundary(gap_of(last.tag));
  node_ = last.node;
  row_ = last.row;
  cell_ = last.cell;
}

void VisibleText::collect(const Tree& tree) {
  text.clear();
  blocks.clear();
  open_.clear();
  node_ = skip_until_ = hidden_until_ = 0;
  row_ = cell_ = no_node;
  links_ = pre_ = 0;
  gap_ = 1;
  in_block_ = space_ = false;
  const auto size = static_cast<std::uint32_t>(tree.nodes.size());
  for (std::uint32_t i = 0; i < size; ++i) {
    while (!open_.empty() && open_.back().end <= i) leave();
    if (i < skip_until_) {
      i = skip_until_ - 1;
      continue;
    }
    if (hidden_until_ != 0 && i >= hidden_until_) hidden_until_ = 0;
    const Node& node = tree.nodes[i];
    if (node.tag == Tag::text) add_text(node.text);
    else enter(tree, i);
  }
  while (!open_.empty()) leave();
  finish_block();
}

}  // namespace dsprep::html
