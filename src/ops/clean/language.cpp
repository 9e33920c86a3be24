// language: keeps records by the language their text is in, and says which that is.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "models/language_id.h"
#include "ops/clean/language/kept_languages.h"
#include "ops/clean/language/language_pieces.h"
#include "ops/clean/language/sample_across.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

using models::LanguageAnswer;
using models::LanguageModel;

enum : Rule { language, min_score, above_score };

constexpr RuleInfo rules[] = {
    {"language", Judge::Limit::Compare::at_least, "",
     "1 where the language is one of `keep` (or that is empty), else 0", 1},
    {"min_score", Judge::Limit::Compare::at_least, "min_score", "score, 0 to 1"},
    {"above_score", Judge::Limit::Compare::above, "above_score", "score, 0 to 1"},
};

// What the recipes ask of a fastText score (lid.176), each with its own comparison.
constexpr VariantDefault variants[] = {
    {"fineweb", "above_score", 0.65}, {"dclm", "min_score", 0.65}, {"refinedweb", "min_score", 0.65},
    {"ccnet", "min_score", 0.5},      {"dolma", "min_score", 0.5}, {"data_juicer", "min_score", 0.8},
    {"nemo", "min_score", 0.3},
};

constexpr std::size_t most_bytes = 1 << 20;  // of one text that are looked at
constexpr int least_sample = 64;

struct Params {
  std::string field = "text";
  std::vector<std::string> keep;
  std::optional<double> min_score, above_score;
  std::optional<std::string> into;
  std::string unit = "text";
  bool drop_others = false;
  std::optional<std::int64_t> sample;
  std::optional<std::string> model;
  std::string tables = "full", variant = "plain";
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text whose language is told", .field = true});
    f("keep", keep,
      {.meaning = "the languages to keep, as BCP 47 tags: en, zh (with zh-Hant), zh-Hans, zh-Hant; empty keeps all"});
    f("min_score", min_score, {.meaning = "lowest score", .min = 0, .max = 1});
    f("above_score", above_score, {.meaning = "the score must be more than this", .min = 0, .max = 1});
    f("into", into,
      {.meaning = "the field to write label, score and runners-up to (none: nothing is written)",
       .field = true,
       .result = true});
    f("unit", unit,
      {.meaning = "what is judged: the text as a whole, or each of its paragraphs (between blank lines) or lines",
       .choices = {"text", "paragraph", "line"}});
    f("drop_others", drop_others,
      {.meaning =
           "whether paragraphs or lines in a language that is not in keep are removed (with unit paragraph or line)"});
    f("sample", sample,
      {.meaning = "how many bytes, taken across the text (or paragraph), are looked at; none: all of it, up to 1 MiB",
       .min = least_sample,
       .max = most_bytes});
    f("model", model,
      {.meaning = "a fastText model, .bin or .ftz, such as lid.176.ftz (none: CLD2, which is built in)", .path = true});
    f("tables", tables,
      {.meaning = "what CLD2 knows: full, some 160 languages, or small, the 80 of them that its own library has",
       .choices = {"full", "small"}});
    f("variant", variant,
      {.meaning = "whose published threshold on the score stands where none is given",
       .choices = {"plain", "fineweb", "dclm", "refinedweb", "ccnet", "dolma", "data_juicer", "nemo"}});
  }
};

// Shared by all workers.
struct Plan {
  Field field, into;
  std::string pointer, into_pointer;
  std::unique_ptr<LanguageModel> model;
  std::vector<bool> kept;  // by label; empty: all
  std::size_t sample = most_bytes;
  bool by_piece = false, by_line = false, drop_others = false;
  Counter removed;
  bool keeps(std::uint32_t label) const { return kept.empty() || kept[label]; }
};

