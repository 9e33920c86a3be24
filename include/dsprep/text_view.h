// TextView: everything the rules ask of a text, each computed at most once.
//
// Ten rules that count words segment the text once between them. A TextView is lazy: nothing is computed
// until asked, everything is kept until the text is edited. Storage is reused from record to record.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>

namespace dsprep {

// A piece of a text: bytes [begin, end). 32 bits are enough: a record is at most 4 GiB.
struct TextSpan {
  std::uint32_t begin, end;
  std::uint32_t size() const { return end - begin; }
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
  bool operator==(const TextSpan&) const = default;
};

enum class WordModel : std::uint8_t {
  whitespace,  // maximal runs of characters that are not White_Space (Python's str.split)
  uax29,       // UAX-29 word segments that hold a letter, a digit or an ideograph; one word per ideograph
  unicode,     // ICU's word break iterator: UAX-29 plus dictionaries for Chinese, Japanese, Thai, Lao, Khmer, Burmese
};

// How many code points of each kind. The kinds are Unicode general categories; every code point is in
// exactly one of letters, marks, digits, other_numbers, punctuation, symbols, whitespace, other.
struct CharCounts {
  std::uint64_t total = 0;          // code points
  std::uint64_t letters = 0;        // L*
  std::uint64_t marks = 0;          // M*
  std::uint64_t digits = 0;         // Nd
  std::uint64_t other_numbers = 0;  // Nl, No
  std::uint64_t punctuation = 0;    // P*
  std::uint64_t symbols = 0;        // S*
  std::uint64_t whitespace = 0;     // White_Space (this property wins over the category: TAB, LF, NEL are Cc)
  std::uint64_t other = 0;          // C*, and Z* that is not White_Space
  std::uint64_t uppercase = 0;      // Lu and Lt (of letters)
  std::uint64_t lowercase = 0;      // Ll (of letters)
  std::uint64_t ideographs = 0;     // Ideographic (of letters)
};

// What rules ask of each word.
struct WordFacts {
  std::uint32_t chars : 30;               // code points; stays at 2^30 - 1 beyond
  std::uint32_t has_letter : 1;           // a character of L*, as Python's str.isalpha()
  std::uint32_t starts_alphanumeric : 1;  // begins with one of L* or N*, as Python's str.isalnum()
};

// Owned by one Record; used by one worker. Every result is valid until the text changes.
// REQUIRES valid UTF-8, which every Record's text is.
class TextView {
 public:
  TextView();
  ~TextView();
  TextView(TextView&&) noexcept;
  TextView& operator=(TextView&&) noexcept;

  void reset(std::string_view text);  // forgets everything; keeps its storage
  std::string_view text() const { return text_; }

  bool ascii() const;           // no byte above 0x7f
  std::uint64_t chars() const;  // code points
  const CharCounts& counts() const;

  std::span<const TextSpan> words(WordModel model) const;
  std::span<const TextSpan> lines()
      const;  // split on LF, without it; empties kept; "" has none; a final LF ends the last line
  std::span<const TextSpan> universal_lines()
      const;  // split as Python's str.splitlines(): CR, CR LF, VT, FF, NEL, U+2028, … too
  std::span<const TextSpan> trimmed_lines()
      const;  // lines(), each without white space at its ends (Python's str.strip()); empties kept
  std::span<const TextSpan> paragraphs() const;  // split on runs of two or more LF; empties dropped
  std::span<const TextSpan> sentences()
      const;  // ICU's sentence break iterator, trailing white space cut off; empties dropped

  std::span<const WordFacts> word_facts(WordModel model) const;  // of each of words(model)
  // Equal words have equal numbers (exactly: hashes find, bytes decide), from 0 in the order of first appearance.
  std::span<const std::uint32_t> word_ids(WordModel model) const;
  std::uint32_t distinct_words(WordModel model) const;

  // XXH3-64 of each word's bytes, and of each run of n words: XXH3-64 of the n word hashes, 8 bytes each, low byte
  // first (so that white space does not matter). Frozen, for n = 1 too: these go into files.
  // ngram_hashes(m, n) has max(0, words(m).size() - n + 1) entries.
  std::span<const std::uint64_t> word_hashes(WordModel model) const;
  std::span<const std::uint64_t> ngram_hashes(WordModel model, int n) const;  // REQUIRES 1 <= n <= 64

 private:
  struct State;
  std::string_view text_;
  std::unique_ptr<State> state_;
};

}  // namespace dsprep
