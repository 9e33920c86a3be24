// signals: the quality signals of RedPajama-V2 that a text gives by itself, written into the record as that data set
// has them: {"rps_doc_word_count": [[0, 1200, 201]], "rps_lines_num_words": [[0, 40, 8], [40, 95, 10]], …}.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "dsprep/value.h"
#include "ops/clean/signals/ngram_numbers.h"
#include "ops/clean/signals/redpajama_text.h"
#include "text/char_facts.h"
#include "text/interner.h"
#include "text/lines.h"
#include "text/python_case.h"
#include "text/trim.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

// Of the signals of one record, in bytes: what --max-record-size is unless it is set. A line of one letter has 120
// bytes of them.
constexpr std::size_t most_written = 256u << 20;

struct Params {
  std::string field = "text", to = "quality_signals";
  std::vector<std::string> groups = {"ccnet", "content", "natural_language", "repetitions", "lines"};
  std::optional<std::string> stop_words, ldnoobw, ut1;
  std::string domain = "source_domain";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to measure", .field = true});
    f("to", to,
      {.meaning = "where the signals are written: an object, which replaces what is there",
       .field = true,
       .result = true});
    f("groups", groups,
      {.meaning = "which signals", .choices = {"ccnet", "content", "natural_language", "repetitions", "lines"}});
    f("stop_words", stop_words,
      {.meaning = "a file with a word a line, for rps_doc_stop_word_fraction; without it that signal is left out",
       .path = true});
    f("ldnoobw", ldnoobw,
      {.meaning =
           "a file with a phrase a line (LDNOOBW), for rps_doc_ldnoobw_words; without it that signal is left out",
       .path = true});
    f("ut1", ut1,
      {.meaning =
           "a JSON file of domains and numbers (UT1), for rps_doc_ut1_blacklist; without it that signal is left out",
       .path = true});
    f("domain", domain, {.meaning = "the field that holds the domain to look up in ut1", .field = true});
  }
};

// Lines of a list file, stripped, sorted, each once.
std::vector<std::string> read_lines(std::string_view bytes) {
  std::vector<TextSpan> spans;
  text::split_lines(bytes, spans);
  std::vector<std::string> lines;
  for (const TextSpan& span : spans) lines.emplace_back(text::trim(span.of(bytes)));
  std::sort(lines.begin(), lines.end());
  lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  return lines;
}
bool holds(const std::vector<std::string>& sorted, std::string_view item) {
  const auto at = std::lower_bound(sorted.begin(), sorted.end(), item);
  return at != sorted.end() && *at == item;
}

struct Plan {
  Field field, to, domain;
  std::string pointer, to_pointer;
  bool ccnet = false, content = false, natural_language = false, repetitions = false, lines = false;
  std::optional<std::vector<std::string>> stop_words, bad_phrases;
  std::vector<std::string> bad_first_words;  // of phrases, sorted
  std::vector<std::size_t> bad_sizes;        // how many words phrases have, each size once
  std::optional<std::vector<std::pair<std::string, std::int64_t>>> domains;  // sorted
};

// As Python's round(value, 8): through the nearest decimal.
double round8(double value) {
  if (value == 0) return 0;
  char digits[400];
  const auto written = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, 8);
  double rounded = value;
  std::from_chars(digits, written.ptr, rounded);
  return rounded;
}

std::uint64_t count_of(std::string_view text, std::string_view piece) {
  std::uint64_t count = 0;
  for (std::size_t at = text.find(piece); at != std::string_view::npos; at = text.find(piece, at + piece.size()))
    ++count;
  return count;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}
bool has_ascii_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

std::uint64_t count_fact(std::string_view text, std::uint8_t fact) {
  static const text::CodePointTable& facts = text::char_facts();
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size();) count += (facts[text::decode(text, i)] & fact) != 0;
  return count;
}

