// Findings: what a step has to tell about the dataset. report.json, report.html, gates and cards come from these and
// from nothing else.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "dsprep/record.h"

namespace dsprep {

// A column of a finding. `kind` says how its cells are written for people; report.json holds the values as they are.
struct Column {
  enum class Kind : std::uint8_t {
    plain,  // text as it is, numbers in full
    count,  // 1,234,567
    share,  // a number from 0 to 1, written as percent
    bytes,  // 1.2 MB
    id,     // a name of a record, a hash, a path: fixed-width letters
  };
  std::string name;
  Kind kind = Kind::plain;
  Column(const char* n, Kind k = Kind::plain) : name(n), kind(k) {}
  Column(std::string n, Kind k = Kind::plain) : name(std::move(n)), kind(k) {}
};

// A table of text and numbers, and how to draw it.
struct Finding {
  // Column 0 is the category, or x; each column of `series` is one series over it.
  enum class Chart : std::uint8_t {
    none,
    bars,          // one series
    grouped_bars,  // the series of a category beside each other
    stacked_bars,  // on top of each other
    histogram,     // one series; column 0 is the lower edge of the bin
    line,
    heat_map,  // category × series: the darker, the more
    scatter,   // column 0 is x
  };
  using Cell = std::variant<std::string, double, std::int64_t>;
  std::string id;           // key in report.json: "text_length"
  std::string title, note;  // for people
  Chart chart = Chart::none;
  std::vector<Column> columns;
  std::vector<std::vector<Cell>> rows;
  // One for each row, where each is about a record: the engine puts a column "text" with its first characters first,
  // where a later pass comes across the record and somebody will see the report.
  std::vector<RecordId> records;
  std::vector<std::size_t>
      series;  // indexes of columns; empty: the column "value", or where there is none all but the first
};

// A number a report can be held to (`report --gate`), and the first lines of its summary.
struct Metric {
  std::string name;  // one of OpSpec::metrics
  double value;
  double error = 0;       // the true figure lies within value ± error; infinite: probably near
  std::string unit = {};  // "records", "characters"; empty: a share or a plain number
  // A limit of its own, as the step's parameters set it: a gate like those of --gate.
  std::optional<double> at_least = {}, at_most = {};
};

// What the user should know without looking at a report: one line.
struct Warning {
  enum class Severity : std::uint8_t {
    note,     // good to know
    warning,  // probably not what was meant
    serious,  // the result should not be used as it is
  };
  std::string text;
  Severity severity = Severity::warning;
  std::string remedy = {};  // what to do, as an imperative: "set min_words lower"
  Warning(const char* t) : text(t) {}
  Warning(std::string t, Severity s = Severity::warning, std::string r = {})
      : text(std::move(t)), severity(s), remedy(std::move(r)) {}
};

// A record as an example of what the step did.
struct Sample {
  std::string rule;           // which of the step's rules it failed; empty: it was changed
  std::string record;         // Record::name()
  std::string before, after;  // texts, shortened; `after` empty: dropped
};

struct Findings {
  std::string title;
  std::vector<Warning> warnings;
  std::vector<Metric> metrics;
  std::vector<Finding> sections;
  std::vector<Sample> samples;
  bool empty() const {
    return title.empty() && warnings.empty() && metrics.empty() && sections.empty() && samples.empty();
  }
};

}  // namespace dsprep
