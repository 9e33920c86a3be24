// src/html on arbitrary bytes, as they are and made valid: a tree in order, text that is UTF-8, the same again.
#include <cstdint>
#include <string>
#include <string_view>

#include "demand.h"
#include "html/page_text.h"
#include "made_valid.h"
#include "text/utf8.h"

using namespace dsprep;
using fuzz::demand;

namespace {

void check_tree(const html::Tree& tree) {
  for (std::uint32_t i = 0; i < tree.nodes.size(); ++i) {
    const html::Node& node = tree.nodes[i];
    demand(node.end > i && node.end <= tree.nodes.size());
    demand(i == 0 || (node.parent < i && node.end <= tree.nodes[node.parent].end));
    std::uint32_t at = i + 1;
    for (auto child = node.first_child; child != html::no_node; child = tree.nodes[child].next_sibling) {
      demand(child == at && tree.nodes[child].parent == i);
      at = tree.nodes[child].end;
    }
    demand(at == node.end);
  }
}

using What = html::PageText::What;

void check_page(html::PageText& page, std::string_view bytes, What what) {
  page.read(bytes, what);
  demand(text::valid_utf8(page.text()) && text::valid_utf8(page.left_out()));
  demand(page.link_density() >= 0 && page.link_density() <= 1);
  demand(page.confidence() >= 0 && page.confidence() <= 1.0001);
  const auto& facts = page.facts();
  for (const std::string& fact : {facts.title, facts.author, facts.date, facts.language})
    demand(text::valid_utf8(fact));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static html::Parser parser;
  static html::Tree tree;
  static html::PageText page, other, in_pieces(64);
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  parser.parse(bytes, tree);
  check_tree(tree);
  check_page(page, bytes, What::all);
  const std::string valid = fuzz::made_valid(bytes);
  html::looks_like_html(valid);
  check_page(page, valid, What::main_and_others);
  check_page(other, valid, What::main);
  demand(page.text() == other.text());
  check_page(in_pieces, valid, What::main_and_others);
  return 0;
}
