#include "words/dictionary.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <string>
#include <variant>

#include "base/portable_math.h"
#include "text/classes.h"
#include "text/list_file.h"
#include "text/utf8.h"

namespace dsprep::words {
namespace {

constexpr std::size_t longest_run = std::size_t{8}
                                    << 20;  // bytes: a longer one is cut there, so that memory is bounded
constexpr std::uint32_t direct = 0x10000;   // first characters below are found without hashing

std::uint64_t hash_of(std::uint32_t parent, std::uint32_t c) {
  return ((std::uint64_t{parent} << 21) ^ c) * 0x9e3779b97f4a7c15ull;
}

bool is_ascii_alphanumeric(std::uint32_t c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

// jieba's re_han_default: what is looked up in the dictionary.
bool is_looked_up(char32_t c) {
  if (c < 128) return is_ascii_alphanumeric(c) || std::string_view("+#&._%-").find(static_cast<char>(c)) < 7;
  return c >= 0x4e00 && c <= 0x9fd5;
}

// \s of Python's re.
bool is_space(char32_t c) { return text::is_whitespace(c) || (c >= 0x1c && c <= 0x1f); }

}  // namespace

// Numbers prefixes in the order in which they come, so that a parent has a smaller number than its children; then puts
// them where the table wants them.
class DictionaryBuilder {
 public:
  Status add(std::string_view line) {
    const std::size_t space = line.find(' ');
    const std::string_view word = line.substr(0, space);
    const std::string_view rest = space == line.npos ? std::string_view() : line.substr(space + 1);
    const std::string_view number = rest.substr(0, rest.find(' '));
    std::uint64_t frequency = 0;
    const auto [end, fault] = std::from_chars(number.data(), number.data() + number.size(), frequency);
    if (word.empty() || number.empty() || fault != std::errc() || end != number.data() + number.size() ||
        frequency > most_frequency)
      return usage_error("\"" + std::string(line.substr(0, 60)) +
                         "\" is no entry: give WORD FREQUENCY [TAG], with one space between them and a whole number");
    total_ += frequency;
    std::uint32_t at = Dictionary::root;
    for (std::size_t i = 0; i < word.size();) {
      const auto c = static_cast<std::uint32_t>(text::decode(word, i));
      at = numbered(at, c);
    }
    words_ += frequency != 0 && prefixes_[at].frequency == 0;
    words_ -= frequency == 0 && prefixes_[at].frequency != 0;
    prefixes_[at].frequency = frequency;
    return {};
  }

  Result<Dictionary> build() const {
    if (words_ == 0) return usage_error("has no word in it: give a list of words with their frequencies");
    Dictionary dictionary;
    dictionary.words_ = words_;
    const std::size_t size = std::bit_ceil(prefixes_.size() * 2);
    dictionary.nodes_.resize(size);
    dictionary.shift_ = static_cast<unsigned>(64 - std::countr_zero(size));
    dictionary.first_.assign(direct, Dictionary::none);
    const double total = base::log2(static_cast<double>(total_));
    dictionary.score_of_unknown_ = 0 - total;
    std::vector<std::uint32_t> places(prefixes_.size());
    for (std::size_t i = 0; i < prefixes_.size(); ++i) {
      const Prefix& prefix = prefixes_[i];
      const std::uint32_t parent = prefix.parent == Dictionary::root ? prefix.parent : places[prefix.parent];
      std::size_t at = hash_of(parent, prefix.last) >> dictionary.shift_;
      while (dictionary.nodes_[at].parent != Dictionary::none) at = (at + 1) & (size - 1);
      Dictionary::Node& node = dictionary.nodes_[at];
      node.parent = parent;
      node.last = prefix.last;
      if (prefix.frequency != 0) node.score = base::log2(static_cast<double>(prefix.frequency)) - total;
      places[i] = static_cast<std::uint32_t>(at);
      if (parent == Dictionary::root && prefix.last < direct) dictionary.first_[prefix.last] = places[i];
    }
    return dictionary;
  }

 private:
  static constexpr std::uint64_t most_frequency = std::uint64_t{1} << 53;
  struct Prefix {
    std::uint32_t parent, last;
    std::uint64_t frequency;
  };

