#include "ops/clean/decontaminate/folded_words.h"

#include <string>

#include "support/catch.h"
#include "support/random_text.h"
#include "text/normalize.h"

using namespace dsprep;
using namespace dsprep::text;
using namespace dsprep::ops::decontaminate;

namespace {
FoldedWords split(std::string_view text) {
  FoldedWords words;
  split_folded_words(text, words);
  return words;
}
std::vector<std::string> texts(std::string_view text) {
  std::vector<std::string> out;
  for (const TextSpan& span : split(text).spans) out.emplace_back(span.of(text));
  return out;
}
using Words = std::vector<std::string>;
bool same(std::string_view a, std::string_view b) { return split(a).hashes == split(b).hashes; }
}  // namespace

TEST_CASE("folded words: where they begin and end") {
  CHECK(texts("Don't stop -- 3.14, re-use_it!") == Words{"Don't", "stop", "3", "14", "re", "use", "it"});
  CHECK(texts("水が H2O です") == Words{"水", "が", "H2O", "で", "す"});
  CHECK(texts("한국어 데이터") == Words{"한국어", "데이터"});
  CHECK(texts("ภาษา") == Words{"ภ", "า", "ษ", "า"});
  CHECK(texts("e\u0301te\u0301 x") == Words{"e\u0301te", "x"});
  CHECK(texts("") == Words{});
  CHECK(texts("… — '' ") == Words{});
  CHECK(texts("日本(にほん)") == Words{"日", "本", "に", "ほ", "ん"});
}

TEST_CASE("folded words: what they see through") {
  CHECK(same("The Ducks' eggs, $2!", "the ducks eggs 2"));
  CHECK(same("Été à Paris", "ETE A PARIS"));
  CHECK(same("e\u0301", "é"));
  CHECK(same("ｗｉｄｅ １２", "wide 12"));
  CHECK(same("ﬁne Straße", "fine STRASSE"));
  CHECK(same("“你好”，世界", "你 好 世 界"));
  CHECK(same("co\u00adoperate", "cooperate"));
  CHECK(same("МОСКВА", "москва"));
  CHECK_FALSE(same("16 eggs", "17 eggs"));
  CHECK_FALSE(same("ab", "ba"));
  CHECK_FALSE(same("a b", "ab"));
}

TEST_CASE("folded words: case folding of any text leaves them as they are; spans are in order and valid") {
  base::Rng rng(4);
  for (int i = 0; i < 5000; ++i) {
    const std::string text = test::random_text(rng, rng.below(40), rng.below(100));
    if (text.find("\u0345") != std::string::npos) continue;  // a mark that folds to a letter
    const FoldedWords words = split(text);
    std::uint32_t last = 0;
    for (const TextSpan& span : words.spans) {
      CHECK(span.begin >= last);
      CHECK(span.end > span.begin);
      CHECK(valid_utf8(span.of(text)));
      last = span.end;
    }
    CHECK(words.spans.size() == words.hashes.size());
    std::string folded;
    fold_case(text, folded);
    INFO(text);
    CHECK(split(folded).hashes == words.hashes);
  }
}

TEST_CASE("folded words: how much of a word each is") {
  const auto sizes_of = [](std::string_view text) {
    ops::decontaminate::FoldedWords words;
    ops::decontaminate::split_folded_words(text, words);
    std::vector<ops::decontaminate::FoldedWordSize> sizes;
    ops::decontaminate::measure_folded_words(text, words, sizes);
    std::string all;
    for (const auto size : sizes) all += std::to_string(size.tenths) + (size.speaks ? " " : "- ");
    return all;
  };
  CHECK(sizes_of("What is 12 + x?") == "10 10 5- 5- ");
  CHECK(sizes_of("水は H2O カメラ") == "6 6 10 10 ");
  CHECK(sizes_of("ไทย") == "3 3 3 ");
  CHECK(sizes_of("물 है α ② 1st") == "10 10 5- 5- 10 ");
  CHECK(sizes_of("") == "");
}
