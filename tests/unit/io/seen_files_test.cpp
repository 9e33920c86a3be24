#include "io/seen_files.h"

#include <string>

#include "support/catch.h"

namespace dsprep::io {

TEST_CASE("a file is known by device, inode and source, under the path it was seen by first", "[shards]") {
  SeenFiles seen;
  const auto path_of = [](std::uint64_t i) { return "folder/中文-" + std::to_string(i) + ".html"; };
  constexpr std::uint64_t many = 5000;
  for (std::uint64_t i = 0; i < many; ++i) CHECK(seen.first_path({i % 3, i, SourceId{}}, path_of(i)).empty());
  for (std::uint64_t i = 0; i < many; ++i) CHECK(seen.first_path({i % 3, i, SourceId{}}, "another") == path_of(i));
  CHECK(seen.first_path({7, 1, SourceId{}}, "another device").empty());
  CHECK(seen.first_path({1, 1, SourceId{1}}, "another source").empty());
  CHECK(seen.first_path({1, 1, SourceId{1}}, "") == "another source");
  seen.clear();
  CHECK(seen.first_path({1, 1, SourceId{}}, "again").empty());
}

}  // namespace dsprep::io
