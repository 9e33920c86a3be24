// UAX-29 words: cases of Unicode's own WordBreakTest, and a twin that applies the rules one by one, looking both ways.
#include <unicode/uchar.h>

#include "support/catch.h"
#include "support/random_text.h"
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
Pieces segments(std::string_view text) {
  std::vector<TextSpan> spans;
  word_segments_uax29(text, spans);
  return pieces(text, spans);
}
Pieces words(std::string_view text) {
  std::vector<TextSpan> spans;
  split_words_uax29(text, spans);
  return pieces(text, spans);
}

struct Char {
  std::uint32_t begin, end;
  int wb;
  bool pictographic, alphanumeric;
};

// The rules as they are written, at one place of the text: `at` is the index of the character behind it.
class Rules {
 public:
  explicit Rules(const std::vector<Char>& chars) : chars_(chars) {}

  bool breaks(std::size_t at) const {
    const int before = wb(at - 1), after = wb(at);
    if (before == U_WB_CR && after == U_WB_LF) return false;
    if (line_end(before) || line_end(after)) return true;
    if (before == U_WB_ZWJ && chars_[at].pictographic) return false;
    if (before == U_WB_WSEGSPACE && after == U_WB_WSEGSPACE) return false;
    if (sticks(after)) return false;
    const std::size_t l = back(at), ll = l == none ? none : back(l), rr = forth(at);
    const int left = wb(l), left2 = wb(ll), right2 = wb(rr);
    if (letter(left) && letter(after)) return false;
    if (letter(left) && (after == U_WB_MIDLETTER || mid(after)) && letter(right2)) return false;
    if (letter(left2) && (left == U_WB_MIDLETTER || mid(left)) && letter(after)) return false;
    if (left == U_WB_HEBREW_LETTER && after == U_WB_SINGLE_QUOTE) return false;
    if (left == U_WB_HEBREW_LETTER && after == U_WB_DOUBLE_QUOTE && right2 == U_WB_HEBREW_LETTER) return false;
    if (left2 == U_WB_HEBREW_LETTER && left == U_WB_DOUBLE_QUOTE && after == U_WB_HEBREW_LETTER) return false;
    if (left == U_WB_NUMERIC && after == U_WB_NUMERIC) return false;
    if (letter(left) && after == U_WB_NUMERIC) return false;
    if (left == U_WB_NUMERIC && letter(after)) return false;
    if (left2 == U_WB_NUMERIC && (left == U_WB_MIDNUM || mid(left)) && after == U_WB_NUMERIC) return false;
    if (left == U_WB_NUMERIC && (after == U_WB_MIDNUM || mid(after)) && right2 == U_WB_NUMERIC) return false;
    if (left == U_WB_KATAKANA && after == U_WB_KATAKANA) return false;
    const bool wordy = letter(left) || left == U_WB_NUMERIC || left == U_WB_KATAKANA || left == U_WB_EXTENDNUMLET;
    if (wordy && after == U_WB_EXTENDNUMLET) return false;
    if (left == U_WB_EXTENDNUMLET && (letter(after) || after == U_WB_NUMERIC || after == U_WB_KATAKANA)) return false;
    if (left == U_WB_REGIONAL_INDICATOR && after == U_WB_REGIONAL_INDICATOR) {
      int run = 0;
      for (std::size_t i = l; i != none && wb(i) == U_WB_REGIONAL_INDICATOR; i = back(i)) ++run;
      return run % 2 == 0;
    }
    return true;
  }

 private:
  static constexpr std::size_t none = static_cast<std::size_t>(-1);
  static bool line_end(int c) { return c == U_WB_CR || c == U_WB_LF || c == U_WB_NEWLINE; }
  static bool sticks(int c) { return c == U_WB_EXTEND || c == U_WB_FORMAT || c == U_WB_ZWJ; }
  static bool letter(int c) { return c == U_WB_ALETTER || c == U_WB_HEBREW_LETTER; }
  static bool mid(int c) { return c == U_WB_MIDNUMLET || c == U_WB_SINGLE_QUOTE; }
  int wb(std::size_t i) const { return i < chars_.size() ? chars_[i].wb : -1; }

