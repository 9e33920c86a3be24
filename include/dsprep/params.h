// Parameters of ops and formats: described, checked and bound by one struct.
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
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dsprep/result.h"

namespace dsprep {

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
  list,        // of text
  table,       // name → number, ordered
  table_list,  // a list of tables, each with the fields of ParamInfo::fields
};
std::string_view name_of(ParamType type);

// What ParamFields is told beside name and member.
struct ParamHints {
  std::string_view meaning;               // one sentence without a full stop; units where there are any
  std::optional<double> min, max;         // inclusive
  std::vector<std::string_view> choices;  // of a text, or of each element of a list
  bool required = false;                  // for members of a table_list, and ops that cannot guess
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
  std::vector<ParamInfo> fields;  // of table_list
};

using NumberTable = std::vector<std::pair<std::string, double>>;

// Visits the members of a Params: collects ParamInfos, or assigns values. Which, the op need not know.
class ParamFields {
 public:
  explicit ParamFields(std::vector<ParamInfo>& describe) : infos_(&describe) {}
  explicit ParamFields(const ParamTable& values) : values_(&values) {}

  template <class T>
  void operator()(std::string_view name, T& member, ParamHints hints = {}) {
    if (infos_) describe(name, member, std::move(hints));
    else if (const ParamValue* value = find(name)) assign(member, *value);
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
    return ParamType::table_list;
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

}  // namespace dsprep
