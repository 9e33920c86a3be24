// matches: drops, or keeps, the records in whose text regular expressions are found.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/map_with.h"
#include "dsprep/need.h"
#include "dsprep/op_spec.h"
#include "text/regex.h"

namespace dsprep::ops {
namespace {

enum : Rule { matched, unmatched };

constexpr RuleInfo rules[] = {
    {"matched", Judge::Limit::Compare::below, "min_matches", "patterns found (mode drop)"},
    {"unmatched", Judge::Limit::Compare::at_least, "min_matches", "patterns found (mode keep)"},
};

struct Params {
  std::string field = "text";
  std::vector<std::string> patterns;
  std::optional<std::string> file;
  std::string mode = "drop";
  bool ignore_case = false;
  std::int64_t min_matches = 1;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to search", .field = true});
    f("patterns", patterns, {.meaning = "regular expressions in RE2 syntax, searched for anywhere in the text"});
    f("file", file,
      {.meaning = "a file of further patterns, one a line; lines that are blank or begin with # are skipped",
       .path = true});
    f("mode", mode, {.meaning = "what happens to a record that matches", .choices = {"drop", "keep"}});
    f("ignore_case", ignore_case, {.meaning = "whether upper and lower case are the same"});
    f("min_matches", min_matches,
      {.meaning = "how many different patterns must be found for a record to match", .min = 1});
  }
};

// The patterns, compiled; shared by all workers.
struct Plan {
  Field field;
  std::string pointer;
  std::vector<std::string> patterns;
  std::optional<text::Regex> one;  // where there is one pattern: its search is the faster
  std::optional<text::RegexSet> many;
  bool keep;
};

class MatchesMapper final : public Mapper {
 public:
  explicit MatchesMapper(const Plan& plan) : plan_(plan) {}

  Verdict map(Record& record, Context& context) override {
    if (auto verdict = need_text(record, plan_.field, plan_.pointer)) return *std::move(verdict);
    const std::string_view text = *record.text(plan_.field);
    if (plan_.many) {
      plan_.many->matches(text, found_);
    } else {
      found_.clear();
      if (plan_.one->found_in(text)) found_.push_back(0);
    }
    Judge& judge = context.judge();
    // Of the two rules the one of the other mode has nothing to say.
    judge.check(plan_.keep ? unmatched : matched, static_cast<double>(found_.size()), note());
    return judge.verdict();
  }

 private:
  // The first pattern found, in the order given, and how many more there were.
  std::string_view note() {
    if (found_.empty()) return {};
    const std::string& first = plan_.patterns[static_cast<std::size_t>(found_.front())];
    if (found_.size() == 1) return first;
    note_.assign(first).append(" (and ").append(std::to_string(found_.size() - 1)).append(" more)");
    return note_;
  }

  const Plan& plan_;
  std::vector<int> found_;
  std::string note_;
};

// Appends the patterns of a file, each compiled once by itself so that a bad one is named with its line.
Status read_patterns(const ResourceFile& file, bool ignore_case, std::vector<std::string>& patterns) {
  std::string_view rest = file.bytes;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::size_t start = line.find_first_not_of(" \t");
    if (start == std::string_view::npos || line[start] == '#') continue;
    if (auto regex = text::Regex::make(line, ignore_case); !regex)
      return std::move(regex).error().within(file.path + ":" + std::to_string(number));
    patterns.emplace_back(line);
  }
  return {};
}

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  Plan plan;
  DSPREP_TRY(plan.field, binder.read(params.field));
  plan.pointer = binder.pointer(plan.field);
  plan.keep = params.mode == "keep";
  plan.patterns = params.patterns;
  for (const std::string& pattern : plan.patterns) DSPREP_CHECK(text::Regex::make(pattern, params.ignore_case));
  if (params.file) {
    DSPREP_TRY(const Resource file, binder.resource(*params.file));
    DSPREP_CHECK(read_patterns(*file, params.ignore_case, plan.patterns));
  }
  if (plan.patterns.empty()) return usage_error("there is no pattern: give some in patterns, or a file that has some");
  if (static_cast<std::uint64_t>(params.min_matches) > plan.patterns.size())
    return usage_error("min_matches = " + std::to_string(params.min_matches) + " is more than there are patterns (" +
                       std::to_string(plan.patterns.size()) + "), and each counts once");
  if (plan.patterns.size() == 1) {
    DSPREP_TRY(plan.one, text::Regex::make(plan.patterns.front(), params.ignore_case));
  } else {
    DSPREP_TRY(plan.many, text::RegexSet::make(plan.patterns, params.ignore_case));
  }
  return map_with<MatchesMapper>(std::move(plan));
}

