// Reads CSV as the engine does, without one: framed in pieces of any size, each frame decoded.
#pragma once

#include <algorithm>
#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/value.h"
#include "formats/csv/csv_reader.h"

namespace dsprep::formats::csv::test {

struct CsvRead {
  std::string records;               // JSON Lines
  std::vector<std::string> reasons;  // of malformed rows
  std::vector<std::string> frames;   // as they stood in the file
};

inline CsvRead read_csv(std::string_view file, const ReadingParams& params = {}, std::size_t piece = 1u << 20) {
  const CsvReader reader(*reading_rules(params));
  const auto framer = reader.framer();
  std::vector<FrameBounds> found;
  for (std::size_t at = 0; at < file.size(); at += piece) framer->frame(file.substr(at, piece), at, found);
  (void)framer->finish(file.size(), found);
  const auto decoder = reader.decoder();
  CsvRead read;
  std::string preamble, line;
  for (const FrameBounds& bounds : found) {
    const std::string bytes(file.substr(bounds.begin, bounds.end - bounds.begin));  // its own: no byte beyond is read
    if (bounds.kind == FrameBounds::Kind::preamble) {
      preamble = framer->preamble(bytes);
      continue;
    }
    read.frames.push_back(bytes);
    const Result<Decoder::Outcome> outcome = decoder->decode({bytes, preamble, "x.csv", 1}, line);
    if (!outcome.ok()) read.reasons.push_back(outcome.error().message);
    else read.records += line + "\n";
  }
  return read;
}

}  // namespace dsprep::formats::csv::test
