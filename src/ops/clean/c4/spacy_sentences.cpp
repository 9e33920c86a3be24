#include "ops/clean/c4/spacy_sentences.h"

#include <algorithm>
#include <array>
#include <bit>
#include <iterator>

#include "text/char_facts.h"
#include "text/classes.h"
#include "text/code_point_table.h"
#include "text/space_at.h"
#include "text/utf8.h"

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace dsprep::ops::c4 {
namespace {

// ---- facts of spaCy 3.8 ----

// Sentence-ending characters (Sentencizer.default_punct_chars), as ranges.
struct Range {
  char32_t first, last;
};
constexpr Range enders[] = {
    {0x21, 0x21},       {0x2e, 0x2e},       {0x3f, 0x3f},       {0x589, 0x589},     {0x61f, 0x61f},
    {0x6d4, 0x6d4},     {0x700, 0x702},     {0x7f9, 0x7f9},     {0x964, 0x965},     {0x104a, 0x104b},
    {0x1362, 0x1362},   {0x1367, 0x1368},   {0x166e, 0x166e},   {0x1735, 0x1736},   {0x1803, 0x1803},
    {0x1809, 0x1809},   {0x1944, 0x1945},   {0x1aa8, 0x1aab},   {0x1b5a, 0x1b5b},   {0x1b5e, 0x1b5f},
    {0x1c3b, 0x1c3c},   {0x1c7e, 0x1c7f},   {0x203c, 0x203d},   {0x2047, 0x2049},   {0x2e2e, 0x2e2e},
    {0x2e3c, 0x2e3c},   {0x3002, 0x3002},   {0xa4ff, 0xa4ff},   {0xa60e, 0xa60f},   {0xa6f3, 0xa6f3},
    {0xa6f7, 0xa6f7},   {0xa876, 0xa877},   {0xa8ce, 0xa8cf},   {0xa92f, 0xa92f},   {0xa9c8, 0xa9c9},
    {0xaa5d, 0xaa5f},   {0xaaf0, 0xaaf1},   {0xabeb, 0xabeb},   {0xfe52, 0xfe52},   {0xfe56, 0xfe57},
    {0xff01, 0xff01},   {0xff0e, 0xff0e},   {0xff1f, 0xff1f},   {0xff61, 0xff61},   {0x10a56, 0x10a57},
    {0x11047, 0x11048}, {0x110be, 0x110c1}, {0x11141, 0x11143}, {0x111c5, 0x111c6}, {0x111cd, 0x111cd},
    {0x111de, 0x111df}, {0x11238, 0x11239}, {0x1123b, 0x1123c}, {0x112a9, 0x112a9}, {0x1144b, 0x1144c},
    {0x115c2, 0x115c3}, {0x115c9, 0x115d7}, {0x11641, 0x11642}, {0x1173c, 0x1173e}, {0x11a42, 0x11a43},
    {0x11a9b, 0x11a9c}, {0x11c41, 0x11c42}, {0x16a6e, 0x16a6f}, {0x16af5, 0x16af5}, {0x16b37, 0x16b38},
    {0x16b44, 0x16b44}, {0x1bc9f, 0x1bc9f}, {0x1da88, 0x1da88},
};

// Words whose period stays with them, sorted: without it. Single lower-case letters do too.
constexpr std::string_view abbreviations[] = {
    "Adm",  "Ak",  "Ala",  "Apr",  "Ariz",   "Ark",  "Aug",  "Bros", "Calif", "Co",   "Colo", "Conn", "Corp",
    "D.C",  "Dec", "Del",  "Dr",   "E.G",    "E.g",  "Feb",  "Fla",  "Ga",    "Gen",  "Gov",  "I.E",  "I.e",
    "Ia",   "Id",  "Ill",  "Inc",  "Ind",    "Jan",  "Jr",   "Jul",  "Jun",   "Kan",  "Kans", "Ky",   "La",
    "Ltd",  "Mar", "Mass", "Md",   "Messrs", "Mich", "Minn", "Miss", "Mo",    "Mont", "Mr",   "Mrs",  "Ms",
    "Mt",   "N.C", "N.D",  "N.H",  "N.J",    "N.M",  "N.Y",  "Neb",  "Nebr",  "Nev",  "Nov",  "Oct",  "Okla",
    "Ore",  "Pa",  "Ph.D", "Prof", "Rep",    "Rev",  "S.C",  "Sen",  "Sep",   "Sept", "St",   "Tenn", "Va",
    "Wash", "Wis", "a.m",  "co",   "e.g",    "i.e",  "p.m",  "v.s",  "vs",
};

// Characters that are taken off either end of a word, beside symbols. The last two do not make a period after them one.
constexpr std::u32string_view affixes =
    U"…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪'\"”“`‘´’‚„»«「」『』（）〔〕【】《》〈〉\u2329\u232a⟦⟧—–";
constexpr std::u32string_view quotes = U"'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉\u2329\u232a⟦⟧";
constexpr std::u32string_view prefixes = U"§%=$£€¥";

bool in(std::u32string_view set, char32_t c) { return set.find(c) != std::u32string_view::npos; }

bool ends_sentence(char32_t c) {
  if (c < 0x80) return c == '.' || c == '!' || c == '?';
  const auto* at =
      std::upper_bound(std::begin(enders), std::end(enders), c, [](char32_t x, const Range& r) { return x < r.first; });
  return at != std::begin(enders) && c <= at[-1].last;
}

// Letters of scripts without case count as both.
bool lower(char32_t c) {
  return (text::char_facts()[c] & text::fact_lower) ||
         ((text::char_facts()[c] & text::fact_alpha) &&
          !(text::char_facts()[c] & (text::fact_upper | text::fact_title)));
}
bool upper(char32_t c) {
  return (text::char_facts()[c] & text::fact_upper) ||
         ((text::char_facts()[c] & text::fact_alpha) &&
          !(text::char_facts()[c] & (text::fact_lower | text::fact_title)));
}

constexpr std::array<bool, 0x80> ascii_affixes = [] {
  std::array<bool, 0x80> flags{};
  for (const char32_t c : affixes)
    if (c < 0x80) flags[c] = true;
  return flags;
}();
bool is_affix(char32_t c) {
  if (c < 0x80) return ascii_affixes[c];
  return in(affixes, c) || (text::classes_of(c) & text::symbol) != 0;
}

// ---- one word (what stands between white space) ----

class Words {
 public:
  explicit Words(std::uint64_t enough) : enough_(enough) {}

  bool done() const { return sentences_ >= enough_; }
  std::uint64_t sentences() const { return sentences_; }
  // Only a token that ends a sentence would change anything now.
  bool within_sentence() const { return sentences_ > 0 && !ended_; }

  // White space that is a token of its own: neither an ending nor punctuation.
  void space() { token(false, false); }

  void word(std::string_view word) {
    const std::size_t end = word.size(), begin = peel_front(word);
    // From the back: first find out how far, then tell of the tokens from left to right.
    std::size_t middle = end;
    while (middle > begin) {
      const std::size_t size = suffix_length(word.substr(begin, middle - begin));
      if (size == 0) break;
      middle -= size;
    }
    if (middle > begin) middle_of(word.substr(begin, middle - begin));
    for (std::size_t i = middle; i < end;) {
      const std::size_t dots = dots_at(word, i);
      if (dots > 1) {
        token(false, true);
        i += dots;
        continue;
      }
      character(text::decode(word, i));
    }
  }

 private:
  void character(char32_t c) { token(ends_sentence(c), (text::char_facts()[c] & text::fact_punct) != 0); }

  void token(bool ends, bool punctuation) {
    if (sentences_ == 0 || (ended_ && !punctuation && !ends)) {
      ++sentences_;
      ended_ = false;
    }
    if (ends) ended_ = true;
  }

  static std::size_t dots_at(std::string_view word, std::size_t i) {
    std::size_t end = i;
    while (end < word.size() && word[end] == '.') ++end;
    return end - i;
  }

  // Takes prefixes off, telling of each, and returns where they end.
  std::size_t peel_front(std::string_view word) {
    std::size_t i = 0;
    while (i < word.size()) {
      const std::size_t dots = dots_at(word, i);
      if (dots > 1) {
        token(false, true);
        i += dots;
        continue;
      }
      std::size_t behind = i;
      const char32_t c = text::decode(word, behind);
      const bool plus = c == '+' && !(behind < word.size() && word[behind] >= '0' && word[behind] <= '9');
      if (!is_affix(c) && !in(prefixes, c) && !plus) break;
      character(c);
      i = behind;
    }
    return i;
  }

  // How many bytes at the end of `rest` are one suffix, or 0.
  static std::size_t suffix_length(std::string_view rest) {
    std::size_t last = rest.size() - 1;
    while (text::is_continuation(rest[last])) --last;
    std::size_t i = last;
    const char32_t c = text::decode(rest, i);
    if (c == '.') {
      std::size_t dots = 1;
      while (dots < rest.size() && rest[rest.size() - 1 - dots] == '.') ++dots;
      if (dots > 1) return dots;
      return period_splits(rest) ? 1 : 0;
    }
    if (is_affix(c)) return rest.size() - last;
    if ((c == 's' || c == 'S') && last >= 1 && rest[last - 1] == '\'') return 2;
    return 0;
  }

  // REQUIRES that `rest` ends with a period that stands alone.
  static bool period_splits(std::string_view rest) {
    const std::string_view stem = rest.substr(0, rest.size() - 1);
    if (stem.empty()) return false;  // the word is a period: told of by middle_of
    // Words are cut at these too. No abbreviation has more than six letters: looking further back would be quadratic.
    std::string_view tail = stem.substr(stem.size() - std::min<std::size_t>(stem.size(), 8));
    if (const std::size_t cut = tail.find_last_of("-~,:<>=/"); cut != std::string_view::npos)
      tail.remove_prefix(cut + 1);
    if (std::binary_search(std::begin(abbreviations), std::end(abbreviations), tail)) return false;
    if (tail.size() == 1 && tail[0] >= 'a' && tail[0] <= 'z') return false;
    std::size_t at = stem.size() - 1;
    while (text::is_continuation(stem[at])) --at;
    std::size_t i = at;
    const char32_t c = text::decode(stem, i);
    if ((c >= '0' && c <= '9') || lower(c) || in(U"%²-+|", c) || in(affixes.substr(0, affixes.size() - 2), c))
      return true;
    if (c >= 0x80 && (text::classes_of(c) & text::symbol)) return true;
    if (!upper(c) || at == 0) return false;
    do --at;
    while (text::is_continuation(stem[at]));
    return upper(text::decode(stem, at));
  }

  // What is left between the affixes: a period between a small letter and a capital cuts it.
  void middle_of(std::string_view rest) {
    std::size_t i = 0;
    if (rest.size() <= 4) {  // one character?
      const char32_t c = text::decode(rest, i);
      if (i == rest.size()) return character(c);
    }
    token(false, false);
    if (rest.find("://") != std::string_view::npos) return;
    for (std::size_t at = rest.find('.'); at != std::string_view::npos; at = rest.find('.', at + 1)) {
      if (at == 0 || at + 1 >= rest.size()) continue;
      std::size_t before = at - 1, behind = at + 1;
      while (text::is_continuation(rest[before])) --before;
      const char32_t b = text::decode(rest, before), c = text::decode(rest, behind);
      if (!((lower(b) || in(quotes, b)) && (upper(c) || in(quotes, c)))) continue;
      token(true, true);
      token(false, false);
    }
  }

  std::uint64_t enough_, sentences_ = 0;
  bool ended_ = false;  // an ending was met
};

// Goes through the words of a line from left to right; next(words, i) says where to go on when all before i is done.
template <class Next>
std::uint64_t count_sentences(std::string_view line, std::uint64_t enough, Next next) {
  Words words(enough);
  for (std::size_t i = next(words, 0); i < line.size() && !words.done(); i = next(words, i)) {
    std::size_t end = i;
    if (const std::size_t space = text::space_at(line, i)) {
      while (const std::size_t size = text::space_at(line, end)) end += size;
      if (end - i > 1 || line[i] != ' ') words.space();
      i = end;
      continue;
    }
    while (end < line.size() && text::space_at(line, end) == 0) ++end;
    words.word(line.substr(i, end - i));
    i = end;
  }
  return std::max<std::uint64_t>(words.sentences(), 1);  // datatrove's list of the sentences of "" has one, ""
}

// Where the first byte at or behind i is that may belong to a sentence-ending character: . ! ? or beyond ASCII.
std::size_t find_possible_end(std::string_view line, std::size_t i) {
#if defined(__SSE2__)
  for (; i + 16 <= line.size(); i += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(line.data() + i));
    const auto equal = [&](char c) { return _mm_cmpeq_epi8(bytes, _mm_set1_epi8(c)); };
    const __m128i marks = _mm_or_si128(_mm_or_si128(equal('.'), equal('!')),
                                       _mm_or_si128(equal('?'), bytes));  // the highest bit is taken
    if (const auto mask = static_cast<unsigned>(_mm_movemask_epi8(marks)); mask != 0)
      return i + static_cast<unsigned>(std::countr_zero(mask));
  }
#endif
  while (i < line.size() && line[i] != '.' && line[i] != '!' && line[i] != '?' &&
         static_cast<signed char>(line[i]) >= 0)
    ++i;
  return i;
}

}  // namespace

// Between the first token of a sentence and its end no token changes anything, and most words have no character that
// could end it. So the next such character is looked for, and only the word that it stands in is cut into tokens.
std::uint64_t count_spacy_sentences(std::string_view line, std::uint64_t enough) {
  return count_sentences(line, enough, [&](const Words& words, std::size_t i) {
    if (!words.within_sentence()) return i;
    std::size_t at = find_possible_end(line, i);
    if (at == line.size()) return at;
    while (at > i && text::space_at(line, at - 1) == 0) --at;  // all of it ASCII
    return at;
  });
}

std::uint64_t count_spacy_sentences_slowly(std::string_view line, std::uint64_t enough) {
  return count_sentences(line, enough, [](const Words&, std::size_t i) { return i; });
}

}  // namespace dsprep::ops::c4
