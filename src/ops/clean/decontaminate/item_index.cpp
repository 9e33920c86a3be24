// Everything is found by runs of words whose hash is a key: all n-grams; the first words of an item that must stand
// there as a whole; and for near items the words cut into at least three pieces in a row (seeds), since two changed
// words leave one of three pieces as it was. The hash of a run comes from two prefix sums, so that a position of the
// text costs one multiplication and one look into a bit table for each length of run there is. What a key promises is
// then checked word by word.
#include "ops/clean/decontaminate/item_index.h"

#include <algorithm>
#include <bit>
#include <cmath>
#include <tuple>

#include "base/hash.h"
#include "ops/clean/decontaminate/word_gaps.h"

namespace dsprep::ops::decontaminate {
namespace {

constexpr std::uint64_t base_of_runs = 0x9e3779b97f4a7c15ull;  // odd; word hashes are random already
constexpr std::size_t longest_seed = 6, seeds_at_least = 3;
constexpr std::size_t most_named = 32;   // items that share an n-gram before it is a template
constexpr std::size_t most_tried = 256;  // items tried for one seed at one place
constexpr std::size_t tried_slots = 1024;
constexpr std::size_t ideographs_alone = 10;  // so many in a row need not stand by themselves
constexpr std::size_t missing_part = 5;       // of a near item's words
constexpr std::size_t speaking_part = 3;      // of an n-gram: folded words that are no numbers and no single letters

std::uint64_t key_of(std::uint64_t run, std::size_t length) { return base::mix(run, length); }

// Between words `before` and `before + 1`, or to the text's ends.
bool divides_behind(std::string_view text, const FoldedWords& words, std::size_t before) {
  return before + 1 == words.size() || divides(text, {words.spans[before].end, words.spans[before + 1].begin});
}

// Whether there is a border before word `first` or one of up to `slack` words before it.
bool is_bounded_before(std::string_view text, const FoldedWords& words, std::size_t first, std::size_t slack) {
  for (;; --first, --slack) {
    if (first == 0 || divides_behind(text, words, first - 1)) return true;
    if (slack == 0) return false;
  }
}
bool is_bounded_behind(std::string_view text, const FoldedWords& words, std::size_t last, std::size_t slack) {
  for (;; ++last, --slack) {
    if (divides_behind(text, words, last)) return true;
    if (slack == 0) return false;
  }
}

}  // namespace

ItemIndex::Added ItemIndex::add(std::uint32_t item, std::string_view text) {
  FoldedWords words;
  split_folded_words(text, words);
  std::vector<FoldedWordSize> sizes;
  measure_folded_words(text, words, sizes);
  Piece piece{item, static_cast<std::uint32_t>(pool_.size()), static_cast<std::uint32_t>(words.size()), 0, 0, 0, 0, 0};
  std::uint32_t said = 0, spoken = 0;  // tenths: with numbers and single letters as half a word, and without them
  for (const FoldedWordSize size : sizes) {
    piece.size += size.speaks ? size.tenths : FoldedWordSize::word;
    said += size.tenths;
    spoken += size.speaks ? size.tenths : 0;
    piece.spoken += size.speaks;
  }
  if (said < std::max<std::size_t>(options_.min_words, 1) * FoldedWordSize::word || spoken < FoldedWordSize::word)
    return Added::too_short;
  // In steps, so that a text is looked through for few lengths: words, ideographs, letters.
  const std::uint32_t average = piece.size / piece.words;
  const std::uint32_t step = average >= 8   ? FoldedWordSize::word
                             : average >= 5 ? FoldedWordSize::ideograph
                                            : FoldedWordSize::letter;
  piece.ngram = static_cast<std::uint16_t>((options_.ngram * FoldedWordSize::word + step - 1) / step);
  const std::string_view bytes(reinterpret_cast<const char*>(words.hashes.data()),
                               words.size() * sizeof(std::uint64_t));
  if (!known_.try_emplace({base::hash64(bytes), words.size()}, static_cast<std::uint32_t>(pieces_.size())).second)
    return Added::known;
  pieces_.push_back(piece);
  pool_.insert(pool_.end(), words.hashes.begin(), words.hashes.end());
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool last = i + 1 == words.size();
    marks_.push_back(last ? 0 : count_gap_marks(text, {words.spans[i].end, words.spans[i + 1].begin}));
    speaks_.push_back(sizes[i].speaks);
  }
  return Added::yes;
}

std::size_t ItemIndex::seeds_of(const Piece& piece) const {
  if (!options_.near || is_below(piece, options_.near_words)) return 0;
  return std::max(seeds_at_least, (piece.words + longest_seed - 1) / longest_seed);
}

