// ItemIndex: an inverted index that finds known short texts (items of a benchmark) inside other texts: from hashes of
// word n-grams to the items that hold them.
//
// Items are compared by their folded words (ops/clean/decontaminate/folded_words.h), in three ways:
//
//   ngram   any run of `ngram` words of an item that is at least so long. One that more than 32 items share is a
//           template ("which of the following …") and says nothing, nor does one of hardly anything but numbers
//   whole   all words of an item, one behind the other. One of fewer than `alone_below` words, or ten ideographs, must
//           stand by itself (between the text's ends and what divides: ops/clean/decontaminate/word_gaps.h), with no
//           more marks between two of its words than the item has there
//   near    an item of at least `near_words` words of which the weight `near_score` stands there in order, close
//           together but for a fifth of its words; and so much of the words that are no numbers, too. A word weighs
//           ln(1 + items / items with it) (inverse document frequency), so that rare words count and "which of the"
//           hardly does. One of fewer than `bounded_below` words must stand by itself, its missing words included
//
// In scripts without spaces several folded words make one (measure_folded_words), and all these lengths are in such
// words: an n-gram of 13 words is one of 22 ideographs. Items that are equal word for word are one: the first names it.
// Items of fewer than `min_words` words, and those of numbers and single letters alone, are not found.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "ops/clean/decontaminate/folded_words.h"

namespace dsprep::ops::decontaminate {

struct ItemOptions {
  std::size_t ngram = 13, min_words = 3, alone_below = 8, near_words = 8, bounded_below = 13;
  double near_score = 0.7;
  bool near = true;
};

struct ItemMatch {
  enum class By : std::uint8_t { whole, ngram, near } by;
  std::uint32_t key;         // of an n-gram: ItemIndex::pieces_of; else the piece
  std::uint32_t begin, end;  // bytes of the text
  float score;               // 1 where exact; near: share of the item's weight
};

// Immutable once built; thread-safe but for Scratch.
class ItemIndex {
 public:
  struct Piece {
    std::uint32_t item;          // as given to add()
    std::uint32_t begin, words;  // in the pool of folded words
    std::uint32_t size;          // in tenths of a word
    std::uint16_t ngram;         // folded words of its n-grams
    std::uint32_t spoken;        // folded words that are no numbers and no single letters
    double weight;               // of all words together
    std::uint32_t ngrams;        // different ones that are no templates
  };

  explicit ItemIndex(const ItemOptions& options) : options_(options) {}
  // One text of an item; an item may have several, each of which is found by itself.
  enum class Added : std::uint8_t { yes, too_short, known };
  Added add(std::uint32_t item, std::string_view text);
  void finish();  // once, before find()

  // Memory of one worker, used again for the next text.
  struct Scratch {
    FoldedWords words;
    std::vector<std::uint64_t> prefix;
    struct Cell {
      double weight;
      std::uint32_t matched, spoken, of_text;
    };
    std::vector<Cell> row, next_row;  // of an alignment
    struct Tried {
      std::uint64_t text = 0;
      std::uint32_t piece = 0;
      std::int64_t diagonal = 0;
    };
    std::vector<Tried> tried;
    std::uint64_t texts = 0;
  };
  // Appends. The same piece may be matched several times, and as n-grams that overlap.
  void find(std::string_view text, Scratch& scratch, std::vector<ItemMatch>& matches) const;

  std::span<const Piece> pieces() const { return pieces_; }
  std::size_t keys() const { return keys_.size(); }
  // The pieces that hold an n-gram, ascending.
  std::span<const std::uint32_t> pieces_of(std::uint32_t key) const;

 private:
  enum class Kind : std::uint8_t { ngram, whole, seed };
  struct Posting {
    std::uint64_t key;
    Kind kind;
    std::uint32_t piece, offset;
  };
  struct Key {
    std::uint64_t hash;
    std::uint32_t begin, ngrams_end, end;  // in postings_: n-grams first
  };
  // What stands there in order: its weight, how many words of the item that is, of these those that speak; and how far
  // they reach in the item and in the text.
  struct Aligned {
    double weight = 0;
    std::uint32_t matched = 0, spoken = 0, of_item = 0, of_text = 0;
  };

  void post(std::size_t piece);
  const Key* look_up(std::uint64_t hash) const;
  bool is_below(const Piece& piece, std::size_t words) const { return piece.size < words * FoldedWordSize::word; }
  std::size_t seeds_of(const Piece& piece) const;  // 0: it is not found with changed words
  bool is_whole_at(const Piece& piece, std::string_view text, const FoldedWords& words, std::size_t at) const;
  bool is_near(std::uint32_t piece, std::size_t offset, std::string_view text, std::size_t at, std::size_t size,
               Scratch& scratch, ItemMatch& match) const;
  template <bool backwards>
  Aligned align(std::size_t item, std::size_t item_words, std::size_t at, double have, double needed, double total,
                Scratch& scratch) const;

  const ItemOptions options_;
  std::vector<std::uint64_t> pool_;   // word hashes of the pieces
  std::vector<double> weights_;       // of the same words
  std::vector<std::uint8_t> marks_;   // in the gaps behind them
  std::vector<std::uint8_t> speaks_;  // 1: it is no number and no single letter
  std::vector<Piece> pieces_;
  std::vector<Posting> gathered_;  // until finish()
  struct Place {
    std::uint32_t piece, offset;
    Kind kind;
  };
  std::vector<Place> postings_;
  std::vector<std::uint32_t> posting_pieces_;                             // of the same
  std::map<std::pair<std::uint64_t, std::size_t>, std::uint32_t> known_;  // (hash, words) of the pieces
  std::vector<Key> keys_;
  std::vector<std::uint32_t> slots_;   // hash table of keys_: index + 1
  std::vector<std::uint64_t> filter_;  // bits of the keys' hashes, asked first
  std::vector<std::size_t> lengths_;   // of the word runs that are keys, ascending
  std::vector<std::uint64_t> powers_;  // of the base, by length
};

}  // namespace dsprep::ops::decontaminate
