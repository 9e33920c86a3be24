#include "text/han_words.h"

#include <unicode/ucharstrie.h>
#include <unicode/udata.h>
#include <unicode/unorm2.h>
#include <unicode/uscript.h>

#include <algorithm>
#include <limits>

#include "text/utf8.h"

namespace dsprep::text {
namespace {

constexpr char32_t first_char = 0x3005, behind_last_char = 0xa000;
constexpr std::uint32_t cost_of_unknown = 255;
constexpr int longest_word = 20;

// ICU's dictionary files: eight numbers, of which the first says where the trie begins and the fifth, in its lowest
// three bits, of which kind it is.
constexpr int index_of_offset = 0, index_of_size = 3, index_of_kind = 4;
constexpr int kind_of_16_bit = 1;

}  // namespace

struct HanWords::Data {
  // What is known behind a first character: a word by itself with that cost, or 0; and where to go on, if anywhere.
  struct First {
    std::uint64_t state = 0;
    std::uint32_t cost = 0;
    bool has_next = false;
  };

  ~Data() { udata_close(file); }

  UDataMemory* file = nullptr;
  const char16_t* trie = nullptr;
  std::vector<First> first;
};

HanWords::HanWords() : data_(std::make_unique<Data>()) {
  UErrorCode status = U_ZERO_ERROR;
  data_->file = udata_open(U_ICUDATA_NAME "-brkitr", "dict", "cjdict", &status);
  if (U_FAILURE(status)) return;
  UDataInfo info;
  info.size = sizeof info;
  udata_getInfo(data_->file, &info);
  const auto* const indexes = static_cast<const std::int32_t*>(udata_getMemory(data_->file));
  const bool is_dictionary = std::equal(info.dataFormat, info.dataFormat + 4, "Dict") && info.formatVersion[0] == 1;
  if (!is_dictionary || (indexes[index_of_kind] & 7) != kind_of_16_bit ||
      indexes[index_of_offset] >= indexes[index_of_size])
    return;
  const char16_t* const trie =
      reinterpret_cast<const char16_t*>(reinterpret_cast<const char*>(indexes) + indexes[index_of_offset]);
  icu::UCharsTrie walk(trie);
  data_->first.resize(behind_last_char - first_char);
  for (char32_t c = first_char; c < behind_last_char; ++c) {
    Data::First& known = data_->first[c - first_char];
    const UStringTrieResult result = walk.first(static_cast<std::int32_t>(c));
    if (USTRINGTRIE_HAS_VALUE(result)) known.cost = static_cast<std::uint32_t>(walk.getValue());
    known.has_next = USTRINGTRIE_HAS_NEXT(result);
    if (known.has_next) known.state = walk.getState64();
  }
  data_->trie = trie;
}

HanWords::~HanWords() = default;

const HanWords* HanWords::get() {
  static const HanWords words;
  return words.data_->trie != nullptr ? &words : nullptr;
}

bool HanWords::covers(char32_t c) {
  if (c < first_char || c >= behind_last_char) return false;
  UErrorCode status = U_ZERO_ERROR;
  const UNormalizer2* const nfkc = unorm2_getNFKCInstance(&status);
  const auto code_point = static_cast<UChar32>(c);
  return uscript_getScript(code_point, &status) == USCRIPT_HAN && U_SUCCESS(status) && unorm2_isInert(nfkc, code_point);
}

void HanWords::cut(std::string_view text, std::size_t begin, std::size_t end, Scratch& scratch,
                   std::vector<TextSpan>& spans) const {
  std::vector<char16_t>& chars = scratch.chars;
  chars.clear();
  for (std::size_t i = begin; i < end;) chars.push_back(static_cast<char16_t>(decode(text, i)));  // three bytes each
  const std::size_t count = chars.size();

  // costs[i]: of the cheapest cut of the first i characters; starts[i]: where its last word begins.
  constexpr std::uint32_t unknown = std::numeric_limits<std::uint32_t>::max();
  std::vector<std::uint32_t>& costs = scratch.costs;
  std::vector<std::uint32_t>& starts = scratch.starts;
  costs.assign(count + 1, unknown);
  starts.assign(count + 1, 0);
  costs[0] = 0;
  icu::UCharsTrie walk(data_->trie);
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint32_t cost = costs[i];
    const auto offer = [&](std::size_t size, std::uint32_t of_word) {
      if (cost + of_word >= costs[i + size]) return;
      costs[i + size] = cost + of_word;
      starts[i + size] = static_cast<std::uint32_t>(i);
    };
    const Data::First& first = data_->first[chars[i] - first_char];
    offer(1, first.cost != 0 ? first.cost : cost_of_unknown);
    if (!first.has_next || i + 1 == count) continue;
    walk.resetToState64(first.state);
    const std::size_t longest = std::min<std::size_t>(longest_word, count - i);
    for (std::size_t size = 2; size <= longest; ++size) {
      const UStringTrieResult result = walk.next(chars[i + size - 1]);
      if (USTRINGTRIE_HAS_VALUE(result)) offer(size, static_cast<std::uint32_t>(walk.getValue()));
      if (!USTRINGTRIE_HAS_NEXT(result)) break;
    }
  }

  // The words, from the last to the first.
  const std::size_t from = spans.size();
  for (std::size_t i = count; i > 0; i = starts[i])
    spans.push_back({static_cast<std::uint32_t>(begin + 3 * starts[i]), static_cast<std::uint32_t>(begin + 3 * i)});
  std::reverse(spans.begin() + static_cast<std::ptrdiff_t>(from), spans.end());
}

}  // namespace dsprep::text
