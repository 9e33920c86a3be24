// SentencePiece's table of replacements as `tokenizers` applies it: to each grapheme cluster of fewer than six bytes,
// by the shortest entry that it begins with, else to each of its characters.
#include <array>
#include <optional>
#include <utility>

#include "text/graphemes.h"
#include "text/utf8.h"
#include "tokenizers/charsmap.h"
#include "tokenizers/normalizers.h"

namespace dsprep::tokenizers {
namespace {

class Precompiled final : public Normalizer {
 public:
  explicit Precompiled(Charsmap map) : map_(std::move(map)) {
    for (unsigned c = 0; c < 0x80; ++c) {
      const char byte = static_cast<char>(c);
      ascii_[c] = find({&byte, 1});
    }
  }

  bool normalize(std::string_view text, std::string& out) const override {
    out.clear();
    for (std::size_t i = 0; i < text.size();) {
      if (single(text, i)) {
        const auto& replacement = ascii_[static_cast<unsigned char>(text[i])];
        if (replacement) out += *replacement;
        else out += text[i];
        ++i;
        continue;
      }
      std::size_t end = i + text::char_length(text[i]);
      while (end < text.size() && !single(text, end)) end += text::char_length(text[end]);
      const std::string_view stretch = text.substr(i, end - i);
      thread_local std::vector<TextSpan> clusters;  // kept from text to text
      text::split_graphemes(stretch, clusters);
      for (const TextSpan& cluster : clusters) append(cluster.of(stretch), out);
      i = end;
    }
    return true;
  }

 private:
  // An ASCII character that is surely a cluster of its own.
  static bool single(std::string_view text, std::size_t i) {
    const auto ascii = [&](std::size_t at) { return static_cast<unsigned char>(text[at]) < 0x80; };
    return ascii(i) && text[i] != '\r' && text[i] != '\n' && (i + 1 == text.size() || ascii(i + 1));
  }

  void append(std::string_view cluster, std::string& out) const {
    if (cluster.size() < 6) {
      if (const auto replacement = find(cluster)) {
        out += *replacement;
        return;
      }
    }
    for (std::size_t i = 0; i < cluster.size();) {
      const std::string_view character = cluster.substr(i, text::char_length(cluster[i]));
      out += find(character).value_or(character);
      i += character.size();
    }
  }

  std::optional<std::string_view> find(std::string_view key) const {
    const auto found = map_.find(key, false);
    if (!found) return std::nullopt;
    return found->replacement;
  }

  Charsmap map_;
  std::array<std::optional<std::string_view>, 128> ascii_;
};

}  // namespace

Result<std::unique_ptr<Normalizer>> precompiled(std::string_view table) {
  DSPREP_TRY(Charsmap map, Charsmap::make(table));
  return std::make_unique<Precompiled>(std::move(map));
}

}  // namespace dsprep::tokenizers
