// Shingles: the overlapping pieces of a text whose set stands for it when texts are compared, as 64-bit hashes.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "dsprep/text_view.h"

namespace dsprep::dedup {

// "words:5", "chars:24". The unit is always written: a bare number means words in one tool and characters in another.
struct ShingleKind {
  enum class Unit : std::uint8_t { words, chars } unit = Unit::words;
  int n = 5;                                                // 1 to 256
  static Result<ShingleKind> parse(std::string_view text);  // usage errors say what is possible
};

enum class ShingleHash : std::uint8_t {
  native,    // a polynomial of the XXH3-64 of the words, mixed; of characters XXH3-64 of the bytes. Frozen
  sha1,      // of the words joined by single spaces: first 8 bytes, little-endian
  xxhash64,  // XXH64, seed 0, of the same bytes
};

// Not thread-safe: keeps scratch.
class Shingler {
 public:
  Shingler(ShingleKind kind, WordModel words, ShingleHash hash) : kind_(kind), words_(words), hash_(hash) {}

  // The hash of every shingle from left to right, repeated ones too; replaces `hashes`. A text of fewer than n words or
  // characters has none. `simplified`: the text comes from simplify(), which makes words easy to find. REQUIRES valid
  // UTF-8 of less than 4 GiB.
  void run(std::string_view text, bool simplified, std::vector<std::uint64_t>& hashes);

 private:
  void find_words(std::string_view text, bool simplified);
  void hash_words(std::string_view text, std::vector<std::uint64_t>& hashes);
  void hash_joined(std::string_view text, std::vector<std::uint64_t>& hashes);
  void hash_chars(std::string_view text, std::vector<std::uint64_t>& hashes);
  std::uint64_t hash_of(std::string_view bytes) const;

  ShingleKind kind_;
  WordModel words_;
  ShingleHash hash_;
  std::vector<TextSpan> spans_;
  std::vector<std::uint64_t> word_hashes_;
  std::string joined_;
};

}  // namespace dsprep::dedup
