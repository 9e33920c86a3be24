// OpSpec: everything dsprep knows about an op without running it.
//
// One constant per op drives its flags, config keys, validation, --help, `dsprep ops`, man page, completion,
// JSON Schema and reference page. Nothing about an op is written anywhere else.
//
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/params.h"
#include "dsprep/result.h"

namespace dsprep {

enum class Family : std::uint8_t { clean, normalize, augment, label, split, report };
inline constexpr Family all_families[] = {Family::clean, Family::normalize, Family::augment,
                                          Family::label, Family::split,     Family::report};
std::string_view name_of(Family family);  // "clean", …

// ---- rules ----

// A rule a record can fail: "min_words: words ≥ 50". The limit is the parameter of that name (unset: the rule is off,
// though measured by --audit), or where `param` is empty the constant `limit`.
struct RuleInfo {
  std::string_view name;  // as it stands in dropped/ and reports: unique within the op
  Judge::Limit::Compare compare;
  std::string_view param;
  std::string_view metric;  // what is measured, with its unit: "words", "share of lines, 0 to 1"
  double limit = 0;
};

// ---- variants ----

// What a named variant of an op ("datatrove", "dclm") sets that Params{} does not: its published thresholds. Such an op
// has a text parameter "variant" with these names as choices; a setting below stands wherever the user gave nothing.
// The manifest holds the resolved values, so an override shows.
struct VariantDefault {
  std::string_view variant, param;
  std::optional<double> value;  // of a number, integer or boolean (0, 1); none: switched off
  std::string_view text = {};   // of a text parameter, instead
};

// ---- the spec ----

// A file an example's parameters name: a word list, a schema.
struct ExampleFile {
  std::string_view name, bytes;
};

// A small run of the op, shown on its page and executed by the tests. Lines end with '\n'.
struct Example {
  std::string_view title;
  std::string_view params;         // TOML, as in a [[step]] without its op
  std::string_view input, output;  // JSON Lines; for split: the part's name and a TAB before each line
  std::string_view dropped = {};   // dropped lines as read, in order
  std::span<const ExampleFile> files = {};
};

// What an op does with that which no report may show: personal data, keys.
enum class Secrets : std::uint8_t {
  none,
  removes,  // no text is shown as it was before this step
  reveals,  // no text is shown as it is behind this step
};

enum class Cost : std::uint8_t {
  light,  // cheap to do again in the next pass
  heavy,  // dear (models, dictionaries): its output is spooled rather than computed twice
};

struct OpSpec {
  std::string_view name;  // [a-z][a-z0-9_]*, unique over all families
  Family family;
  std::string_view summary;  // one line, starts with a verb
  std::string_view details;  // Markdown: exact definition, units, edge cases, what it does not do
  std::string_view source;   // the paper, standard or tool (with version) it follows
  std::span<const Example> examples;
  std::vector<ParamInfo> (*params)();
  Result<AnyOp> (*make)(const ParamValues& values, Binder& binder);  // values: given by the user, or by the variant
  std::span<const RuleInfo> rules = {};
  std::span<const VariantDefault> variants = {};
  bool principal = false;  // its parameters are plain options of the subcommand (ratio, profile)
  bool derives = false;    // may call Context::derive
  Cost cost = Cost::light;
  Secrets secrets = Secrets::none;
  bool idempotent = false;  // a second run over its own output changes nothing: a law holds it to that
  // The names of the Metrics it may find, '*' for what depends on the data ("field.*.mean"): what a gate can be set on.
  std::span<const std::string_view> metrics = {};
};

}  // namespace dsprep
