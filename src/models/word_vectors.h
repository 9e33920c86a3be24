// WordVectors: a file with a vector of numbers for each word: word2vec (text or binary), GloVe, fastText's .vec.
//
// Such files are larger than memory may be. What is held is an index: a hash and a place for each word, up to 80 bytes.
// The vectors stay in the file, and each worker keeps those it has used last.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash_index.h"
#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::models {

// Immutable once opened, shared by all workers.
class WordVectors {
 public:
  static constexpr std::uint32_t none = base::HashIndex::none;

  // Reads the whole file once: what is wrong anywhere in it is said with its line, or its word in a binary file. Which
  // of the formats it is in is seen from its bytes.
  static Result<std::shared_ptr<const WordVectors>> open(port::Files& files, const std::string& path);

  std::uint32_t number(std::string_view word) const;  // its place in the file, from 0, or none; of two the first
  std::size_t size() const { return rows_.size(); }   // words
  std::size_t dimensions() const { return dimensions_; }

 private:
  friend class WordVectorReader;
  friend class WordVectorScan;
  struct Row {
    std::uint64_t offset;  // of its numbers
    std::uint32_t size;    // in bytes
  };

  std::unique_ptr<port::ReadFile> file_;
  std::string path_;
  bool binary_ = false;
  std::size_t dimensions_ = 0;
  base::HashIndex index_;
  std::vector<Row> rows_;
};

// A worker's way to the vectors. Not thread-safe.
class WordVectorReader {
 public:
  explicit WordVectorReader(const WordVectors& vectors);
  // The vector of a word's number. Valid until the next call. An error where the file can no longer be read.
  Result<std::span<const float>> vector(std::uint32_t number);

 private:
  const WordVectors& vectors_;
  std::size_t slots_;
  std::vector<std::uint32_t> cached_;  // whose vector each slot has
  std::vector<float> values_;
  std::string bytes_;
};

}  // namespace dsprep::models