  // The character left of place i that is seen under WB4; those that stick to nothing are seen themselves.
  std::size_t back(std::size_t i) const {
    if (i == 0) return none;
    std::size_t k = i - 1;
    while (k > 0 && sticks(wb(k)) && !line_end(wb(k - 1))) --k;
    return k;
  }
  std::size_t forth(std::size_t i) const {
    std::size_t k = i + 1;
    while (k < chars_.size() && sticks(wb(k))) ++k;
    return k < chars_.size() ? k : none;
  }

  const std::vector<Char>& chars_;
};

void slow_segments(std::string_view text, std::vector<TextSpan>& all, std::vector<TextSpan>& wordy) {
  std::vector<Char> chars;
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = static_cast<std::uint32_t>(i);
    const auto c = static_cast<UChar32>(decode(text, i));
    chars.push_back({begin, static_cast<std::uint32_t>(i), u_getIntPropertyValue(c, UCHAR_WORD_BREAK),
                     u_hasBinaryProperty(c, UCHAR_EXTENDED_PICTOGRAPHIC) != 0,
                     u_hasBinaryProperty(c, UCHAR_ALPHABETIC) || (U_GET_GC_MASK(c) & U_GC_N_MASK) != 0});
  }
  const Rules rules(chars);
  all.clear(), wordy.clear();
  for (std::size_t first = 0, i = 0; i < chars.size(); ++i) {
    if (i + 1 < chars.size() && !rules.breaks(i + 1)) continue;
    all.push_back({chars[first].begin, chars[i].end});
    bool any = false;
    for (; first <= i; ++first) any |= chars[first].alphanumeric;
    if (any) wordy.push_back(all.back());
  }
}

}  // namespace

TEST_CASE("Cases of Unicode's WordBreakTest") {
  CHECK(segments("\r\n") == Pieces{"\r\n"});
  CHECK(segments("\n\r") == Pieces{"\n", "\r"});
  CHECK(segments("\r\u0308a") == Pieces{"\r", "\u0308", "a"});
  CHECK(segments("  ") == Pieces{"  "});
  CHECK(segments(" \u0308 ") == Pieces{" \u0308", " "});
  CHECK(segments("A\u0308A") == Pieces{"A\u0308A"});
  CHECK(segments("a\u2060b\u00ad") == Pieces{"a\u2060b\u00ad"});
  CHECK(segments("a:a") == Pieces{"a:a"});
  CHECK(segments("a\u0308:\u0308a") == Pieces{"a\u0308:\u0308a"});
  CHECK(segments("a:1") == Pieces{"a", ":", "1"});
  CHECK(segments("a'1") == Pieces{"a", "'", "1"});
  CHECK(segments("1:a") == Pieces{"1", ":", "a"});
  CHECK(segments("1.2,3;4") == Pieces{"1.2,3;4"});
  CHECK(segments("1..2") == Pieces{"1", ".", ".", "2"});
  CHECK(segments("a.,b") == Pieces{"a", ".", ",", "b"});
  CHECK(segments("\u05d0'") == Pieces{"\u05d0'"});
  CHECK(segments("\u05d0\"\u05d0") == Pieces{"\u05d0\"\u05d0"});
  CHECK(segments("\u05d0\"a") == Pieces{"\u05d0", "\"", "a"});
  CHECK(segments("a_1_\u30a2__b") == Pieces{"a_1_\u30a2__b"});
  CHECK(segments("\u30a2\u30a2\u3042\u3042") == Pieces{"\u30a2\u30a2", "\u3042", "\u3042"});
  CHECK(segments("a\U0001f1e6\U0001f1e7\U0001f1e8b") == Pieces{"a", "\U0001f1e6\U0001f1e7", "\U0001f1e8", "b"});
  CHECK(segments("\U0001f1e6\u200d\U0001f1e7\U0001f1e8") == Pieces{"\U0001f1e6\u200d\U0001f1e7", "\U0001f1e8"});
  CHECK(segments("\U0001f476\U0001f3ff\U0001f476") == Pieces{"\U0001f476\U0001f3ff", "\U0001f476"});
  CHECK(segments("\U0001f6d1\u200d\U0001f6d1") == Pieces{"\U0001f6d1\u200d\U0001f6d1"});
  CHECK(segments("a\u200d\U0001f6d1") == Pieces{"a\u200d\U0001f6d1"});
  CHECK(segments("\u2701\u200da") == Pieces{"\u2701\u200d", "a"});
  CHECK(segments("\u200d") == Pieces{"\u200d"});
  CHECK(segments("").empty());
}

