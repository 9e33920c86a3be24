// Every encoding that may be reads the same bytes, and the one under which they are the most probable text wins: pairs
// of letters by the frequent words of the languages written in it (LetterModel), characters of East Asia by how
// frequent they are (CharacterModel). What is no text under an encoding costs it as much as several rare letters, and
// so does a language that the words of ASCII letters near by are not of.
//
// Only words with bytes beyond ASCII are looked at, some thousands of bytes of them: more would not change the answer.
#include "charset/guess.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "charset/character_model.h"
#include "charset/decoder.h"
#include "charset/encodings.h"
#include "charset/letter_model.h"
#include "charset/neighbours.h"
#include "charset/tables.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace dsprep::charset {
namespace {

constexpr std::size_t most_evidence = 2500;
constexpr float of_fault = -20, of_control = -14, of_symbol = -10, of_loose_accent = -13, of_mark = -6.5F, of_unit = -5,
                of_usual_mark = -3.5F, of_odd_case = -4, of_capital = -0.7F;

// ---- encodings of one byte a character ----

struct Alphabet {
  std::string_view encoding;
  float prior;  // the rarer an encoding, the more has to speak for it
  std::vector<std::string_view> languages;
};

const std::vector<Alphabet>& alphabets() {
  static const std::vector<std::string_view> western{"en", "fr", "de", "es", "pt", "it", "nl", "sv", "da", "no", "fi",
                                                     "ca", "gl", "ga", "eu", "af", "id", "ms", "is", "sq", "et"};
  static const std::vector<std::string_view> central{"cs", "pl", "hu", "sk", "sl", "hr", "ro", "de"};
  static const std::vector<std::string_view> baltic{"lt", "lv", "et"};
  static const std::vector<Alphabet> all{{"windows-1252", 0, western},
                                         {"iso-8859-15", -2, western},
                                         {"windows-1250", -1, central},
                                         {"iso-8859-2", -1.5F, central},
                                         {"windows-1251", -1, {"ru", "uk", "bg", "sr", "mk", "be"}},
                                         {"koi8-r", -1.5F, {"ru"}},
                                         {"koi8-u", -2.5F, {"uk"}},
                                         {"iso-8859-5", -2, {"ru", "bg", "uk", "sr", "mk", "be"}},
                                         {"ibm866", -4, {"ru"}},
                                         {"windows-1253", -1, {"el"}},
                                         {"iso-8859-7", -1.5F, {"el"}},
                                         {"windows-1254", -1.5F, {"tr"}},
                                         {"windows-1255", -1, {"he"}},
                                         {"iso-8859-8", -2, {"he"}},
                                         {"windows-1256", -1, {"ar", "fa", "ur"}},
                                         {"iso-8859-6", -2, {"ar"}},
                                         {"windows-1257", -2, baltic},
                                         {"iso-8859-13", -3, baltic},
                                         {"iso-8859-4", -4, baltic},
                                         {"windows-1258", -2, {"vi"}},
                                         {"windows-874", -1, {"th"}},
                                         {"iso-8859-3", -1.5F, {"eo"}},
                                         {"iso-8859-16", -5, {"ro"}}};
  return all;
}

// Of punctuation and the like.
float cost_of_mark(char16_t c) {
  if (std::u16string_view(u"¨´¸¦¤ˇ˘˙˛˝").find(c) != std::u16string_view::npos) return of_loose_accent;
  if (std::u16string_view(u"°±²³×µ").find(c) != std::u16string_view::npos) return of_unit;
  if (std::u16string_view(u"\u00a0«»“”–—…،").find(c) != std::u16string_view::npos) return of_usual_mark;
  return std::u16string_view(u"‘’‚„§©®™·•€£¡¿´№؛؟ـ").find(c) != std::u16string_view::npos ? of_mark : of_symbol;
}

// What the bytes of an encoding are in a language.
struct ByteModel {
  const LetterModel* letters;
  std::size_t language;                    // its place among all
  std::array<std::uint8_t, 256> letter{};  // of the model
  std::array<float, 256> cost{};           // beside the letters' own
  std::array<bool, 256> upper{}, lower{};
};

bool is_letter(char32_t c) {
  if (c < 0xc0) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
  if (c == 0xd7 || c == 0xf7) return false;
  return c < 0x2000 && !(c >= 0x2b0 && c <= 0x2ff && c != 0x2bc);
}

std::uint8_t letter_of(char32_t c, const LetterModel& letters, bool& upper, bool& lower) {
  if (!is_letter(c)) return LetterModel::gap;
  std::string utf8, low;
  text::append_utf8(utf8, c);
  text::to_lower(utf8, low);
  std::size_t at = 0;
  const char32_t small = text::decode(low, at);
  upper = small != c;
  lower = !upper && c < 0x590;
  return static_cast<std::uint8_t>(letters.index_of(small));
}

ByteModel byte_model(const ByteTable& table, const LetterModel& letters, std::size_t language) {
  ByteModel model{&letters, language};
  for (unsigned byte = 0; byte < 0x100; ++byte) {
    const char16_t c = table[byte];
    bool upper = false, lower = false;
    model.letter[byte] = letter_of(c, letters, upper, lower);
    model.upper[byte] = upper;
    model.lower[byte] = lower;
    if (byte < 0x80) continue;
    if (c == 0) model.cost[byte] = of_fault;
    else if (c < 0xa0) model.cost[byte] = of_control;
    else if (model.letter[byte] == LetterModel::gap) model.cost[byte] = cost_of_mark(c);
    else if (upper) model.cost[byte] = of_capital;
  }
  return model;
}

float score(std::string_view words, const ByteModel& model) {
  float sum = 0;
  unsigned before = LetterModel::gap;
  bool was_lower = false;
  for (const char c : words) {
    const auto byte = static_cast<unsigned char>(c);
    const unsigned letter = model.letter[byte];
    sum += model.cost[byte];
    if (letter != LetterModel::gap || before != LetterModel::gap) sum += model.letters->follows(before, letter);
    if (was_lower && model.upper[byte]) sum += of_odd_case;
    was_lower = model.lower[byte];
    before = letter;
  }
  return sum;
}

struct AlphabetModels {
  const Alphabet* alphabet;
  std::vector<ByteModel> languages;
};

struct Models {
  std::vector<std::unique_ptr<LetterModel>> languages;
  std::vector<bool> is_latin;  // of each language
  std::vector<AlphabetModels> alphabets;
};

bool is_latin(std::string_view encoding) {
  for (const std::string_view name :
       {"windows-1250", "windows-1252", "windows-1254", "windows-1257", "windows-1258", "iso-8859-2", "iso-8859-3",
        "iso-8859-4", "iso-8859-13", "iso-8859-15", "iso-8859-16"})
    if (encoding == name) return true;
  return false;
}

Models make_models() {
  Models models;
  std::vector<std::string_view> names;
  for (const Alphabet& alphabet : alphabets()) {
    AlphabetModels& of = models.alphabets.emplace_back(AlphabetModels{&alphabet, {}});
    for (const std::string_view name : alphabet.languages) {
      const auto language = static_cast<std::size_t>(std::find(names.begin(), names.end(), name) - names.begin());
      if (language == names.size()) {
        names.push_back(name);
        models.languages.push_back(std::make_unique<LetterModel>(name));
        models.is_latin.push_back(is_latin(alphabet.encoding));
      }
      of.languages.push_back(
          byte_model(byte_table(*find_encoding(alphabet.encoding)), *models.languages[language], language));
    }
  }
  return models;
}

const Models& models() {
  static const Models all = make_models();
  return all;
}

// How much less probable than in the likeliest language written in Latin letters the ASCII words near the others are,
// for each language; 0 for other scripts, between whose words those of any language stand.
std::vector<float> costs_of_neighbours(std::string_view sample) {
  constexpr std::size_t enough = 400;
  constexpr float trust = 0.5F, most = -12;
  const std::string words = neighbours(sample, enough);
  const Models& of = models();
  std::vector<float> costs(of.languages.size());
  float best = -INFINITY;
  for (std::size_t i = 0; i < costs.size(); ++i) {
    if (!of.is_latin[i]) continue;
    unsigned before = LetterModel::gap;
    for (const char c : words) {
      const unsigned letter = c == ' ' ? LetterModel::gap : LetterModel::of_ascii(c);
      costs[i] += of.languages[i]->follows(before, letter);
      before = letter;
    }
    best = std::max(best, costs[i]);
  }
  for (std::size_t i = 0; i < costs.size(); ++i)
    if (of.is_latin[i]) costs[i] = std::max(trust * (costs[i] - best), most);
  return costs;
}

// ---- encodings of several bytes a character ----

struct Script {
  std::string_view encoding;
  float prior;
  CharacterModel::Writing writing;
};
constexpr Script scripts[] = {{"gb18030", 0, CharacterModel::Writing::simplified},
                              {"big5", -0.5F, CharacterModel::Writing::traditional},
                              {"shift_jis", -0.5F, CharacterModel::Writing::japanese},
                              {"euc-jp", -1, CharacterModel::Writing::japanese},
                              {"euc-kr", -0.5F, CharacterModel::Writing::korean}};

const CharacterModel& character_model(CharacterModel::Writing writing) {
  static const CharacterModel models[] = {
      CharacterModel(CharacterModel::Writing::simplified), CharacterModel(CharacterModel::Writing::traditional),
      CharacterModel(CharacterModel::Writing::japanese), CharacterModel(CharacterModel::Writing::korean)};
  return models[static_cast<std::size_t>(writing)];
}

// Decoded in one piece.
struct Text {
  std::string utf8;
  std::uint64_t undecodable = 0;
};

Text text_of(std::string_view bytes, const KnownEncoding& encoding, bool whole) {
  Text text;
  text.utf8.resize(Decoder::room_for(bytes.size()));
  Output out{text.utf8.data()};
  decoder_of(encoding)->decode(bytes, whole, out);
  text.utf8.resize(static_cast<std::size_t>(out.at - text.utf8.data()));
  text.undecodable = out.undecodable;
  return text;
}

float score(const Text& text, const CharacterModel& model) {
  float sum = 0;
  for (std::size_t i = 0; i < text.utf8.size();) {
    const char32_t c = text::decode(text.utf8, i);
    sum += c == 0xfffd ? of_fault : c == ' ' ? 0 : model(c);
  }
  return sum;
}

// ---- all of them ----

// The words of the sample with bytes that `counts`, between spaces; no more than `most` bytes. A byte that may be the
// second of a pair ends no word.
template <class Counts>
std::string words_with(std::string_view sample, std::size_t most, Counts counts) {
  std::string words;
  const auto ends_word = [](char c) { return static_cast<unsigned char>(c) < 0x30; };
  for (std::size_t at = 0; words.size() < most;) {
    at += text::ascii_prefix(sample.substr(at));
    if (at >= sample.size()) break;
    if (!counts(static_cast<unsigned char>(sample[at]))) {
      ++at;
      continue;
    }
    std::size_t begin = at, end = at;
    while (begin > 0 && at - begin < 30 && !ends_word(sample[begin - 1])) --begin;
    while (end < sample.size() && end - at < most && !ends_word(sample[end])) ++end;
    words += ' ';
    words += sample.substr(begin, end - begin);
    at = end;
  }
  words += ' ';
  return words;
}

std::string evidence(std::string_view sample) {
  return words_with(sample, most_evidence, [](unsigned char) { return true; });
}

// Where most letters are of ASCII, the others are probably Latin letters, too.
float cost_of_other_script(std::string_view sample) {
  sample = sample.substr(0, 4096);
  std::size_t ascii = 0, beyond = 0;
  for (const char c : sample) {
    const char low = static_cast<char>(c | 0x20);
    ascii += low >= 'a' && low <= 'z';
    beyond += static_cast<signed char>(c) < 0;
  }
  return 20 * beyond < ascii ? -8.0F : 4 * beyond < ascii ? -4.0F : 0.0F;
}

struct Candidate {
  std::string_view encoding;
  float score;
  const AlphabetModels* alphabet = nullptr;  // of an encoding of one byte
};

float best_score(std::string_view words, const AlphabetModels& of, const std::vector<float>& of_language) {
  float best = -INFINITY;
  for (const ByteModel& model : of.languages) best = std::max(best, score(words, model) + of_language[model.language]);
  return best + of.alphabet->prior;
}

void keep_near_best(std::vector<Candidate>& all, float distance) {
  std::stable_sort(all.begin(), all.end(), [](const Candidate& a, const Candidate& b) { return a.score > b.score; });
  while (all.back().score < all.front().score - distance) all.pop_back();
}

// Best first; what has no chance is left out.
std::vector<Candidate> candidates(std::string_view sample, bool whole, const std::vector<float>& of_language) {
  const std::string words = evidence(sample);
  const float of_other_script = cost_of_other_script(sample);
  // A first look at some of the words, and a thorough one at those that are left.
  constexpr std::size_t first_look = 400;
  std::vector<Candidate> all;
  for (const std::size_t size : {first_look, words.size()}) {
    const std::string_view seen = std::string_view(words).substr(0, size);
    std::vector<Candidate> looked_at;
    const bool first = size == first_look;
    const auto wanted = [&](std::string_view encoding) {
      return first || std::any_of(all.begin(), all.end(), [&](const Candidate& c) { return c.encoding == encoding; });
    };
    const auto add = [&](std::string_view encoding, float sum, const AlphabetModels* alphabet) {
      looked_at.push_back({encoding, sum + (is_latin(encoding) ? 0 : of_other_script), alphabet});
    };
    for (const AlphabetModels& of : models().alphabets)
      if (wanted(of.alphabet->encoding)) add(of.alphabet->encoding, best_score(seen, of, of_language), &of);
    for (const Script& script : scripts)
      if (wanted(script.encoding))
        add(script.encoding,
            score(text_of(seen, *find_encoding(script.encoding), false), character_model(script.writing)) +
                script.prior,
            nullptr);
    // Without a byte of zero: texts of East Asia, in which every unit is two bytes.
    for (const std::string_view name : {"utf-16le", "utf-16be"}) {
      if ((whole && sample.size() % 2 != 0) || !wanted(name)) continue;
      add(name, wide_score(sample.substr(0, seen.size() / 2 * 2), name), nullptr);
    }
    keep_near_best(looked_at, first ? 80 : 1000);
    all = std::move(looked_at);
    if (words.size() <= first_look) break;
  }
  return all;
}

// Of two encodings that differ in few bytes those bytes decide, wherever in the sample they are.
float lead_over(const Candidate& best, const Candidate& rival, std::string_view sample,
                const std::vector<float>& of_language) {
  const ByteTable& a = byte_table(*find_encoding(best.encoding));
  const ByteTable& b = byte_table(*find_encoding(rival.encoding));
  const std::string words = words_with(sample, 1000, [&](unsigned char byte) { return a[byte] != b[byte]; });
  return best_score(words, *best.alphabet, of_language) - best_score(words, *rival.alphabet, of_language);
}

// Whether the two differ in a few bytes only.
bool are_siblings(std::string_view a, std::string_view b) {
  static constexpr std::string_view pairs[][2] = {{"windows-1252", "iso-8859-15"},  {"windows-1250", "iso-8859-2"},
                                                  {"windows-1253", "iso-8859-7"},   {"koi8-r", "koi8-u"},
                                                  {"windows-1252", "windows-1254"}, {"windows-1255", "iso-8859-8"},
                                                  {"iso-8859-2", "iso-8859-16"},    {"windows-1257", "iso-8859-13"}};
  return std::any_of(std::begin(pairs), std::end(pairs), [&](const auto& pair) {
    return (a == pair[0] && b == pair[1]) || (a == pair[1] && b == pair[0]);
  });
}

}  // namespace

