#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <memory>
#include <thread>

#include "support/catch.h"
#include "support/random_text.h"
#include "text/icu_slice.h"
#include "text/segment.h"

using namespace dsprep;
using namespace dsprep::text;

namespace {

using Pieces = std::vector<std::string>;
Pieces pieces(std::string_view text, const std::vector<TextSpan>& spans) {
  Pieces out;
  for (const TextSpan& span : spans) out.emplace_back(span.of(text));
  return out;
}
Pieces words(std::string_view text) {
  std::vector<TextSpan> spans;
  split_words_unicode(text, spans);
  return pieces(text, spans);
}
Pieces sentences(std::string_view text) {
  std::vector<TextSpan> spans;
  split_sentences(text, spans);
  return pieces(text, spans);
}

// The twin: ICU over the whole text.
Pieces icu_words(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &status);
  iterator->setText(&source, status);
  REQUIRE(U_SUCCESS(status));
  Pieces out;
  std::int32_t begin = iterator->first();
  for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE; begin = end, end = iterator->next()) {
    const std::string_view piece = text.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(end - begin));
    bool any = false;
    for (std::size_t i = 0; i < piece.size();) {
      const auto c = static_cast<UChar32>(decode(piece, i));
      any |= u_hasBinaryProperty(c, UCHAR_ALPHABETIC) || (U_GET_GC_MASK(c) & U_GC_N_MASK) != 0;
    }
    if (any && iterator->getRuleStatus() >= UBRK_WORD_NONE_LIMIT) out.emplace_back(piece);
  }
  utext_close(&source);
  return out;
}

}  // namespace

TEST_CASE("On ASCII, the fast words are ICU's") {
  base::Rng rng(6);
  const std::string_view alphabet = "ab19__..::''\"\",,;;@@- \n-#$";
  for (int round = 0; round < 30000; ++round) {
    std::string text;
    for (std::uint64_t n = rng.below(14); n > 0; --n) {
      text += round % 2 == 0 ? alphabet[rng.below(alphabet.size())] : static_cast<char>(rng.below(128));
    }
    INFO(text);
    REQUIRE(words(text) == icu_words(text));
  }
}

TEST_CASE("Every code point joins, and is cut, as ICU has it") {
  // Each stands between letters, digits, ideographs, …; once without, once with neighbours that are ICU's anyway.
  const std::vector<std::string> around[] = {{"a", "1", "中", "_", "가", "é", "天气"},
                                             {"א", "カ", "か", "ไ", "\u0301", "a"}};
  for (char32_t c = 1; c < 0x110000; ++c) {
    if (u_charType(static_cast<UChar32>(c)) == U_UNASSIGNED || (c >= 0xd800 && c < 0xe000)) continue;
    if (c >= 0xac10 && c < 0xd790) continue;  // thousands of a kind
    if (c >= 0xe010 && c < 0xf8f0) continue;
    if (c >= 0x20010 && c % 16 != 0) continue;
    std::string one;
    append_utf8(one, c);
    for (const auto& neighbours : around) {
      std::string text;
      for (const std::string& left : neighbours) {
        text.append(left).append(one).append(left).append(one).append(" ");
        for (const std::string& right : neighbours) text.append(left).append(one).append(right).append("\n");
      }
      if (words(text) != icu_words(text)) FAIL("code point " << std::hex << static_cast<unsigned>(c));
    }
  }
}

TEST_CASE("Chinese is cut as ICU has it, whatever stands around it") {
  const char* const pieces[] = {"我们",
                                "中华人民共和国",
                                "的",
                                "北京",
                                "天安门",
                                "不",
                                "一",
                                "二〇二三年",
                                "研究生命起源",
                                "发展中国家",
                                "乒乓球拍卖完了",
                                "龘",
                                "㐀",
                                "豈",
                                "𠀀",
                                "々",
                                "〇",
                                "、",
                                "。",
                                "，",
                                "！",
                                "：",
                                "“",
                                "”",
                                "（",
                                "）",
                                "《",
                                "·",
                                "…",
                                "—",
                                "％",
                                "．",
                                "’",
                                "１２",
                                "ＡＢ",
                                "a",
                                "GitHub",
                                "don't",
                                "3.14",
                                "1,000",
                                "_",
                                " ",
                                "\n",
                                "\u3000",
                                "カタカナ",
                                "ひらがな",
                                "食べる",
                                "ー",
                                "한국어",
                                "\u0301",
                                "\u200d",
                                "\ufe0f",
                                "😀",
                                "é",
                                "ё",
                                "א",
                                "ไทย",
                                "\u00ad"};
  base::Rng rng(9);
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    const auto kinds = round % 2 == 0 ? 30u : std::size(pieces);
    for (std::uint64_t n = rng.below(14); n > 0; --n) text += pieces[rng.below(kinds)];
    INFO(text);
    REQUIRE(words(text) == icu_words(text));
  }
  // Any characters at all, as many as make the dictionary guess.
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::uint64_t n = rng.below(60); n > 0; --n)
      append_utf8(text, static_cast<char32_t>(0x4e00 + rng.below(round % 3 == 0 ? 0x51ff : 0x600)));
    INFO(text);
    REQUIRE(words(text) == icu_words(text));
  }
}

