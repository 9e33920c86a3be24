#include "base/rng.h"
#include "models/language_id.h"
#include "support/catch.h"
#include "text/utf8.h"

using namespace dsprep;

namespace {

struct Cld2 {
  std::unique_ptr<models::LanguageModel> model = models::cld2_language_model();
  std::unique_ptr<models::LanguageDetector> detector = model->detector();
  std::string label(std::string_view text) { return model->labels()[detector->detect(text).guesses[0].label]; }
};

}  // namespace

TEST_CASE("cld2: languages under their BCP 47 names") {
  Cld2 cld2;
  CHECK(cld2.label("The weather is beautiful today, so let us go for a walk.") == "en");
  CHECK(cld2.label("今天天气很好，我们去公园散步吧。") == "zh");
  CHECK(cld2.label("這是一個繁體中文的句子，我們來看看結果如何。") == "zh-Hant");
  CHECK(cld2.label("今日はとても良い天気ですね。散歩に行きましょう。") == "ja");
  CHECK(cld2.label("오늘은 날씨가 정말 좋네요.") == "ko");
  CHECK(cld2.label("שלום לכולם, זה משפט בעברית") == "he");
  CHECK(cld2.label("مرحبا بالعالم، هذه جملة باللغة العربية") == "ar");
  CHECK(cld2.label("วันนี้อากาศดีมาก ไปเดินเล่นกันเถอะ") == "th");
  CHECK(cld2.label("हम आज बाज़ार जा रहे हैं और घर लौटेंगे") == "hi");
  const auto& labels = cld2.model->labels();
  CHECK(labels[0] == "und");
  for (const char* gone : {"iw", "jw", "mo", "xxx", "un"}) CHECK(std::find(labels.begin(), labels.end(), gone) == labels.end());
}

TEST_CASE("cld2: nothing to tell") {
  Cld2 cld2;
  for (const std::string text : {"", " ", "\n\n", "12345 67", "😀😀😀", "\u0301\u0301", "!?"}) {
    INFO(text);
    const models::LanguageAnswer& answer = cld2.detector->detect(text);
    CHECK(answer.count == 1);
    CHECK(answer.guesses[0].label == 0);
    CHECK(answer.guesses[0].score == 0);
    CHECK_FALSE(answer.reliable);
  }
}

TEST_CASE("cld2: two languages in one text") {
  Cld2 cld2;
  std::string text;
  for (int i = 0; i < 10; ++i) text += "The weather is beautiful today, so let us go for a walk. ";
  for (int i = 0; i < 4; ++i) text += "今天天气很好，我们去公园散步吧。我们一起学习数据处理。";
  const models::LanguageAnswer& answer = cld2.detector->detect(text);
  REQUIRE(answer.count >= 2);
  CHECK(cld2.model->labels()[answer.guesses[0].label] == "en");
  CHECK(cld2.model->labels()[answer.guesses[1].label] == "zh");
  CHECK(answer.guesses[0].score > answer.guesses[1].score);
}

TEST_CASE("cld2: any valid UTF-8 has an answer, and the same one again") {
  Cld2 cld2;
  base::Rng rng(11);
  for (int n = 0; n < 2000; ++n) {
    std::string text;
    const std::uint64_t around = rng.below(0x110000);
    for (std::uint64_t i = rng.below(300); i > 0; --i) {
      std::uint64_t c = rng.below(3) == 0 ? rng.below(0x110000) : std::min<std::uint64_t>(around + rng.below(100), 0x10ffff);
      if (c >= 0xd800 && c < 0xe000) c = 0xfffe;
      text::append_utf8(text, static_cast<char32_t>(c));
      if (rng.below(6) == 0) text += ' ';
    }
    const models::LanguageAnswer first = cld2.detector->detect(text);
    std::string elsewhere = "x" + text + "more";
    const models::LanguageAnswer again = cld2.detector->detect(std::string_view(elsewhere).substr(1, text.size()));
    REQUIRE(first.count == again.count);
    for (std::size_t i = 0; i < first.count; ++i) {
      CHECK(first.guesses[i].label == again.guesses[i].label);
      CHECK(first.guesses[i].score == again.guesses[i].score);
    }
  }
}
