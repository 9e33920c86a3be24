// char_repetition: drops text in which a few runs of characters come again and again.
#include <algorithm>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "dsprep/op_spec.h"
#include "dsprep/text_filter.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

enum : Rule { min_ratio, max_ratio };

constexpr RuleInfo rules[] = {
    {"min_ratio", Judge::Limit::Compare::at_least, "min_ratio", "most frequent runs of characters ÷ all runs, 0 to 1"},
    {"max_ratio", Judge::Limit::Compare::at_most, "max_ratio", "most frequent runs of characters ÷ all runs, 0 to 1"},
};

struct Params {
  std::string field = "text";
  std::int64_t n = 10;
  std::optional<double> min_ratio, max_ratio = 0.5;
  void fields(ParamFields& f) {
    f("field", field, {.meaning = "the text to judge", .field = true});
    f("n", n, {.meaning = "length of a run, in characters (code points)", .min = 1, .max = 1000});
    f("min_ratio", min_ratio, {.meaning = "lowest share of the most frequent runs", .min = 0, .max = 1});
    f("max_ratio", max_ratio, {.meaning = "highest share of the most frequent runs", .min = 0, .max = 1});
  }
};

// Calls take(begin, end) for each run of n characters.
template <class Take>
void each_run(std::string_view text, std::size_t n, bool ascii, Take take) {
  std::size_t end = ascii ? std::min(n, text.size()) : static_cast<std::size_t>(text::byte_offset(text, n));
  if (ascii ? text.size() < n : text::count_chars(text.substr(0, end)) < n) return;
  const auto behind = [&](std::size_t i) {
    do ++i;
    while (i < text.size() && text::is_continuation(text[i]));
    return i;
  };
  for (std::size_t begin = 0;; begin = behind(begin), end = behind(end)) {
    take(begin, end);
    if (end == text.size()) return;
  }
}

// Counts how often each run comes. Runs are known by where they came first, and compared: nothing rests on a hash.
class RunCounts {
 public:
  void start(std::size_t runs) {
    std::size_t size = 64;
    while (size < 2 * runs) size *= 2;
    if (slots_.capacity() > 16 * size) std::vector<Slot>().swap(slots_);
    slots_.assign(size, Slot{0, 0});
    distinct_ = 0;
  }
  void add(std::string_view text, std::size_t begin, std::size_t end) {
    const std::string_view run = text.substr(begin, end - begin);
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = base::hash64(run) & mask;; i = (i + 1) & mask) {
      Slot& slot = slots_[i];
      if (slot.count == 0) {
        slot = {static_cast<std::uint32_t>(begin), 1};
        ++distinct_;
        return;
      }
      // Both are whole characters, so that equal bytes are equal characters.
      if (text.size() - slot.first >= run.size() &&
          std::memcmp(text.data() + slot.first, run.data(), run.size()) == 0) {
        ++slot.count;
        return;
      }
    }
  }
  // Counts above one, in any order; how many different runs there were.
  std::size_t repeated(std::vector<std::uint32_t>& counts) const {
    counts.clear();
    for (const Slot& slot : slots_)
      if (slot.count > 1) counts.push_back(slot.count);
    return distinct_;
  }

 private:
  struct Slot {
    std::uint32_t first, count;
  };
  std::vector<Slot> slots_;
  std::size_t distinct_ = 0;
};

// The same for texts so long that the slots would take too much memory: 64-bit hashes, sorted.
std::size_t repeated_of_hashes(std::vector<std::uint64_t>& hashes, std::vector<std::uint32_t>& counts) {
  std::sort(hashes.begin(), hashes.end());
  counts.clear();
  std::size_t distinct = 0;
  for (std::size_t i = 0, end = 0; i < hashes.size(); i = end, ++distinct) {
    while (end < hashes.size() && hashes[end] == hashes[i]) ++end;
    if (end - i > 1) counts.push_back(static_cast<std::uint32_t>(end - i));
  }
  return distinct;
}

constexpr std::size_t many_chars = std::size_t{1} << 22;

struct Rules {
  std::size_t n;
  struct Scratch {
    RunCounts runs;
    std::vector<std::uint32_t> counts;
  };

  void judge(const TextView& text, Scratch& scratch, Judge& judge) const {
    check_between(judge, min_ratio, max_ratio, [&] { return ratio(text, scratch); });
  }

  double ratio(const TextView& view, Scratch& scratch) const {
    const std::string_view text = view.text();
    const std::uint64_t chars = view.chars();
    if (chars < n) return 0;
    const std::size_t all = chars - n + 1;
    std::size_t distinct = 0;
    if (chars <= many_chars) {
      scratch.runs.start(all);
      each_run(text, n, view.ascii(), [&](std::size_t begin, std::size_t end) { scratch.runs.add(text, begin, end); });
      distinct = scratch.runs.repeated(scratch.counts);
    } else {
      std::vector<std::uint64_t> hashes;
      hashes.reserve(all);
      each_run(text, n, view.ascii(), [&](std::size_t begin, std::size_t end) {
        hashes.push_back(base::hash64(text.substr(begin, end - begin)));
      });
      distinct = repeated_of_hashes(hashes, scratch.counts);
    }
    // The most frequent ones: as many as the square root of the number of different runs, if as many are repeated.
    std::vector<std::uint32_t>& counts = scratch.counts;
    const std::size_t top = std::min(static_cast<std::size_t>(std::sqrt(static_cast<double>(distinct))), counts.size());
    std::nth_element(counts.begin(), counts.begin() + static_cast<std::ptrdiff_t>(top), counts.end(), std::greater<>());
    std::uint64_t sum = 0;
    for (std::size_t k = 0; k < top; ++k) sum += counts[k];
    return share(sum, all);
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return text_filter(Rules{static_cast<std::size_t>(params.n)}, params.field, binder);
}

constexpr Example examples[] = {
    {"The same again and again", "max_ratio = 0.2",
     "{\"text\":\"Click here to win! Click here to win! Click here to win! Click here to win!\"}\n"
     "{\"text\":\"The quick brown fox jumps over the lazy dog.\"}\n"
     "{\"text\":\"哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈\"}\n",
     "{\"text\":\"The quick brown fox jumps over the lazy dog.\"}\n",
     "{\"text\":\"Click here to win! Click here to win! Click here to win! Click here to win!\"}\n"
     "{\"text\":\"哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈哈\"}\n"},
};

}  // namespace

extern const OpSpec clean_char_repetition;
const OpSpec clean_char_repetition = {
    .name = "char_repetition",
    .family = Family::clean,
    .summary = "Drop text in which a few runs of characters come again and again",
    .details =
        R"(All runs of `n` characters (code points; each character begins one) are counted. Let d be how many of them are
different and r how many come more than once: the ratio is the occurrences of the k most frequent ones ÷ all runs, with
k the lesser of ⌊√d⌋ and r. The limits themselves pass. A text shorter than `n` characters has a ratio of 0.

White space and case count. Runs are compared as they are, in texts of more than 4,194,304 characters by 64-bit hashes. A
field with `*` is judged as its elements joined by LF. A missing, null or non-text field makes the record malformed.)",
    .source = "Data-Juicer 1.4.3 character_repetition_filter (from BigScience's ROOTS)",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .rules = rules,
    .idempotent = true,
};

}  // namespace dsprep::ops