TEST_CASE("On mixed text, cutting at gaps changes nothing") {
  base::Rng rng(7);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    for (std::uint64_t n = rng.below(8); n > 0; --n) {
      text += test::random_text(rng, rng.below(12), rng.below(101));
      // Long enough a stretch to be taken from ICU, with gaps inside, or with none.
      for (std::uint64_t k = rng.below(120); k > 0; --k) text += "ab1'._: \n"[rng.below(round % 4 == 0 ? 7 : 9)];
    }
    INFO(text);
    REQUIRE(words(text) == icu_words(text));
  }
}

TEST_CASE("Dictionaries cut Chinese, Japanese and Thai") {
  CHECK(words("\u6211\u4eec\u5728\u5317\u4eac\u5927\u5b66\u7814\u7a76\u3002") ==
        Pieces{"\u6211\u4eec", "\u5728", "\u5317\u4eac", "\u5927\u5b66", "\u7814\u7a76"});
  CHECK(words("\u0e20\u0e32\u0e29\u0e32\u0e44\u0e17\u0e22") ==
        Pieces{"\u0e20\u0e32\u0e29\u0e32", "\u0e44\u0e17\u0e22"});
  CHECK(words("It's 3.5 caf\u00e9s \u2013 na\u00efve, ___ \U0001f600!") ==
        Pieces{"It's", "3.5", "caf\u00e9s", "na\u00efve"});
  CHECK(words("").empty());
}

TEST_CASE("Sentences lose their trailing white space and empties are dropped") {
  CHECK(sentences("One. Two!  Three? \n\nFour") == Pieces{"One.", "Two!", "Three?", "Four"});
  CHECK(sentences("\u4f60\u597d\u3002\u4e16\u754c\uff01") == Pieces{"\u4f60\u597d\u3002", "\u4e16\u754c\uff01"});
  CHECK(sentences("It is 3.5 m. long") == Pieces{"It is 3.5 m. long"});
  CHECK(sentences("a\u3000\u00a0\n") == Pieces{"a"});
  CHECK(sentences(" \n \n").empty());
  CHECK(sentences("").empty());
}

TEST_CASE("Each thread has its own iterators") {
  const std::string text = "\u4f60\u597d\u3002 Caf\u00e9 one. Two.";
  const Pieces want_words = words(text), want_sentences = sentences(text);
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 200; ++i) wrong[t] += words(text) != want_words || sentences(text) != want_sentences;
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>(4));
}

TEST_CASE("Pieces end behind a LF, else a space, else a whole character") {
  CHECK(next_icu_slice("abc", 4) == 3);
  CHECK(next_icu_slice("ab\nc d ef", 8) == 3);
  CHECK(next_icu_slice("abc d efg", 8) == 6);
  CHECK(next_icu_slice("abcdefghi", 8) == 8);
  CHECK(next_icu_slice("abc\u4e2d\u4e2d\u4e2d", 8) == 6);
  CHECK(next_icu_slice("\U0001f600\U0001f600", 4) == 4);
}

TEST_CASE("Words and sentences of a text of many slices are those of its parts") {
  std::string text;
  const std::string line = "Caf\u00e9 one two. Caf\u00e9 three!\n";
  while (text.size() < (std::size_t{9} << 20)) text += line;
  const std::size_t lines = text.size() / line.size();
  std::vector<TextSpan> spans;
  split_words_unicode(text, spans);
  CHECK(spans.size() == 5 * lines);
  CHECK(spans.back().of(text) == "three");
  split_sentences(text, spans);
  CHECK(spans.size() == 2 * lines);
  CHECK(spans.back().of(text) == "Caf\u00e9 three!");
}
