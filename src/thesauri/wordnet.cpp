#include "thesauri/wordnet.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/ascii.h"
#include "base/hash.h"
#include "thesauri/english_forms.h"

namespace dsprep::thesauri {
namespace {

// Takes the next word of a line off it; "" at its end.
std::string_view take_word(std::string_view& line) {
  const std::size_t end = std::min(line.find(' '), line.size());
  const std::string_view word = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return word;
}

bool parse(std::string_view digits, std::uint64_t& value, int base = 10) {
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return error == std::errc() && end == digits.data() + digits.size();
}

// One way to read a word: a form of a lemma.
struct Reading {
  std::uint32_t next = ThesaurusBuilder::none;  // of the same word
  PartOfSpeech part;
  bool lemma;                  // the word is the lemma itself
  std::uint64_t weight;        // how often the lemma was met in texts
  std::uint32_t first, count;  // of Reader::synonyms_
};

class Reader {
 public:
  Reader(const WordNetFiles& files, const WordNetRules& rules, ThesaurusBuilder& builder)
      : files_(files), rules_(rules), builder_(builder) {}

  Status run_part(PartOfSpeech part) {
    as_it_stands_ = true;
    return read_part(part);
  }

  Status run() {
    read_counts();
    forms_.add_nouns(files_.exceptions[0]->bytes);
    forms_.add_verbs(files_.exceptions[1]->bytes);
    for (std::size_t part = 0; part < 4; ++part) DSPREP_CHECK(read_part(static_cast<PartOfSpeech>(part)));
    for (std::size_t i = 0, lemmas = readings_.size(); i < lemmas; ++i) add_forms(i);
    choose();
    return {};
  }

 private:
  // dog%1:05:00:: 1 42: lemma, number of its kind, place in the lexicon; number of the sense, how often it was met.
  void read_counts() {
    std::string_view rest = files_.counts->bytes;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      const std::string_view key = take_word(line);
      const std::size_t percent = key.rfind('%');
      std::uint64_t sense = 0, count = 0;
      if (percent == key.npos || percent + 1 >= key.size()) continue;
      if (!parse(take_word(line), sense) || !parse(take_word(line), count)) continue;
      const char kind = key[percent + 1];
      if (kind < '1' || kind > '5') continue;
      const auto part = static_cast<std::uint64_t>(kind == '5' ? 2 : kind - '1');  // 5: an adjective's satellite
      counts_[sense_key(key.substr(0, percent), part, sense)] += count;
    }
  }
  static std::uint64_t sense_key(std::string_view lemma, std::uint64_t part, std::uint64_t sense) {
    return base::hash64(lemma, part << 32 | sense);
  }

  Status read_part(PartOfSpeech part) {
    const ResourceFile& index = *files_.index[static_cast<std::size_t>(part)];
    std::string_view rest = index.bytes;
    std::uint64_t number = 0, lemmas = 0;
    while (!rest.empty()) {
      ++number;
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      const std::string_view line = rest.substr(0, end);
      rest.remove_prefix(std::min(end + 1, rest.size()));
      if (line.empty() || line[0] == ' ') continue;  // the licence
      ++lemmas;
      if (!read_lemma(line, part)) return broken(index.path + ":" + std::to_string(number));
    }
    if (lemmas == 0) return broken(index.path);
    return {};
  }
  static Error broken(const std::string& place) {
    return usage_error(place +
                       ": this is no WordNet 3.0 (index.* and data.* that belong together): reinstall it "
                       "(apt-get install --reinstall wordnet-base), or name its directory");
  }

