#include "html/pieces.h"

#include "html/tag.h"
#include "html/tag_scanner.h"

namespace dsprep::html {
namespace {

bool is_row(Tag tag) { return tag == Tag::tr || tag == Tag::tbody || tag == Tag::thead || tag == Tag::tfoot; }
bool is_cell(Tag tag) { return tag == Tag::td || tag == Tag::th || tag == Tag::caption; }

}  // namespace

bool begins_in_table(std::string_view html) {
  TagScanner tags(html);
  return tags.next() && tags.found().begin == 0 && is_row(tags.found().tag);
}

std::vector<std::string_view> pieces_of(std::string_view html, std::size_t at_once) {
  std::vector<std::string_view> pieces;
  std::size_t begin = 0;
  const auto cut = [&](std::size_t end) {
    pieces.push_back(html.substr(begin, end - begin));
    begin = end;
  };
  if (html.size() > at_once) {
    for (TagScanner tags(html); tags.next();) {
      const TagScanner::Found& tag = tags.found();
      const std::size_t size = tag.begin - begin;
      if (tag.closes || size < at_once || !is_block(tag.tag) || is_cell(tag.tag)) continue;
      if (!is_row(tag.tag) || size >= 2 * at_once) cut(tag.begin);
    }
  }
  cut(html.size());
  return pieces;
}

}  // namespace dsprep::html
