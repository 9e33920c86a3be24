#include "ops/clean/c4/punkt_sentences.h"

#include <array>
#include <string>

#include "ops/clean/c4/english_words.h"
#include "text/char_facts.h"
#include "text/code_point_table.h"
#include "text/space_at.h"
#include "text/trim.h"
#include "text/utf8.h"

// A sentence may end at a period, question or exclamation mark that is followed by white space and something else, or
// by closing or other punctuation. Of several such marks with no white space between them only the last is a candidate.
// What decides is the word it stands in and the word after it, cut into Punkt's tokens: a "?" or "!" that is a token of
// its own ends a sentence; a period does unless its word is an abbreviation, an initial, or a number before a
// lower-case word. What closes a sentence (quotes, brackets) then goes with it, so that a text that ends with `."` has
// no sentence more for the quote.

namespace dsprep::ops::c4 {
namespace {

constexpr std::array<bool, 256> set_of(std::string_view bytes) {
  std::array<bool, 256> set{};
  for (const char c : bytes) set[static_cast<unsigned char>(c)] = true;
  return set;
}
constexpr std::array<bool, 256> ends_word = set_of(")\";}]*:@'({[?!");  // cannot stand within a word
constexpr std::array<bool, 256> starts_no_word = set_of("(\"`{[:;&#*@)}]-,");
constexpr std::array<bool, 256> closes = set_of("\"')]}");
constexpr std::array<bool, 256> marks = set_of(".?!");

bool in(const std::array<bool, 256>& set, char c) { return set[static_cast<unsigned char>(c)]; }
bool ascii_space(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

// ---- tokens ----

// The length of dashes or of an ellipsis at s[i] ("--", "..", ". . ."), or 0.
std::size_t many_marks(std::string_view s, std::size_t i) {
  if (s[i] != '-' && s[i] != '.') return 0;
  std::size_t end = i;
  while (end < s.size() && s[end] == s[i]) ++end;
  if (end - i >= 2) return end - i;
  if (s[i] == '-') return 0;
  std::size_t periods = 1;
  while (const std::size_t space = text::space_at(s, end)) {
    if (end + space >= s.size() || s[end + space] != '.') break;
    end += space + 1;
    ++periods;
  }
  return periods >= 3 ? end - i : 0;
}

bool word_ends_at(std::string_view s, std::size_t i) {
  if (i >= s.size() || in(ends_word, s[i])) return true;
  if (s[i] == '-' || s[i] == '.') return many_marks(s, i) > 0;
  if (s[i] == ',') {
    return i + 1 >= s.size() || in(ends_word, s[i + 1]) || text::space_at(s, i + 1) > 0 || many_marks(s, i + 1) > 0;
  }
  return text::space_at(s, i) > 0;
}

// The next token at or after i, moving i behind it; empty where there is none.
std::string_view next_token(std::string_view s, std::size_t& i) {
  while (const std::size_t size = text::space_at(s, i)) i += size;
  if (i >= s.size()) return {};
  const std::size_t begin = i;
  if (const std::size_t size = many_marks(s, i)) {
    i += size;
  } else {
    text::decode(s, i);
    if (!in(starts_no_word, s[begin])) {
      while (!word_ends_at(s, i)) text::decode(s, i);
    }
  }
  return s.substr(begin, i - begin);
}

struct Token {
  std::string_view text;
  bool period = false, breaks = false, abbreviation = false, ellipsis = false;
};

// ASCII lower-casing of a short word into a buffer; empty where it is too long to be one of ours.
class Lowered {
 public:
  explicit Lowered(std::string_view word) {
    if (word.size() > sizeof buffer_) return;
    for (const char c : word) buffer_[size_++] = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
  }
  std::string_view get() const { return {buffer_, size_}; }

 private:
  char buffer_[24];
  std::size_t size_ = 0;
};

bool two_initials(std::string_view word) {  // "u.s", "j.p"
  const auto letter = [](char c) { return c >= 'a' && c <= 'z'; };
  return word.size() == 3 && letter(word[0]) && word[1] == '.' && letter(word[2]);
}

bool is_abbreviation(std::string_view word) {
  const Lowered lowered(word);
  const std::string_view low = lowered.get();
  if (low.empty()) return false;
  const std::string_view last = low.substr(low.rfind('-') == std::string_view::npos ? 0 : low.rfind('-') + 1);
  if (low.size() == 1)
    return low[0] >= 'c' && low[0] <= 'w' && low[0] != 'i' && low[0] != 'j' && low[0] != 'o' && low[0] != 'q';
  return is_english_abbreviation(low) || is_english_abbreviation(last) ||
         (two_initials(low) && low != "e.g" && low != "i.e");
}

// What a token's own form says.
Token first_look(std::string_view text) {
  Token token{text};
  token.period = text.back() == '.';
  if (text.size() == 1 && in(marks, text[0])) {
    token.breaks = true;
  } else if (text.size() >= 2 && text.find_first_not_of('.') == std::string_view::npos) {
    token.ellipsis = true;
  } else if (token.period && text[text.size() - 2] != '.') {
    (is_abbreviation(text.substr(0, text.size() - 1)) ? token.abbreviation : token.breaks) = true;
  }
  return token;
}

bool is_number(std::string_view text) {  // -?[.,]?\d[\d,.-]*\.?
  std::size_t i = 0;
  if (i < text.size() && text[i] == '-') ++i;
  if (i < text.size() && (text[i] == '.' || text[i] == ',')) ++i;
  bool first = true;
  while (i < text.size()) {
    const char c = text[i];
    const bool digit = (text::char_facts()[text::decode(text, i)] & text::fact_decimal) != 0;
    if (!digit && (first || (c != ',' && c != '.' && c != '-'))) return false;
    first = false;
  }
  return !first;
}

bool is_initial(std::string_view text) {  // one letter and a period
  if (text.empty() || text.back() != '.') return false;
  std::size_t i = 0;
  const char32_t c = text::decode(text, i);
  return i + 1 == text.size() && text::is_word_character(text::char_facts(), c) &&
         !(text::char_facts()[c] & text::fact_decimal);
}

enum class Starts : std::uint8_t { yes, no, unknown };

// Whether a token looks like the first of a sentence, by its case.
Starts starts_sentence(const Token& token) {
  if (token.text.size() == 1 && std::string_view(";:,.!?").find(token.text[0]) != std::string_view::npos)
    return Starts::no;
  std::size_t i = 0;
  const std::uint8_t facts = text::char_facts()[text::decode(token.text, i)];
  if (facts & text::fact_lower) return Starts::no;
  if (!(facts & text::fact_upper)) return Starts::unknown;
  const std::string_view word =
      token.breaks && token.text.size() > 1 && token.period ? token.text.substr(0, token.text.size() - 1) : token.text;
  return is_common_english_word(Lowered(word).get()) ? Starts::yes : Starts::unknown;
}

// What the token after it says of a token that ends with a period.
void second_look(Token& token, const Token& next) {
  if (!token.period) return;
  const bool initial = is_initial(token.text);
  if ((token.abbreviation || token.ellipsis) && !initial) {
    if (starts_sentence(next) == Starts::yes) token.breaks = true;
    return;
  }
  if (!initial && !is_number(token.text)) return;
  const Starts starts = starts_sentence(next);
  std::size_t i = 0;
  const bool upper = (text::char_facts()[text::decode(next.text, i)] & text::fact_upper) != 0;
  if (starts == Starts::no || (starts == Starts::unknown && initial && upper)) token.breaks = false;
}

// True where a token of `context` ends a sentence and another one follows.
bool breaks_within(std::string_view context) {
  std::size_t i = 0;
  const std::string_view first = next_token(context, i);
  if (first.empty()) return false;
  Token token = first_look(first);
  for (;;) {
    const std::string_view text = next_token(context, i);
    if (text.empty()) return false;
    const Token next = first_look(text);
    second_look(token, next);
    if (token.breaks) return true;
    token = next;
  }
}

// ---- sentences ----

// How many bytes of closing punctuation and white space at the start of `text` belong to the sentence before it.
std::size_t closing_length(std::string_view text) {
  std::size_t i = 0;
  while (i < text.size() && in(closes, text[i])) {
    ++i;
    std::size_t spaces = i;
    while (const std::size_t size = text::space_at(text, spaces)) spaces += size;
    if (spaces > i || i == text.size()) return spaces;
    if (text.substr(i, 2) == "--") return i;
  }
  return 0;
}

class Counter {
 public:
  Counter(std::string_view line, std::uint64_t enough) : line_(line), enough_(enough) {}

  std::uint64_t count() {
    const std::size_t end = text::trim_end(line_).size();
    find_breaks();
    if (!done()) slice(end);
    if (!done()) last();
    return sentences_;
  }

 private:
  bool done() const { return sentences_ >= enough_; }

  // Looks at each stretch without (ASCII) white space that has a mark; decides about its last candidate.
  void find_breaks() {
    std::size_t from = 0;
    while (!done()) {
      std::size_t mark = from;
      while (mark < line_.size() && !in(marks, line_[mark])) ++mark;
      if (mark == line_.size()) return;
      std::size_t begin = mark;
      while (begin > from && !ascii_space(line_[begin - 1])) --begin;
      std::size_t end = mark;
      Candidate last;
      for (; end < line_.size() && !ascii_space(line_[end]); ++end) {
        if (!in(marks, line_[end])) continue;
        Candidate found{end, 0};
        if (end + 1 == line_.size() || !in(ends_word, line_[end + 1])) {
          found.next = end + 1;
          while (const std::size_t size = text::space_at(line_, found.next)) found.next += size;
          if (found.next == end + 1 || found.next == line_.size()) continue;
        }
        // The stretch's first character, when it is a mark, is a candidate even where others follow (so NLTK's code has
        // it).
        if (last.at == begin) decide(begin, last);
        last = found;
      }
      from = end;
      if (last.at != std::string_view::npos) decide(begin, last);
    }
  }

  struct Candidate {
    std::size_t at = std::string_view::npos, next = 0;  // the mark; where what follows white space begins, or 0
  };

  // Whether a sentence ends at a candidate in the stretch that starts at `begin`; if so, it does.
  void decide(std::size_t begin, Candidate candidate) {
    std::size_t context_end = candidate.at + 2;
    if (candidate.next > 0) {
      context_end = candidate.next;
      while (context_end < line_.size() && text::space_at(line_, context_end) == 0) ++context_end;
    }
    if (!breaks_within(line_.substr(begin, context_end - begin))) return;
    slice(candidate.at + 1);
    start_ = candidate.next > 0 ? candidate.next : candidate.at + 1;
  }

  // A stretch [start_, end) of the line ends here: what closes the one before it is taken off, and that one counts.
  void slice(std::size_t end) {
    if (pending_) {
      const std::string_view text = start_ < end ? line_.substr(start_, end - start_) : std::string_view();
      const std::size_t closing = closing_length(text);
      if (closing > 0 || pending_end_ > pending_start_) ++sentences_;
      pending_start_ = start_ + closing;
    } else {
      pending_start_ = start_;
    }
    pending_end_ = end;
    pending_ = true;
  }

  void last() {
    if (pending_end_ > pending_start_) ++sentences_;
  }

  std::string_view line_;
  std::uint64_t enough_, sentences_ = 0;
  std::size_t start_ = 0;  // where the sentence being read begins
  bool pending_ = false;   // whether there is one that what follows may still close
  std::size_t pending_start_ = 0, pending_end_ = 0;
};

}  // namespace

std::uint64_t count_punkt_sentences(std::string_view line, std::uint64_t enough) {
  return Counter(line, enough).count();
}

}  // namespace dsprep::ops::c4
