// rules: labels records by keywords and regular expressions.
//
// However many rules there are, each text is scanned once: all regexes and all keywords that look at a field
// are one RegexSet. What the set finds is already right for regexes and for keywords that may stand anywhere. For whole
// words it finds candidates: what may stand beside them takes large Unicode classes, too large to have in the set a
// thousand times, so each such rule has a regex of its own (rules/keyword_patterns.h) that is tried only where the set
// found one of its keywords.
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "ops/label/rules/keyword_patterns.h"
#include "text/regex.h"

namespace dsprep::ops {
namespace {

using namespace rules;

struct RuleParams {
  std::string label, regex, field = "text";
  std::vector<std::string> keywords;
  bool ignore_case = true, words = true;
  void fields(ParamFields& f) {
    f("label", label, {.meaning = "what the record is labelled with", .required = true});
    f("regex", regex, {.meaning = "fires where this regular expression (RE2 syntax) is found"});
    f("keywords", keywords, {.meaning = "fires where any of these is found"});
    f("field", field, {.meaning = "the text to search", .field = true});
    f("ignore_case", ignore_case, {.meaning = "whether upper and lower case are the same"});
    f("words", words, {.meaning = "whether keywords must be whole words, in scripts that put spaces between them"});
  }
};

struct Params {
  std::string into = "label";
  std::vector<RuleParams> rules;
  std::string mode = "first", fallback;
  bool overwrite = false;
  void fields(ParamFields& f) {
    f("into", into, {.meaning = "the field to write the label to", .field = true, .result = true});
    f("rules", rules, {.meaning = "the rules, in order", .required = true});
    f("mode", mode,
      {.meaning = "the label of the first rule that fires, or a list of the labels of all that do",
       .choices = {"first", "all"}});
    f("default", fallback, {.meaning = "the label where no rule fires; empty: the record is left without one"});
    f("overwrite", overwrite, {.meaning = "whether records that have a label already are labelled again"});
  }
};

struct Pattern {
  std::size_t rule;
  std::optional<text::Regex> verify;  // where being in the set's answer is not enough
};

// All patterns that look at one field.
struct Group {
  Field field;
  std::string pointer;
  std::vector<std::string> sources;  // of the patterns, for the set
  std::vector<Pattern> patterns;     // in order of their rules
  std::optional<text::RegexSet> set;
};

struct Label {
  std::string text;
  Counter counter;
};

struct Plan {
  std::vector<Group> groups;
  std::vector<std::size_t> rule_label;  // by rule: index into labels
  std::vector<Label> labels;            // distinct
  std::optional<std::size_t> fallback;  // index into labels
  Field into;
  std::string into_pointer;
  bool all, overwrite;
  Counter abstained, already_labelled;
};

class RulesMapper final : public Mapper {
 public:
  explicit RulesMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context& context) override {
    for (const Group& group : plan_.groups)
      if (auto verdict = need_text(record, group.field, group.pointer)) return *std::move(verdict);
    if (const FieldType now = record.type(plan_.into);
        !plan_.overwrite && now != FieldType::missing && now != FieldType::null) {
      context.count(plan_.already_labelled);
      return Verdict::keep();
    }
    if (plan_.all) find_all(record);
    else find_first(record);
    if (chosen_.empty() && plan_.fallback) chosen_.push_back(*plan_.fallback);
    if (chosen_.empty()) {
      context.count(plan_.abstained);
      return Verdict::keep();
    }
    if (!write(record)) return Verdict::malformed(cannot_be_added(plan_.into_pointer));
    for (const std::size_t label : chosen_) context.count(plan_.labels[label].counter);
    return Verdict::keep();
  }

 private:
  static bool fires(const Pattern& pattern, std::string_view text) {
    return !pattern.verify || pattern.verify->found_in(text);
  }

  void find_first(const Record& record) {
    chosen_.clear();
    std::size_t first = plan_.rule_label.size();
    for (const Group& group : plan_.groups) {
      const std::string_view text = *record.text(group.field);
      group.set->matches(text, found_);
      for (const int index : found_) {
        const Pattern& pattern = group.patterns[static_cast<std::size_t>(index)];
        if (pattern.rule >= first) break;
        if (!fires(pattern, text)) continue;
        first = pattern.rule;
        break;
      }
    }
    if (first < plan_.rule_label.size()) chosen_.push_back(plan_.rule_label[first]);
  }

