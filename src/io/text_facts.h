// TextFacts: what is known of the encoding of a file that was read as UTF-8, or made UTF-8 of.
#pragma once

#include <cstdint>
#include <string>

namespace dsprep::io {

struct TextFacts {
  std::string encoding;           // "gb18030"; "" where the file is taken for UTF-8 and read as it stands
  std::string told;               // by what: "user", "mark", "bytes"
  double confidence = 0;          // 0 to 1; 1 for all but bytes
  std::uint64_t undecodable = 0;  // sequences of bytes that became U+FFFD

  // Of many files that are one shard: "several" where they are in different ones; the least confidence of them all.
  void add(const TextFacts& file) {
    undecodable += file.undecodable;
    if (file.encoding.empty()) return;
    if (encoding.empty()) {
      encoding = file.encoding;
      told = file.told;
      confidence = file.confidence;
      return;
    }
    if (encoding != file.encoding) encoding = "several";
    if (file.confidence >= confidence) return;
    confidence = file.confidence;
    told = file.told;
  }
};

}  // namespace dsprep::io
