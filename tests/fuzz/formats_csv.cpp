// Arbitrary bytes as a CSV file, parameters and the size of pieces out of the first three. Whatever comes: the rows lie
// one behind another, pieces do not matter, a row becomes valid JSON or is malformed, the pass that does all at once
// agrees with the one that goes cell by cell, and what is written as CSV reads back the same.
#include <algorithm>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/value.h"
#include "formats/csv/csv_reader.h"
#include "formats/csv/csv_writer.h"
#include "fuzz/demand.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::formats::csv;
using fuzz::demand;

namespace {

struct Framed {
  std::vector<FrameBounds> found;
  std::string preamble;
};

Framed framed(const CsvReader& reader, std::string_view file, std::size_t piece) {
  Framed all;
  const auto framer = reader.framer();
  for (std::size_t at = 0; at < file.size(); at += piece) framer->frame(file.substr(at, piece), at, all.found);
  demand(framer->finish(file.size(), all.found).ok() || all.found.empty());  // what is another format is not read
  for (const FrameBounds& bounds : all.found)
    if (bounds.kind == FrameBounds::Kind::preamble)
      all.preamble = framer->preamble(file.substr(bounds.begin, bounds.end - bounds.begin));
  return all;
}

bool same(const FrameBounds& a, const FrameBounds& b) {
  return a.begin == b.begin && a.end == b.end && a.kind == b.kind;
}

ReadingParams params_of(unsigned bits) {
  constexpr std::string_view delimiters[] = {"guess", ",", "tab", ", "}, quotes[] = {"guess", "\"", "'", "none"},
                             raggeds[] = {"fill", "extra", "malformed", "fill"};
  ReadingParams params;
  params.delimiter = delimiters[bits & 3];
  params.quote = quotes[bits >> 2 & 3];
  params.ragged = raggeds[bits >> 4 & 3];
  params.types = bits & 64 ? "guess" : "text";
  params.header = (bits & 128) == 0;
  return params;
}

// The records of a file as JSON Lines.
std::vector<std::string> records(const CsvReader& reader, std::string_view file, std::size_t piece) {
  const Framed all = framed(reader, file, piece);
  const auto decoder = reader.decoder();
  std::vector<std::string> lines;
  std::string line;
  for (const FrameBounds& bounds : all.found) {
    if (bounds.kind == FrameBounds::Kind::preamble) continue;
    const Frame frame{file.substr(bounds.begin, bounds.end - bounds.begin), all.preamble, "x.csv", 1};
    if (!decoder->decode(frame, line).ok()) {
      demand(decoder->fault_at() <= frame.bytes.size());
      continue;
    }
    const bool valid = !validate_json(line).has_value();
    demand(valid || !text::valid_utf8(frame.bytes));
    demand(decoder->origin_of(frame, line.size() / 2) <= frame.bytes.size());
    if (valid) lines.push_back(line);
  }
  return lines;
}

// False where the file looks like another format.
bool reads(std::string_view file) {
  const CsvReader reader(*reading_rules(params_of(0)));
  const auto framer = reader.framer();
  std::vector<FrameBounds> found;
  framer->frame(file, 0, found);
  return framer->finish(file.size(), found).ok();
}

void check_round_trip(const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  std::vector<std::string> columns;
  for (Value::Members it = Value(lines[0]).members(); it.next();) {
    std::string key;
    columns.emplace_back(it.key(key));
  }
  CsvWriter writer({});
  demand(writer.set_columns(columns).ok());
  std::string csv;
  demand(writer.begin(csv).ok());
  if (!reads(csv)) return;  // a name like the first bytes of another format
  const auto encoder = writer.encoder();
  for (const std::string& line : lines) demand(encoder->encode(line, csv).ok());
  demand(records(CsvReader(*reading_rules(params_of(0))), csv, csv.size()) == lines);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 2 || size > 1u << 16) return 0;
  const std::string_view file(reinterpret_cast<const char*>(data) + 2, size - 2);
  ReadingParams params = params_of(data[0]);
  const Result<ReadingRules> rules = reading_rules(params);
  if (!rules.ok()) return 0;
  const CsvReader reader(*rules);

  const Framed whole = framed(reader, file, file.size());
  const Framed pieces = framed(reader, file, 1 + data[1]);
  demand(whole.preamble == pieces.preamble);
  demand(std::equal(whole.found.begin(), whole.found.end(), pieces.found.begin(), pieces.found.end(), same));
  std::uint64_t end = 0;
  for (const FrameBounds& bounds : whole.found) {
    demand(bounds.begin >= end && bounds.end >= bounds.begin && bounds.end <= file.size());
    end = bounds.end;
  }
  const std::vector<std::string> lines = records(reader, file, file.size());
  if (params.delimiter == "," && params.quote == "\"" && file.find('\\') == file.npos) {
    params.escape = "backslash";  // is read cell by cell
    demand(records(CsvReader(*reading_rules(params)), file, file.size()) == lines);
  }
  if (params.types == "text" && params.ragged != "extra") check_round_trip(lines);
  return 0;
}