  void find_all(const Record& record) {
    chosen_.clear();
    fired_.assign(plan_.rule_label.size(), false);
    for (const Group& group : plan_.groups) {
      const std::string_view text = *record.text(group.field);
      group.set->matches(text, found_);
      for (const int index : found_) {
        const Pattern& pattern = group.patterns[static_cast<std::size_t>(index)];
        if (!fired_[pattern.rule] && fires(pattern, text)) fired_[pattern.rule] = true;
      }
    }
    taken_.assign(plan_.labels.size(), false);
    for (std::size_t rule = 0; rule < fired_.size(); ++rule) {
      const std::size_t label = plan_.rule_label[rule];
      if (!fired_[rule] || taken_[label]) continue;
      taken_[label] = true;
      chosen_.push_back(label);
    }
  }

  // False where the record has no place for the field.
  bool write(Record& record) {
    if (!plan_.all) {
      record.set_text(plan_.into, plan_.labels[chosen_.front()].text);
      return record.type(plan_.into) == FieldType::text;
    }
    list_.clear();
    list_.begin_array();
    for (const std::size_t label : chosen_) list_.text(plan_.labels[label].text);
    list_.end_array();
    record.set_raw(plan_.into, list_.json());
    return record.type(plan_.into) == FieldType::array;
  }

  const Plan& plan_;
  std::vector<int> found_;
  std::vector<std::size_t> chosen_;  // labels
  std::vector<bool> fired_, taken_;  // by rule, by label
  ValueBuilder list_;
};

std::size_t label_index(std::vector<Label>& labels, const std::string& text, Binder& binder) {
  for (std::size_t i = 0; i < labels.size(); ++i)
    if (labels[i].text == text) return i;
  labels.push_back({text, binder.counter("label=" + text)});
  return labels.size() - 1;
}

// Adds the patterns of rule `number` to the group of its field.
Status add_rule(const RuleParams& rule, std::size_t number, const BorderFinder& borders, std::vector<Group>& groups,
                Binder& binder) {
  if (rule.label.empty()) return usage_error("its label is empty");
  if (rule.regex.empty() && rule.keywords.empty())
    return usage_error("it has neither a regex nor keywords: give it one of them");
  DSPREP_TRY(const Field field, binder.read(rule.field));
  Group* group = nullptr;
  for (Group& known : groups)
    if (known.field.slot == field.slot) group = &known;
  if (!group) group = &groups.emplace_back(Group{field, binder.pointer(field), {}, {}, {}});
  if (!rule.regex.empty()) {
    DSPREP_CHECK(text::Regex::make(rule.regex, rule.ignore_case));
    group->sources.push_back((rule.ignore_case ? "(?i)" : "") + rule.regex);
    group->patterns.push_back({number, std::nullopt});
  }
  for (const std::string& keyword : rule.keywords) {
    if (keyword.empty()) return usage_error("one of its keywords is empty, which would be found in every text");
    if (keyword.size() > longest_keyword)
      return usage_error("one of its keywords is longer than " + std::to_string(longest_keyword) +
                         " bytes: look for a part of it");
  }
  for (std::span<const std::string> rest = rule.keywords; !rest.empty();) {
    const std::span<const std::string> batch = first_batch(rest);
    rest = rest.subspan(batch.size());
    const KeywordPatterns patterns = keyword_patterns(batch, rule.ignore_case, rule.words, borders);
    Pattern pattern{number, std::nullopt};
    if (!patterns.whole.empty()) {
      DSPREP_TRY(pattern.verify, text::Regex::make(patterns.whole));
    }
    group->sources.push_back(patterns.anywhere);
    group->patterns.push_back(std::move(pattern));
  }
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  if (params.rules.empty()) return usage_error("rules is empty: give at least one { label = …, keywords = […] }");
  Plan plan;
  plan.all = params.mode == "all";
  plan.overwrite = params.overwrite;
  DSPREP_TRY(plan.into, binder.write(params.into));
  plan.into_pointer = binder.pointer(plan.into);
  if ((plan.into_pointer + "/").find("/*/") != std::string::npos)
    return usage_error("into = \"" + params.into + "\" names many places: a label is written to one");
  plan.abstained = binder.counter("abstained");
  plan.already_labelled = binder.counter("already_labelled");
  DSPREP_TRY(const BorderFinder borders, BorderFinder::make());
  for (std::size_t i = 0; i < params.rules.size(); ++i) {
    const RuleParams& rule = params.rules[i];
    if (auto added = add_rule(rule, i, borders, plan.groups, binder); !added)
      return std::move(added).error().within("rules[" + std::to_string(i) + "] (label \"" + rule.label + "\")");
    plan.rule_label.push_back(label_index(plan.labels, rule.label, binder));
  }
  if (!params.fallback.empty()) plan.fallback = label_index(plan.labels, params.fallback, binder);
  for (Group& group : plan.groups) {
    DSPREP_TRY(group.set, text::RegexSet::make(group.sources));
  }
  return map_with<RulesMapper>(std::move(plan));
}

constexpr Example examples[] = {
    {"The first rule that fires gives the label; a label that is there stays",
     "rules = [\n"
     "  { label = \"sport\", keywords = [\"football\", \"足球\"] },\n"
     "  { label = \"money\", regex = '\\$\\d+|euros?\\b' },\n"
     "]",
     "{\"text\":\"Football for $20.\"}\n"
     "{\"text\":\"It cost 5 euros.\"}\n"
     "{\"text\":\"我们下午踢足球吧。\"}\n"
     "{\"text\":\"Nothing of the kind.\"}\n"
     "{\"text\":\"football\",\"label\":\"by hand\"}\n",
     "{\"text\":\"Football for $20.\",\"label\":\"sport\"}\n"
     "{\"text\":\"It cost 5 euros.\",\"label\":\"money\"}\n"
     "{\"text\":\"我们下午踢足球吧。\",\"label\":\"sport\"}\n"
     "{\"text\":\"Nothing of the kind.\"}\n"
     "{\"text\":\"football\",\"label\":\"by hand\"}\n"},
    {"All labels, with a default; keywords are whole words where words have spaces between them",
     "mode = \"all\"\ninto = \"topics\"\ndefault = \"other\"\n"
     "rules = [\n"
     "  { label = \"art\", keywords = [\"art\"] },\n"
     "  { label = \"code\", keywords = [\"Python\", \"C++\"] },\n"
     "]",
     "{\"text\":\"The art of Python\"}\n"
     "{\"text\":\"I started a party.\"}\n"
     "{\"text\":\"用python写的\"}\n",
     "{\"text\":\"The art of Python\",\"topics\":[\"art\",\"code\"]}\n"
     "{\"text\":\"I started a party.\",\"topics\":[\"other\"]}\n"
     "{\"text\":\"用python写的\",\"topics\":[\"code\"]}\n"},
};

}  // namespace

