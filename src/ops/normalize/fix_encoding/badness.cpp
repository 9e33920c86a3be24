#include "ops/normalize/fix_encoding/badness.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <bitset>
#include <cassert>
#include <map>
#include <string>
#include <utility>

#include "text/properties.h"

namespace dsprep::ops::fix_encoding {
namespace {

using Chars = std::u32string;

// A character set of the regular expression: what is listed, and what has a property.
struct Set {
  enum Property : std::uint8_t { none = 0, word = 1, space = 2, other_than_letter = 4, any_in_line = 8 };
  Chars listed;
  std::uint8_t properties = none;

  Set(Chars chars) : listed(std::move(chars)) {}
  Set(const char32_t* chars) : listed(chars) {}
  Set(Property property) : properties(property) {}
};

using Sequence = std::vector<Set>;

// BADNESS_RE, alternative by alternative. An optional character makes two of one.
std::vector<Sequence> sequences() {
  // ftfy 6.3.1's MOJIBAKE_CATEGORIES; a-b is a range.
  const Chars common = U"\u00a0\u00ad·´–—―…’";
  const Chars c1 = U"\u0080-\u009f";
  const Chars bad = U"¦¤¨¬¯¸ƒˆˇ˘˛˜†‡‰⌐◊\ufffdªº";
  const Chars law = U"¶§";
  const Chars currency = U"¢£¥₧€";
  const Chars opening = U"¡«¿©΄΅‘‚“„•‹\uf8ff";  // ftfy's start_punctuation
  const Chars closing = U"®»˝”›™";              // end_punctuation
  const Chars numeric = U"²³¹±¼½¾×µ÷⁄∂∆∏∑√∞∩∫≈≠≡≤≥№";
  const Chars kaomoji = U"Ò-ÖÙ-Üò-öø-üŐŌŪŲ°";
  const Chars upper_accented = U"À-ÑØÜÝĂĀĄĆČĎĐĘĚĒĖĞĢİĪĶĹĽŁĻŃŇŅŒŘŚŞŠŢŤŮŰŸŹŻŽҐ";
  const Chars lower_accented = U"ßà-ñăąāćčďđęěēėğģįīķĺľłļœŕśşšťüźżžґ\ufb01\ufb02";
  const Chars upper_common = U"ÞΑ-ΩΆΈΉΊΌΎΏΪΫЁ-Я";
  const Chars lower_common = U"α-ωάέήίΰа-џ";
  const Chars box = U"│┌┐┘├┤┬┼═-╬▀▄█▌▐░▒▓";

  const Chars accented = lower_accented + upper_accented, letter = U"a-zA-Z";
  const Chars marks = opening + closing + currency + numeric + law;
  const Chars arabic = common + currency + bad + numeric + opening + U"ŸŠ®°µ»";
  const Chars cyrillic = c1 + bad + opening + closing + currency + U"°µ",
              greek = c1 + bad + opening + closing + currency + U"°";
  return {
      {c1},
      {bad + accented + box + marks, bad},
      {letter, lower_common + upper_common, bad},
      {bad, accented + box + marks},
      {lower_accented + lower_common + box + closing + currency + numeric, upper_accented},
      {box + closing + currency + numeric, lower_accented},
      {lower_accented + box + closing, currency},
      {Set::space, upper_accented, currency},
      {upper_accented + box, numeric + law},
      {accented + box + currency + closing, opening, numeric},
      {accented + currency + numeric + box + law, closing, opening},
      {currency + numeric + box, opening},
      {U"a-z", upper_accented, opening + currency},
      {box, kaomoji},
      {accented + currency + numeric + opening + closing + law, box},
      {box, closing},
      {accented, opening + closing, Set::word},
      {U"Œœ", Set::other_than_letter},
      {upper_accented, U"°"},
      // windows-1252, two characters
      {U"ÂÃÎÐ", U"€œŠš¢£Ÿž\u00a0\u00ad®©°·»–—´" + opening + closing},
      {U"×", U"²³"},
      // Arabic in windows-1252
      {U"ØÙ", arabic, U"ØÙ", arabic},
      // scripts of South Asia in windows-1252
      {U"à", U"²µ¹¼½¾"},
      // MacRoman
      {U"√", U"±∂†≠®™´≤≥¥µø"},
      {U"≈", U"°¢"},
      {U"‚", U"Ä", U"ìîïòôúùû†°¢π"},
      {U"‚", U"âó", U"àä°ê"},
      // windows-1251: U+2000–U+203F, Latin-1 and Cyrillic, and what is mojibake twice over
      {U"в", U"Ђ"},
      {U"ВГРС", cyrillic, U"ВГРС"},
      {U"Г", U"ў", U"В", U"Ђ", U"В", Set::any_in_line, U"A-Za-z "},
      // "à", "á" and the no-break space in windows-1252
      {U"Ã", U"\u00a0¡"},
      {U"a-z", U"ÃÂ", U" "},
      {U"a-z", Set::space, U"ÃÂ", U" "},
      // "Â" before what it does not change
      {U"a-z.,?!" + closing, U"Â", U" " + opening + closing},
      // windows-1253: U+2000–U+203F, Latin-1 and Greek
      {U"β", U"€", U"™\u00a0Ά\u00ad®°"},
      {U"ΒΓΞΟ", greek, U"ΒΓΞΟ"},
      // windows-1257: U+2000–U+203F
      {U"ā", U"€"},
  };
}
// What counts at the beginning of the text alone.
Sequence sequence_at_begin() { return {U"ÃÂ", U" "}; }

// ---- classes of characters: those that are in the same sets ----

constexpr std::size_t most_places = 128;  // over all sequences
using Places = std::bitset<most_places>;

struct Pattern {
  std::vector<Set> sets;  // of all sequences, one behind the other
  Places first, first_at_begin, last;

