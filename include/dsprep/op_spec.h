// OpSpec: everything dsprep knows about an op without running it.
//
// One constant per op drives its flags, config keys, validation, --help, `dsprep ops`, man page, completion,
// JSON Schema and reference page. Nothing about an op is written anywhere else.
//
// An op's parameters are a struct whose member function fields() names each of them once; describing,
// checking and binding all go through it:
//
//   struct Params {
//     std::optional<std::int64_t> min_words = 50;
//     std::string language = "en";
//     void fields(ParamFields& f) {
//       f("min_words", min_words, {.meaning = "fewest words", .min = 0});
//       f("language", language, {.meaning = "…", .choices = {"en", "zh"}});
//     }
//   };
//   …
//   .params = describe_params<Params>,
//   .make = [](const ParamValues& values, Binder& binder) -> Result<AnyOp> {
//     const Params params = bind_params<Params>(values); … }
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
#include "dsprep/result.h"

namespace dsprep {

enum class Family : std::uint8_t { clean, normalize, augment, label, split, report };
inline constexpr Family all_families[] = {Family::clean, Family::normalize, Family::augment,
                                          Family::label, Family::split,     Family::report};
std::string_view name_of(Family family);  // "clean", …

// ---- parameters ----

struct ParamValue;
using ParamList = std::vector<ParamValue>;
using ParamTable = std::vector<std::pair<std::string, ParamValue>>;  // in the order written

// A value as a user wrote it: TOML's types, or nothing.
struct ParamValue : std::variant<std::monostate, bool, std::int64_t, double, std::string, ParamList, ParamTable> {
  using variant::variant;
  bool set() const { return index() != 0; }
};

// Values of an op's parameters by name, checked against its ParamInfos: what the user gave, without defaults.
using ParamValues = ParamTable;

enum class ParamType : std::uint8_t {
  boolean,
  integer,
  number,
  text,
  list,     // of text
  table,    // name → number, ordered
  records,  // a list of tables, each with the fields of ParamInfo::fields
};
std::string_view name_of(ParamType type);

// What ParamFields is told beside name and member.
struct ParamHints {
  std::string_view meaning;               // one sentence without a full stop; units where there are any
  std::optional<double> min, max;         // inclusive
  std::vector<std::string_view> choices;  // of a text, or of each element of a list
  bool required = false;                  // for members of a records table, and ops that cannot guess
  bool field = false;                     // a text that names a field: "text", "/meta/lang", "lang"
  bool result = false;                    // of a field: the op makes it, so that no record need have it
  bool path = false;                      // a text that names a file
};

struct ParamInfo {
  std::string name;
  ParamType type = ParamType::text;
  bool optional = false;  // may stay unset ("none")
  ParamValue initial;     // the default: what Params{} holds
  ParamHints hints;
  std::vector<ParamInfo> fields;  // of records
};

using NumberTable = std::vector<std::pair<std::string, double>>;

// Visits the members of a Params: collects ParamInfos, or assigns values. Which, the op need not know.
class ParamFields {
 public:
  explicit ParamFields(std::vector<ParamInfo>& describe) : infos_(&describe) {}
  explicit ParamFields(const ParamTable& values) : values_(&values) {}

  template <class T>
  void operator()(std::string_view name, T& member, ParamHints hints = {}) {
    if (infos_)
      describe(name, member, std::move(hints));
    else if (const ParamValue* value = find(name))
      assign(member, *value);
  }

 private:
  const ParamValue* find(std::string_view name) const {
    const ParamValue* found = nullptr;
    for (const auto& [key, value] : *values_)
      if (key == name) found = &value;  // the last one given
    return found;
  }

  static ParamType type_of(const bool&) { return ParamType::boolean; }
  static ParamType type_of(const std::int64_t&) { return ParamType::integer; }
  static ParamType type_of(const double&) { return ParamType::number; }
  static ParamType type_of(const std::string&) { return ParamType::text; }
  static ParamType type_of(const std::vector<std::string>&) { return ParamType::list; }
  static ParamType type_of(const NumberTable&) { return ParamType::table; }
  template <class R>
  static ParamType type_of(const std::vector<R>&) {
    return ParamType::records;
  }

