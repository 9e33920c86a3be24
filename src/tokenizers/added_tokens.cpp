#include "tokenizers/added_tokens.h"

#include <utility>

#include "text/utf8.h"
#include "tokenizers/hugging_face_classes.h"

namespace dsprep::tokenizers {
namespace {

std::uint8_t bits_behind(std::string_view text, std::size_t at) {
  return at < text.size() ? hugging_face_bits()[text::decode(text, at)] : 0;
}
// Of the character that ends at `at`; moves `at` to its beginning.
std::uint8_t bits_before(std::string_view text, std::size_t& at) {
  if (at == 0) return 0;
  do --at;
  while (text::is_continuation(text[at]));
  return bits_behind(text, at);
}

}  // namespace

AddedTokens::AddedTokens(std::vector<AddedToken> tokens) : tokens_(std::move(tokens)), pairs_(1024) {
  std::vector<std::pair<std::string_view, std::uint32_t>> strings;
  for (std::uint32_t i = 0; i < tokens_.size(); ++i) {
    const std::string& content = tokens_[i].content;
    strings.emplace_back(content, i);
    if (content.empty()) continue;
    const auto first = static_cast<unsigned char>(content[0]);
    starts_[first] = true;
    for (unsigned second = 0; second < 256; ++second)
      if (content.size() == 1 || static_cast<unsigned char>(content[1]) == second)
        pairs_[first * 4 + second / 64] |= std::uint64_t{1} << second % 64;
  }
  trie_ = ByteTrie(std::move(strings));
}

bool AddedTokens::find(std::string_view text, std::size_t from, Found& found) const {
  for (std::size_t i = from; i < text.size(); ++i) {
    if (!may_begin(text, i)) continue;
    std::size_t size = 0;
    std::uint32_t which = 0;
    trie_.prefixes(text.substr(i), [&](std::size_t length, std::uint32_t token) { size = length, which = token; });
    if (size == 0) continue;
    const AddedToken& token = tokens_[which];
    found = {&token, i, i + size, i + size};
    if (token.single_word) {
      std::size_t before = i;
      if (bits_before(text, before) & hf_word || bits_behind(text, i + size) & hf_word) {
        found.token = nullptr;
        return true;
      }
    }
    if (token.lstrip) {
      std::size_t at = found.begin;
      while (bits_before(text, at) & hf_space) found.begin = at;
    }
    if (token.rstrip) {
      std::size_t at = found.end;
      while (at < text.size()) {
        std::size_t behind = at;
        if (!(hugging_face_bits()[text::decode(text, behind)] & hf_space)) break;
        at = behind;
      }
      found.end = at;
    }
    return true;
  }
  return false;
}

}  // namespace dsprep::tokenizers
