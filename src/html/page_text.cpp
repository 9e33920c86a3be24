#include "html/page_text.h"

#include "base/ascii.h"
#include "html/render.h"

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
    const char behind = rest[begin + size];
    const bool ends = behind == '>' || behind == '/' || behind == ' ' || behind == '\n' || behind == '\t' ||
                      behind == '\r' || behind == '\f';
    if (ends && text.find('>', at) != std::string_view::npos) return true;
  }
  return false;
}

void PageText::read(std::string_view html, bool main) {
  only_main_ = main;
  parser_.parse(html, tree_);
  visible_.collect(tree_);
  facts_ = page_facts_of(tree_);
  if (main) main_.select(tree_, visible_, facts_);
}

void PageText::append_text(std::string& out) const {
  render(
      visible_, [this](std::size_t block) { return kept(block); }, out);
}

void PageText::append_left_out(std::string& out) const {
  render(
      visible_, [this](std::size_t block) { return !kept(block) && !visible_.blocks[block].hidden; }, out);
}

double PageText::link_density() const {
  std::uint64_t links = 0, all = 0;
  for (const Block& block : visible_.blocks) {
    if (block.hidden) continue;
    links += block.link_bytes;
    all += block.end - block.begin;
  }
  return all == 0 ? 0 : static_cast<double>(links) / static_cast<double>(all);
}

}  // namespace dsprep::html