class SignalsMapper final : public Mapper {
 public:
  explicit SignalsMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context&) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    read(*record.text(plan_.field));
    out_.clear();
    out_.begin_object();
    if (plan_.ccnet) write_ccnet();
    if (plan_.content) write_content(record);
    if (plan_.natural_language) write_natural_language();
    if (plan_.repetitions) write_repetitions();
    if (plan_.lines) write_lines();
    if (out_.json().size() > most_written)
      return Verdict::malformed("its signals are larger than 256 MiB, by those of its " +
                                std::to_string(lines_.size()) +
                                " lines: leave the group \"lines\" out, or split the text");
    out_.end_object();
    record.set_raw(plan_.to, out_.json());
    if (record.type(plan_.to) != FieldType::object) return Verdict::malformed(cannot_be_added(plan_.to_pointer));
    return Verdict::keep();
  }

 private:
  struct Line {
    TextSpan raw;              // with its LF
    TextSpan normal;           // in normal_lines_
    std::uint64_t begin, end;  // in code points
  };

  // ---- reading: everything the signals are computed from ----

  void read(std::string_view text) {
    text_ = text;
    lines_.clear();
    normal_.clear();
    std::uint64_t chars = 0;
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
      const std::string_view line = text.substr(begin, end - begin);
      signals::normalize_redpajama(line, normal_line_, scratch_);
      // Normalised lines joined by a space are the normalised text.
      if (!normal_.empty() && !normal_line_.empty()) normal_ += ' ';
      const auto at = static_cast<std::uint32_t>(normal_.size());
      normal_ += normal_line_;
      const std::uint64_t length = text::count_chars(line);
      lines_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)},
                        {at, static_cast<std::uint32_t>(normal_.size())},
                        chars,
                        chars + length});
      chars += length;
      begin = end;
    }
    length_ = chars;
    split_normal_words();
    if (plan_.content || plan_.natural_language) signals::split_wordpunct(text, raw_words_);
  }

  void split_normal_words() {
    words_.clear();
    distinct_.clear();
    word_chars_ = 0;
    for (std::size_t begin = 0; begin < normal_.size();) {
      const std::size_t end = std::min(normal_.find(' ', begin), normal_.size());
      const std::string_view word = std::string_view(normal_).substr(begin, end - begin);
      const auto chars = static_cast<std::uint32_t>(text::count_chars(word));
      words_.push_back({{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)}, chars});
      word_chars_ += chars;
      begin = end + 1;
    }
    numbers_.clear();
    if (!plan_.natural_language && !plan_.repetitions) return;
    for (const Word& word : words_) numbers_.push_back(distinct_.number(word.span.of(normal_)));
  }

  // ---- writing ----

  void whole(std::string_view name, double score) {
    span(name);
    out_.number(score).end_array().end_array();
  }
  void whole_count(std::string_view name, std::uint64_t score) {
    span(name);
    out_.unsigned_integer(score).end_array().end_array();
  }
  void nothing(std::string_view name) {
    span(name);
    out_.null().end_array().end_array();
  }
  void span(std::string_view name) {
    out_.key(name).begin_array().begin_array().unsigned_integer(0).unsigned_integer(length_);
  }
  void share(std::string_view name, std::uint64_t part, std::uint64_t of) {
    if (of == 0) nothing(name);
    else whole(name, round8(static_cast<double>(part) / static_cast<double>(of)));
  }

  void write_ccnet() {
    whole_count("ccnet_length", length_);
    whole_count("ccnet_nlines", text_.empty() ? 0 : count_of(text_, "\n") + 1);
  }

  void write_content(const Record& record) {
    whole("rps_doc_curly_bracket", length_ == 0
                                       ? 0
                                       : round8(static_cast<double>(count_of(text_, "{") + count_of(text_, "}")) /
                                                static_cast<double>(length_)));
    if (plan_.bad_phrases) whole_count("rps_doc_ldnoobw_words", count_bad_phrases());
    whole("rps_doc_lorem_ipsum", lorem_ipsum());
    if (plan_.stop_words) {
      std::uint64_t stops = 0;
      for (const TextSpan& word : raw_words_) stops += holds(*plan_.stop_words, word.of(text_));
      if (words_.empty()) whole("rps_doc_stop_word_fraction", 0);
      else share("rps_doc_stop_word_fraction", stops, raw_words_.size());
    }
    if (plan_.domains) write_ut1(record);
  }

  double lorem_ipsum() const {
    constexpr std::string_view phrase = "lorem ipsum";
    if (normal_.find(phrase) == std::string::npos) return 0;
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < normal_.size();) {
      const std::size_t size = text::folded_length(normal_, i, phrase);
      found += size > 0;
      i += size > 0 ? size : 1;
    }
    return round8(static_cast<double>(found) / static_cast<double>(text::count_chars(normal_)));
  }

  std::uint64_t count_bad_phrases() {
    std::uint64_t found = 0;
    for (std::size_t i = 0; i < words_.size(); ++i) {
      if (!holds(plan_.bad_first_words, words_[i].span.of(normal_))) continue;
      for (const std::size_t size : plan_.bad_sizes) {
        if (i + size > words_.size()) continue;
        const TextSpan phrase{words_[i].span.begin, words_[i + size - 1].span.end};  // words are one space apart
        found += holds(*plan_.bad_phrases, phrase.of(normal_));
      }
    }
    return found;
  }

  void write_ut1(const Record& record) {
    const std::optional<std::string_view> domain = record.text(plan_.domain);
    const auto at = std::lower_bound(plan_.domains->begin(), plan_.domains->end(), domain.value_or(""),
                                     [](const auto& entry, std::string_view name) { return entry.first < name; });
    if (!domain || at == plan_.domains->end() || at->first != *domain) return nothing("rps_doc_ut1_blacklist");
    span("rps_doc_ut1_blacklist");
    out_.integer(at->second).end_array().end_array();
  }

  void write_natural_language() {
    std::uint64_t capitals = 0, with_letter = 0, ellipses = 0;
    for (const TextSpan& span : raw_words_) {
      const std::string_view word = span.of(text_);
      capitals += signals::is_upper(word);
      with_letter += has_ascii_letter(word);
    }
    for (const Line& line : lines_) {
      const std::string_view end = text::trim_end(line.raw.of(text_));
      ellipses += ends_with(end, "...") || ends_with(end, "…");
    }
    const std::uint64_t raw = raw_words_.size(), words = words_.size();
    share("rps_doc_frac_all_caps_words", capitals, raw);
    share("rps_doc_frac_lines_end_with_ellipsis", ellipses, lines_.size());
    if (raw == 0) nothing("rps_doc_frac_no_alph_words");
    else whole("rps_doc_frac_no_alph_words", round8(1.0 - static_cast<double>(with_letter) / static_cast<double>(raw)));
    share("rps_doc_frac_unique_words", distinct_.size(), words);
    share("rps_doc_mean_word_length", word_chars_, words);
    whole_count("rps_doc_num_sentences", signals::count_redpajama_sentences(text_));
    share("rps_doc_symbol_to_word_ratio", count_of(text_, "#") + count_of(text_, "...") + count_of(text_, "…"), raw);
    if (words == 0) nothing("rps_doc_unigram_entropy");
    else whole("rps_doc_unigram_entropy", round8(entropy()));
    whole_count("rps_doc_word_count", words);
  }

  double entropy() {
    counts_.assign(distinct_.size(), 0);
    for (const std::uint32_t number : numbers_) ++counts_[number];
    const auto total = static_cast<double>(numbers_.size());
    double sum = 0;  // in the order of first appearance
    for (const std::uint32_t count : counts_)
      sum += -static_cast<double>(count) / total * std::log(static_cast<double>(count) / total);
    return sum;
  }

  void write_repetitions() {
    double top[5] = {}, duplicate[11] = {};  // by n
    ngrams_.start(numbers_, distinct_.size());
    while (ngrams_.n() < 10 && numbers_.size() > static_cast<std::size_t>(ngrams_.n())) {
      ngrams_.next();
      if (ngrams_.distinct() == ngrams_.numbers().size()) break;  // none comes twice, so no longer one does
      if (ngrams_.n() <= 4) top[ngrams_.n()] = in_top_ngram();
      else duplicate[ngrams_.n()] = in_duplicates();
    }
    constexpr std::string_view names[] = {"rps_doc_frac_chars_dupe_5grams", "rps_doc_frac_chars_dupe_6grams",
                                          "rps_doc_frac_chars_dupe_7grams", "rps_doc_frac_chars_dupe_8grams",
                                          "rps_doc_frac_chars_dupe_9grams", "rps_doc_frac_chars_dupe_10grams"};
    for (std::size_t n = 5; n <= 10; ++n) whole(names[n - 5], duplicate[n]);
    whole("rps_doc_frac_chars_top_2gram", top[2]);
    whole("rps_doc_frac_chars_top_3gram", top[3]);
    whole("rps_doc_frac_chars_top_4gram", top[4]);
  }

  void count_ngrams() {
    counts_.assign(ngrams_.distinct(), 0);
    for (const std::uint32_t number : ngrams_.numbers()) ++counts_[number];
  }

  // The share of characters in the commonest n-gram; the first of several. Some n-gram comes twice.
  double in_top_ngram() {
    count_ngrams();
    const auto most = static_cast<std::uint32_t>(std::max_element(counts_.begin(), counts_.end()) - counts_.begin());
    const std::span<const std::uint32_t> numbers = ngrams_.numbers();
    const auto at = static_cast<std::size_t>(std::find(numbers.begin(), numbers.end(), most) - numbers.begin());
    std::uint64_t chars = 0;
    for (std::size_t i = at; i < at + static_cast<std::size_t>(ngrams_.n()); ++i) chars += words_[i].chars;
    return round8(static_cast<double>(chars * counts_[most]) / static_cast<double>(word_chars_));
  }

  // The share of characters in words that some n-gram with a twin covers.
  double in_duplicates() {
    count_ngrams();
    const std::span<const std::uint32_t> numbers = ngrams_.numbers();
    std::uint64_t chars = 0;
    std::size_t covered = 0;  // words before this one are settled
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (counts_[numbers[i]] < 2) continue;
      const std::size_t end = i + static_cast<std::size_t>(ngrams_.n());
      for (covered = std::max(covered, i); covered < end; ++covered) chars += words_[covered].chars;
    }
    return round8(static_cast<double>(chars) / static_cast<double>(word_chars_));
  }

  template <class Score>
  void each_line(std::string_view name, Score score) {
    out_.key(name).begin_array();
    for (const Line& line : lines_) {
      if (out_.json().size() > most_written) return;  // map() says so
      out_.begin_array().unsigned_integer(line.begin).unsigned_integer(line.end);
      score(line);
      out_.end_array();
    }
    out_.end_array();
  }

  void write_lines() {
    each_line("rps_lines_ending_with_terminal_punctution_mark", [&](const Line& line) {
      const std::string_view end = text::trim_end(line.raw.of(text_));
      out_.number(ends_with(end, ".") || ends_with(end, "!") || ends_with(end, "?") || ends_with(end, "\u201d") ? 1
                                                                                                                : 0);
    });
    each_line("rps_lines_javascript_counts", [&](const Line& line) {
      out_.unsigned_integer(signals::count_word(line.normal.of(normal_), "javascript"));
    });
    each_line("rps_lines_num_words", [&](const Line& line) {
      const std::string_view normal = line.normal.of(normal_);
      out_.unsigned_integer(normal.empty() ? 0 : count_of(normal, " ") + 1);
    });
    each_line("rps_lines_numerical_chars_fraction", [&](const Line& line) {
      const std::string_view normal = line.normal.of(normal_);
      const std::uint64_t chars = text::count_chars(normal);
      out_.number(chars == 0 ? 0
                             : round8(static_cast<double>(count_fact(normal, text::fact_numeric)) /
                                      static_cast<double>(chars)));
    });
    if (lines_.empty()) nothing("rps_lines_start_with_bulletpoint");
    else
      each_line("rps_lines_start_with_bulletpoint", [&](const Line& line) {
        out_.number(signals::starts_with_bullet(text::trim_start(line.raw.of(text_))) ? 1 : 0);
      });
    each_line("rps_lines_uppercase_letter_fraction", [&](const Line& line) {
      out_.number(round8(static_cast<double>(count_fact(line.raw.of(text_), text::fact_upper)) /
                         static_cast<double>(line.end - line.begin)));
    });
  }

  struct Word {
    TextSpan span;  // in normal_
    std::uint32_t chars;
  };

  const Plan& plan_;
  std::string_view text_;
  std::uint64_t length_ = 0, word_chars_ = 0;  // in code points
  std::vector<Line> lines_;
  std::string normal_, normal_line_, scratch_;
  std::vector<TextSpan> raw_words_;
  std::vector<Word> words_;
  text::Interner distinct_;
  std::vector<std::uint32_t> numbers_, counts_;  // of words_; by number
  signals::NgramNumbers ngrams_;
  ValueBuilder out_;
};