  // lemma pos synset_cnt p_cnt [ptr_symbol...] sense_cnt tagsense_cnt synset_offset...
  bool read_lemma(std::string_view line, PartOfSpeech part) {
    const std::string_view lemma = take_word(line);
    if (lemma.find_first_of("_-.0123456789") != lemma.npos) return true;  // no single word
    take_word(line);
    std::uint64_t senses = 0, pointers = 0, tagged = 0;
    if (!parse(take_word(line), senses) || !parse(take_word(line), pointers) || senses > line.size()) return false;
    for (; pointers > 0; --pointers)
      if (take_word(line).empty()) return false;
    take_word(line);
    if (!parse(take_word(line), tagged)) return false;
    spelled_.clear();
    weights_.assign(senses, 0);
    std::uint64_t sum = 0;
    for (std::uint64_t sense = 0; sense < std::min(senses, tagged); ++sense)
      if (const auto found = counts_.find(sense_key(lemma, static_cast<std::uint64_t>(part), sense + 1));
          found != counts_.end())
        sum += weights_[sense] = found->second;
    for (const std::uint64_t weight : weights_) {
      std::uint64_t offset = 0;
      if (!parse(take_word(line), offset)) return false;
      if (!read_synset(lemma, offset, part, weight, weight * 10 >= sum)) return false;
    }
    if (as_it_stands_) {
      if (const std::uint32_t key = builder_.key(lemma); key != ThesaurusBuilder::none)
        for (const Spelled& spelled : spelled_)
          for (const std::string_view synonym : spelled.synonyms) builder_.add(key, synonym);
      return true;
    }
    for (const Spelled& spelled : spelled_) {
      const std::uint32_t key = builder_.key(spelled.spelling);
      if (key == ThesaurusBuilder::none) continue;
      const auto first = static_cast<std::uint32_t>(synonyms_.size());
      synonyms_.insert(synonyms_.end(), spelled.synonyms.begin(), spelled.synonyms.end());
      add_reading(key, part, true, spelled.weight, first);
      lemmas_.push_back(spelled.spelling);
    }
    return true;
  }

  // offset lex_filenum ss_type w_cnt word lex_id [word lex_id...] …
  bool read_synset(std::string_view lemma, std::uint64_t offset, PartOfSpeech part, std::uint64_t weight, bool usual) {
    const std::string& data = files_.data[static_cast<std::size_t>(part)]->bytes;
    if (offset >= data.size()) return false;
    std::string_view line = std::string_view(data).substr(offset, 4096);  // the words come first
    std::uint64_t written = 0, words = 0;
    if (!parse(take_word(line), written) || written != offset) return false;
    take_word(line);
    take_word(line);
    if (!parse(take_word(line), words, 16)) return false;
    words_.clear();
    std::string_view spelling;
    for (; words > 0; --words) {
      std::string_view word = take_word(line);
      word = word.substr(0, word.find('('));  // where an adjective may stand: galore(ip)
      if (word.empty()) return false;
      take_word(line);
      if (word.size() == lemma.size() && base::ascii_lowered(word) == lemma) spelling = word;
      else words_.push_back(word);
    }
    if (spelling.empty()) return false;
    auto spelled =
        std::find_if(spelled_.begin(), spelled_.end(), [&](const Spelled& s) { return s.spelling == spelling; });
    if (spelled == spelled_.end()) spelled = spelled_.insert(spelled_.end(), {spelling, 0, 0, {}});
    spelled->weight += weight;
    if (rules_.senses != 0 && (++spelled->senses > rules_.senses || (!usual && spelled->senses > 1))) return true;
    for (const std::string_view word : words_) spelled->synonyms.push_back(in_text(word));
    return true;
  }
  std::string_view in_text(std::string_view word) {
    if (word.find('_') == word.npos) return word;
    scratch_.assign(word);
    std::replace(scratch_.begin(), scratch_.end(), '_', ' ');
    return builder_.keep(scratch_);
  }

  void add_reading(std::uint32_t key, PartOfSpeech part, bool lemma, std::uint64_t weight, std::uint32_t first) {
    if (key >= heads_.size()) heads_.resize(key + std::size_t{1}, ThesaurusBuilder::none);
    readings_.push_back(
        {heads_[key], part, lemma, weight, first, static_cast<std::uint32_t>(synonyms_.size()) - first});
    heads_[key] = static_cast<std::uint32_t>(readings_.size() - 1);
  }

