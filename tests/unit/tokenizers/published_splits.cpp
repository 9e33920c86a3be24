// Each published expression, written by hand, against the expression itself in the backtracking engine.
#include "tokenizers/published_splits.h"

#include "base/rng.h"
#include "support/catch.h"
#include "tokenizers/split_pattern.h"

using namespace dsprep;
using namespace dsprep::tokenizers;

namespace {

std::vector<std::string> fast(PublishedSplit split, std::string_view text) {
  std::vector<TextSpan> spans;
  split_published(split, text, {0, static_cast<std::uint32_t>(text.size())}, spans);
  std::vector<std::string> words;
  for (const TextSpan span : spans) words.emplace_back(span.of(text));
  return words;
}

std::vector<std::string> slow(const SplitPattern& pattern, std::string_view text) {
  std::vector<std::string> words;
  pattern.find(text, [&](std::size_t begin, std::size_t end) { words.emplace_back(text.substr(begin, end - begin)); });
  return words;
}

const char* const pieces[] = {"a", "A", "b",  "Z",   "s",      "S",    "t",      "re",     "VE",     "LL",     "d",
                              "'", "'", "'s", "'Ll", "\u017f", "1",    "23",     "456",    "٣",      "½",      "Ⅷ",
                              " ", " ", "  ", "\t",  "\n",     "\r",   "\r\n",   "\u00a0", "\u3000", "\u2028", ".",
                              "!", "/", "//", "_",   "中",     "文字", "あ",     "ก",      "ำ",      "\u0301", "ǅ",
                              "ʰ", "é", "É",  "д",   "Д",      "😀",    "\u200d", "क",      "\u093f", "ß"};

}  // namespace

TEST_CASE("published splits: equal to their expressions on random texts") {
  base::Rng rng(15);
  for (const PublishedSplit split : {PublishedSplit::gpt2, PublishedSplit::cl100k, PublishedSplit::cl100k_json,
                                     PublishedSplit::qwen2, PublishedSplit::o200k}) {
    INFO(expression_of(split));
    const auto pattern = SplitPattern::make(expression_of(split), SplitPattern::Dialect::rust);
    REQUIRE(pattern.ok());
    std::size_t different = 0;
    for (int n = 0; n < 6000; ++n) {
      std::string text;
      for (std::uint64_t k = 1 + rng.below(14); k > 0; --k) text += pieces[rng.below(std::size(pieces))];
      if (fast(split, text) == slow(*pattern, text)) continue;
      UNSCOPED_INFO(text);
      ++different;
    }
    CHECK(different == 0);
  }
}

TEST_CASE("published splits: what they are told apart by") {
  using Words = std::vector<std::string>;
  CHECK(fast(PublishedSplit::gpt2, "I'm  here 12中文!") == Words{"I", "'m", " ", " here", " 12", "中文", "!"});
  CHECK(fast(PublishedSplit::cl100k, "x\n\n  ") == Words{"x", "\n\n  "});
  CHECK(fast(PublishedSplit::cl100k_json, "x\n\n  ") == Words{"x", "\n\n", "  "});
  CHECK(fast(PublishedSplit::qwen2, "123") == Words{"1", "2", "3"});
  CHECK(fast(PublishedSplit::o200k, "HelloWORLDx's") == Words{"Hello", "WORLDx's"});
  CHECK(published_split(expression_of(PublishedSplit::o200k)) == PublishedSplit::o200k);
  CHECK(!published_split("\\s+"));
}

TEST_CASE("split patterns: what is not known is refused by name") {
  const auto refused = [](std::string_view expression) {
    const auto made = SplitPattern::make(expression, SplitPattern::Dialect::oniguruma);
    return made.ok() ? std::string() : made.error().message;
  };
  for (const std::string_view expression : {"(a)\\1", "(?<=a)b", "a*?", "^a", "a$", "(ab)+", "[a", "(a", "a)",
                                            "\\p{Klingon}", "[a&&b]", "\\b", "a{2,3}+", "{", "*", "\\", "a{3,2}"}) {
    INFO(expression);
    CHECK(refused(expression).find("not supported") != std::string::npos);
  }
  CHECK(refused("\\p{Klingon}").find("\\p{Klingon}") != std::string::npos);
  CHECK(refused(std::string(200, '(')).find("50 deep") != std::string::npos);
}

TEST_CASE("split patterns: alternatives, lookahead, possessive repeats, classes") {
  const auto words = [](std::string_view expression, std::string_view text) {
    const auto made = SplitPattern::make(expression, SplitPattern::Dialect::oniguruma);
    REQUIRE(made.ok());
    return slow(*made, text);
  };
  using Words = std::vector<std::string>;
  CHECK(words("a|ab", "ab") == Words{"a"});
  CHECK(words("a++a|b", "aaab") == Words{"b"});
  CHECK(words("[^a-c\\s]{2,3}", "abcdefgh xyzw") == Words{"def", "gh", "xyz"});
  CHECK(words("x(?=y)|z(?!y)", "xyxzyz") == Words{"x", "z"});
  CHECK(words("[一-龥]+", "中文 abc 語") == Words{"中文", "語"});
  CHECK(words("(?i:k)", "kK\u212a") == Words{"k", "K", "\u212a"});
  CHECK(words("\\x{4e2d}|\\u6587", "中文") == Words{"中", "文"});
  CHECK(slow(SplitPattern::literal("ab"), "abxab") == Words{"ab", "ab"});
}
