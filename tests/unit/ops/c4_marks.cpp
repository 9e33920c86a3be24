#include "ops/clean/c4/c4_marks.h"

#include "support/catch.h"
#include "support/random_text.h"
#include "text/normalize.h"

using namespace dsprep;

namespace {

constexpr std::string_view policies[] = {"terms of use", "privacy policy", "cookie policy",
                                         "uses cookies", "use of cookies", "use cookies"};

// Lower-cases everything and looks for everything.
unsigned phrases_slowly(std::string_view line) {
  std::string lower;
  text::to_lower(line, lower);
  unsigned found = 0;
  if (lower.find("lorem ipsum") != std::string::npos) found |= ops::c4::phrase_lorem_ipsum;
  if (lower.find("javascript") != std::string::npos) found |= ops::c4::phrase_javascript;
  for (const std::string_view policy : policies)
    if (lower.find(policy) != std::string::npos) found |= ops::c4::phrase_policy;
  return found;
}

}  // namespace

TEST_CASE("c4_marks: at several bytes a cycle as one by one") {
  base::Rng rng(3);
  const std::string_view seeds[] = {"java", "IPSU",     "f us",         "VaCy", "cook", "coo\xe2\x84\xaa", "[", "{",
                                    "\r",   "\xc2\x85", "\xe2\x80\xa8", "coo",  "ipsx"};
  for (int round = 0; round < 3000; ++round) {
    std::string text = test::random_text(rng, rng.below(200), 95);
    std::erase_if(text,
                  [](char c) { return (c >= '\v' && c <= '\r') || (c >= 0x1c && c <= 0x1e) || c == '[' || c == '{'; });
    if (rng.below(2) == 0) text += std::string(seeds[rng.below(std::size(seeds))]) + std::string(rng.below(150), 'x');
    INFO(text);
    REQUIRE(ops::c4::c4_marks(text) == ops::c4::c4_marks_slowly(text));
  }
  CHECK(ops::c4::c4_marks("") == 0);
  CHECK(ops::c4::c4_marks("Plain text of no interest, 今天.\n") == 0);
}

TEST_CASE("c4_marks: phrases are found as in the lower-cased line, and never without the mark") {
  base::Rng rng(4);
  const std::string_view bits[] = {
      "javascript", "JAVA",   "Script",  "lorem ipsum", "LOREM",   " ipsum", "Terms of Use", "PRIVACY",
      " policy",    "cookie", " Policy", "uses ",       "use of ", "use ",   "Cookies",      "coo\xe2\x84\xaaies",
      "\xc4\xb0",   "i",      "s",       " ",           "ſ",       "今"};
  for (int round = 0; round < 20000; ++round) {
    std::string line;
    for (std::uint64_t n = rng.below(8); n > 0; --n) line += bits[rng.below(std::size(bits))];
    const unsigned expected = phrases_slowly(line);
    INFO(line);
    REQUIRE(ops::c4::c4_phrases(line) == expected);
    if (expected) REQUIRE((ops::c4::c4_marks(line) & ops::c4::mark_phrase) != 0);
  }
}
