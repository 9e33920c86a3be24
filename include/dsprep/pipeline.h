// PipelineSpec: what was asked. The command line, presets and TOML files all become one of these, and nothing
// else decides what runs. Parse first, act later: src/pipeline turns it into a Pipeline, one way.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/span_labels.h"

namespace dsprep {

// Where the user wrote it. line 0: not a file ("--set gopher_quality.min_words", say, stands in `file`).
struct Location {
  std::string file;
  int line = 0, column = 0;
  std::string text() const {
    if (line == 0) return file;
    return file + ":" + std::to_string(line) + ":" + std::to_string(column);
  }
  // What a message about it begins with: "file:line:column: ", or "" where no place is known.
  std::string prefix() const {
    const std::string place = text();
    return place.empty() ? place : place + ": ";
  }
};

struct ParamSetting {
  std::string name;
  ParamValue value;
  Location where;
};

struct StepSpec {
  std::string op;                    // "gopher_quality"
  std::string name;                  // "" until compiled: then op, op-2, … or what the user chose
  std::vector<ParamSetting> params;  // later settings of a name win
  Location where;
};

// One [[source]]: inputs that share a format and a field map.
struct SourceSpec {
  std::vector<std::string> paths;             // files, globs, directories, "-"
  std::string name, format, licence;          // "" : from the path, from the extension, unknown
  std::vector<ParamSetting> params;           // of the format
  std::map<std::string, std::string> fields;  // logical name → pointer
  std::string encoding;                       // of its files; "": told by their bytes
  std::optional<double> weight;               // for a step that mixes sources; not given: none
  Location where, weight_where;
};

// One of [dataset] spans: labels over a text, objects with "start" and "end", which move along with its edits. Where
// the text has "*" so has `spans`, and each text has an array of its own.
struct SpansSpec {
  std::string text = "text";  // logical name or pointer
  std::string spans;          // the array
  SpanUnit unit = SpanUnit::code_points;
  LostSpan lost = LostSpan::drop;
  Location where;
};

struct PipelineSpec {
  std::string text = "/text";  // JSON Pointer, "*" for every element
  std::optional<std::string> id;
  std::vector<SpansSpec> spans;
  std::vector<SourceSpec> sources;  // empty: the INPUTs of the command line
  std::vector<StepSpec> steps;
  std::uint64_t seed = 0;
};

}  // namespace dsprep
