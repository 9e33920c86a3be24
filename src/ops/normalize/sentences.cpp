// sentences: writes the sentences of a text into a list. ICU finds where one may end, abbreviations say where none
// does.
#include <cstdint>
#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/op_spec.h"
#include "ops/normalize/sentences/abbreviations.h"
#include "text/classes.h"
#include "text/list_file.h"
#include "text/segment.h"
#include "text/utf8.h"
#include "text/word_form.h"
#include "words/into_field.h"
#include "words/record_language.h"

namespace dsprep::ops {
namespace {

using sentences::Abbreviations;

struct Params {
  std::string field = "text", into = "sentences", language = "en";
  std::optional<std::string> language_field, abbreviations;
  bool offsets = false;
  void fields(ParamFields& f) {
    const auto known = sentences::languages();
    std::vector<std::string_view> choices{known.begin(), known.end()};
    choices.emplace_back("other");
    f("field", field, {.meaning = "the text to split", .field = true});
    f("into", into, {.meaning = "the field that gets the list of sentences", .field = true, .result = true});
    f("language", language,
      {.meaning = "whose abbreviations; other: none. Not used where a language_field is given",
       .choices = std::move(choices)});
    words::describe_language_field(f, language_field);
    f("abbreviations", abbreviations,
      {.meaning =
           "a file of further abbreviations that end no sentence, one a line; lines that begin with # are comments",
       .path = true});
    f("offsets", offsets,
      {.meaning = "whether the list says where each sentence stands: {\"start\", \"end\", \"text\"}, in code points"});
  }
};

struct Plan {
  words::IntoField fields;
  words::RecordLanguage language;
  std::map<std::string, Abbreviations, std::less<>> lists;  // by language; "": of all others
  const Abbreviations* all = nullptr;                       // of all records, where no field names a language
  bool offsets = false;
};

class SentenceMapper final : public Mapper {
 public:
  explicit SentenceMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context&) override {
    if (auto verdict = plan_.fields.need(record)) return *std::move(verdict);
    const Abbreviations& abbreviations = of_record(record);
    const std::string_view text = *record.text(plan_.fields.field);
    text::split_sentences(text, spans_);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < spans_.size(); ++i) {
      trim(text, i);
      if (spans_[i].size() == 0) continue;
      if (kept > 0 && abbreviations.goes_on(text, spans_[kept - 1], spans_[i], form_))
        spans_[kept - 1].end = spans_[i].end;
      else spans_[kept++] = spans_[i];
    }
    spans_.resize(kept);
    return plan_.fields.write(record, array_.json(text, spans_, plan_.offsets));
  }

 private:
  const Abbreviations& of_record(const Record& record) {
    if (plan_.all != nullptr) return *plan_.all;
    plan_.language.of(record, code_);
    const auto found = plan_.lists.find(code_);
    return found == plan_.lists.end() ? plan_.lists.begin()->second : found->second;
  }

  // ICU leaves white space in front of a paragraph's first sentence, and gives an opening quotation mark that follows
  // without a space, as in Chinese, to the sentence before.
  void trim(std::string_view text, std::size_t i) {
    TextSpan& span = spans_[i];
    for (std::size_t at = span.begin; at < span.end && text::is_whitespace(text::decode(text, at));)
      span.begin = static_cast<std::uint32_t>(at);
    if (i + 1 == spans_.size() || spans_[i + 1].begin != span.end) return;
    constexpr std::u32string_view opening = U"“‘「『（《〈【〔([{«";
    std::size_t last = span.end;
    while (last > span.begin) {
      std::size_t at = last - 1;
      while (text::is_continuation(text[at])) --at;
      std::size_t behind = at;
      if (opening.find(text::decode(text, behind)) == opening.npos) break;
      last = at;
    }
    spans_[i + 1].begin = span.end = static_cast<std::uint32_t>(last);
  }

  const Plan& plan_;
  std::vector<TextSpan> spans_;
  std::string code_;
  text::WordForm form_;
  words::PieceArray array_;
};

