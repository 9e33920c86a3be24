#include "support/judged.h"
#include "support/run_op.h"

using namespace dsprep::test;

TEST_CASE("line_length: Data-Juicer's limits unless others are given; the limits themselves pass") {
  CHECK(kept("line_length", "", "0123456789"));
  CHECK(failed("line_length", "", "012345678") == "min_mean 9; min_longest 9");
  CHECK(kept("line_length", "max_mean = 10\nmax_longest = 10", "0123456789"));
  CHECK(failed("line_length", "min_mean = 0\nmin_longest = 0\nmax_mean = 9\nmax_longest = 9", "0123456789") ==
        "max_mean 10; max_longest 10");
}

TEST_CASE("line_length: the mean has the line ends in it, the longest line has not") {
  const std::string text = "abc\ndefgh\n";
  CHECK(measured("line_length", "min_mean = 0\nmin_longest = 0", "min_mean", text) == 5);
  CHECK(measured("line_length", "min_mean = 0\nmin_longest = 0", "min_longest", text) == 5);
  CHECK(measured("line_length", "min_mean = 0\nmin_longest = 0", "min_longest", "今天\n天气很好") == 4);
}

TEST_CASE("line_length: an empty text has lines of no length") {
  CHECK(failed("line_length", "", "") == "min_mean 0; min_longest 0");
}

TEST_CASE("line_length: a range that nothing can be in is refused, as in every op with min_ and max_ of one name") {
  const auto error = [](const std::string& params) { return run_op("line_length", params, "").error; };
  CHECK(error("min_mean = 5.5\nmax_mean = 5")
            .find("line_length: min_mean = 5.5 is more than max_mean = 5: no value keeps to both") !=
        std::string::npos);
  CHECK(error("max_longest = 1").find("is more than max_longest = 1") !=
        std::string::npos);  // than the default of min_longest
  CHECK(error("min_mean = 5\nmax_mean = 5").empty());
}