constexpr ExampleFile patterns[] = {{"boilerplate.txt", "# patterns, one a line\n(?i)lorem ipsum\n点击(这里|此处)\n"}};

constexpr Example examples[] = {
    {"Drop what has a phrase in it", "patterns = [\"lorem ipsum\", \"click here\"]\nignore_case = true",
     "{\"text\":\"Lorem ipsum dolor sit amet.\"}\n"
     "{\"text\":\"The weather was fine.\"}\n",
     "{\"text\":\"The weather was fine.\"}\n", "{\"text\":\"Lorem ipsum dolor sit amet.\"}\n"},
    {"Keep only records with a Chinese character", "patterns = ['\\p{Han}']\nmode = \"keep\"",
     "{\"text\":\"我在 GitHub 上。\"}\n"
     "{\"text\":\"ひらがなだけ\"}\n",
     "{\"text\":\"我在 GitHub 上。\"}\n", "{\"text\":\"ひらがなだけ\"}\n"},
    {"One suspicious word is chance, two are a pattern",
     "patterns = [\"(?i)casino\", \"(?i)bonus\", \"老虎机\"]\nmin_matches = 2",
     "{\"text\":\"The casino burned down in 1920.\"}\n"
     "{\"text\":\"Casino! Bonus! Bonus!\"}\n"
     "{\"text\":\"老虎机 bonus\"}\n",
     "{\"text\":\"The casino burned down in 1920.\"}\n",
     "{\"text\":\"Casino! Bonus! Bonus!\"}\n"
     "{\"text\":\"老虎机 bonus\"}\n"},
    {"Patterns from a file", "file = \"boilerplate.txt\"", "{\"text\":\"请点击此处\"}\n{\"text\":\"ここをクリック\"}\n",
     "{\"text\":\"ここをクリック\"}\n", "{\"text\":\"请点击此处\"}\n", patterns},
};

}  // namespace

extern const OpSpec clean_matches;
const OpSpec clean_matches = {
    .name = "matches",
    .family = Family::clean,
    .summary = "Drop, or keep, records in whose text regular expressions are found",
    .details =
        R"(Each pattern is searched for anywhere in the text (anchor it with `^` and `$`, or `(?m)^` and `(?m)$` for
lines). A record matches when at least `min_matches` different patterns are found; a pattern counts once, however
often it occurs. Mode `drop` drops records that match, mode `keep` drops those that do not.

Patterns are RE2 syntax on Unicode: `.` and `[^x]` are whole characters, `\p{Greek}` and `\p{L}` work, `\d`, `\w`,
`\s` and `\b` know ASCII only. There are no look-arounds and no back references, and in return no pattern takes more
than linear time. `ignore_case` is simple Unicode case folding, without language rules. Text is compared code point by
code point: `é` in one piece does not match `é` in two, so normalize with `unicode` first.

In `file`, a pattern is a whole line with its spaces; a pattern that begins with # is written `\#`. The rule in
dropped/ has the number of patterns found and, as its note, the first of them in the order given (those of `patterns`
before those of `file`).

A field with `*` is searched as its elements joined by LF. A missing, null or non-text field makes the record
malformed.)",
    .source = "RE2 regular expressions",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
