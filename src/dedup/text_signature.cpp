#include "dedup/text_signature.h"

#include <algorithm>

#include "base/hash.h"
#include "text/simplify.h"

namespace dsprep::dedup {

void SignatureRules::make_permutations() {
  if (hash == ShingleHash::native) narrow = std::make_unique<MinHash32>(banding.permutations());
  else wide = std::make_unique<MinHash61>(banding.permutations());
}

Result<SignatureRules> SignatureRules::usual(std::string_view ngram, double threshold) {
  SignatureRules rules;
  DSPREP_TRY(rules.kind, ShingleKind::parse(ngram));
  rules.residue = true;
  rules.banding = Banding::for_threshold(threshold);
  rules.make_permutations();
  return rules;
}

void TextSignature::read(std::string_view text) {
  std::string_view form = text;
  if (rules_.simplify) {
    text::simplify(text, simple_);
    form = simple_;
  }
  shingler_.run(form, rules_.simplify, shingles_);
  if (rules_.residue && !shingles_.empty()) {
    content_ = base::hash128(text);
  } else if (form.empty()) {  // nothing but punctuation
    content_ = base::hash128(text);
    content_.high = ~content_.high;
  } else {
    content_ = base::hash128(form);
    if (!rules_.residue) return;
    const std::uint64_t sequence = residue(text).sequence();
    content_.high ^= sequence;
    content_.low ^= base::mix(sequence, 1);
  }
}

std::span<const std::uint64_t> TextSignature::bands() {
  if (shingles_.empty()) return {};
  if (rules_.narrow) sign(*rules_.narrow, narrow_);
  else sign(*rules_.wide, wide_);
  return bands_;
}

std::span<const std::uint32_t> TextSignature::signature(std::span<const std::uint64_t> set) {
  if (rules_.narrow) {
    narrow_.resize(rules_.narrow->size());
    rules_.narrow->sign(set, narrow_);
  } else {
    wide_.resize(rules_.wide->size());
    rules_.wide->sign(set, wide_);
    narrow_.assign(wide_.begin(), wide_.end());
  }
  narrow_.resize((narrow_.size() + 1) / 2 * 2);
  return narrow_;
}

std::span<const std::uint64_t> TextSignature::set() {
  std::sort(shingles_.begin(), shingles_.end());
  shingles_.erase(std::unique(shingles_.begin(), shingles_.end()), shingles_.end());
  return shingles_;
}

template <class MinHash, class Value>
void TextSignature::sign(const MinHash& minhash, std::vector<Value>& signature) {
  signature.resize(minhash.size());
  minhash.sign(shingles_, signature);
  const std::size_t rows = rules_.banding.rows;
  bands_.resize(rules_.banding.bands);
  for (std::size_t band = 0; band < bands_.size(); ++band)
    bands_[band] =
        base::hash64({reinterpret_cast<const char*>(signature.data() + band * rows), rows * sizeof(Value)}, band);
}

}  // namespace dsprep::dedup
