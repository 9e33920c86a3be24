// Against OpenCC's own converter, which is slow and always right.
#include "models/chinese_conversion.h"

#include <opencc/Config.hpp>
#include <opencc/Conversion.hpp>
#include <opencc/ConversionChain.hpp>
#include <opencc/Converter.hpp>
#include <opencc/Lexicon.hpp>
#include <opencc/MaxMatchSegmentation.hpp>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;

TEST_CASE("a Chinese conversion is what OpenCC makes of texts of its own phrases, cut and joined at random") {
  for (const std::string name : {"s2t", "t2s", "s2tw", "s2twp", "tw2s", "tw2sp", "tw2t", "t2tw", "s2hk", "hk2s", "hk2t",
                                 "t2hk", "t2jp", "jp2t"}) {
    INFO(name);
    const opencc::ConverterPtr slow = opencc::Config().NewFromFile("/usr/share/opencc/" + name + ".json");
    const auto loaded = models::ChineseConversion::load(name);
    REQUIRE(loaded.ok());
    std::vector<std::string> pieces = {"a", ",", "\n", "。", "的", "é", "😀", "SQL", "U", "\\n", "\""};
    const auto add = [&](const opencc::DictPtr& dictionary) {
      const opencc::LexiconPtr lexicon = dictionary->GetLexicon();
      for (std::size_t k = 0; k < lexicon->Length(); k += 1 + lexicon->Length() / 1500) {
        const std::string phrase = lexicon->At(k)->Key();
        pieces.push_back(phrase);
        std::size_t half = phrase.size() / 2;
        while (half < phrase.size() && text::is_continuation(phrase[half])) ++half;
        pieces.push_back(phrase.substr(0, half));
        pieces.push_back(phrase.substr(half));
      }
    };
    add(std::dynamic_pointer_cast<opencc::MaxMatchSegmentation>(slow->GetSegmentation())->GetDict());
    for (const opencc::ConversionPtr& conversion : slow->GetConversionChain()->GetConversions())
      add(conversion->GetDict());
    base::Rng rng(5);
    models::ChineseConversion::Scratch scratch;
    TextDraft draft;
    for (int round = 0; round < 1500; ++round) {
      std::string text;
      for (std::uint64_t n = rng.below(12); n > 0; --n) text += pieces[rng.below(pieces.size())];
      draft.start(text, round % 2 == 0);
      (*loaded)->convert(text, draft, scratch);
      REQUIRE(std::string(draft.text()) == slow->Convert(text));
    }
  }
}

TEST_CASE("a Chinese conversion whose data is not installed says what to install") {
  const auto loaded = models::ChineseConversion::load("s2nowhere");
  REQUIRE(!loaded.ok());
  CHECK(loaded.error().message.find("libopencc-data") != std::string::npos);
}
