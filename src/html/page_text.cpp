#include "html/page_text.h"

#include <vector>

#include "base/ascii.h"
#include "html/page_facts.h"
#include "html/render.h"
#include "html/tag.h"

namespace dsprep::html {

bool looks_like_html(std::string_view text) {
  for (std::size_t at = 0; (at = text.find('<', at)) != std::string_view::npos;) {
    ++at;
    const std::string_view rest = text.substr(at, 24);
    if (rest.substr(0, 3) == "!--") return true;
    char low[16];
    std::size_t size = 0;
    const std::size_t begin = !rest.empty() && (rest[0] == '/' || rest[0] == '!') ? 1 : 0;
    while (size < sizeof low && begin + size < rest.size()) {
      const char c = base::ascii_lower(rest[begin + size]);
      if ((c < 'a' || c > 'z') && (c < '0' || c > '9')) break;
      low[size++] = c;
    }
    const std::string_view name(low, size);
    const bool known = rest[0] == '!' ? name == "doctype" : tag_named(name) != Tag::other;
    if (size == 0 || !known || begin + size >= rest.size()) continue;
    // Its attributes begin with letters, as "a<b && c>d" does not go on.
    const std::size_t behind = text.find_first_not_of(" \t\r\n\f", at + begin + size);
    if (behind == std::string_view::npos) continue;
    const char next = base::ascii_lower(text[behind]);
    const bool ends = next == '>' || next == '/' || (behind > at + begin + size && next >= 'a' && next <= 'z');
    if (ends && text.find('>', behind) != std::string_view::npos) return true;
  }
  return false;
}

bool is_fragment(std::string_view html) {
  const std::string begin = base::ascii_lowered(html.substr(0, 4096));
  for (const char* mark : {"<html", "<head", "<body", "<!doctype"})
    if (begin.find(mark) != std::string::npos) return false;
  return true;
}

template <class Kept>
void PageText::append(Kept kept, std::string& out) const {
  const std::size_t before = out.size();
  if (before > 0) out += "\n\n";
  const std::size_t start = out.size();
  render(visible_, kept, out);
  if (out.size() == start) out.resize(before);
}

void PageText::read_piece(std::string_view html, What what, bool first, bool fragment) {
  parser_.parse(html, tree_);
  visible_.collect(tree_);
  const PageFacts facts = page_facts_of(tree_);
  if (first) {
    facts_.title = facts.title;
    facts_.author = facts.author;
    facts_.date = facts.date;
    facts_.language = facts.language;
  }
  const auto shown = [this](std::size_t block) { return !visible_.blocks[block].hidden; };
  for (std::size_t i = 0; i < visible_.blocks.size(); ++i) {
    if (!shown(i)) continue;
    link_bytes_ += visible_.blocks[i].link_bytes;
    bytes_ += visible_.blocks[i].end - visible_.blocks[i].begin;
  }
  if (what == What::all) return append(shown, text_);
  main_.select(tree_, visible_, facts, fragment);
  const std::size_t before = text_.size();
  append([this](std::size_t block) { return main_.keeps(block); }, text_);
  const auto size = static_cast<double>(text_.size() - before);
  confidence_ += main_.confidence() * size;
  confidence_bytes_ += size;
  if (what == What::main_and_others)
    append([&](std::size_t block) { return shown(block) && !main_.keeps(block); }, left_out_);
}

void PageText::read(std::string_view html, What what) {
  text_.clear();
  left_out_.clear();
  confidence_ = confidence_bytes_ = link_bytes_ = bytes_ = 0;
  if (html.size() <= at_once_) return read_piece(html, what, true, is_fragment(html));
  bool first = true;
  const bool fragment = is_fragment(html);
  for (std::string_view piece : pieces_of(html, at_once_)) {
    if (!first && begins_in_table(piece)) piece = wrapped_.assign("<table>").append(piece);
    read_piece(piece, what, first, fragment);
    first = false;
  }
}

double PageText::confidence() const { return confidence_bytes_ > 0 ? confidence_ / confidence_bytes_ : 0; }

double PageText::link_density() const { return bytes_ > 0 ? link_bytes_ / bytes_ : 0; }

}  // namespace dsprep::html
