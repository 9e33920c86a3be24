// TextShape: what a text is compared by where near-duplicates are looked for: a hash of all of it, its set of shingles,
// and the bands of its MinHash signature.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "dedup/banding.h"
#include "dedup/minhash.h"
#include "dedup/overlooked.h"
#include "dedup/shingles.h"

namespace dsprep::dedup {

// Shared by all shapes; immutable once make_permutations() was called.
struct ShapeRules {
  ShingleKind kind;
  WordModel words = WordModel::uax29;
  ShingleHash hash = ShingleHash::native;
  bool simplify = true;  // the text goes through simplify() first
  bool written = false;  // what simplify() overlooks (dedup/overlooked.h) keeps texts apart
  Banding banding;

  std::unique_ptr<const MinHash32> narrow;  // the native signature, or
  std::unique_ptr<const MinHash61> wide;    // the variants'
  void make_permutations();
};

// Of one text at a time; keeps its memory. Not thread-safe. REQUIRES the rules to outlive it.
class TextShape {
 public:
  explicit TextShape(const ShapeRules& rules) : rules_(rules), shingler_(rules.kind, rules.words, rules.hash) {}

  void read(std::string_view text);

  // Equal for texts that are equal after normalization. One of which nothing is left stands for itself, and is unlike
  // any other. By rules that go by what is written: equal for texts that are equal to the byte, and for those that are
  // too short for a shingle and equal after normalization in what it overlooks, too.
  const base::Hash128& content() const { return content_; }
  std::span<const std::uint64_t> shingles() const { return shingles_; }  // none: the text is too short for one
  std::span<const std::uint64_t> bands();  // a hash each; none where there are no shingles

  // The signature of a set of shingles as an index holds it: 32 bits of each place, an even number of them.
  std::span<const std::uint32_t> signature(std::span<const std::uint64_t> set);
  // The shingles ascending, each once.
  std::span<const std::uint64_t> set();
  // Of a text; valid until the next call.
  const Overlooked& overlooked(std::string_view text) {
    overlooked_.read(text);
    return overlooked_;
  }

 private:
  template <class MinHash, class Value>
  void sign(const MinHash& minhash, std::vector<Value>& signature);

  const ShapeRules& rules_;
  Shingler shingler_;
  Overlooked overlooked_;
  std::string simple_;
  base::Hash128 content_;
  std::vector<std::uint64_t> shingles_, wide_, bands_;
  std::vector<std::uint32_t> narrow_;
};

}  // namespace dsprep::dedup