void read_phrases(std::string_view bytes, Plan& plan) {
  plan.bad_phrases = read_lines(bytes);
  for (const std::string& phrase : *plan.bad_phrases) {
    plan.bad_first_words.push_back(phrase.substr(0, phrase.find(' ')));
    plan.bad_sizes.push_back(1 + count_of(phrase, " "));
  }
  const auto tidy = [](auto& items) {
    std::sort(items.begin(), items.end());
    items.erase(std::unique(items.begin(), items.end()), items.end());
  };
  tidy(plan.bad_first_words);
  tidy(plan.bad_sizes);
}

Status read_domains(const ResourceFile& file, Plan& plan) {
  if (const auto fault = validate_json(file.bytes))
    return usage_error(file.path + ": " + fault->reason + " at byte " + std::to_string(fault->offset));
  const Value root(file.bytes);
  if (root.type() != FieldType::object) return usage_error(file.path + " is not a JSON object of domains and numbers");
  plan.domains.emplace();
  std::string scratch;
  for (Value::Members it = root.members(); it.next();) {
    const std::optional<std::int64_t> number = it.value().integer();
    const std::string domain(it.key(scratch));
    if (!number) return usage_error(file.path + ": the value of \"" + domain + "\" is not a whole number");
    plan.domains->emplace_back(domain, *number);
  }
  std::stable_sort(plan.domains->begin(), plan.domains->end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  for (const std::string& group : params.groups) {
    if (group == "ccnet") plan.ccnet = true;
    if (group == "content") plan.content = true;
    if (group == "natural_language") plan.natural_language = true;
    if (group == "repetitions") plan.repetitions = true;
    if (group == "lines") plan.lines = true;
  }
  DSPREP_TRY(plan.field, binder.read(params.field));
  DSPREP_TRY(plan.to, binder.write(params.to));
  plan.pointer = binder.pointer(plan.field);
  plan.to_pointer = binder.pointer(plan.to);
  if (plan.pointer == plan.to_pointer)
    return usage_error("to = \"" + params.to + "\" is the text itself: name another field");
  if (params.stop_words) {
    DSPREP_TRY(const Resource file, binder.resource(*params.stop_words));
    plan.stop_words = read_lines(file->bytes);
  }
  if (params.ldnoobw) {
    DSPREP_TRY(const Resource file, binder.resource(*params.ldnoobw));
    read_phrases(file->bytes, plan);
  }
  if (params.ut1) {
    DSPREP_TRY(plan.domain, binder.read(params.domain));
    DSPREP_TRY(const Resource file, binder.resource(*params.ut1));
    DSPREP_CHECK(read_domains(*file, plan));
  }
  return map_with<SignalsMapper>(std::move(plan));
}

constexpr ExampleFile lists[] = {
    {"stop.txt", "the\nof\n的\n"}, {"phrases.txt", "casino\n"}, {"domains.json", "{\"example.com\":2}\n"}};

constexpr Example examples[] = {
    {"Signals of lines: where each begins and ends, in code points, and its value",
     "groups = [\"lines\"]\nto = \"signals\"", "{\"text\":\"Is it 3 o'clock?\\n• JavaScript ½\"}\n",
     R"({"text":"Is it 3 o'clock?\n• JavaScript ½","signals":{"rps_lines_ending_with_terminal_punctution_mark":[[0,17,1],[17,31,0]],"rps_lines_javascript_counts":[[0,17,0],[17,31,1]],"rps_lines_num_words":[[0,17,4],[17,31,3]],"rps_lines_numerical_chars_fraction":[[0,17,0.07142857],[17,31,0.07142857]],"rps_lines_start_with_bulletpoint":[[0,17,0],[17,31,1]],"rps_lines_uppercase_letter_fraction":[[0,17,0.05882353],[17,31,0.14285714]]}})"
     "\n"},
    {"Chinese: WordPunct makes one word of each run of characters; only ASCII full stops end sentences",
     "groups = [\"natural_language\"]", "{\"text\":\"今天天气很好。我们去公园吧。\"}\n",
     R"({"text":"今天天气很好。我们去公园吧。","quality_signals":{"rps_doc_frac_all_caps_words":[[0,14,0]],"rps_doc_frac_lines_end_with_ellipsis":[[0,14,0]],"rps_doc_frac_no_alph_words":[[0,14,1]],"rps_doc_frac_unique_words":[[0,14,1]],"rps_doc_mean_word_length":[[0,14,14]],"rps_doc_num_sentences":[[0,14,1]],"rps_doc_symbol_to_word_ratio":[[0,14,0]],"rps_doc_unigram_entropy":[[0,14,0]],"rps_doc_word_count":[[0,14,1]]}})"
     "\n"},
    {"Signals that need a list: stop words, phrases, domains",
     "groups = [\"content\"]\nto = \"q\"\nstop_words = \"stop.txt\"\nldnoobw = \"phrases.txt\"\nut1 = \"domains.json\"",
     "{\"text\":\"the end of the casino\",\"source_domain\":\"example.com\"}\n",
     R"({"text":"the end of the casino","source_domain":"example.com","q":{"rps_doc_curly_bracket":[[0,21,0]],"rps_doc_ldnoobw_words":[[0,21,1]],"rps_doc_lorem_ipsum":[[0,21,0]],"rps_doc_stop_word_fraction":[[0,21,0.6]],"rps_doc_ut1_blacklist":[[0,21,2]]}})"
     "\n",
     "", lists},
};

}  // namespace

