#include "html/tree_ensemble.h"

#include "html/main_text_trees.h"
#include "support/catch.h"

using dsprep::html::TreeEnsemble;

TEST_CASE("tree ensemble: sums one leaf a tree") {
  const auto trees = TreeEnsemble::read("1<0.5 0<2 1 2 4\n0.25\n");
  REQUIRE(trees);
  CHECK(trees->width() == 2);
  const auto sum = [&](float a, float b) {
    const float row[] = {a, b};
    return trees->sum(row);
  };
  CHECK(sum(2, 0.5f) == 1.25f);  // at most the limit
  CHECK(sum(3, 0) == 2.25f);
  CHECK(sum(0, 1) == 4.25f);
}

TEST_CASE("tree ensemble: what is no tree is refused") {
  for (const char* text : {"x", "1<2 3", "1<2 3 4 5", "1<x 1 2", "-1<2 1 2", "<2 1 2", "1 2"})
    CHECK(!TreeEnsemble::read(text));
  REQUIRE(TreeEnsemble::read(""));
}

TEST_CASE("tree ensemble: the trees in the binary can be read") {
  const auto trees = TreeEnsemble::read(dsprep::html::main_text_trees());
  REQUIRE(trees);
  CHECK(trees->width() > 100);
}
