// html_blocks: what html_main.py learns from. Reads paths of gzip-free HTML files, one a line, and prints for each block
// its features; see there.
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

// For each page: blocks, width; for each block: words, its containers, its row, the size of its text and the text. All
// numbers are 32 bits as the machine has them.
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
    features.compute(tree, visible, page_facts_of(tree));
    put_number(static_cast<std::uint32_t>(visible.blocks.size()));
    put_number(static_cast<std::uint32_t>(features.width()));
    for (std::size_t i = 0; i < visible.blocks.size(); ++i) {
      const float words = features.words(i);
      put(&words, sizeof words);
      put_number(visible.blocks[i].hidden);
      put(features.containers(i).data(), features.containers(i).size_bytes());
      put(features.row(i).data(), features.row(i).size_bytes());
      const std::string_view text = visible.of(visible.blocks[i]);
      put_number(static_cast<std::uint32_t>(text.size()));
      put(text.data(), text.size());
    }
  }
}