class LanguageMapper final : public Mapper {
 public:
  explicit LanguageMapper(const Plan& plan) : plan_(plan), detector_(plan.model->detector()) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    if (plan_.by_piece) judge_pieces(record, context);
    else judge_text(record);
    Judge& judge = context.judge();
    const models::LanguageGuess& best = answer_.guesses[0];
    note_ = name_of_label(best.label);
    if (!plan_.kept.empty()) judge.check(language, plan_.keeps(best.label) ? 1 : 0, note_);
    judge.check(min_score, best.score, note_);
    judge.check(above_score, best.score, note_);
    if (plan_.into.bound() && !record.set_raw(plan_.into, description()))
      return Verdict::malformed(cannot_be_added(plan_.into_pointer));
    return judge.verdict();
  }

 private:
  const std::string& name_of_label(std::uint32_t label) const { return plan_.model->labels()[label]; }

  const LanguageAnswer& detect(std::string_view text) {
    if (text.size() <= plan_.sample) return detector_->detect(text);
    sample_.clear();
    language::sample_across(text, plan_.sample, sample_);
    return detector_->detect(sample_);
  }

  void judge_text(const Record& record) {
    pieces_.clear();
    answer_ = detect(*record.text(plan_.field));
  }

  // The languages of the pieces that stay, by their share of the characters; equal shares in the order of the labels'
  // names.
  void judge_pieces(Record& record, Context& context) {
    pieces_.clear();
    for (const std::size_t i : text_elements(record, plan_.field)) find_pieces(*record.text(plan_.field, i), i);
    if (plan_.drop_others) remove_others(record, context);
    shares_.clear();
    std::uint64_t all = 0;
    for (const language::Piece& piece : pieces_) {
      if (piece.removed) continue;
      all += piece.chars;
      const auto known =
          std::find_if(shares_.begin(), shares_.end(), [&](const auto& s) { return s.first == piece.label; });
      if (known == shares_.end()) shares_.emplace_back(piece.label, piece.chars);
      else known->second += piece.chars;
    }
    // What cannot be told ("und") is the answer only where there is nothing else.
    std::sort(shares_.begin(), shares_.end(), [this](const auto& a, const auto& b) {
      if ((a.first == 0) != (b.first == 0)) return b.first == 0;
      return a.second != b.second ? a.second > b.second : name_of_label(a.first) < name_of_label(b.first);
    });
    answer_.count = 0;
    answer_.reliable = true;
    for (const auto& [label, chars] : shares_) {
      if (answer_.count == answer_.guesses.size()) break;
      answer_.guesses[answer_.count++] = {label, label == 0 ? 0 : rounded_share(chars, all)};
    }
    if (answer_.count == 0) answer_.guesses[answer_.count++] = {0, 0};
    all_chars_ = all;
  }

  static double rounded_share(std::uint64_t part, std::uint64_t of) {
    return std::round(static_cast<double>(part) / static_cast<double>(of) * 1e4) / 1e4;
  }

  void find_pieces(std::string_view text, std::size_t element) {
    language::for_each_piece(text, plan_.by_line, [&](TextSpan span) {
      const std::string_view piece = span.of(text);
      const std::uint32_t label = detect(piece).guesses[0].label;
      pieces_.push_back({element, span, label, text::count_chars(piece), false});
    });
  }

  // Removes the pieces in other languages; what cannot be told stays. Where nothing that is kept would remain, the text
  // stays as it is.
  void remove_others(Record& record, Context& context) {
    if (std::none_of(pieces_.begin(), pieces_.end(), [this](const language::Piece& p) { return plan_.keeps(p.label); }))
      return;
    std::uint64_t removed = 0;
    for (language::Piece& piece : pieces_) {
      piece.removed = piece.label != 0 && !plan_.keeps(piece.label);
      removed += piece.removed;
    }
    if (removed == 0) return;
    context.count(plan_.removed, removed);
    for (auto first = pieces_.begin(); first != pieces_.end();) {
      auto last = first;
      while (last != pieces_.end() && last->element == first->element) ++last;
      language::cut_removed(record.edit(plan_.field, first->element), {first, last});
      first = last;
    }
  }

  void write_guess(std::uint32_t label, const char* key, double score) {
    out_.member("label", name_of_label(label)).member(key, score);
  }

  const std::string& description() {
    out_.clear();
    out_.begin_object();
    write_guess(answer_.guesses[0].label, "score", answer_.guesses[0].score);
    if (!plan_.by_piece) {
      out_.member("reliable", answer_.reliable).key("runners_up").begin_array();
      for (std::size_t i = 1; i < answer_.count; ++i) {
        out_.begin_object();
        write_guess(answer_.guesses[i].label, "score", answer_.guesses[i].score);
        out_.end_object();
      }
      out_.end_array();
    } else {
      out_.key("shares").begin_array();
      for (const auto& [label, chars] : shares_) {
        out_.begin_object();
        write_guess(label, "share", rounded_share(chars, all_chars_));
        out_.end_object();
      }
      out_.end_array().key(plan_.by_line ? "lines" : "paragraphs").begin_array();
      for (const language::Piece& piece : pieces_)
        if (!piece.removed) out_.text(name_of_label(piece.label));
      out_.end_array();
    }
    return out_.end_object().json();
  }

  const Plan& plan_;
  std::unique_ptr<models::LanguageDetector> detector_;
  LanguageAnswer answer_;
  std::vector<language::Piece> pieces_;
  std::vector<std::pair<std::uint32_t, std::uint64_t>> shares_;  // label, characters
  std::uint64_t all_chars_ = 0;
  std::string sample_, note_;
  ValueBuilder out_;
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  plan.by_line = params.unit == "line";
  plan.by_piece = params.unit != "text";
  plan.drop_others = params.drop_others;
  if (params.drop_others && !plan.by_piece)
    return usage_error("drop_others needs unit = \"paragraph\" or \"line\": a whole text is dropped by keep alone");
  if (params.drop_others && params.keep.empty())
    return usage_error("drop_others needs keep: name the languages that stay");
  DSPREP_TRY(plan.field, params.drop_others ? binder.write(params.field) : binder.read(params.field));
  plan.pointer = binder.pointer(plan.field);
  if (params.into) {
    DSPREP_TRY(plan.into, binder.write(*params.into));
    plan.into_pointer = binder.pointer(plan.into);
    if (plan.into_pointer == plan.pointer)
      return usage_error("into = \"" + *params.into + "\" is the text itself: name another field");
  }
  if (params.sample) plan.sample = static_cast<std::size_t>(*params.sample);
  plan.removed = binder.counter(plan.by_line ? "lines_removed" : "paragraphs_removed");
  if (params.model) {
    if (params.tables == "small")
      return usage_error("tables are CLD2's, and model = \"" + *params.model +
                         "\" is asked instead of it: give one of both");
    DSPREP_TRY(const Resource file, binder.resource(*params.model));
    DSPREP_TRY(plan.model, models::fasttext_language_model(file->path, file->bytes));
  } else {
    const bool full = params.tables == "full";
    auto cld2 = models::cld2_language_model(full ? models::Cld2Tables::full : models::Cld2Tables::small);
    if (!cld2.ok())
      return failure(cld2.error().message +
                     "; it comes with Debian's package libcld2-0; tables = \"small\" does without");
    plan.model = *std::move(cld2);
  }
  DSPREP_TRY(plan.kept, language::kept_languages(params.keep, *plan.model));
  return map_with<LanguageMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"English and Chinese; the label is written down", "keep = [\"en\", \"zh\"]\ninto = \"language\"",
     "{\"text\":\"The weather is beautiful today, so let us go for a walk.\"}\n"
     "{\"text\":\"今天天气很好，我们去公园散步吧。\"}\n"
     "{\"text\":\"Das Wetter ist heute schön, lasst uns spazieren gehen.\"}\n",
     "{\"text\":\"The weather is beautiful today, so let us go for a "
     "walk.\",\"language\":{\"label\":\"en\",\"score\":0.98,\"reliable\":true,\"runners_up\":[]}}\n"
     "{\"text\":\"今天天气很好，我们去公园散步吧。\",\"language\":{\"label\":\"zh\",\"score\":0.97,\"reliable\":true,"
     "\"runners_up\":[]}}\n",
     "{\"text\":\"Das Wetter ist heute schön, lasst uns spazieren gehen.\"}\n"},
    {"Paragraph by paragraph: only the Chinese half of a bilingual page stays",
     "keep = [\"zh\"]\nunit = \"paragraph\"\ndrop_others = true",
     "{\"text\":\"欢迎来到我们的网站，这里有很多关于数据的文章。\\n\\nWelcome to our site, which has many articles "
     "about data.\\n\\n下面是第一篇文章的内容。\"}\n",
     "{\"text\":\"欢迎来到我们的网站，这里有很多关于数据的文章。\\n\\n下面是第一篇文章的内容。\"}\n"},
};

}  // namespace

