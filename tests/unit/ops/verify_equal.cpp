#include "ops/clean/dedup_exact/verify_equal.h"

#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep {
namespace {

TEST_CASE("verify_equal: where a hash collides, each content goes on under its own first") {
  test::MemoryFiles files;
  spill::Workspace workspace(files, "tmp", 1u << 20);
  spill::Sorter contents(workspace);
  const auto add = [&](std::uint64_t leader, std::uint64_t rank, std::string_view content) {
    std::string row;
    spill::append_be40(row, leader);
    spill::append_be40(row, rank);
    row += content;
    REQUIRE(contents.add(row).ok());
  };
  // Ranks 0 … 5 under one hash: x y x z y y; then a group without a collision.
  for (const auto& [rank, content] : {std::pair{0, "x"}, {1, "y"}, {2, "x"}, {3, "z"}, {4, "y"}, {5, "y"}})
    add(0, static_cast<std::uint64_t>(rank), content);
  add(7, 7, "x");
  add(7, 9, "x");
  dedup::Candidates candidates(workspace);
  const auto told_apart = ops::dedup_exact::verify_equal(workspace, **contents.sorted(), candidates);
  REQUIRE(told_apart.ok());
  CHECK(*told_apart == 4);
  CHECK(candidates.followers == 4);
  std::string pairs;
  const auto reader = candidates.follows.sorted();
  for (std::string_view row; *(*reader)->next(row);)
    pairs += std::to_string(spill::read_be40(row)) + "<" + std::to_string(spill::read_be40(row.substr(5))) + " ";
  CHECK(pairs == "0<2 1<4 1<5 7<9 ");
}

}  // namespace
}  // namespace dsprep