TEST_CASE("Words are the segments with an alphanumeric") {
  CHECK(words("The quick (\"brown\") fox can't jump 32.3 feet, right?") ==
        Pieces{"The", "quick", "brown", "fox", "can't", "jump", "32.3", "feet", "right"});
  CHECK(words("__ _a -- ... $5 3\u00bd").size() == 4);
  CHECK(words("\u6211\u4eec\u5728\u5317\u4eac\u3002") == Pieces{"\u6211", "\u4eec", "\u5728", "\u5317", "\u4eac"});
  CHECK(words("\u4e8c\u3007\u4e8c\u4e09") == Pieces{"\u4e8c", "\u3007", "\u4e8c", "\u4e09"});
  CHECK(words("\uc548\ub155 \uc138\uacc4!") == Pieces{"\uc548\ub155", "\uc138\uacc4"});
  CHECK(words("\u0627\u0644\u0633\u0644\u0627\u0645\u064f \u0639\u0644\u064a\u0643\u0645\u061f").size() == 2);
  CHECK(words("\U0001f468\u200d\U0001f469\u200d\U0001f467 \u2764\ufe0f").empty());
  CHECK(words("\u0915\u094d\u0937\u0947\u0924\u094d\u0930") == Pieces{"\u0915\u094d\u0937\u0947\u0924\u094d\u0930"});
  CHECK(words(" \n\t").empty());
}

TEST_CASE("The fast segmenter agrees with the rules applied one by one") {
  base::Rng rng(5);
  std::vector<TextSpan> fast, all, wordy;
  for (int round = 0; round < 20000; ++round) {
    const std::string text = test::random_text(rng, rng.below(30), rng.below(101));
    slow_segments(text, all, wordy);
    word_segments_uax29(text, fast);
    INFO(text);
    REQUIRE(fast == all);
    split_words_uax29(text, fast);
    REQUIRE(fast == wordy);
  }
}

TEST_CASE("Every string of four of the classes is cut as the rules say") {
  const char32_t classes[] = {'\r', '\n', 0x85, 0x308, 0x200d, 0xad,    0x30a2, 0x5d0,  'a',    '\'', '"',
                              '.',  ':',  ',',  '1',   '_',    0x1f1e6, ' ',    0x2701, 0x2139, '!'};
  std::vector<TextSpan> fast, all, wordy;
  for (const char32_t a : classes)
    for (const char32_t b : classes)
      for (const char32_t c : classes) {
        for (const char32_t d : classes) {
          std::string text;
          for (const char32_t x : {a, b, c, d}) append_utf8(text, x);
          slow_segments(text, all, wordy);
          word_segments_uax29(text, fast);
          if (fast != all) FAIL(text);
        }
      }
}

TEST_CASE("Looking ahead over long runs of marks is no trouble") {
  std::string marks, joined, split;
  for (int i = 0; i < 1000; ++i) marks += "\u0301";
  for (int i = 0; i < 200; ++i) joined += "a'" + marks, split += "a'" + marks + "!";
  CHECK(segments(joined).size() == 2);
  CHECK(segments(split).size() == 600);
}