// Points into its own map, so it is made where it stays.
class Sentences final : public MapOp {
 public:
  explicit Sentences(Plan plan, const std::string& language) : plan_(std::move(plan)) {
    if (plan_.language.in_field()) return;
    const auto found = plan_.lists.find(language);
    plan_.all = found == plan_.lists.end() ? &plan_.lists.begin()->second : &found->second;
  }
  std::unique_ptr<Mapper> mapper() const override { return std::make_unique<SentenceMapper>(plan_); }

 private:
  Plan plan_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.fields, words::IntoField::bind(params.field, params.into, binder));
  DSPREP_TRY(plan.language, words::RecordLanguage::bind(params.language_field, binder));
  plan.offsets = params.offsets;
  plan.lists.emplace("", Abbreviations(""));
  for (const std::string_view language : sentences::languages())
    if (params.language_field || params.language == language)
      plan.lists.emplace(std::string(language), Abbreviations(language));
  if (params.abbreviations) {
    DSPREP_TRY(const Resource file, binder.resource(*params.abbreviations));
    std::size_t entries = 0;
    DSPREP_CHECK(text::each_entry(*file, [&](std::string_view entry) -> Status {
      for (auto& [language, list] : plan.lists) list.add(entry, sentences::Kind::never);
      ++entries;
      return {};
    }));
    if (entries == 0)
      return usage_error(file->path + " has no abbreviation in it: give a file that has some, or leave it out");
  }
  return AnyOp(std::make_unique<Sentences>(std::move(plan), params.language));
}

constexpr Example examples[] = {
    {"Abbreviations end no sentence", "",
     "{\"text\":\"Dr. Smith lives in the U.S. He paid $3.50 to J. R. Ewing, i.e. Too much!\"}\n",
     "{\"text\":\"Dr. Smith lives in the U.S. He paid $3.50 to J. R. Ewing, i.e. Too much!\","
     "\"sentences\":[\"Dr. Smith lives in the U.S.\",\"He paid $3.50 to J. R. Ewing, i.e. Too much!\"]}\n"},
    {"German, Chinese; where each stands, in code points", "language_field = \"lang\"\noffsets = true\ninto = \"s\"",
     "{\"lang\":\"de\",\"text\":\"Am 3. Oktober, z. B. Abends. "
     "Ja.\"}\n{\"lang\":\"zh\",\"text\":\"今天天气很好。我们去公园吧！\"}\n",
     "{\"lang\":\"de\",\"text\":\"Am 3. Oktober, z. B. Abends. Ja.\",\"s\":[{\"start\":0,\"end\":28,\"text\":\"Am 3. "
     "Oktober, z. "
     "B. Abends.\"},{\"start\":29,\"end\":32,\"text\":\"Ja.\"}]}\n"
     "{\"lang\":\"zh\",\"text\":\"今天天气很好。我们去公园吧！\",\"s\":[{\"start\":0,\"end\":7,\"text\":"
     "\"今天天气很好。\"},"
     "{\"start\":7,\"end\":14,\"text\":\"我们去公园吧！\"}]}\n"},
};

}  // namespace

extern const OpSpec normalize_sentences;
const OpSpec normalize_sentences = {
    .name = "sentences",
    .family = Family::normalize,
    .summary = "Write the sentences of a text into a list",
    .details =
        R"(The text stays; the field `into` gets an array of its sentences without the white space between them, with `offsets` of objects
with their place in code points, so that `text[start:end]` is the sentence. What is there is replaced. A text without sentences
has an empty array.

ICU's sentence break iterator (UAX-29) finds where a sentence may end: in every script, at line breaks too. Where it would end at a
full stop, and no line break follows, the lists of de, en, es, fr, it, pt and ru say whether it does:

- never behind titles and the like: `Dr.`, `z. B.`, `т. е.`;
- not behind `No.`, `S.`, `рис.` where a number follows;
- behind `Inc.`, `U.S.`, `etc.`, `г.` only where the next word is a stop word of the language (`The`, `He`), which names do not
  begin with;
- not behind one capital (`J. S. Bach`), unless a stop word follows; in German not behind a number of one or two digits
  (`am 3. Oktober`), unless one does.

These are rules and no model: they err where a sentence that ends with such an abbreviation is followed by one that begins with a
name. A field with `*` is split as its elements joined by LF. A missing, null or non-text field makes the record malformed.)",
    .source = "Unicode Standard Annex #29 by ICU; abbreviations: dsprep's own lists",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops
