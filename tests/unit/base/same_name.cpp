#include "base/same_name.h"

#include "support/catch.h"

using namespace dsprep::base;

TEST_CASE("same_name takes - and _ for the same and nothing else") {
  CHECK(same_name("gopher-quality", "gopher_quality"));
  CHECK(same_name("a_b-c", "a-b_c"));
  CHECK(same_name("", ""));
  CHECK_FALSE(same_name("c4", "C4"));
  CHECK_FALSE(same_name("c4", "c4_"));
  CHECK_FALSE(same_name("min_words", "minwords"));
  CHECK_FALSE(same_name("min words", "min_words"));
}
