#include "words/segmenter.h"

#include <string>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"
#include "text/utf8.h"

using namespace dsprep;

namespace {

std::string joined(std::string_view text, const std::vector<TextSpan>& spans) {
  std::string out;
  for (const TextSpan& span : spans) out.append(out.empty() ? "" : "|").append(span.of(text));
  return out;
}
std::string tokens(WordModel model, std::string_view text) {
  words::Segmenter::Scratch scratch;
  std::vector<TextSpan> spans;
  words::Segmenter(model).tokens(text, scratch, spans);
  return joined(text, spans);
}
std::string words_of(WordModel model, std::string_view text) {
  words::Segmenter::Scratch scratch;
  std::vector<TextSpan> spans;
  words::Segmenter(model).words(text, scratch, spans);
  return joined(text, spans);
}

}  // namespace

TEST_CASE("segmenter: words, and all that is no white space") {
  CHECK(words_of(WordModel::unicode, "“你好”, it's 3.5€!") == "你好|it's|3.5");
  CHECK(tokens(WordModel::unicode, "“你好”, it's 3.5€!") == "“|你好|”|,|it's|3.5|€|!");
  CHECK(words_of(WordModel::uax29, "你好 x") == "你|好|x");
  CHECK(words_of(WordModel::whitespace, "(你好), -- x.y!") == "你好|x.y");
  CHECK(tokens(WordModel::whitespace, "(你好), -- x.y!") == "(你好),|--|x.y!");
  CHECK(tokens(WordModel::uax29, "\\  \u0345a") == "\\|\u0345|a");
  CHECK(tokens(WordModel::unicode, "") == "");
  CHECK(tokens(WordModel::unicode, " \r\n\u2028\u3000") == "");
}

TEST_CASE("segmenter: tokens are in order, have no white space in them, and leave nothing else out") {
  static constexpr char32_t some[] = {'a',     '1',     ' ',    '_',    '.',   '\'',   '\n',   0x301, 0x345,
                                      0x200d,  0x4e2d,  0x3042, 0x30ab, 0xe01, 0xe31,  0xac00, 0x5d0, 0x3000,
                                      0x1f469, 0x1f1e9, 0xfe0f, 0x85,   0x1f,  0x300c, 0xff0c, 0xad};
  base::Rng rng(8);
  words::Segmenter::Scratch scratch;
  std::vector<TextSpan> spans;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::uint64_t n = rng.below(10); n > 0; --n) text::append_utf8(text, some[rng.below(std::size(some))]);
    for (const WordModel model : {WordModel::unicode, WordModel::uax29, WordModel::whitespace}) {
      words::Segmenter(model).tokens(text, scratch, spans);
      std::string kept, expected;
      std::uint32_t at = 0;
      bool sound = true;
      for (const TextSpan& span : spans) {
        sound &= span.begin >= at && span.begin < span.end;
        at = span.end;
        kept.append(span.of(text));
      }
      for (std::size_t i = 0; i < text.size();) {
        const std::size_t from = i;
        if (!words::is_space(text::decode(text, i))) expected.append(text, from, i - from);
      }
      INFO(text);
      CHECK(sound);
      CHECK(kept == expected);
    }
  }
}
