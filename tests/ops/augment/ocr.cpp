#include <set>
#include <string>
#include <vector>

#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

using Read = std::set<std::string>;

Read become(const std::string& seen, const std::string& params) {
  const auto all = versions("ocr", "copies = 300\nrate = 0.001\n" + params, seen);
  return {all.begin() + 1, all.end()};
}

}  // namespace

TEST_CASE("ocr: nlpaug's table, in both directions") {
  const std::string plain = "shapes = false";
  CHECK(become("0", plain) == Read{"8", "9", "o", "O", "D"});
  CHECK(become("1", plain) == Read{"4", "7", "l", "I"});
  CHECK(become("8", plain) == Read{"0", "5", "s", "S", "@", "&"});
  CHECK(become("o", plain) == Read{"0", "u"});
  CHECK(become("O", plain) == Read{"0", "D", "U"});
  CHECK(become("D", plain) == Read{"0", "O"});
  CHECK(become("k", plain) == Read{"r"});
  CHECK(become("@", plain) == Read{"8"});
  CHECK(become("q", plain) == Read{"9"});
  CHECK(become("B", plain) == Read{"E"});
}

TEST_CASE("ocr: shapes of several characters") {
  CHECK(become("m", "") == Read{"rn", "nn"});
  CHECK(become("rn", "") == Read{"m", "kn", "rri"});
  CHECK(become("W", "") == Read{"VV"});
  CHECK(become("m", "shapes = false").empty());
}

TEST_CASE("ocr: what cannot be confused stays, and so does a letter with a mark of its own") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto made = versions("ocr", "rate = 1\ncopies = 2", "今天 o\u0302 第10 m\u0303", seed);
    REQUIRE(made.size() >= 2);
    for (const std::string& one : made) {
      CHECK(one.find("今天 o\u0302 第") == 0);
      CHECK(one.ends_with(" m\u0303"));
    }
  }
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (const std::string& one : versions("ocr", "rate = 1\nprotect = [\"[0-9]+\"]", "born 1810", seed))
      CHECK(one.ends_with(" 1810"));
  // A pair of which one half is protected is none.
  for (std::uint64_t seed = 0; seed < 20; ++seed)
    for (const std::string& one : versions("ocr", "rate = 1\nprotect = [\"n\"]", "orn", seed))
      CHECK(one.ends_with("n"));
}

TEST_CASE("ocr: careless parameters and texts") {
  check_careless("ocr", "今天很好");
  for (const char* params : {"rate = 0", "rate = 1.1", "shapes = 1"}) {
    INFO(params);
    CHECK(run_op("ocr", params, record("abc")).error != "");
  }
}
