#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string stemmed(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("stem", params, record(text));
  REQUIRE(run.error == "");
  return Value(std::string_view(run.output).substr(0, run.output.find('\n')))["text"].text().value();
}

// What snowballstemmer 2.2.0 (PyPI) makes of the words in lower case.
struct Stems {
  const char *language, *words, *stems;
};
const Stems all[] = {
    {"arabic", "المكتبات والكتاب يكتبون مدرسة", "مكتب والكتاب يكتب مدرس"},
    {"armenian", "գրքերի տների քաղաքներում", "գրքերի տների քաղ"},
    {"basque", "etxeetan liburuak gizonaren", "etxe liburu gizo"},
    {"catalan", "cases cantaven llibres ràpidament", "case cant llibr rapid"},
    {"danish", "husene bøgerne kærligheden", "hus bøg kær"},
    {"dutch", "huizen lopende mogelijkheden", "huiz lopend mogelijk"},
    {"english", "running happily nationalities generously skis", "run happili nation generous ski"},
    {"finnish", "talossa kirjoistamme ystävällisesti", "talo kirj ystävällis"},
    {"french", "continuellement chevaux mangeaient été", "continuel cheval mang été"},
    {"german", "Häuser aufeinanderschlügen Bücher straße", "haus aufeinanderschlug buch strass"},
    {"greek", "βιβλία σπίτια μαθητές", "βιβλ σπιτ μαθητ"},
    {"hindi", "लड़कियों किताबें घरों", "लड़क किताब घर"},
    {"hungarian", "házakban könyvek szeretnének", "ház könyv szeretn"},
    {"indonesian", "pembelajaran berjalan bukunya", "ajar jalan buku"},
    {"irish", "leabhair bhfear tithe", "leabhair fear tithe"},
    {"italian", "abbandonata libri velocemente", "abbandon libr veloc"},
    {"lithuanian", "namuose knygos vaikams", "nam knyg vaik"},
    {"nepali", "घरहरू किताबको", "घर किताब"},
    {"norwegian", "husene bøkene muligheter", "hus bøk mul"},
    {"porter", "running happily nationalities generously", "run happili nation gener"},
    {"portuguese", "boataria livros rapidamente", "boat livr rapid"},
    {"romanian", "cărțile copiilor frumoasele", "cărț cop frumoas"},
    {"russian", "собаки бежали красивая вавиловка", "собак бежа красив вавиловк"},
    {"serbian", "кућама књиге девојке", "kuć knjig devojk"},
    {"spanish", "cheques rápidamente casas", "chequ rapid cas"},
    {"swedish", "husen böckerna möjligheter", "hus böck möj"},
    {"tamil", "புத்தகங்கள் வீடுகளில்", "புத்தகம் வீடு"},
    {"turkish", "evlerimizden kitaplar güzelliği", "ev kitap güzellik"},
    {"yiddish", "ביכער הייזער", "ביכ הײז"},
};

}  // namespace

TEST_CASE("stem: as Snowball, in each of its languages") {
  for (const Stems& stems : all) {
    INFO(stems.language);
    CHECK(stemmed("words = \"whitespace\"\nlanguage = \"" + std::string(stems.language) + "\"", stems.words) ==
          stems.stems);
  }
}

TEST_CASE("stem: words change, all between them stays") {
  CHECK(stemmed("", "The DOGS,  were\nrunning (happily)!") == "the dog,  were\nrun (happili)!");
  CHECK(stemmed("", "") == "");
  CHECK(stemmed("", "我们 42 😀 ...") == "我们 42 😀 ...");
  CHECK(stemmed("", "dog\u2019s dog's") == "dog dog");
  CHECK(stemmed("language = \"fr\"", "e\u0301te\u0301s ÉTÉS") == "ét\u00e9 été");  // composed first
  CHECK(stemmed("language = \"tr\"", "IŞIKLAR İNCİLER") == "ışık inci");
  CHECK(stemmed("language = \"deu\"", "Häuser") == "haus");
  CHECK(stemmed("language = \"German\"", "Häuser") == "haus");
  CHECK(stemmed("language = \"nb\"", "husene") == "hus");
}

