#include "base/compressed_size.h"
#include "base/rng.h"
#include "support/judged.h"

using namespace dsprep;
using namespace dsprep::test;

TEST_CASE("compression_ratio: repeats compress, noise does not, and nothing passes") {
  std::string repeats, noise;
  base::Rng rng(1);
  for (int i = 0; i < 100; ++i) repeats += "买一送一！";
  for (int i = 0; i < 1500; ++i) noise += static_cast<char>(' ' + rng.below(95));
  CHECK(measured("compression_ratio", "max_ratio = 2", "max_ratio", repeats) > 20);
  CHECK(measured("compression_ratio", "min_ratio = 0", "min_ratio", noise) < 1.3);
  CHECK_FALSE(kept("compression_ratio", "max_ratio = 20", repeats));
  CHECK_FALSE(kept("compression_ratio", "min_ratio = 1.3", noise));
  CHECK(kept("compression_ratio", "min_ratio = 100", ""));
  CHECK(kept("compression_ratio", "max_ratio = 0.1", ""));
  CHECK(kept("compression_ratio", "", repeats));
}

TEST_CASE("compressed size: the same whatever came before, smaller at a higher level, long texts too") {
  base::CompressedSize three(3), nineteen(19);
  std::string text;
  for (int i = 0; i < 40000; ++i) text += "line " + std::to_string(i * 7919 % 10007) + "\n";
  const std::size_t size = three.of(text), small = three.of("abc");
  CHECK(small > 3);
  CHECK(three.of(text) == size);
  CHECK(three.of("abc") == small);
  CHECK(nineteen.of(text) < size);
  CHECK(size < text.size());
}