  void add_forms(std::size_t reading) {
    const auto [next, part, lemma, weight, first, count] = readings_[reading];
    if (part == PartOfSpeech::noun) {
      add_form(lemmas_[reading], EnglishForm::plural, part, weight, first, count);
    } else if (part == PartOfSpeech::verb) {
      for (const EnglishForm form : {EnglishForm::third_person, EnglishForm::participle, EnglishForm::past})
        add_form(lemmas_[reading], form, part, weight, first, count);
    }
  }
  void add_form(std::string_view lemma, EnglishForm form, PartOfSpeech part, std::uint64_t weight, std::uint32_t first,
                std::uint32_t count) {
    if (!forms_.inflect(lemma, form, scratch_) || scratch_ == lemma) return;
    const std::uint32_t key = builder_.key(builder_.keep(scratch_));
    if (key == ThesaurusBuilder::none) return;
    const auto begin = static_cast<std::uint32_t>(synonyms_.size());
    for (std::uint32_t i = first; i < first + count; ++i)
      if (forms_.inflect(synonyms_[i], form, scratch_)) synonyms_.push_back(builder_.keep(scratch_));
    add_reading(key, part, false, weight, begin);
  }

  // Of each word's readings the one that counts, or all.
  void choose() {
    for (std::uint32_t key = 0; key < heads_.size(); ++key) {
      std::array<std::uint64_t, 4> weights{};
      std::array<bool, 4> there{};
      for (std::uint32_t i = heads_[key]; i != ThesaurusBuilder::none; i = readings_[i].next) {
        weights[static_cast<std::size_t>(readings_[i].part)] += readings_[i].weight;
        there[static_cast<std::size_t>(readings_[i].part)] = true;
      }
      const std::uint64_t sum = weights[0] + weights[1] + weights[2] + weights[3];
      const bool alone = std::count(there.begin(), there.end(), true) == 1;
      for (std::size_t part = 0; part < 4; ++part) {
        if (!there[part] || !rules_.parts[part]) continue;
        if (rules_.agree && !alone && (sum == 0 || weights[part] * 10 < sum * 9)) continue;
        add_part(key, static_cast<PartOfSpeech>(part));
      }
    }
  }
  // The lemma's own synonyms, and where the word is no lemma those of the most frequent one; the first met among
  // equals.
  void add_part(std::uint32_t key, PartOfSpeech part) {
    const Reading* best = nullptr;
    for (std::uint32_t i = heads_[key]; i != ThesaurusBuilder::none; i = readings_[i].next) {
      const Reading& reading = readings_[i];
      if (reading.part != part) continue;
      if (best == nullptr || reading.lemma > best->lemma ||
          (reading.lemma == best->lemma && reading.weight >= best->weight))
        best = &reading;
    }
    for (std::uint32_t i = best->first; i < best->first + best->count; ++i) builder_.add(key, synonyms_[i]);
  }

  struct Spelled {  // a lemma as its synsets spell it: turkey, Turkey
    std::string_view spelling;
    std::uint64_t weight, senses;
    std::vector<std::string_view> synonyms;
  };

  const WordNetFiles& files_;
  const WordNetRules& rules_;
  ThesaurusBuilder& builder_;
  EnglishForms forms_;
  std::unordered_map<std::uint64_t, std::uint64_t> counts_;  // by sense_key
  std::vector<std::string_view> synonyms_, lemmas_;          // lemmas_: of the reading of that number
  std::vector<Reading> readings_;
  std::vector<std::uint32_t> heads_;  // by key
  std::vector<Spelled> spelled_;
  std::vector<std::uint64_t> weights_;  // of a lemma's senses
  std::vector<std::string_view> words_;
  std::string scratch_;
  bool as_it_stands_ = false;
};

}  // namespace

Status read_wordnet_part(const WordNetFiles& files, PartOfSpeech part, ThesaurusBuilder& builder) {
  WordNetRules rules;
  rules.senses = 0;
  return Reader(files, rules, builder).run_part(part);
}

Status read_wordnet(const WordNetFiles& files, const WordNetRules& rules, ThesaurusBuilder& builder) {
  return Reader(files, rules, builder).run();
}

}  // namespace dsprep::thesauri