TEST_CASE("stem: the same word again, and more words than the cache has places for") {
  std::string text, expected;
  for (int i = 0; i < 40000; ++i) {
    std::string number;
    for (int n = i % 20000; n > 0; n /= 20) number += static_cast<char>('b' + n % 20);
    text += "x" + number + "ations ";
    expected += stemmed("", i < 3 ? "x" + number + "ations" : "") + (i < 3 ? " " : "");
  }
  const std::string all_at_once = stemmed("", text);
  CHECK(all_at_once.starts_with(expected));
  CHECK(all_at_once.substr(0, all_at_once.size() / 2) == all_at_once.substr(all_at_once.size() / 2));
}

TEST_CASE("stem: a word of a megabyte, and one past the cache's places, take no time") {
  const std::string long_word(1 << 20, 'a');
  for (const char* language : {"en", "tr", "fi", "ar", "hu"})
    CHECK(stemmed("language = \"" + std::string(language) + "\"", long_word) == long_word);
  CHECK(stemmed("", std::string(60, 'x') + "ings") == std::string(60, 'x') + "ing");
}

TEST_CASE("stem: the language of a field") {
  const test::RunOp run =
      run_op("stem", "language_field = \"/meta/lang\"",
             "{\"text\":\"Häuser\",\"meta\":{\"lang\":\"de-AT\"}}\n"
             "{\"text\":\"Houses\",\"meta\":{\"lang\":\"eng_Latn\"}}\n"
             "{\"text\":\"Houses\",\"meta\":{\"lang\":\"__label__en\"}}\n"
             "{\"text\":\"Houses\",\"meta\":{\"lang\":\"ja\"}}\n{\"text\":\"Houses\",\"meta\":{\"lang\":7}}\n"
             "{\"text\":\"Houses\"}\n");
  CHECK(run.output ==
        "{\"text\":\"haus\",\"meta\":{\"lang\":\"de-AT\"}}\n{\"text\":\"hous\",\"meta\":{\"lang\":\"eng_Latn\"}}\n"
        "{\"text\":\"hous\",\"meta\":{\"lang\":\"__label__en\"}}\n"
        "{\"text\":\"Houses\",\"meta\":{\"lang\":\"ja\"}}\n{\"text\":\"Houses\",\"meta\":{\"lang\":7}}\n{\"text\":"
        "\"Houses\"}\n");
  CHECK(run.result.books.steps[0].counters == std::vector<std::uint64_t>{3});
}

TEST_CASE("stem: the language as the op language writes it") {
  const test::RunOp run = test::run_toml(
      "[[step]]\nop = \"language\"\ninto = \"lang\"\n[[step]]\nop = \"stem\"\nlanguage_field = \"lang\"\n",
      record("Die Häuser stehen in den alten Straßen der Stadt, und die Kinder spielen davor."));
  CHECK(run.error == "");
  CHECK(run.output.starts_with("{\"text\":\"die haus steh in den alt strass der stadt, und die kind spiel davor.\""));
}

TEST_CASE("stem: a language without a stemmer is refused, with those there are") {
  const std::string error = run_op("stem", "language = \"englsh\"", "").error;
  CHECK(error.find("\"englsh\" has no stemmer") != std::string::npos);
  CHECK(error.find("yiddish") != std::string::npos);
  CHECK(error.find("did you mean \"english\"?") != std::string::npos);
  CHECK(run_op("stem", "language = \"\"", "").error != "");
  CHECK(run_op("stem", "", "{\"text\":null}\n").malformed.find("field /text is null, not text") != std::string::npos);
}

TEST_CASE("stem: labels move along") {
  const test::RunOp run =
      test::run_toml("[dataset]\nspans = \"/s\"\n[[step]]\nop = \"stem\"\n",
                     "{\"text\":\"running dogs "
                     "bark\",\"s\":[{\"start\":0,\"end\":7},{\"start\":8,\"end\":12},{\"start\":13,\"end\":17}]}\n");
  CHECK(
      run.output ==
      "{\"text\":\"run dog bark\",\"s\":[{\"start\":0,\"end\":3},{\"start\":4,\"end\":7},{\"start\":8,\"end\":12}]}\n");
}
