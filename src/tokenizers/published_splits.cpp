#include "tokenizers/published_splits.h"

#include "tokenizers/char_classes.h"

namespace dsprep::tokenizers {
namespace {

struct Spelling {
  PublishedSplit split;
  std::string_view expression;
};
constexpr Spelling spellings[] = {
    {PublishedSplit::gpt2, R"('s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)"},
    {PublishedSplit::gpt2, R"('(?:[sdmt]|ll|ve|re)| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+)"},
    {PublishedSplit::gpt2, R"('(?:[sdmt]|ll|ve|re)| ?\p{L}++| ?\p{N}++| ?[^\s\p{L}\p{N}]++|\s++$|\s+(?!\S)|\s)"},
    {PublishedSplit::cl100k,
     R"('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}++|\p{N}{1,3}+| ?[^\s\p{L}\p{N}]++[\r\n]*+|\s++$|\s*[\r\n]|\s+(?!\S)|\s)"},
    {PublishedSplit::cl100k_json,
     R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"},
    {PublishedSplit::cl100k_json,
     R"('(?i:[sdmt]|ll|ve|re)|[^\r\n\p{L}\p{N}]?+\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]++[\r\n]*|\s*[\r\n]|\s+(?!\S)|\s+)"},
    {PublishedSplit::qwen2,
     R"((?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+)"},
    {PublishedSplit::o200k,
     R"([^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+)"},
};

constexpr std::size_t none = ~std::size_t{0};
constexpr std::uint8_t no_symbol = is_letter | is_number | is_space;  // what [^\s\p{L}\p{N}] is not

// Cuts one stretch of text. `end` is its size: nothing behind it is looked at.
class Cutter {
 public:
  explicit Cutter(std::string_view text) : text_(text), end_(text.size()), table_(char_bits()) {}

  std::size_t size() const { return end_; }

  std::size_t gpt2(std::size_t i) const {
    std::size_t next = i;
    const char c = text_[i];
    if (c == '\'') {
      if (const std::size_t stop = contraction(i, false); stop != none) return stop;
    }
    std::uint8_t bits = next_bits(table_, text_, next);
    if (c == ' ' && next < end_) {  // one plain space goes with the word behind it
      std::size_t behind = next;
      const std::uint8_t second = next_bits(table_, text_, behind);
      if (!(second & is_space)) {
        next = behind;
        bits = second;
      }
    }
    if (bits & is_space) return spaces(i);
    if (bits & is_letter) return run_of(next, is_letter);
    if (bits & is_number) return run_of(next, is_number);
    return run_without(next, no_symbol);
  }

  // `digits`: most in a word. `whole_tail`: \s++$ stands before \s*[\r\n].
  std::size_t cl100k(std::size_t i, int digits, bool whole_tail) const {
    const char c = text_[i];
    if (c == '\'') {
      if (const std::size_t stop = contraction(i, true); stop != none) return stop;
    }
    std::size_t next = i;
    const std::uint8_t bits = next_bits(table_, text_, next);
    if (bits & is_letter) return run_of(next, is_letter);
    if (bits & is_number) return numbers(next, digits);
    if (!(bits & is_newline) && next < end_) {
      std::size_t behind = next;
      if (next_bits(table_, text_, behind) & is_letter) return run_of(behind, is_letter);
    }
    if (const std::size_t stop = symbols(i, next, bits); stop != none) return newlines(stop, false);
    return lines(i, whole_tail);
  }

  std::size_t o200k(std::size_t i) const {
    std::size_t next = i;
    const std::uint8_t bits = next_bits(table_, text_, next);
    if (!(bits & (is_letter | is_number | is_newline))) {
      // The character in front of a word may be a mark, which may also begin one.
      if (const std::size_t stop = cased_word(next); stop != none) return with_contraction(stop);
      if (const std::size_t stop = bits & is_mark ? cased_word(i) : none; stop != none) return with_contraction(stop);
      if (const std::size_t stop = capitals(next); stop != none) return with_contraction(stop);
    } else if (bits & is_letter) {
      std::size_t stop = cased_word(i);
      if (stop == none) stop = capitals(i);
      return with_contraction(stop);
    } else if (bits & is_number) {
      return numbers(next, 3);
    }
    if (const std::size_t stop = symbols(i, next, bits); stop != none) return newlines(stop, true);
    return lines(i, false);
  }

 private:
  std::size_t run_of(std::size_t i, std::uint8_t bits) const {
    while (i < end_) {
      const std::size_t at = i;
      if (!(next_bits(table_, text_, i) & bits)) return at;
    }
    return i;
  }
  std::size_t run_without(std::size_t i, std::uint8_t bits) const {
    while (i < end_) {
      const std::size_t at = i;
      if (next_bits(table_, text_, i) & bits) return at;
    }
    return i;
  }
  std::size_t numbers(std::size_t i, int most) const {  // one of them is eaten
    for (int n = 1; n < most && i < end_; ++n) {
      const std::size_t at = i;
      if (!(next_bits(table_, text_, i) & is_number)) return at;
    }
    return i;
  }
  // [\r\n]*, or [\r\n/]*
  std::size_t newlines(std::size_t i, bool slash) const {
    while (i < end_ && (text_[i] == '\n' || text_[i] == '\r' || (slash && text_[i] == '/'))) ++i;
    return i;
  }
  // ` ?[^\s\p{L}\p{N}]+` at i, whose first character has `bits` and ends at `next`.
  std::size_t symbols(std::size_t i, std::size_t next, std::uint8_t bits) const {
    if (!(bits & no_symbol)) return run_without(next, no_symbol);
    if (text_[i] != ' ' || next == end_) return none;
    std::size_t behind = next;
    if (next_bits(table_, text_, behind) & no_symbol) return none;
    return run_without(behind, no_symbol);
  }
  // \s+(?!\S)|\s+ : all of a run at the end of the text; else all but its last character, or the one it has.
  std::size_t spaces(std::size_t i) const {
    std::size_t last = i, at = i;
    while (at < end_) {
      std::size_t behind = at;
      if (!(next_bits(table_, text_, behind) & is_space)) return last > i ? last : at;
      last = at;
      at = behind;
    }
    return end_;
  }
  // \s*[\r\n]+ before that: up to the last line end of the run.
  std::size_t lines(std::size_t i, bool whole_tail) const {
    std::size_t last = i, at = i, line_end = none;
    while (at < end_) {
      std::size_t behind = at;
      const std::uint8_t bits = next_bits(table_, text_, behind);
      if (!(bits & is_space)) break;
      if (bits & is_newline) line_end = behind;
      last = at;
      at = behind;
    }
    if (at == end_ && whole_tail) return end_;
    if (line_end != none) return line_end;
    if (at == end_) return end_;
    return last > i ? last : at;
  }

  // 's 't 're 've 'm 'll 'd at i, where a ' stands. Where case is ignored, U+017F (long s) is an s.
  std::size_t contraction(std::size_t i, bool any_case) const {
    const auto at = [&](std::size_t k) {
      if (i + k >= end_) return '\0';
      const char c = text_[i + k];
      return any_case && c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    };
    const char a = at(1);
    if (a == 's' || a == 't' || a == 'm' || a == 'd') return i + 2;
    if (any_case && a == '\xc5' && at(2) == '\xbf') return i + 3;
    const char b = at(2);
    if ((a == 'r' && b == 'e') || (a == 'v' && b == 'e') || (a == 'l' && b == 'l')) return i + 3;
    return none;
  }
  std::size_t with_contraction(std::size_t i) const {
    if (i < end_ && text_[i] == '\'')
      if (const std::size_t stop = contraction(i, true); stop != none) return stop;
    return i;
  }

  // [upperish]*[lowerish]+ at i. The first run takes all it can; where nothing lowerish follows, it gives back up to
  // its last character that is both (a letter without case, a mark).
  std::size_t cased_word(std::size_t i) const {
    std::size_t at = i, both_end = none;
    while (at < end_) {
      std::size_t behind = at;
      const std::uint8_t bits = next_bits(table_, text_, behind);
      if (!(bits & is_upperish)) {
        if (bits & is_lowerish) return run_of(behind, is_lowerish);
        break;
      }
      if (bits & is_lowerish) both_end = behind;
      at = behind;
    }
    return both_end;
  }
  // [upperish]+ at i, where cased_word() found nothing: so nothing lowerish follows.
  std::size_t capitals(std::size_t i) const {
    const std::size_t stop = run_of(i, is_upperish);
    return stop == i ? none : stop;
  }

  std::string_view text_;
  std::size_t end_;
  const text::CodePointTable& table_;
};

template <class Next>
void cut(std::string_view text, TextSpan within, std::vector<TextSpan>& words, Next next) {
  const Cutter cutter(text.substr(within.begin, within.size()));
  for (std::size_t at = 0; at < cutter.size();) {
    const std::size_t stop = next(cutter, at);
    words.push_back({within.begin + static_cast<std::uint32_t>(at), within.begin + static_cast<std::uint32_t>(stop)});
    at = stop;
  }
}

}  // namespace

std::optional<PublishedSplit> published_split(std::string_view expression) {
  for (const Spelling& spelling : spellings)
    if (spelling.expression == expression) return spelling.split;
  return std::nullopt;
}

std::string_view expression_of(PublishedSplit split) {
  for (const Spelling& spelling : spellings)
    if (spelling.split == split) return spelling.expression;
  return {};
}

void split_published(PublishedSplit split, std::string_view text, TextSpan within, std::vector<TextSpan>& words) {
  switch (split) {
    case PublishedSplit::gpt2:
      return cut(text, within, words, [](const Cutter& c, std::size_t i) { return c.gpt2(i); });
    case PublishedSplit::cl100k:
      return cut(text, within, words, [](const Cutter& c, std::size_t i) { return c.cl100k(i, 3, true); });
    case PublishedSplit::cl100k_json:
      return cut(text, within, words, [](const Cutter& c, std::size_t i) { return c.cl100k(i, 3, false); });
    case PublishedSplit::qwen2:
      return cut(text, within, words, [](const Cutter& c, std::size_t i) { return c.cl100k(i, 1, false); });
    case PublishedSplit::o200k:
      return cut(text, within, words, [](const Cutter& c, std::size_t i) { return c.o200k(i); });
  }
}

}  // namespace dsprep::tokenizers