  void add(const Sequence& sequence, Places& begins) {
    begins.set(sets.size());
    sets.insert(sets.end(), sequence.begin(), sequence.end());
    last.set(sets.size() - 1);
    assert(sets.size() <= most_places);
  }
};

template <class Visit>
void for_each_listed(const Chars& chars, Visit visit) {
  for (std::size_t i = 0; i < chars.size(); ++i) {
    const char32_t begin = chars[i];
    if (i + 2 < chars.size() && chars[i + 1] == U'-') i += 2;
    for (char32_t c = begin; c <= chars[i]; ++c) visit(c);
  }
}

bool is_ascii_letter(char32_t c) { return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z'); }

// What Python calls \s and \w.
bool is_space(char32_t c) {
  return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}
bool is_word(std::uint8_t category, std::uint8_t numeric_type) {
  return category == U_UPPERCASE_LETTER || category == U_LOWERCASE_LETTER || category == U_TITLECASE_LETTER ||
         category == U_MODIFIER_LETTER || category == U_OTHER_LETTER || numeric_type != U_NT_NONE;
}

std::uint8_t properties_of(char32_t c, bool word) {
  unsigned properties = Set::none;
  if (word || c == U'_') properties |= Set::word;
  if (is_space(c)) properties |= Set::space;
  if (!is_ascii_letter(c)) properties |= Set::other_than_letter;
  if (c != U'\n') properties |= Set::any_in_line;
  return static_cast<std::uint8_t>(properties);
}

constexpr char32_t last_char = U'\U0010ffff';

struct PlacesLess {
  bool operator()(const Places& a, const Places& b) const {
    for (std::size_t i = 0; i < most_places; ++i)
      if (a[i] != b[i]) return b[i];
    return false;
  }
};

}  // namespace

Badness Badness::make() {
  Pattern pattern;
  for (const Sequence& sequence : sequences()) pattern.add(sequence, pattern.first);
  pattern.add(sequence_at_begin(), pattern.first_at_begin);
  pattern.first_at_begin |= pattern.first;

  // Where each listed character may stand.
  std::map<char32_t, Places> listed;
  for (std::size_t place = 0; place < pattern.sets.size(); ++place)
    for_each_listed(pattern.sets[place].listed, [&](char32_t c) { listed[c].set(place); });
  std::map<Places, std::uint8_t, PlacesLess> known;
  std::vector<Places> classes;
  const auto class_of = [&](char32_t c, std::uint8_t properties) {
    const auto found = listed.find(c);
    Places places = found == listed.end() ? Places() : found->second;
    for (std::size_t place = 0; place < pattern.sets.size(); ++place)
      if (pattern.sets[place].properties & properties) places.set(place);
    const auto [at, is_new] = known.try_emplace(places, static_cast<std::uint8_t>(classes.size()));
    if (is_new) classes.push_back(places);
    assert(classes.size() <= 256);
    return at->second;
  };
  const std::vector<std::uint8_t> categories = text::enumerated_property(UCHAR_GENERAL_CATEGORY);
  const std::vector<std::uint8_t> numeric_types = text::enumerated_property(UCHAR_NUMERIC_TYPE);
  // Nearly all characters are of one of few classes, by their properties.
  std::array<int, 16> unlisted;
  unlisted.fill(-1);
  const auto unlisted_class = [&](char32_t c) {
    const std::uint8_t properties = properties_of(c, is_word(categories[c], numeric_types[c]));
    int& known_class = unlisted[properties];
    if (known_class < 0) known_class = class_of(last_char, properties);
    return static_cast<std::uint8_t>(known_class);
  };
  std::vector<std::uint8_t> flat(text::code_points, unlisted_class(last_char));
  for (char32_t c = 0; c < end_of_letters; ++c) flat[c] = unlisted_class(c);
  for (const auto& [c, places] : listed)
    flat[c] = class_of(c, properties_of(c, is_word(categories[c], numeric_types[c])));

  // States: the places that may come next, of sequences that have begun.
  std::map<Places, State, PlacesLess> numbers;
  std::vector<Places> states = {Places(), pattern.first_at_begin, pattern.first};
  numbers[states[begin]] = begin;
  numbers[states[amid]] = amid;
  std::vector<State> transitions(classes.size(), bad);  // of state bad
  for (std::size_t state = begin; state < states.size(); ++state) {
    for (const Places& char_class : classes) {
      const Places taken = states[state] & char_class;
      if ((taken & pattern.last).any()) {
        transitions.push_back(bad);
        continue;
      }
      const Places next = taken << 1 | pattern.first;
      const auto [at, is_new] = numbers.try_emplace(next, static_cast<State>(states.size()));
      if (is_new) states.push_back(next);
      transitions.push_back(at->second);
    }
  }
  return Badness(classes.size(), flat, std::move(transitions));
}

Badness::Badness(std::size_t class_count, const std::vector<std::uint8_t>& classes, std::vector<State> transitions)
    : class_count_(class_count), classes_(classes), transitions_(std::move(transitions)) {}

const Badness& Badness::get() {
  static const Badness all = make();
  return all;
}

bool Badness::is_bad(std::u32string_view text) const {
  State state = begin;
  for (const char32_t c : text) {
    state = next(state, class_of(c));
    if (state == bad) return true;
  }
  return false;
}

}  // namespace dsprep::ops::fix_encoding
