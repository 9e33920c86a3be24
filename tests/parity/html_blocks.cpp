// html_blocks: what html_main.py learns from. Reads paths of HTML files in UTF-8, one a line, and writes what it knows
// of their blocks.
#include <cstdio>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>

#include "html/block_features.h"
#include "html/parse.h"

using namespace dsprep::html;

namespace {
void put(const void* data, std::size_t size) { std::fwrite(data, 1, size, stdout); }
void put_number(std::uint32_t number) { put(&number, sizeof number); }
}  // namespace

// For each page: its blocks, the width of a row; for each block: words, its row, the size of its text, the text.
// Numbers are 32 bits, as the machine has them.
int main() {
  Parser parser;
  Tree tree;
  VisibleText visible;
  BlockFeatures features;
  for (std::string path; std::getline(std::cin, path);) {
    std::ifstream file(path, std::ios::binary);
    const std::string html(std::istreambuf_iterator<char>(file), {});
    parser.parse(html, tree);
    visible.collect(tree);
    features.measure(tree, visible, page_facts_of(tree));
    put_number(static_cast<std::uint32_t>(visible.blocks.size()));
    put_number(static_cast<std::uint32_t>(visible.blocks.empty() ? 0 : features.row(0).size()));
    for (std::size_t i = 0; i < visible.blocks.size(); ++i) {
      const float words = features.words(i);
      put(&words, sizeof words);
      const std::span<const float> row = features.row(i);
      put(row.data(), row.size_bytes());
      const std::string_view text = visible.of(visible.blocks[i]);
      put_number(static_cast<std::uint32_t>(text.size()));
      put(text.data(), text.size());
    }
  }
}
