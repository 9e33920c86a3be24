#include "base/rng.h"
#include "models/fasttext_file.h"
#include "models/language_id.h"
#include "support/catch.h"
#include "support/tiny_fasttext.h"

using namespace dsprep;
using models::check_fasttext_file;
using test::TinyFasttext;

namespace {

std::string message(const Status& status) { return status.ok() ? "" : status.error().message; }

std::string refused(const TinyFasttext& model) { return message(check_fasttext_file(model.bytes())); }

}  // namespace

TEST_CASE("fasttext: a model tells languages") {
  const std::string bytes = test::tiny_english_or_chinese().bytes();
  REQUIRE(message(check_fasttext_file(bytes)) == "");
  const auto model = models::fasttext_language_model("m.bin", bytes);
  REQUIRE(model.ok());
  CHECK((*model)->labels() == std::vector<std::string>{"und", "en", "zh"});
  const auto detector = (*model)->detector();
  const auto label = [&](std::string_view text) { return (*model)->labels()[detector->detect(text).guesses[0].label]; };
  CHECK(label("hello world") == "en");
  CHECK(label("你好 世界") == "zh");
  CHECK(label("hello\nworld\n你好") == "en");  // the whole text, not its first line
  const models::LanguageAnswer answer = detector->detect("你好");
  REQUIRE(answer.count == 2);
  CHECK(answer.guesses[0].score > 0.9);
  CHECK(answer.guesses[0].score + answer.guesses[1].score == Approx(1).margin(1e-3));
  CHECK(answer.reliable);
}

TEST_CASE("fasttext: a text without a known word") {
  TinyFasttext model = test::tiny_english_or_chinese();
  model.words.erase(model.words.begin());  // no </s>
  const auto loaded = models::fasttext_language_model("m.bin", model.bytes());
  REQUIRE(loaded.ok());
  const auto detector = (*loaded)->detector();
  for (const std::string text : {"", "xyz", "\n\n", "😀"}) {
    const models::LanguageAnswer& answer = detector->detect(text);
    CHECK(answer.count == 1);
    CHECK(answer.guesses[0].label == 0);
    CHECK(answer.guesses[0].score == 0);
    CHECK_FALSE(answer.reliable);
  }
}

TEST_CASE("fasttext: what is no model is refused by name and place") {
  const auto load = [](std::string_view bytes) { return models::fasttext_language_model("some/file", bytes); };
  for (const std::string& bytes :
       {std::string(), std::string("x"), std::string("PK\3\4zip file"), std::string(1000, '\0')}) {
    const auto model = load(bytes);
    REQUIRE_FALSE(model.ok());
    CHECK(model.error().kind == Error::Kind::usage);
    CHECK(model.error().message.find(
              "some/file is no fastText classifier: it does not begin as a fastText model does") == 0);
  }
  TinyFasttext model = test::tiny_english_or_chinese();
  model.version = 13;
  CHECK(refused(model) == "the version is 13, not 11 to 12 (byte 4)");
  model.version = 12;
  model.model = 2;
  CHECK(refused(model) == "these are word vectors, not a classifier (byte 40)");
  model.model = 3;
  model.dim = 0x7fffffff;
  CHECK(refused(model) == "dim is 2147483647, not 1 to 65536 (byte 8)");
  model.dim = 2;
  model.maxn = 4;
  CHECK(refused(model).find("n-grams without buckets") == 0);
  model.maxn = 0;
  std::swap(model.words, model.labels);
  CHECK(refused(model) == "");  // odd words and labels are still words and labels
  model.labels[0].name = "\xff";
  CHECK(refused(model).find("a label that is empty or not UTF-8") == 0);
}

TEST_CASE("fasttext: a file that was cut, lengthened or damaged never reaches the library unless it is whole") {
  const std::string good = test::tiny_english_or_chinese().bytes();
  for (std::size_t size = 0; size < good.size(); ++size)
    CHECK_FALSE(check_fasttext_file(std::string_view(good).substr(0, size)).ok());
  CHECK(message(check_fasttext_file(good + "x")).find("there is more in the file than a model") == 0);
  // Any damage is refused, or is one that loads and answers.
  base::Rng rng(1);
  int loaded = 0;
  for (int n = 0; n < 4000; ++n) {
    std::string bytes = good;
    for (std::uint64_t i = 1 + rng.below(3); i > 0; --i)
      bytes[rng.below(bytes.size())] = static_cast<char>(rng.below(256));
    const auto model = models::fasttext_language_model("m", bytes);
    if (!model.ok()) continue;
    ++loaded;
    (*model)->detector()->detect("hello 你好 x");
  }
  CHECK(loaded > 100);
}
