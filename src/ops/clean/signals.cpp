// signals: the quality signals of RedPajama-V2 that a text gives by itself, written into the record as that data set
// has them: {"rps_doc_word_count": [[0, 1200, 201]], "rps_lines_num_words": [[0, 40, 8], [40, 95, 10]], …}.
// signals/signal_text.h reads a text, signals/signal_writer.h computes and writes its signals.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/clean/signals/signal_lists.h"
#include "ops/clean/signals/signal_writer.h"

namespace dsprep::ops {
namespace {

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

class SignalsMapper final : public Mapper {
 public:
  explicit SignalsMapper(const signals::Plan& plan) : plan_(plan), writer_(plan) {}

  Verdict map(Record& record, Context&) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    const std::optional<std::string_view> written = writer_.write(*record.text(plan_.field), record);
    if (!written)
      return Verdict::malformed("its signals are larger than 256 MiB, by those of its " +
                                std::to_string(writer_.lines()) +
                                " lines: leave the group \"lines\" out, or split the text");
    record.set_raw(plan_.to, *written);
    if (record.type(plan_.to) != FieldType::object) return Verdict::malformed(cannot_be_added(plan_.to_pointer));
    return Verdict::keep();
  }

 private:
  const signals::Plan& plan_;
  signals::SignalWriter writer_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  signals::Plan plan;
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
    plan.stop_words = signals::read_lines(file->bytes);
  }
  if (params.ldnoobw) {
    DSPREP_TRY(const Resource file, binder.resource(*params.ldnoobw));
    plan.bad_phrases.emplace(file->bytes);
  }
  if (params.ut1) {
    DSPREP_TRY(plan.domain, binder.read(params.domain));
    DSPREP_TRY(const Resource file, binder.resource(*params.ut1));
    DSPREP_TRY(plan.domains, signals::read_domains(*file));
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