extern const OpSpec clean_language;
const OpSpec clean_language = {
    .name = "language",
    .family = Family::clean,
    .summary = "Keep records by the language of their text, and write down which it is",
    .details =
        R"(The language is told by CLD2, which is built in, or by a fastText model given as `model`. CLD2's tables are the full ones of libcld2_full (Debian's
libcld2-0), or with `tables = "small"` those of libcld2 itself, which are a sixth faster and know half the languages.

- **Label.** CLD2's codes as BCP 47 tags: ISO 639-1 where there is one, else 639-3 (`ceb`). `zh` is Chinese in simplified characters, `zh-Hant`
  in traditional ones; Hebrew is `he` (CLD2: iw), Javanese `jv` (jw), Romanian in Moldova `ro` (mo); Norwegian Bokmål is `no`. `und-Copt` and the like: only
  the script is known. A fastText model's labels are as it has them, without `__label__`. `und`: no language can be told (empty text, digits, emoji), with score 0.
- **Score.** CLD2: the share of the text, in bytes of its letters, that is in that language. `reliable` is CLD2's own opinion of its answer, which is best effort where
  that is false. fastText: the label's probability, rounded to 4 decimals, below which machines differ; line ends are spaces to the model.
- **`keep`** names labels; one without a script or region stands for all with them: `zh` keeps `zh-Hant` too. `zh-Hans` is `zh` alone.
- **`sample`**: at least 128 bytes at each of up to 16 places from the text's beginning to its end, and about so many bytes in all. Without it, and of a text
  beyond 1 MiB, 1 MiB is looked at in this way.