extern const OpSpec label_rules;
const OpSpec label_rules = {
    .name = "rules",
    .family = Family::label,
    .summary = "Label records by keywords and regular expressions",
    .details =
        R"(A rule fires on a record when its `regex` or any of its `keywords` is found in its `field`. In mode `first`
the record gets the label of the first rule that fires, as text; in mode `all` the labels of all that fire, as a list
in the order of the rules, each once (a list even where it holds one, or the default). Where none fires the record
gets `default`, or is left as it is.

- **Keywords** are plain text, without patterns. With `words` they are found only as whole words: no letter, mark,
  digit or `_` may stand beside them. This asks for nothing at an end of the keyword that is none of these itself (the
  right end of `C++`), nor at one written in a script that puts no spaces between words or glues particles to them
  (Han, Hiragana, Katakana, Hangul, Thai, Lao, Khmer, Myanmar), and characters of these scripts may stand beside any
  keyword: `Python` is found in `用Python写`, `足球` in `踢足球吧`. So a keyword of one ideograph is found inside other words.
- **Regexes** are RE2 syntax, searched for anywhere; `\d`, `\w` and `\b` know ASCII only. No look-arounds, no back
  references.
- `ignore_case` is simple Unicode case folding: `ß` is not `SS`. It holds for the rule's regex and keywords alike.
- Text is compared code point by code point: normalize with `unicode` first where accents or widths vary.

A record whose `into` holds anything but null is passed over unless `overwrite` is on; a record that is overwritten
keeps its old label where no rule fires and there is no default. Counters: `label=…` for each label, `abstained` where
nothing was written, `already_labelled`.

A field with `*` is searched as its elements joined by LF. A record is malformed where a field of any rule is missing,
null or not text, or where `into` has no place because what is on the way to it is not an object.)",
    .source = "Keyword and pattern labelling functions as in Snorkel (Ratner et al. 2017, arXiv:1711.10160); RE2",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
};

}  // namespace dsprep::ops
