#include "ops/report/compare/word_shift.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <set>
#include <utility>

#include "spill/progress_check.h"

namespace dsprep::ops::compare {
namespace {

constexpr std::size_t most_moved = 25;

double term(double observed, double expected) { return observed > 0 ? observed * std::log(observed / expected) : 0; }

// The words with the largest surprise, ties to the first in byte order.
class Largest {
 public:
  void add(const MovedWord& word) {
    if (words_.size() == most_moved && word.surprise <= words_.rbegin()->surprise) return;
    words_.insert(word);
    if (words_.size() > most_moved) words_.erase(std::prev(words_.end()));
  }
  std::vector<MovedWord> take() const { return {words_.begin(), words_.end()}; }

 private:
  struct More {
    bool operator()(const MovedWord& a, const MovedWord& b) const {
      return a.surprise != b.surprise ? a.surprise > b.surprise : a.word < b.word;
    }
  };
  std::set<MovedWord, More> words_;
};

}  // namespace

Result<WordShift> word_shift(WordCounts& reference, WordCounts& current, Decider& decider) {
  WordShift shift;
  shift.words[0] = reference.total();
  shift.words[1] = current.total();
  const double all[2] = {static_cast<double>(shift.words[0]), static_cast<double>(shift.words[1])};
  DSPREP_TRY(WordCounts::Reader was, reference.read());
  DSPREP_TRY(WordCounts::Reader is, current.read());
  DSPREP_TRY(bool have_was, was.next());
  DSPREP_TRY(bool have_is, is.next());
  Largest more, less;
  double divergence = 0;
  spill::ProgressCheck progress(decider, "comparing words");
  while (have_was || have_is) {
    DSPREP_CHECK(progress.step());
    const int order = !have_is ? -1 : !have_was ? 1 : was.word().compare(is.word());
    MovedWord word{order <= 0 ? was.word() : is.word(), order <= 0 ? was.count() : 0, order >= 0 ? is.count() : 0, 0};
    const double r = static_cast<double>(word.reference), c = static_cast<double>(word.current);
    shift.distinct[0] += word.reference != 0;
    shift.distinct[1] += word.current != 0;
    shift.fresh += word.reference == 0;
    shift.gone += word.current == 0;
    if (all[0] > 0 && all[1] > 0) {
      const double p = r / all[0], q = c / all[1], middle = (p + q) / 2;
      divergence += (term(p, middle) + term(q, middle)) / 2;
      const double both = (r + c) / (all[0] + all[1]);
      word.surprise = 2 * (term(r, both * all[0]) + term(c, both * all[1]));
      if (q > p) more.add(word);
      else if (p > q) less.add(word);
    }
    if (order <= 0) {
      DSPREP_TRY(have_was, was.next());
    }
    if (order >= 0) {
      DSPREP_TRY(have_is, is.next());
    }
  }
  shift.js = all[0] > 0 && all[1] > 0 ? std::sqrt(std::max(0.0, divergence)) : std::numeric_limits<double>::quiet_NaN();
  shift.more = more.take();
  shift.less = less.take();
  return shift;
}

}  // namespace dsprep::ops::compare
