// Reads WARC as the engine does, without one: framed in pieces of any size, each frame decoded.
#pragma once

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/format.h"

namespace dsprep::formats {
extern const FormatSpec warc_format;
}

namespace dsprep::formats::warc::test {

struct WarcRead {
  std::vector<std::string> records;
  std::vector<std::string> reasons;   // of what is malformed
  std::vector<std::uint64_t> begins;  // likewise: where its frame begins in the file …
  std::vector<std::uint64_t> faults;  // … and where in the file it goes wrong
  std::map<std::string, int> passed_over;
  std::uint64_t undecodable = 0;
};

inline WarcRead read_warc(std::string_view file, const ParamValues& params = {}, std::size_t piece = 1u << 20,
                          std::uint64_t longest = 1u << 20) {
  const std::unique_ptr<Reader> reader = warc_format.reader(params).value();
  const std::unique_ptr<Framer> framer = reader->framer();
  framer->limit(longest);
  std::vector<FrameBounds> found;
  for (std::size_t at = 0; at < file.size(); at += piece) framer->frame(file.substr(at, piece), at, found);
  (void)framer->finish(file.size(), found);
  const std::unique_ptr<Decoder> decoder = reader->decoder();
  decoder->limit(longest);
  WarcRead read;
  std::string line;
  for (const FrameBounds& bounds : found) {
    if (bounds.end - bounds.begin > longest) {
      read.reasons.emplace_back("too long");
      read.begins.push_back(bounds.begin);
      read.faults.push_back(bounds.begin);
      continue;
    }
    const std::string bytes(file.substr(bounds.begin, bounds.end - bounds.begin));  // its own: no byte beyond is read
    const Result<Decoder::Outcome> outcome = decoder->decode({bytes, "", "x.warc", 1}, line);
    if (!outcome.ok()) {
      read.reasons.push_back(outcome.error().message);
      read.begins.push_back(bounds.begin);
      read.faults.push_back(bounds.begin + decoder->fault_at());
    } else if (*outcome == Decoder::Outcome::skip) {
      ++read.passed_over[std::string(decoder->skipped_as())];
    } else {
      read.records.push_back(line);
      read.undecodable += decoder->undecodable();
    }
  }
  return read;
}

}  // namespace dsprep::formats::warc::test
