#include "text/normalize.h"

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "support/catch.h"
#include "support/random_text.h"

using namespace dsprep;
using namespace dsprep::text;

namespace {

constexpr Form forms[] = {Form::nfc, Form::nfd, Form::nfkc, Form::nfkd, Form::nfkc_casefold};

// The twin: ICU over UTF-16, in one go.
std::string slow_normalize(std::string_view text, Form form) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* instance = form == Form::nfc    ? icu::Normalizer2::getNFCInstance(status)
                                     : form == Form::nfd  ? icu::Normalizer2::getNFDInstance(status)
                                     : form == Form::nfkc ? icu::Normalizer2::getNFKCInstance(status)
                                     : form == Form::nfkd ? icu::Normalizer2::getNFKDInstance(status)
                                                          : icu::Normalizer2::getNFKCCasefoldInstance(status);
  std::string out;
  instance->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<std::int32_t>(text.size())}), status)
      .toUTF8String(out);
  REQUIRE(U_SUCCESS(status));
  return out;
}

std::string fast_normalize(std::string_view text, Form form) {
  std::string out = "what was there before";
  normalize(text, form, out);
  return out;
}

// Puts the pieces together again, and checks that they tile the text.
std::string by_pieces(std::string_view text, Form form) {
  std::string out;
  std::size_t at = 0;
  normalize_pieces(
      text, form,
      [&](std::size_t n) {
        REQUIRE(n <= text.size() - at);
        out.append(text, at, n);
        at += n;
      },
      [&](std::size_t n, std::string_view with) {
        REQUIRE(n <= text.size() - at);
        out.append(with);
        at += n;
      });
  REQUIRE(at == text.size());
  return out;
}

void check_all_forms(std::string_view text) {
  for (const Form form : forms) {
    const std::string want = slow_normalize(text, form);
    INFO("form " << static_cast<int>(form) << " of " << text);
    REQUIRE(fast_normalize(text, form) == want);
    REQUIRE(by_pieces(text, form) == want);
    if (is_normalized(text, form)) REQUIRE(text == want);
  }
}

}  // namespace

TEST_CASE("Normal forms of textbook cases") {
  CHECK(fast_normalize("e\u0301", Form::nfc) == "\u00e9");
  CHECK(fast_normalize("\u00e9", Form::nfd) == "e\u0301");
  CHECK(fast_normalize("\ufb01\u2460", Form::nfkc) == "fi1");
  CHECK(fast_normalize("\uff21\u00ad\u00df", Form::nfkc_casefold) == "ass");
  CHECK(fast_normalize("\u1112\u1161\u11ab", Form::nfc) == "\ud55c");
  CHECK(fast_normalize("\uac00", Form::nfkd) == "\u1100\u1161");
  CHECK(fast_normalize("Abc", Form::nfkc_casefold) == "abc");
  CHECK(fast_normalize("", Form::nfc).empty());
  CHECK(is_normalized("plain ascii [@`{", Form::nfkc_casefold));
  CHECK(is_normalized("plain ASCII", Form::nfkd));
  CHECK_FALSE(is_normalized("plain ascIi", Form::nfkc_casefold));
  CHECK(is_normalized("caf\u00e9", Form::nfc));
  CHECK_FALSE(is_normalized("caf\u00e9", Form::nfd));
  CHECK_FALSE(is_normalized("cafe\u0301", Form::nfc));
}

TEST_CASE("Unchanged bytes are kept, changed ones replaced") {
  std::vector<std::string> pieces;
  normalize_pieces(
      "abc \ufb01 e\u0301 xyz", Form::nfkc,
      [&](std::size_t n) { pieces.push_back(std::string("=").append(std::to_string(n))); },
      [&](std::size_t n, std::string_view with) { pieces.push_back(std::to_string(n).append(">").append(with)); });
  CHECK(pieces == std::vector<std::string>{"=4", "3>fi", "=1", "3>\u00e9", "=4"});
}

TEST_CASE("Normalization agrees with ICU on random texts") {
  base::Rng rng(8);
  for (int round = 0; round < 1500; ++round) check_all_forms(test::random_text(rng, rng.below(60), rng.below(101)));
}