extern const OpSpec clean_signals;
const OpSpec clean_signals = {
    .name = "signals",
    .family = Family::clean,
    .summary = "Measure RedPajama-V2's quality signals and write them into the record",
    .details =
        R"(Nothing is dropped: the signals are for later steps, which hold them to limits of your own. They are written as
RedPajama-V2 has them: an object in which each signal is a list of [start, end, score], start and end in code points. A
signal of the document has one element, from 0 to its length; a signal of lines has one for each line, its LF included.
Ratios are rounded to eight digits. Where there is nothing to measure, the score is null, or 0 where the original says
so. (The data set on the Hugging Face hub holds this object as a string of JSON.)

The words of most signals are *normalised*: ASCII punctuation removed, lower-cased, white space unified, NFD, split on
white space. *Raw* words are NLTK's WordPunct: runs of word characters, runs of anything else but white space.

| group | signals |
|---|---|
| `ccnet` | `ccnet_length` (code points), `ccnet_nlines` |
| `content` | `rps_doc_curly_bracket`, `rps_doc_lorem_ipsum`; with their files `rps_doc_ldnoobw_words`, `rps_doc_stop_word_fraction`, `rps_doc_ut1_blacklist` |
| `natural_language` | `rps_doc_frac_all_caps_words`, `rps_doc_frac_no_alph_words` (ASCII letters only), `rps_doc_symbol_to_word_ratio` of raw words; `rps_doc_frac_unique_words`, `rps_doc_mean_word_length`, `rps_doc_unigram_entropy`, `rps_doc_word_count` of normalised ones; `rps_doc_frac_lines_end_with_ellipsis`; `rps_doc_num_sentences`, matches of `\b[^.!?]+[.!?]*` |
| `repetitions` | `rps_doc_frac_chars_top_2gram` to `_4gram`, `rps_doc_frac_chars_dupe_5grams` to `_10grams`, of normalised words |
| `lines` | `rps_lines_ending_with_terminal_punctution_mark` (the name is misspelt in the original; `.` `!` `?` `”`), `rps_lines_javascript_counts`, `rps_lines_num_words`, `rps_lines_numerical_chars_fraction`, `rps_lines_start_with_bulletpoint`, `rps_lines_uppercase_letter_fraction` |

Absent, because a text alone does not give them: `ccnet_bucket`, `ccnet_perplexity`, `ccnet_language_score` and
`ccnet_original_*` (of the pipeline before), `rps_doc_*_importance` (the original hashes with Python's `hash()`, which
differs from run to run, so that its values cannot be computed again), `rps_doc_ml_*_score` (models that are not
published with the code). MinHash signatures belong to deduplication.

A field with `*` is measured as its elements joined by LF. A missing, null or non-text field makes the record malformed,
and so does a place where `to` cannot be written. A record whose signals are larger than 256 MiB, which takes two
million lines of a letter each, is malformed too, since nothing could read it again.)",
    .source = "RedPajama-Data-V2 (togethercomputer/RedPajama-Data 6d2cee9, app/src/core/quality_signals)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
};

}  // namespace dsprep::ops
