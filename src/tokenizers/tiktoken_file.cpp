// .tiktoken: the tokens of a byte-level model in base64, each with its rank, which is its id and says which pair is
// joined first.
#include <charconv>
#include <string>
#include <utility>
#include <vector>

#include "base/base64url.h"
#include "tokenizers/bpe.h"
#include "tokenizers/load.h"
#include "tokenizers/pipeline_tokenizer.h"

namespace dsprep::tokenizers {
namespace {

struct NamedSplit {
  std::string_view name;
  PublishedSplit split;
};
constexpr NamedSplit named_splits[] = {{"gpt2", PublishedSplit::gpt2},        {"r50k_base", PublishedSplit::gpt2},
                                       {"p50k_base", PublishedSplit::gpt2},   {"cl100k_base", PublishedSplit::cl100k},
                                       {"o200k_base", PublishedSplit::o200k}, {"llama3", PublishedSplit::cl100k_json},
                                       {"qwen2", PublishedSplit::qwen2},      {"qwen", PublishedSplit::qwen2}};

// The pattern by the parameter, or by the file's name without its folder and ".tiktoken".
Result<std::unique_ptr<PreTokenizer>> pattern_for(std::string_view path, const std::optional<std::string>& pattern) {
  if (pattern) {
    for (const NamedSplit& named : named_splits)
      if (named.name == *pattern) return split_by(named.split);
    if (const auto published = published_split(*pattern)) return split_by(*published);
    DSPREP_TRY(SplitPattern compiled, SplitPattern::make(*pattern, SplitPattern::Dialect::rust));
    return split_by(std::move(compiled), SplitBehavior::removed, true);
  }
  const std::string_view file = path.substr(path.rfind('/') + 1);
  for (const NamedSplit& named : named_splits)
    if (file == std::string(named.name) + ".tiktoken") return split_by(named.split);
  return usage_error(
      "does not say how text is cut into words: set pattern to r50k_base, cl100k_base, o200k_base, llama3, qwen2, or "
      "the regular expression itself");
}

Status read_ranks(std::string_view text, Vocabulary& vocabulary) {
  std::size_t line = 1;
  for (std::size_t at = 0; at < text.size(); ++line) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string_view row = text.substr(at, end - at);
    at = end + 1;
    if (!row.empty() && row.back() == '\r') row.remove_suffix(1);
    if (row.empty()) continue;
    const auto fault = [&](std::string_view what) {
      return usage_error("line " + std::to_string(line) + " " + std::string(what));
    };
    const std::size_t space = row.find(' ');
    if (space == row.npos) return fault("is not a token in base64 and its rank");
    const auto token = base::decode_base64url(row.substr(0, space), true);
    std::uint32_t rank = 0;
    const char* const last = row.data() + row.size();
    const auto [stop, error] = std::from_chars(row.data() + space + 1, last, rank);
    if (!token || token->empty() || error != std::errc() || stop != last || rank >= INT32_MAX)
      return fault("is not a token in base64 and its rank");
    vocabulary.add(*token, rank);
  }
  for (unsigned byte = 0; byte < 256; ++byte) {
    const char one = static_cast<char>(byte);
    if (!vocabulary.find({&one, 1}))
      return usage_error("has no token for every byte: it is cut short, or no .tiktoken file");
  }
  return {};
}

struct Pair {
  std::uint32_t left, right, made;
};
// Two tokens that make a third are joined by its rank.
std::vector<Pair> pairs_of(const Vocabulary& vocabulary) {
  std::vector<Pair> pairs;
  vocabulary.each([&](std::string_view token, std::uint32_t id) {
    for (std::size_t cut = 1; cut < token.size(); ++cut) {
      const auto left = vocabulary.find(token.substr(0, cut));
      if (!left) continue;
      if (const auto right = vocabulary.find(token.substr(cut))) pairs.push_back({*left, *right, id});
    }
  });
  return pairs;
}

}  // namespace

Result<std::unique_ptr<Tokenizer>> read_tiktoken(std::string_view path, std::string_view text,
                                                 const std::optional<std::string>& pattern) {
  TokenizerParts parts;
  DSPREP_TRY(std::unique_ptr<PreTokenizer> split, pattern_for(path, pattern));
  parts.pre_tokenizers.push_back(std::move(split));
  DSPREP_CHECK(read_ranks(text, parts.names));
  BpeTables tables;
  const std::vector<Pair> pairs = pairs_of(parts.names);
  tables.pairs = PairTable(pairs.size());
  for (const Pair& pair : pairs) tables.pairs.add(pair.left, pair.right, {pair.made, pair.made});
  tables.vocabulary = parts.names;
  tables.bytes = true;
  tables.whole_words = true;
  parts.model = make_bpe(std::move(tables));
  return make_pipeline_tokenizer(std::move(parts));
}

}  // namespace dsprep::tokenizers
