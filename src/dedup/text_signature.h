// TextSignature: what a text is compared by when near-duplicates are looked for: a hash of all of it, its shingle set,
// its MinHash signature and the hashes of that signature's bands (locality-sensitive hashing).
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash128.h"
#include "dedup/banding.h"
#include "dedup/minhash.h"
#include "dedup/residue.h"
#include "dedup/shingles.h"
#include "dsprep/result.h"

namespace dsprep::dedup {

// Shared by all signatures; immutable once make_permutations() was called.
struct SignatureRules {
  ShingleKind kind;
  WordModel words = WordModel::uax29;
  ShingleHash hash = ShingleHash::native;
  bool simplify = true;  // the text goes through simplify() first
  bool residue = false;  // texts that differ in what simplify() erases (dedup/residue.h) are kept apart
  Banding banding;

  std::unique_ptr<const MinHash32> narrow;  // the native signature, or
  std::unique_ptr<const MinHash61> wide;    // the variants'
  void make_permutations();

  // What dedup_minhash compares texts by unless told otherwise, for ops that mean the same by "near-duplicate": `ngram`
  // as it is written ("words:5"), the banding for a similarity of `threshold`.
  static Result<SignatureRules> usual(std::string_view ngram, double threshold);
};

// Of one text at a time; keeps its memory. Not thread-safe. REQUIRES the rules to outlive it.
class TextSignature {
 public:
  explicit TextSignature(const SignatureRules& rules) : rules_(rules), shingler_(rules.kind, rules.words, rules.hash) {}

  void read(std::string_view text);

  // A hash that is equal for texts that are equal after normalization. A text of which normalization leaves nothing is
  // hashed as it is, and equals no text of which something is left. With SignatureRules::residue the hash is that of
  // the text as it is; of a text too short for one shingle, that of the normalized text and the residue.
  const base::Hash128& content() const { return content_; }
  std::span<const std::uint64_t> shingles() const { return shingles_; }  // empty: the text is too short for one
  // One hash for each band of the signature: texts that have one in common are candidates. Empty without shingles.
  std::span<const std::uint64_t> bands();

  // The MinHash signature of a shingle set as an index holds it: the low 32 bits of each value, then a zero where the
  // number of permutations is odd.
  std::span<const std::uint32_t> signature(std::span<const std::uint64_t> set);
  // The shingles ascending, without repetition.
  std::span<const std::uint64_t> set();
  // Of a text; valid until the next call.
  const Residue& residue(std::string_view text) {
    residue_.read(text);
    return residue_;
  }

 private:
  template <class MinHash, class Value>
  void sign(const MinHash& minhash, std::vector<Value>& signature);

  const SignatureRules& rules_;
  Shingler shingler_;
  Residue residue_;
  std::string simple_;
  base::Hash128 content_;
  std::vector<std::uint64_t> shingles_, wide_, bands_;
  std::vector<std::uint32_t> narrow_;
};

}  // namespace dsprep::dedup