void ItemIndex::post(std::size_t number) {
  Piece& piece = pieces_[number];
  const std::uint64_t* const words = pool_.data() + piece.begin;
  const auto run = [&](std::size_t from, std::size_t length) {
    std::uint64_t hash = 0;
    for (std::size_t i = from; i < from + length; ++i) hash = hash * base_of_runs + words[i];
    return key_of(hash, length);
  };
  const auto n = static_cast<std::uint32_t>(number);
  if (piece.words >= piece.ngram) {
    std::vector<std::uint64_t> ngrams;
    for (std::size_t i = 0; i + piece.ngram <= piece.words; ++i) {
      const auto first = speaks_.begin() + static_cast<std::ptrdiff_t>(piece.begin + i);
      if (speaking_part * static_cast<std::size_t>(std::count(first, first + piece.ngram, 1)) >= piece.ngram)
        ngrams.push_back(run(i, piece.ngram));
    }
    std::sort(ngrams.begin(), ngrams.end());
    ngrams.erase(std::unique(ngrams.begin(), ngrams.end()), ngrams.end());
    for (const std::uint64_t key : ngrams) gathered_.push_back({key, Kind::ngram, n, 0});
  }
  // Longer ones too: all their n-grams may turn out to be templates.
  gathered_.push_back({run(0, std::min<std::size_t>(piece.words, longest_seed)), Kind::whole, n, 0});
  for (std::size_t i = 0, seeds = seeds_of(piece); i < seeds; ++i) {
    const std::size_t from = i * piece.words / seeds, end = (i + 1) * piece.words / seeds;
    if (end > from) gathered_.push_back({run(from, end - from), Kind::seed, n, static_cast<std::uint32_t>(from)});
  }
}

void ItemIndex::finish() {
  // What each word weighs.
  std::vector<std::uint64_t> distinct, all;
  for (const Piece& piece : pieces_) {
    distinct.assign(pool_.begin() + piece.begin, pool_.begin() + piece.begin + piece.words);
    std::sort(distinct.begin(), distinct.end());
    distinct.erase(std::unique(distinct.begin(), distinct.end()), distinct.end());
    all.insert(all.end(), distinct.begin(), distinct.end());
  }
  std::sort(all.begin(), all.end());
  weights_.reserve(pool_.size());
  for (const std::uint64_t word : pool_) {
    const auto [first, last] = std::equal_range(all.begin(), all.end(), word);
    weights_.push_back(std::log1p(static_cast<double>(pieces_.size()) / static_cast<double>(last - first)));
  }
  for (Piece& piece : pieces_)
    for (std::size_t i = 0; i < piece.words; ++i) piece.weight += weights_[piece.begin + i];

  for (std::size_t i = 0; i < pieces_.size(); ++i) post(i);
  std::sort(gathered_.begin(), gathered_.end(), [](const Posting& a, const Posting& b) {
    return std::tie(a.key, a.kind, a.piece, a.offset) < std::tie(b.key, b.kind, b.piece, b.offset);
  });
  for (std::size_t i = 0; i < gathered_.size();) {
    Key key{gathered_[i].key, static_cast<std::uint32_t>(postings_.size()), 0, 0};
    std::size_t end = i, ngrams = 0;
    for (; end < gathered_.size() && gathered_[end].key == key.hash; ++end)
      ngrams += gathered_[end].kind == Kind::ngram;
    if (ngrams > most_named) i += ngrams;  // they come first
    else
      for (std::size_t k = 0; k < ngrams; ++k) ++pieces_[gathered_[i + k].piece].ngrams;
    key.ngrams_end = key.begin + static_cast<std::uint32_t>(ngrams > most_named ? 0 : ngrams);
    for (; i < end; ++i) {
      postings_.push_back({gathered_[i].piece, gathered_[i].offset, gathered_[i].kind});
      posting_pieces_.push_back(gathered_[i].piece);
    }
    key.end = static_cast<std::uint32_t>(postings_.size());
    if (key.end > key.begin) keys_.push_back(key);
  }

  // The lengths of runs there are.
  std::size_t longest = longest_seed;
  for (const Piece& piece : pieces_) longest = std::max<std::size_t>(longest, piece.ngram);
  std::vector<bool> lengths(longest + 1);
  for (const Piece& piece : pieces_) {
    if (piece.words >= piece.ngram) lengths[piece.ngram] = true;
    lengths[std::min<std::size_t>(piece.words, longest_seed)] = true;
    for (std::size_t i = 0, seeds = seeds_of(piece); i < seeds; ++i)
      lengths[(i + 1) * piece.words / seeds - i * piece.words / seeds] = true;
  }
  powers_.push_back(1);
  for (std::size_t i = 1; i < lengths.size(); ++i) {
    powers_.push_back(powers_.back() * base_of_runs);
    if (lengths[i]) lengths_.push_back(i);
  }

  slots_.resize(std::bit_ceil(std::max<std::size_t>(2 * keys_.size(), 2)));
  filter_.resize(std::bit_ceil(std::clamp<std::size_t>(keys_.size() / 4, 128, std::size_t{1} << 22)));  // 16 bits a key
  for (std::size_t i = 0; i < keys_.size(); ++i) {
    const std::uint64_t hash = keys_[i].hash;
    filter_[hash >> 6 & (filter_.size() - 1)] |= std::uint64_t{1} << (hash & 63);
    std::size_t slot = hash >> 20 & (slots_.size() - 1);
    while (slots_[slot] != 0) slot = (slot + 1) & (slots_.size() - 1);
    slots_[slot] = static_cast<std::uint32_t>(i + 1);
  }
  gathered_ = {};
  known_ = {};
}

