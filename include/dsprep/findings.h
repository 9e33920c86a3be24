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
    plain,  // text as it is; numbers with four digits, integers in full. One whose name has the word "share": a share
    count,  // 1 234 567
    share,  // a part of a whole, 0 to 1: 12.3 %
    bytes,  // 1.2 MiB
    id,     // a name of a record, a hash, a path: letters of one width, numbers as they are
  };
  std::string name;
  Kind kind = Kind::plain;
  Column(const char* n, Kind k = Kind::plain) : name(n), kind(k) {}
  Column(std::string n, Kind k = Kind::plain) : name(std::move(n)), kind(k) {}
};

// A table of text and numbers, and how to draw it.
struct Finding {
  // Column 0 is the category, or x; each column of `series` is one series over it. A cell that is text, NaN or missing
  // is no point of a series.
  enum class Chart : std::uint8_t {
    none,
    bars,          // one series: a bar in each row of the table
    grouped_bars,  // the series of a category beside each other
    stacked_bars,  // on top of each other: parts of a whole
    histogram,     // column 0 is the lower edge of a bin, the next row's its upper one; several series are stacked
    line,
    heat_map,  // category × series: the darker, the more
    scatter,   // column 0 is x
  };
  using Cell = std::variant<std::string, double, std::int64_t>;
  // A value of column 0 that is marked across a histogram, a line or a scatter: a limit, a mean.
  struct Mark {
    double at;
    std::string label;
  };
  std::string id;           // key in report.json: "text_length"
  std::string title, note;  // for people
  Chart chart = Chart::none;
  std::vector<Column> columns = {};
  std::vector<std::vector<Cell>> rows = {};
  // One for each row, where each is about a record: the engine puts a column "text" with its first characters first,
  // where a later pass comes across the record and somebody will see the report.
  std::vector<RecordId> records = {};
  // Indexes of columns; empty: the column "value", or where there is none the first that holds numbers (grouped and
  // stacked bars, heat map: all that do).
  std::vector<std::size_t> series = {};
  std::vector<Mark> marks = {};
  bool even_steps = false;  // of a line: points stand in equal steps, however far apart x is (growing bins)
};

// A number a report can be held to (`report --gate`), and the first lines of its summary.
struct Metric {
  std::string name;  // one of OpSpec::metrics
  double value;
  double error = 0;       // the true figure lies within value ± error; infinite: probably near
  std::string unit = {};  // "records", "characters", "share", "bytes"; empty: a plain number
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

// A record as an example of what a step did. The engine takes some of those that steps drop and edit; an op adds what
// it alone knows of.
struct Sample {
  enum class Outcome : std::uint8_t { kept, edited, derived, dropped, malformed };
  Outcome outcome = Outcome::dropped;
  std::string rule;           // which of the step's rules it failed, or what it is an example of; may be empty
  std::string record;         // Record::name()
  std::string place;          // where it was read: "a.jsonl:12"; may be empty
  std::string before, after;  // texts, shortened; `after`: of an edited one, or the derived record's
  std::string why = {};       // what was measured: "words 12"; may be empty
};

struct Findings {
  std::string title;
  std::string note = {};  // a sentence or two below the title
  std::vector<Warning> warnings;
  std::vector<Metric> metrics;
  std::vector<Finding> sections;
  std::vector<Sample> samples;
  bool empty() const {
    return title.empty() && warnings.empty() && metrics.empty() && sections.empty() && samples.empty();
  }
};

}  // namespace dsprep