TEST_CASE("Long runs of combining marks give what ICU gives") {
  const char32_t marks[] = {0x301, 0x316, 0x300, 0x345, 0x34f,  0xf71,   0xf72,   0xf73,  0xf75,  0xf81, 0x344,
                            0x327, 0x338, 0x5b0, 0x94d, 0x3099, 0x1d165, 0x1d16d, 0x20dd, 0x200d, 0xfe0f};
  const std::string bases[] = {"",           "a", "x\u1100\u1161", "\u00e9", "\u1161\u1161",
                               "\U0001d157", "<", "\u0f40",        "\u304b"};
  base::Rng rng(9);
  for (int round = 0; round < 400; ++round) {
    const std::uint64_t kinds = rng.below(std::size(marks)) + 1, shift = rng.below(std::size(marks));
    std::string text = test::random_text(rng, rng.below(300), 50);
    for (int runs = 0; runs < 2; ++runs) {
      text += bases[rng.below(std::size(bases))];
      for (std::uint64_t n = 100 + rng.below(400); n > 0; --n) {
        append_utf8(text, marks[(rng.below(kinds) + shift) % std::size(marks)]);
      }
    }
    text += test::random_text(rng, rng.below(20), 50);
    check_all_forms(text);
  }
}

TEST_CASE("A run of marks around the length that is cut out") {
  for (std::size_t size = 120; size < 140; ++size) {
    for (const std::size_t before : {0, 1, 100, 255, 256, 257, 511}) {
      std::string text(before, 'x');
      for (std::size_t i = 0; i < size; ++i) text += i % 2 == 0 ? "\u0301" : "\u0316";
      check_all_forms(text + "\u0338\u00e9");
    }
  }
}

TEST_CASE("A megabyte of marks takes no minutes") {
  std::string text = "a", want_begin = "\u00e1\u0316";
  for (int i = 0; i < 250000; ++i) text += "\u0301\u0316";
  CHECK_FALSE(is_normalized(text, Form::nfc));
  const std::string out = fast_normalize(text, Form::nfd);
  CHECK(out.size() == text.size());
  CHECK(out.substr(0, 5) == "a\u0316\u0316");
  CHECK(out.substr(out.size() - 2) == "\u0301");
  CHECK(by_pieces(text, Form::nfd) == out);
  CHECK(fast_normalize(text, Form::nfc).size() < text.size());
}

TEST_CASE("Texts longer than a piece are cut where nothing composes") {
  for (std::size_t before = 5; before > 0; --before) {
    std::string text((std::size_t{16} << 20) - before, 'x');
    text += "\u1112\u1161\u11abe\u0301";
    const std::string want = std::string((std::size_t{16} << 20) - before, 'x') + "\ud55c\u00e9";
    CHECK((fast_normalize(text, Form::nfc) == want));
    CHECK((by_pieces(text, Form::nfc) == want));
  }
}

TEST_CASE("Case folding and lower case") {
  const auto fold = [](std::string_view text) {
    std::string out = "old";
    fold_case(text, out);
    return out;
  };
  const auto lower = [](std::string_view text) {
    std::string out = "old";
    to_lower(text, out);
    return out;
  };
  CHECK(fold("AZaz[@`{09") == "azaz[@`{09");
  CHECK(fold("Stra\u00dfe \u1e9e \u03a3\u03c2 \u0130") == "strasse ss \u03c3\u03c3 i\u0307");
  CHECK(lower("\u039f\u0394\u039f\u03a3 \u03a3 \u0130I") == "\u03bf\u03b4\u03bf\u03c2 \u03c3 i\u0307i");
  CHECK(lower("ABC\n\u4e2d") == "abc\n\u4e2d");
  CHECK(fold("").empty());
  CHECK(lower("").empty());
  std::string all;
  for (char c = 1; c < 127; ++c) all += c;
  std::string with = fold(all + "\u4e2d");
  CHECK(fold(all) == with.substr(0, with.size() - 3));
  CHECK(lower(all) == fold(all));
}

TEST_CASE("Versions are numbers with dots") {
  CHECK(icu_version().find('.') != std::string::npos);
  CHECK(unicode_version().find('.') != std::string::npos);
  CHECK(std::stoi(unicode_version()) >= 15);
}
