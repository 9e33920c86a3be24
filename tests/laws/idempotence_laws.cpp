// Doing it twice is doing it once, for every op that says so (OpSpec::idempotent): those of the family normalize, which
// must, with every combination of their switches that they accept; others with the parameters of their examples.
#include <map>

#include "base/rng.h"
#include "dsprep/value.h"
#include "registry/registry.h"
#include "support/catch.h"
#include "support/example_files.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

// The values a parameter is tried with, as TOML; "" leaves it as it is.
std::vector<std::string> values_of(const ParamInfo& info) {
  switch (info.type) {
    case ParamType::boolean: return {"true", "false"};
    case ParamType::integer: return {"0", "1", "2"};
    case ParamType::text: {
      std::vector<std::string> choices;
      for (const std::string_view choice : info.hints.choices) choices.push_back("\"" + std::string(choice) + "\"");
      return choices.empty() ? std::vector<std::string>{""} : choices;
    }
    default: return {""};
  }
}

std::vector<std::string> some_settings_of(const OpSpec& op) {
  std::vector<std::string> some = {""};
  for (const ParamInfo& info : op.params())
    for (const std::string& value : values_of(info))
      if (!value.empty()) some.push_back(info.name + " = " + value + "\n");
  base::Rng rng(4);
  for (int i = 0; i < 60; ++i) {
    some.emplace_back();
    for (const ParamInfo& info : op.params()) {
      const std::vector<std::string> values = values_of(info);
      const std::string& value = values[rng.below(values.size())];
      if (!value.empty()) some.back() += info.name + " = " + value + "\n";
    }
  }
  return some;
}

// Every combination; of an op with many parameters each value by itself, and some of the combinations.
constexpr std::size_t most_settings = 320;

std::vector<std::string> settings_of(const OpSpec& op) {
  std::size_t combinations = 1;
  for (const ParamInfo& info : op.params())
    if (combinations <= most_settings) combinations *= values_of(info).size();
  if (combinations > most_settings) return some_settings_of(op);
  std::vector<std::string> all = {""};
  for (const ParamInfo& info : op.params()) {
    std::vector<std::string> longer;
    for (const std::string& start : all)
      for (const std::string& value : values_of(info))
        longer.push_back(value.empty() ? start : start + info.name + " = " + value + "\n");
    all = std::move(longer);
  }
  return all;
}

