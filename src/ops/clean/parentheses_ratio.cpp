// parentheses_ratio: drops text with too many brackets.
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"

namespace dsprep::ops {
namespace {

enum : Rule { max_ratio };

constexpr RuleInfo rules[] = {
    {"max_ratio", Judge::Limit::Compare::at_most, "max_ratio", "brackets ÷ characters, 0 to 1"},
};

struct Params {
  std::string field = "text";
  std::optional<double> max_ratio = 0.1;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to measure", .field = true});
    f("max_ratio", max_ratio, {.meaning = "highest share of brackets", .min = 0, .max = 1});
  }
};

bool is_angle(std::string_view text, std::size_t i) {  // ⟨ ⟩, of which text[i] is the first byte
  return text[i + 1] == '\x9f' && (text[i + 2] == '\xa8' || text[i + 2] == '\xa9');
}

std::uint64_t count_brackets(std::string_view text) {
  std::uint64_t n = 0, leads = 0;
  for (const char c : text) {  // without a branch: the compiler does 16 at a time
    n += (c == '(') | (c == ')') | (c == '[') | (c == ']') | (c == '{') | (c == '}');
    leads += c == '\xe2';
  }
  for (std::size_t i = 0; leads > 0; --leads) {
    i = text.find('\xe2', i);
    n += is_angle(text, i++);
  }
  return n;
}

struct Rules {
  struct Scratch {};
  void judge(const TextView& text, Scratch&, Judge& judge) const {
    if (!judge.wants(max_ratio)) return;
    judge.check(max_ratio, text.text().empty() ? 1 : share(count_brackets(text.text()), text.chars()));
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  return text_filter(Rules{}, bind_params<Params>(values).field, binder);
}

constexpr Example examples[] = {
    {"A tenth of all characters", "",
     "{\"text\":\"Prose (with an aside) goes on and "
     "on.\"}\n{\"text\":\"f(x)[0](y)\"}\n{\"text\":\"北京（首都）很大\"}\n",
     "{\"text\":\"Prose (with an aside) goes on and on.\"}\n{\"text\":\"北京（首都）很大\"}\n",
     "{\"text\":\"f(x)[0](y)\"}\n"},
};

}  // namespace

extern const OpSpec clean_parentheses_ratio;
const OpSpec clean_parentheses_ratio = {
    .name = "parentheses_ratio",
    .family = Family::clean,
    .summary = "Drop text with too many brackets",
    .details =
        R"(The share is the number of `(` `)` `[` `]` `{` `}` `⟨` `⟩` ÷ all characters (code points); what stands between
them does not count. The limit itself passes. An empty text has a share of 1 and is dropped. Fullwidth brackets, as
Chinese and Japanese text has them, are none: the definition is NeMo Curator's.

A field with `*` is measured as its elements joined by LF. A missing, null or non-text field makes the record malformed.)",
    .source = "NeMo Curator 1e2e427 ParenthesesFilter",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