std::span<const std::uint32_t> ItemIndex::pieces_of(std::uint32_t key) const {
  const Key& of = keys_[key];
  return std::span(posting_pieces_).subspan(of.begin, of.ngrams_end - of.begin);
}

const ItemIndex::Key* ItemIndex::look_up(std::uint64_t hash) const {
  if (!(filter_[hash >> 6 & (filter_.size() - 1)] >> (hash & 63) & 1)) return nullptr;
  for (std::size_t slot = hash >> 20 & (slots_.size() - 1); slots_[slot] != 0; slot = (slot + 1) & (slots_.size() - 1))
    if (keys_[slots_[slot] - 1].hash == hash) return &keys_[slots_[slot] - 1];
  return nullptr;
}

bool ItemIndex::is_whole_at(const Piece& piece, std::string_view text, const FoldedWords& words, std::size_t at) const {
  if (at + piece.words > words.size()) return false;
  const auto first = words.hashes.begin() + static_cast<std::ptrdiff_t>(at);
  if (!std::equal(first, first + piece.words, pool_.begin() + piece.begin)) return false;
  const bool ideographs = piece.words >= ideographs_alone && piece.size >= piece.words * FoldedWordSize::ideograph;
  if (ideographs || !is_below(piece, options_.alone_below)) return true;
  const std::size_t last = at + piece.words - 1;
  if (!is_bounded_before(text, words, at, 0) || !is_bounded_behind(text, words, last, 0)) return false;
  for (std::size_t i = at; i < last; ++i)
    if (count_gap_marks(text, {words.spans[i].end, words.spans[i + 1].begin}) > marks_[piece.begin + i - at])
      return false;
  return true;
}

// The heaviest common subsequence of the item's words from `item` on and the text's from `at` on (backwards: before
// them), in a band around the diagonal; given up, with a negative weight, where `have` and all that may still come stay
// below `needed`.
template <bool backwards>
ItemIndex::Aligned ItemIndex::align(std::size_t item, std::size_t item_words, std::size_t at, double have,
                                    double needed, double total, Scratch& scratch) const {
  using Cell = Scratch::Cell;
  const FoldedWords& words = scratch.words;
  const std::size_t text_words = backwards ? at : words.size() - at;
  const std::size_t band = std::clamp<std::size_t>(item_words / 6, 2, 8), width = 2 * band + 1;
  // row[d]: the best with the item's first r words and the text's first r + d - band.
  scratch.row.assign(width, {});
  Aligned best;
  double rest = total;
  for (std::size_t r = 0; r < item_words; ++r) {
    if (have + best.weight + rest < needed) return {-1};
    const std::size_t place = backwards ? item - 1 - r : item + r;
    const double weight = weights_[place];
    rest -= weight;
    scratch.next_row.assign(width, {});
    for (std::size_t d = 0; d < width; ++d) {
      Cell cell = d + 1 < width ? scratch.row[d + 1] : Cell{};  // the item's word is passed over
      if (d > 0 && scratch.next_row[d - 1].weight > cell.weight) cell = scratch.next_row[d - 1];  // the text's word is
      const Cell& before = scratch.row[d];
      // The text's word at r + d - band stands against the item's at r.
      if (r + d >= band && r + d - band < text_words) {
        const std::size_t column = r + d - band;
        if (words.hashes[backwards ? at - 1 - column : at + column] == pool_[place] &&
            before.weight + weight > cell.weight)
          cell = {before.weight + weight, before.matched + 1, before.spoken + speaks_[place],
                  static_cast<std::uint32_t>(column + 1)};
      }
      if (before.weight > cell.weight) cell = before;
      scratch.next_row[d] = cell;
      if (cell.weight > best.weight)
        best = {cell.weight, cell.matched, cell.spoken, static_cast<std::uint32_t>(r + 1), cell.of_text};
    }
    scratch.row.swap(scratch.next_row);
  }
  return best;
}