  std::uint32_t numbered(std::uint32_t parent, std::uint32_t c) {
    if ((prefixes_.size() + 1) * 2 > slots_.size()) grow();
    std::uint32_t& slot = slots_[find(parent, c)];
    if (slot == Dictionary::none) {
      slot = static_cast<std::uint32_t>(prefixes_.size());
      prefixes_.push_back({parent, c, 0});
    }
    return slot;
  }
  std::size_t find(std::uint32_t parent, std::uint32_t c) const {
    std::size_t at = hash_of(parent, c) >> shift_;
    while (slots_[at] != Dictionary::none &&
           (prefixes_[slots_[at]].parent != parent || prefixes_[slots_[at]].last != c))
      at = (at + 1) & (slots_.size() - 1);
    return at;
  }
  void grow() {
    slots_.assign(std::max<std::size_t>(1024, slots_.size() * 2), Dictionary::none);
    shift_ = static_cast<unsigned>(64 - std::countr_zero(slots_.size()));
    for (std::size_t i = 0; i < prefixes_.size(); ++i)
      slots_[find(prefixes_[i].parent, prefixes_[i].last)] = static_cast<std::uint32_t>(i);
  }

  std::vector<Prefix> prefixes_;
  std::vector<std::uint32_t> slots_;
  unsigned shift_ = 0;
  std::uint64_t total_ = 0;
  std::size_t words_ = 0;
};

Result<Dictionary> Dictionary::read(const ResourceFile& file) {
  DictionaryBuilder builder;
  DSPREP_CHECK(text::each_entry(file, [&](std::string_view line) { return builder.add(line); }));
  Result<Dictionary> dictionary = builder.build();
  if (!dictionary.ok()) return usage_error(file.path + " " + dictionary.error().message);
  return dictionary;
}

std::uint32_t Dictionary::child(std::uint32_t parent, std::uint32_t c) const {
  const std::size_t mask = nodes_.size() - 1;
  for (std::size_t at = hash_of(parent, c) >> shift_;; at = (at + 1) & mask) {
    const Node& node = nodes_[at];
    if (node.parent == parent && node.last == c) return static_cast<std::uint32_t>(at);
    if (node.parent == none) return none;
  }
}

void Dictionary::cut_run(std::string_view text, std::size_t begin, std::size_t end, Scratch& scratch,
                         std::vector<TextSpan>& pieces) const {
  scratch.chars.clear();
  scratch.offsets.clear();
  for (std::size_t i = begin; i < end;) {
    scratch.offsets.push_back(static_cast<std::uint32_t>(i));
    scratch.chars.push_back(static_cast<std::uint32_t>(text::decode(text, i)));
  }
  scratch.offsets.push_back(static_cast<std::uint32_t>(end));
  const std::size_t count = scratch.chars.size();
  scratch.scores.resize(count + 1);
  scratch.ends.resize(count);
  const std::uint32_t* const chars = scratch.chars.data();
  double* const scores = scratch.scores.data();
  std::uint32_t* const ends = scratch.ends.data();

  // The best path from each character to the end: of equal ones that with the longer first word.
  scores[count] = 0;
  for (std::size_t i = count; i-- > 0;) {
    bool any = false;
    double best = 0;
    std::size_t best_end = i + 1;
    std::uint32_t at = first_[chars[i]];  // what is looked up lies below U+10000
    for (std::size_t next = i + 1; at != none;) {
      const double of_word = nodes_[at].score;
      if (of_word != no_word) {
        const double score = of_word + scores[next];
        if (!any || score >= best) best = score, best_end = next;
        any = true;
      }
      if (next == count) break;
      at = child(at, chars[next]);
      ++next;
    }
    scores[i] = any ? best : score_of_unknown_ + scores[i + 1];
    ends[i] = static_cast<std::uint32_t>(best_end);
  }

  std::size_t open = count;  // where letters and digits that are left by themselves began
  const auto add = [&](std::size_t from, std::size_t to) {
    pieces.push_back({scratch.offsets[from], scratch.offsets[to]});
  };
  for (std::size_t i = 0; i < count; i = ends[i]) {
    if (ends[i] == i + 1 && is_ascii_alphanumeric(chars[i])) {
      if (open == count) open = i;
      continue;
    }
    if (open != count) add(open, i);
    open = count;
    add(i, ends[i]);
  }
  if (open != count) add(open, count);
}

void Dictionary::cut(std::string_view text, Scratch& scratch, std::vector<TextSpan>& pieces) const {
  pieces.clear();
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    std::size_t behind = i;
    char32_t c = text::decode(text, behind);
    if (is_looked_up(c)) {
      do {
        i = behind;
        if (i == text.size()) break;
        c = text::decode(text, behind);
      } while (is_looked_up(c) && i - begin < longest_run);
      cut_run(text, begin, i, scratch, pieces);
      continue;
    }
    if (!is_space(c)) pieces.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(behind)});
    i = behind;
  }
}

}  // namespace dsprep::words
