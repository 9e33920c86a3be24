// docs/glossary.md names the header that defines each term. Each must exist, and the page must be linked.
#include <filesystem>
#include <fstream>
#include <set>
#include <string>

#include "support/catch.h"

namespace fs = std::filesystem;

TEST_CASE("the headers that the glossary names exist, and no term is explained twice") {
  const fs::path root = DSPREP_SOURCE_DIR;
  std::ifstream page(root / "docs/glossary.md");
  REQUIRE(page);
  std::set<std::string> terms;
  for (std::string line; std::getline(page, line);) {
    if (!line.starts_with("| **")) continue;
    INFO(line);
    const std::size_t end = line.find("**", 4);
    REQUIRE(end != line.npos);
    CHECK(terms.insert(line.substr(4, end - 4)).second);
    const std::size_t last = line.rfind("| `");
    REQUIRE(last != line.npos);
    REQUIRE(line.ends_with("` |"));
    const std::string header = line.substr(last + 3, line.size() - last - 6);
    CHECK(fs::is_regular_file(root / header));
    CHECK(header.ends_with(".h"));
    CHECK(last > end + 20);  // there is an explanation
  }
  CHECK(terms.size() > 40);
  for (const char* reader : {"docs/architecture.md", "CONTRIBUTING.md"}) {
    std::ifstream file(root / reader);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    CHECK(text.find("glossary.md)") != text.npos);
  }
}
