// No file that people read holds what a merge left behind.
#include <filesystem>
#include <fstream>
#include <string>

#include "support/catch.h"

namespace fs = std::filesystem;

TEST_CASE("no document holds the markers of a merge") {
  const fs::path root = DSPREP_SOURCE_DIR;
  std::size_t pages = 0;
  for (const auto& entry : fs::recursive_directory_iterator(root / "docs")) {
    if (entry.path().extension() != ".md") continue;
    ++pages;
    std::ifstream page(entry.path());
    INFO(entry.path().string());
    for (std::string line; std::getline(page, line);)
      CHECK_FALSE((line.starts_with("<<<<<<<") || line.starts_with(">>>>>>>")));
  }
  CHECK(pages > 50);
}