std::string texts() {
  static const std::vector<std::string> pieces = {" ",
                                                  "  ",
                                                  "\t",
                                                  "\n",
                                                  "\r",
                                                  "\r\n",
                                                  "\n\n\n",
                                                  "\v",
                                                  "\f",
                                                  "\u0085",
                                                  "\u2028",
                                                  "\u2029",
                                                  "\u00a0",
                                                  "\u3000",
                                                  "\u2003",
                                                  "\u200b",
                                                  "\ufeff",
                                                  "\u1680",
                                                  "a",
                                                  "B",
                                                  "中文",
                                                  "字",
                                                  "日本語",
                                                  "ภาษาไทย",
                                                  "العربية",
                                                  "👩\u200d👩\u200d👧",
                                                  "👍🏽",
                                                  "🇨🇳",
                                                  "1\ufe0f\u20e3",
                                                  "“quote”",
                                                  "’",
                                                  "—",
                                                  "–",
                                                  "…",
                                                  "...",
                                                  ",",
                                                  "(",
                                                  ")",
                                                  "，",
                                                  "。",
                                                  "（",
                                                  "１",
                                                  "١٢",
                                                  "٫",
                                                  "二〇",
                                                  "十",
                                                  "⑳",
                                                  "x²",
                                                  "Σ",
                                                  "İ",
                                                  "ß",
                                                  "ŉ",
                                                  "ǆ",
                                                  "ij",
                                                  "й",
                                                  "и\u0306",
                                                  "\u0304",
                                                  "ø",
                                                  "أَ",
                                                  "www.example.com/a",
                                                  "https://example.com/b",
                                                  "jane@example.org",
                                                  "@jane",
                                                  "#tag",
                                                  "#",
                                                  "@",
                                                  "12.5",
                                                  "+49 30 1234567",
                                                  "e\u0301",
                                                  "\u00e9",
                                                  "\u0301",
                                                  "\u0345",
                                                  "\u03b1\u0345",
                                                  "ﬁ",
                                                  "①",
                                                  "½",
                                                  "ｶﾞ",
                                                  "ﾞ",
                                                  "\u1112\u1161\u11ab",
                                                  "\u1100",
                                                  "\u1161",
                                                  "\u11a8",
                                                  "\u0f73",
                                                  "\u0f71\u0f72",
                                                  "\u0344",
                                                  "\u212b",
                                                  "\u1e9e",
                                                  "ß",
                                                  "İ",
                                                  "ﷺ",
                                                  "\ufa1a",
                                                  "\u0958",
                                                  "\u00ad",
                                                  "\ufe0f",
                                                  "\u115f",
                                                  "\"",
                                                  "\\",
                                                  "\u0001",
                                                  "Ã",
                                                  "©",
                                                  "â€œ",
                                                  "ƒ",
                                                  "ÃƒÂ©",
                                                  "РџСЂ",
                                                  "œ",
                                                  "\ufffd",
                                                  "\u0093",
                                                  "&",
                                                  "amp;",
                                                  "&lt;",
                                                  "&#97;",
                                                  "&#10;",
                                                  "<\u0338",
                                                  "＆ａｍｐ；",
                                                  "“",
                                                  "\u001b[1m",
                                                  "\u200c",
                                                  "\u200d",
                                                  "فا",
                                                  "क्",
                                                  "\u202e",
                                                  "\u2060",
                                                  "\U000e0067",
                                                  "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e007f"};
  base::Rng rng(3);
  std::string input;
  for (int i = 0; i < 400; ++i) {
    std::string text;
    for (std::uint64_t n = rng.below(12); n > 0; --n) text += pieces[rng.below(pieces.size())];
    input += record(text);
  }
  return input;
}

}  // namespace

TEST_CASE("every op that says it is idempotent is, and every op of normalize says so") {
  // Of the family normalize, those that cannot be, and why.
  const std::map<std::string_view, std::string> not_idempotent = {
      {"chinese", "what OpenCC writes may be another word to it"},
      {"label_ids", "an id is a label, too"},
      {"one_hot", "an array of 0 and 1 is a list of labels, too"},
      {"pack", "blocks are cut again"},
      {"scale", "numbers are rounded again"},
      {"stem", "a stem can have a stem"},
      {"stop_words", "what is left beside each other can be a phrase"}};
  const std::string input = texts();
  std::size_t tried = 0, changed = 0;
  for (const OpSpec* op : registry::built_in().all()) {
    INFO(op->name);
    const bool normalizes = op->family == Family::normalize;
    CHECK((op->idempotent == (not_idempotent.count(op->name) == 0) || !normalizes));
    if (!op->idempotent) continue;
    const auto check = [&](const std::string& settings, const std::string& lines, const RunHow& how) {
      INFO(settings);
      const RunOp once = run_op(op->name, settings, lines, how);
      REQUIRE(once.error == "");
      const RunOp twice = run_op(op->name, settings, once.output, how);
      CHECK(twice.output == once.output);
      CHECK(twice.result.books.steps[0].changed == 0);
      ++tried;
      changed += once.output != lines;
    };
    if (normalizes)
      for (const std::string& settings : settings_of(*op))
        if (run_op(op->name, settings, "").error == "") check(settings, input, {});
    for (const Example& example : op->examples) {
      RunHow how;
      how.files = files_of(example);
      check(std::string(example.params), input + std::string(example.input), how);
    }
  }
  CHECK(tried > 150);
  CHECK(changed > 100);
}