- **`unit`**: with `paragraph` (between blank lines) or `line`, each is judged by itself. The text's label is the language with the most characters (code points;
  white space between pieces does not count), its score the share of them; `und` only where nothing else is found, equal shares go to the label that is
  first in byte order. `drop_others` removes pieces in a language that is not in `keep`, together with the line ends behind them (before them at the end of the
  text); pieces whose language cannot be told stay; where no piece is in `keep`, the text stays whole and the record is judged as it is. The counter
  `paragraphs_removed` or `lines_removed` says how many.
- **`into`** gets an object: `label`, `score`, `reliable` and up to two `runners_up`; with `unit`, `shares` of all languages, and the label of each piece that is left.
- **`variant`** fills in a recipe's threshold on a fastText score (it says nothing of CLD2's share): fineweb above 0.65; dclm and refinedweb 0.65; ccnet and dolma 0.5; data_juicer
  0.8; nemo 0.3.

A field with `*` is judged as its elements joined by LF, and rewritten element by element. A missing, null or non-text field makes the record malformed.)",
    .source =
        "CLD2 (Debian's libcld2 and libcld2_full); fastText 0.9.2; thresholds of FineWeb, DCLM, RefinedWeb, CCNet, "
        "Dolma, Data-Juicer, NeMo Curator",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .variants = variants,
};

}  // namespace dsprep::ops
