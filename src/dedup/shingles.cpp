#include "dedup/shingles.h"

#include <charconv>

#include "base/hash.h"
#include "base/sha1.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace dsprep::dedup {
namespace {

constexpr std::uint64_t base_of_polynomial = 0x9fb21c651e98df25ull;  // odd; XXH3's rrmxmx multiplier

// XXH3's avalanche: each bit of the polynomial reaches each bit of the hash.
std::uint64_t finish(std::uint64_t x) {
  x ^= x >> 37;
  x *= 0x165667919e3779f9ull;
  return x ^ (x >> 32);
}

}  // namespace

Result<ShingleKind> ShingleKind::parse(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view unit = text.substr(0, colon);
  if (unit == "tokens")
    return usage_error("ngram = \"" + std::string(text) +
                       "\": tokens need a tokenizer model, and this build has none; use \"words:N\" or \"chars:N\"");
  ShingleKind kind;
  int n = 0;
  const std::string_view number = colon == std::string_view::npos ? std::string_view() : text.substr(colon + 1);
  const auto [end, failed] = std::from_chars(number.data(), number.data() + number.size(), n);
  if ((unit != "words" && unit != "chars") || failed != std::errc() || end != number.data() + number.size() || n < 1 ||
      n > 256)
    return usage_error("ngram = \"" + std::string(text) +
                       "\": say what is counted and how many, \"words:5\" or \"chars:24\" (1 to 256)");
  kind.unit = unit == "words" ? Unit::words : Unit::chars;
  kind.n = n;
  return kind;
}

void Shingler::run(std::string_view text, bool simplified, std::vector<std::uint64_t>& hashes) {
  hashes.clear();
  if (kind_.unit == ShingleKind::Unit::chars) return hash_chars(text, hashes);
  find_words(text, simplified);
  if (spans_.size() < static_cast<std::size_t>(kind_.n)) return;
  if (hash_ == ShingleHash::native) hash_words(text, hashes);
  else hash_joined(text, hashes);
}

// Simplified ASCII is letters, zeros and spaces (two in a row where a word of marks alone has gone): its words are the
// same under every model.
void Shingler::find_words(std::string_view text, bool simplified) {
  spans_.clear();
  if (simplified && text::is_ascii(text)) {
    spans_.resize(text.size() / 2 + 2);  // a word and a space are two bytes at least; and one that is being found
    std::size_t n = 0;
    std::uint32_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const auto at = static_cast<std::uint32_t>(i);
      const bool space = text[i] == ' ';
      spans_[n] = {begin, at};
      n += static_cast<std::size_t>(space) & static_cast<std::size_t>(at > begin);
      begin = space ? at + 1 : begin;
    }
    if (begin < text.size()) spans_[n++] = {begin, static_cast<std::uint32_t>(text.size())};
    spans_.resize(n);
    return;
  }
  switch (words_) {
    case WordModel::whitespace: return text::split_whitespace(text, spans_);
    case WordModel::uax29: return text::split_words_uax29(text, spans_);
    case WordModel::unicode: return text::split_words_unicode(text, spans_);
  }
}

// Rolls the polynomial h0·B^(n-1) + … + h(n-1) along the words.
void Shingler::hash_words(std::string_view text, std::vector<std::uint64_t>& hashes) {
  const auto n = static_cast<std::size_t>(kind_.n);
  const std::size_t words = spans_.size();
  word_hashes_.resize(words);
  for (std::size_t i = 0; i < words; ++i) word_hashes_[i] = base::hash64(spans_[i].of(text));
  std::uint64_t power = 1, sum = 0;
  for (std::size_t i = 0; i < n; ++i) {
    sum = sum * base_of_polynomial + word_hashes_[i];
    power *= base_of_polynomial;
  }
  hashes.resize(words - n + 1);
  hashes[0] = finish(sum);
  for (std::size_t i = n; i < words; ++i) {
    sum = sum * base_of_polynomial + word_hashes_[i] - power * word_hashes_[i - n];
    hashes[i - n + 1] = finish(sum);
  }
}

std::uint64_t Shingler::hash_of(std::string_view bytes) const {
  switch (hash_) {
    case ShingleHash::native: return base::hash64(bytes);
    case ShingleHash::sha1: return base::sha1_hash64(bytes);
    case ShingleHash::xxhash64: return XXH64(bytes.data(), bytes.size(), 0);
  }
  return 0;
}

void Shingler::hash_joined(std::string_view text, std::vector<std::uint64_t>& hashes) {
  const auto n = static_cast<std::size_t>(kind_.n);
  // Where single spaces stand between all words, the text is joined already.
  std::string_view joined = text;
  bool single = true;
  for (std::size_t i = 1; i < spans_.size() && single; ++i)
    single = spans_[i].begin == spans_[i - 1].end + 1 && text[spans_[i - 1].end] == ' ';
  if (!single) {
    joined_.clear();
    for (TextSpan& span : spans_) {
      if (!joined_.empty()) joined_ += ' ';
      const auto begin = static_cast<std::uint32_t>(joined_.size());
      joined_ += span.of(text);
      span = {begin, static_cast<std::uint32_t>(joined_.size())};
    }
    joined = joined_;
  }
  hashes.resize(spans_.size() - n + 1);
  const auto shingle = [&](std::size_t i) { return TextSpan{spans_[i].begin, spans_[i + n - 1].end}.of(joined); };
  std::size_t i = 0;
  if (hash_ == ShingleHash::sha1)
    for (; i + 2 <= hashes.size(); i += 2) base::sha1_hash64(shingle(i), shingle(i + 1), &hashes[i]);
  for (; i < hashes.size(); ++i) hashes[i] = hash_of(shingle(i));
}

void Shingler::hash_chars(std::string_view text, std::vector<std::uint64_t>& hashes) {
  const auto n = static_cast<std::size_t>(kind_.n);
  if (text::is_ascii(text)) {
    if (text.size() < n) return;
    hashes.resize(text.size() - n + 1);
    for (std::size_t i = 0; i < hashes.size(); ++i) hashes[i] = hash_of(text.substr(i, n));
    return;
  }
  std::size_t begin = 0, end = 0;
  for (std::size_t i = 0; i < n; ++i) {
    if (end == text.size()) return;
    text::decode(text, end);
  }
  for (;;) {
    hashes.push_back(hash_of(text.substr(begin, end - begin)));
    if (end == text.size()) return;
    text::decode(text, begin);
    text::decode(text, end);
  }
}

}  // namespace dsprep::dedup
