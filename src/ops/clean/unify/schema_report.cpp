#include "ops/clean/unify/schema_report.h"

#include <cstdint>
#include <string_view>
#include <utility>
#include <vector>

#include "base/human.h"
#include "dsprep/findings.h"
#include "ops/clean/unify/field_stats.h"
#include "ops/clean/unify/value_kind.h"

namespace dsprep::ops::unify {
namespace {

constexpr std::size_t most_rows = 1000, most_warnings = 10;

std::int64_t cell(std::uint64_t n) { return static_cast<std::int64_t>(n); }

// How often the name was not there, where the object was.
std::uint64_t missing(const Place& place, const Place& parent) {
  const std::uint64_t objects = parent.form == Form::object ? parent.stats.count(Kind::object) : 0;
  return objects > place.stats.values() ? objects - place.stats.values() : 0;
}

void warn(const std::string& pointer, const Place& place, Decider& decider, std::size_t& warnings) {
  std::string text;
  std::string remedy;
  if (place.mixed) {
    text = "field " + pointer + " is " + seen_types(place.stats, decider) + ": it becomes " +
           std::string(name_of(place.form));
  } else if ((place.stats.closed & FieldStats::many_names) != 0) {
    text = "field " + pointer + " has more different names than max_names: it becomes JSON text";
  } else if (place.form == Form::number && place.stats.rounded != 0) {
    text = "field " + pointer + " has " + base::format_counted(place.stats.rounded, "number") +
           " with more than 17 digits, which readers that use doubles round";
    remedy = "set exact = \"all\" to make them text";
  } else {
    return;
  }
  if (++warnings <= most_warnings)
    decider.findings().warnings.push_back({std::move(text), Warning::Severity::note, std::move(remedy)});
}

void append_features(const Place& place, ValueBuilder& out) {
  const auto value = [&](std::string_view dtype) {
    out.begin_object().member("dtype", dtype).member("_type", "Value").end_object();
  };
  switch (place.form) {
    case Form::null: return value("null");
    case Form::boolean: return value("bool");
    case Form::integer: return value("int64");
    case Form::number: return value("float64");
    case Form::text:
    case Form::json: return value("string");
    case Form::array:
      out.begin_object().key("feature");
      append_features(*place.element, out);
      out.member("_type", "List").end_object();
      return;
    case Form::object:
      out.begin_object();
      for (const auto& child : place.children) {
        out.key(child->name);
        append_features(*child, out);
      }
      out.end_object();
      return;
  }
}

}  // namespace

void write_report(const Place& schema, Decider& decider) {
  Findings& findings = decider.findings();
  findings.title = "Schema of the records";
  findings.note = "What each field is in the output, and what the records were that came in.";
  Finding table{.id = "schema",
                .title = "Fields",
                .note = "",
                .columns = {{"field", Column::Kind::id},
                            "becomes",
                            {"values", Column::Kind::count},
                            {"null", Column::Kind::count},
                            {"missing", Column::Kind::count},
                            "seen"}};
  std::uint64_t fields = 0, mixed = 0, incomplete = 0, json = 0;
  std::size_t warnings = 0;
  for_each_place(schema, "", [&](const std::string& pointer, const Place& place, const Place& parent) {
    ++fields;
    mixed += place.mixed;
    json += place.form == Form::json;
    const std::uint64_t gaps = missing(place, parent);
    incomplete += gaps != 0;
    warn(pointer, place, decider, warnings);
    if (table.rows.size() == most_rows) return;
    table.rows.push_back({pointer, std::string(name_of(place.form)),
                          cell(place.stats.values() - place.stats.count(Kind::null)),
                          cell(place.stats.count(Kind::null)), cell(gaps), seen_types(place.stats, decider)});
  });
  if (fields > most_rows)
    table.note = "The first " + base::format_count(most_rows) + " of " + base::format_count(fields);
  if (warnings > most_warnings)
    findings.warnings.push_back({"and " + base::format_counted(warnings - most_warnings, "other field") +
                                     " of more than one type: a report lists them all",
                                 Warning::Severity::note});
  findings.metrics = {{.name = "fields", .value = static_cast<double>(fields)},
                      {.name = "fields_mixed", .value = static_cast<double>(mixed)},
                      {.name = "fields_incomplete", .value = static_cast<double>(incomplete)},
                      {.name = "fields_json", .value = static_cast<double>(json)}};
  findings.sections.push_back(std::move(table));
}

std::string features_json(const Place& schema) {
  ValueBuilder out;
  append_features(schema, out);
  return indented(out.json()) + "\n";
}

}  // namespace dsprep::ops::unify