  static ParamValue initial_of(const bool& v) { return v; }
  static ParamValue initial_of(const std::int64_t& v) { return v; }
  static ParamValue initial_of(const double& v) { return v; }
  static ParamValue initial_of(const std::string& v) { return v; }
  static ParamValue initial_of(const std::vector<std::string>& v) { return ParamList(v.begin(), v.end()); }
  static ParamValue initial_of(const NumberTable& v) {
    ParamTable t;
    for (const auto& [name, number] : v) t.emplace_back(name, number);
    return t;
  }
  template <class R>
  static ParamValue initial_of(const std::vector<R>&) {
    return ParamList{};
  }

  template <class T>
  void describe(std::string_view name, T& member, ParamHints hints) {
    ParamInfo info{std::string(name), type_of(member), false, initial_of(member), std::move(hints), {}};
    if constexpr (requires(ParamFields & f) { std::declval<typename T::value_type&>().fields(f); }) {
      typename T::value_type prototype{};
      ParamFields inner(info.fields);
      prototype.fields(inner);
    }
    infos_->push_back(std::move(info));
  }
  template <class T>
  void describe(std::string_view name, std::optional<T>& member, ParamHints hints) {
    ParamInfo info{
        std::string(name), type_of(T{}), true, member ? initial_of(*member) : ParamValue{}, std::move(hints), {}};
    infos_->push_back(std::move(info));
  }

  // REQUIRES values checked against describe()'s infos.
  static void assign(bool& m, const ParamValue& v) { m = std::get<bool>(v); }
  static void assign(std::int64_t& m, const ParamValue& v) { m = std::get<std::int64_t>(v); }
  static void assign(double& m, const ParamValue& v) {
    m = std::holds_alternative<double>(v) ? std::get<double>(v) : static_cast<double>(std::get<std::int64_t>(v));
  }
  static void assign(std::string& m, const ParamValue& v) { m = std::get<std::string>(v); }
  static void assign(std::vector<std::string>& m, const ParamValue& v) {
    m.clear();
    for (const ParamValue& e : std::get<ParamList>(v)) m.push_back(std::get<std::string>(e));
  }
  static void assign(NumberTable& m, const ParamValue& v) {
    m.clear();
    for (const auto& [name, e] : std::get<ParamTable>(v)) {
      double d;
      assign(d, e);
      m.emplace_back(name, d);
    }
  }
  template <class R>
  static void assign(std::vector<R>& m, const ParamValue& v) {
    m.clear();
    for (const ParamValue& e : std::get<ParamList>(v)) {
      ParamFields inner(std::get<ParamTable>(e));
      m.emplace_back().fields(inner);
    }
  }
  template <class T>
  static void assign(std::optional<T>& m, const ParamValue& v) {
    if (!v.set()) {
      m.reset();
      return;
    }  // "none" was given
    assign(m.emplace(), v);
  }

  std::vector<ParamInfo>* infos_ = nullptr;
  const ParamTable* values_ = nullptr;
};

template <class Params>
std::vector<ParamInfo> describe_params() {
  std::vector<ParamInfo> infos;
  ParamFields fields(infos);
  Params{}.fields(fields);
  return infos;
}
struct NoParams {
  void fields(ParamFields&) {}
};

// REQUIRES values checked against describe_params<Params>().
template <class Params>
Params bind_params(const ParamValues& values) {
  Params params;
  ParamFields fields(values);
  params.fields(fields);
  return params;
}

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

// A small run of the op, shown on its page and executed by the tests. Lines end with '\n'.
struct Example {
  std::string_view title;
  std::string_view params;         // TOML, as in a [[step]] without its op
  std::string_view input, output;  // JSON Lines; for split: the part's name and a TAB before each line
  std::string_view dropped = {};   // dropped lines as read, in order
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
  // The names of the Metrics it may find, '*' for what depends on the data ("field.*.mean"): what a gate can be set on.
  std::span<const std::string_view> metrics = {};
};

}  // namespace dsprep