bool ItemIndex::is_near(std::uint32_t number, std::size_t offset, std::string_view text, std::size_t at,
                        std::size_t size, Scratch& scratch, ItemMatch& match) const {
  const Piece& piece = pieces_[number];
  const std::int64_t diagonal = static_cast<std::int64_t>(at) - static_cast<std::int64_t>(offset);
  Scratch::Tried& tried = scratch.tried[base::mix(number, static_cast<std::uint64_t>(diagonal)) % tried_slots];
  if (tried.text == scratch.texts && tried.piece == number && tried.diagonal == diagonal) return false;
  tried = {scratch.texts, number, diagonal};
  const double needed = options_.near_score * piece.weight - 1e-9;
  double seed = 0, before = 0;
  for (std::size_t i = 0; i < size; ++i) seed += weights_[piece.begin + offset + i];
  for (std::size_t i = 0; i < offset; ++i) before += weights_[piece.begin + i];
  const double behind = piece.weight - seed - before;
  const std::size_t words_behind = piece.words - offset - size;
  const Aligned right =
      align<false>(piece.begin + offset + size, words_behind, at + size, seed + before, needed, behind, scratch);
  if (right.weight < 0) return false;
  const Aligned left = align<true>(piece.begin + offset, offset, at, seed + right.weight, needed, before, scratch);
  if (left.weight < 0 || seed + left.weight + right.weight < needed) return false;
  const auto seed_begin = speaks_.begin() + static_cast<std::ptrdiff_t>(piece.begin + offset);
  const auto seed_spoken =
      static_cast<std::size_t>(std::count(seed_begin, seed_begin + static_cast<std::ptrdiff_t>(size), 1));
  const std::size_t one = (FoldedWordSize::word * piece.words + piece.size - 1) / piece.size;  // word, in folded words
  const auto enough = [&](std::size_t there, std::size_t all) {
    return all - there <= std::max(one, all / missing_part);
  };
  if (!enough(size + left.matched + right.matched, piece.words) ||
      !enough(seed_spoken + left.spoken + right.spoken, piece.spoken))
    return false;
  const FoldedWords& words = scratch.words;
  const std::size_t first = at - left.of_text, last = at + size + right.of_text - 1;
  if (is_below(piece, options_.bounded_below) && (!is_bounded_before(text, words, first, offset - left.of_item) ||
                                                  !is_bounded_behind(text, words, last, words_behind - right.of_item)))
    return false;
  match.score = static_cast<float>(std::min(1.0, (seed + left.weight + right.weight) / piece.weight));
  match.begin = words.spans[first].begin;
  match.end = words.spans[last].end;
  return true;
}

void ItemIndex::find(std::string_view text, Scratch& scratch, std::vector<ItemMatch>& matches) const {
  if (keys_.empty()) return;
  scratch.tried.resize(tried_slots);
  ++scratch.texts;
  FoldedWords& words = scratch.words;
  split_folded_words(text, words);
  std::vector<std::uint64_t>& prefix = scratch.prefix;
  prefix.resize(words.size() + 1);
  prefix[0] = 0;
  for (std::size_t i = 0; i < words.size(); ++i) prefix[i + 1] = prefix[i] * base_of_runs + words.hashes[i];
  for (const std::size_t length : lengths_) {
    const std::uint64_t power = powers_[length];
    for (std::size_t at = 0; at + length <= words.size(); ++at) {
      const Key* const key = look_up(key_of(prefix[at + length] - prefix[at] * power, length));
      if (!key) continue;
      if (key->ngrams_end > key->begin)
        matches.push_back({ItemMatch::By::ngram, static_cast<std::uint32_t>(key - keys_.data()), words.spans[at].begin,
                           words.spans[at + length - 1].end, 1});
      std::size_t tried = 0;
      for (std::uint32_t i = key->ngrams_end; i < key->end; ++i) {
        const Place& place = postings_[i];
        const Piece& piece = pieces_[place.piece];
        if (place.kind == Kind::whole) {
          if (is_whole_at(piece, text, words, at))
            matches.push_back(
                {ItemMatch::By::whole, place.piece, words.spans[at].begin, words.spans[at + piece.words - 1].end, 1});
          continue;
        }
        if (++tried > most_tried) break;
        ItemMatch match{ItemMatch::By::near, place.piece, 0, 0, 0};
        if (is_near(place.piece, place.offset, text, at, length, scratch, match)) matches.push_back(match);
      }
    }
  }
}

}  // namespace dsprep::ops::decontaminate