float wide_score(std::string_view sample, std::string_view name) {
  const Text text = text_of(sample, *find_encoding(name), false);
  float best = -INFINITY;
  for (const Script& script : scripts) best = std::max(best, score(text, character_model(script.writing)));
  return best - 3;
}

Encoding guess(std::string_view sample, bool whole) {
  const std::vector<float> of_language = costs_of_neighbours(sample);
  std::vector<Candidate> all = candidates(sample, whole, of_language);
  for (std::size_t i = 1; i < all.size(); ++i)
    if (are_siblings(all[0].encoding, all[i].encoding) && lead_over(all[0], all[i], sample, of_language) < 0) {
      std::swap(all[0], all[i]);
      break;
    }
  const Candidate& best = all.front();
  const std::string text = text_of(sample, *find_encoding(best.encoding), whole).utf8;
  // What reads these bytes as the same text agrees.
  float margin = 100;
  for (const Candidate& candidate : all) {
    if (&candidate == &best) continue;
    if (candidate.score < best.score - margin) break;
    if (text_of(sample, *find_encoding(candidate.encoding), whole).utf8 == text) continue;
    margin = best.score - candidate.score;
    if (candidate.alphabet && are_siblings(best.encoding, candidate.encoding))
      margin = std::max(margin, lead_over(best, candidate, sample, of_language));
    break;
  }
  // A byte or two are no evidence, even where all agree.
  const auto beyond =
      std::count_if(sample.begin(), sample.end(), [](char c) { return static_cast<signed char>(c) < 0; });
  const double confidence =
      (1 - std::exp(-std::max(margin, 0.5F) / 6)) * (1 - std::exp(-static_cast<double>(beyond) / 3));
  return {std::string(best.encoding), Encoding::Told::by_bytes, std::round(confidence * 100) / 100};
}

}  // namespace dsprep::charset
