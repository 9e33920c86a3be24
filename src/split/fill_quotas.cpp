// First a label at a time, then sizes are put right, then the worst cell is mended while that is possible.
#include "split/fill_quotas.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <functional>
#include <queue>
#include <utility>

#include "base/quotas.h"

namespace dsprep::split {
namespace {

using Quotas = std::vector<std::vector<std::uint64_t>>;

class Filler {
 public:
  Filler(const std::vector<std::uint64_t>& left, Balance& balance)
      : left_(left), balance_(balance), parts_(balance.parts()), quotas_(left.size()) {}

  Quotas fill() {
    std::uint64_t placed = 0;
    for (std::size_t part = 0; part < parts_; ++part) placed += balance_.records(part);
    if (placed == 0) draw_all();
    else give_what_lacks();
    put_sizes_right();
    mend_the_worst();
    return std::move(quotas_);
  }

 private:
  // The parts' sizes, one after the other, from each label in proportion.
  void draw_all() {
    std::vector<std::uint64_t> left = left_;
    for (const std::uint64_t size : balance_.sizes()) {
      const std::vector<std::uint64_t> drawn = base::draw_in_proportion(size, left);
      for (std::size_t label = 0; label < left.size(); ++label) quotas_[label].push_back(drawn[label]);
    }
    for (std::size_t label = 0; label < left.size(); ++label)
      for (std::size_t part = 0; part < parts_; ++part) count(label, part, quotas_[label][part]);
  }

  // Of each label to each part what it lacks, in whole numbers; where that is more or less than there is, from or to
  // the part that comes nearest by it.
  void give_what_lacks() {
    for (std::size_t label = 0; label < left_.size(); ++label) {
      std::vector<std::uint64_t>& quotas = quotas_[label];
      quotas.assign(parts_, 0);
      std::uint64_t given = 0;
      double lacking = 0;
      for (std::size_t part = 0; part < parts_; ++part) lacking += std::max(0.0, lacks(label, part));
      // Where some parts have too much already, the others lack more than there is.
      const double scale =
          lacking > static_cast<double>(left_[label]) ? static_cast<double>(left_[label]) / lacking : 1;
      for (std::size_t part = 0; part < parts_; ++part) {
        const auto whole = static_cast<std::uint64_t>(std::max(0.0, lacks(label, part)) * scale);
        quotas[part] = std::min(whole, left_[label] - given);
        given += quotas[part];
      }
      for (; given < left_[label]; ++given) ++quotas[neediest(label, quotas)];
      for (std::size_t part = 0; part < parts_; ++part) count(label, part, quotas[part]);
    }
  }

  double lacks(std::size_t label, std::size_t part) const {
    return balance_.wanted(label, part) - static_cast<double>(balance_.has(label, part));
  }

  std::size_t neediest(std::size_t label, const std::vector<std::uint64_t>& quotas) const {
    std::size_t best = 0;
    for (std::size_t part = 1; part < parts_; ++part)
      if (lacks(label, part) - static_cast<double>(quotas[part]) >
          lacks(label, best) - static_cast<double>(quotas[best]))
        best = part;
    return best;
  }

  // Moves single records from parts that have too many to parts that have too few, of the labels that suffer least.
  void put_sizes_right() {
    for (std::size_t from = 0; from < parts_; ++from)
      for (std::size_t to = 0; to < parts_; ++to)
        if (from != to && over(from) > 0 && over(to) < 0) move_some(from, to);
  }

  std::int64_t over(std::size_t part) const {
    return static_cast<std::int64_t>(balance_.records(part)) - static_cast<std::int64_t>(balance_.sizes()[part]);
  }

  void move_some(std::size_t from, std::size_t to) {
    using Entry = std::pair<double, std::size_t>;
    std::priority_queue<Entry, std::vector<Entry>, std::greater<>> labels;
    const auto cost = [&](std::size_t label) {
      const double f = 1 + 2 * lacks(label, from), t = 1 - 2 * lacks(label, to);
      return f / std::max(balance_.wanted(label, from), 1e-3) + t / std::max(balance_.wanted(label, to), 1e-3);
    };
    for (std::size_t label = 0; label < quotas_.size(); ++label)
      if (quotas_[label][from] > 0) labels.emplace(cost(label), label);
    while (!labels.empty() && over(from) > 0 && over(to) < 0) {
      const std::size_t label = labels.top().second;
      labels.pop();
      move(label, from, to);
      if (quotas_[label][from] > 0) labels.emplace(cost(label), label);
    }
  }

  // How far a label's share of a part is from its share of all, in records of the part.
  double off(std::size_t label, std::size_t part, double more) const {
    return balance_.sizes()[part] == 0
               ? 0
               : std::fabs(more - lacks(label, part)) / static_cast<double>(balance_.sizes()[part]);
  }

  // No cell may come further off for it than the next whole number.
  bool may(std::size_t label, std::size_t part, double more) const {
    const double before = lacks(label, part), after = std::fabs(before - more);
    return after <= 1 || after <= std::fabs(before);
  }

  // The largest deviation is lessened by exchanging a record of its label for one of another, between two parts: sizes
  // stay. Few cells, few rounds; with very many labels what there is must do.
  void mend_the_worst() {
    constexpr std::size_t most_labels = 1024;
    if (parts_ < 2 || quotas_.size() > most_labels || quotas_.size() < 2) return;
    for (std::size_t round = 0; round < 8 * quotas_.size(); ++round)
      if (!mend_one()) return;
  }

  bool mend_one() {
    std::size_t label = 0, part = 0;
    double worst = -1;
    for (std::size_t l = 0; l < quotas_.size(); ++l)
      for (std::size_t p = 0; p < parts_; ++p)
        if (const double here = off(l, p, 0); here > worst + 1e-15) {
          worst = here;
          label = l;
          part = p;
        }
    const bool much = lacks(label, part) < 0;
    double best = worst - 1e-12;
    std::size_t best_other = 0, best_label = 0;
    bool found = false;
    for (std::size_t other = 0; other < parts_; ++other) {
      if (other == part) continue;
      const std::size_t from = much ? part : other, to = much ? other : part;
      if (quotas_[label][from] == 0 || !may(label, from, -1) || !may(label, to, 1)) continue;
      const double there = std::max(off(label, from, -1), off(label, to, 1));
      if (there >= best) continue;
      for (std::size_t l = 0; l < quotas_.size(); ++l) {
        if (l == label || quotas_[l][to] == 0 || !may(l, to, -1) || !may(l, from, 1)) continue;
        const double all = std::max({there, off(l, to, -1), off(l, from, 1)});
        if (all >= best) continue;
        best = all;
        best_other = other;
        best_label = l;
        found = true;
      }
    }
    if (!found) return mend_by_three(label, part, worst);
    const std::size_t from = much ? part : best_other, to = much ? best_other : part;
    move(label, from, to);
    move(best_label, to, from);
    return true;
  }

  // Where no exchange between two parts helps: a record of the label from one part to a second, one of another label
  // from there to a third, and one of a third label back.
  bool mend_by_three(std::size_t label, std::size_t part, double worst) {
    constexpr std::size_t most_tried = 1u << 20;
    if (parts_ * parts_ * quotas_.size() * quotas_.size() > most_tried) return false;
    const bool much = lacks(label, part) < 0;
    double best = worst - 1e-12;
    std::array<std::size_t, 5> found = {};  // from, to, third, and the labels that leave the last two
    const auto cost = [&](std::size_t l, std::size_t from, std::size_t to) {
      if (quotas_[l][from] == 0 || !may(l, from, -1) || !may(l, to, 1)) return worst;
      return std::max(off(l, from, -1), off(l, to, 1));
    };
    for (std::size_t other = 0; other < parts_; ++other) {
      if (other == part) continue;
      const std::size_t from = much ? part : other, to = much ? other : part;
      const double first = cost(label, from, to);
      for (std::size_t third = 0; third < parts_ && first < best; ++third) {
        if (third == from || third == to) continue;
        for (std::size_t l = 0; l < quotas_.size(); ++l) {
          const double second = l == label ? worst : std::max(first, cost(l, to, third));
          for (std::size_t m = 0; m < quotas_.size() && second < best; ++m) {
            const double all = m == label || m == l ? worst : std::max(second, cost(m, third, from));
            if (all >= best) continue;
            best = all;
            found = {from, to, third, l, m};
          }
        }
      }
    }
    if (best >= worst - 1e-12) return false;
    move(label, found[0], found[1]);
    move(found[3], found[1], found[2]);
    move(found[4], found[2], found[0]);
    return true;
  }

  void move(std::size_t label, std::size_t from, std::size_t to) {
    --quotas_[label][from];
    ++quotas_[label][to];
    count(label, from, static_cast<std::uint64_t>(-1));
    count(label, to, 1);
  }

  void count(std::size_t label, std::size_t part, std::uint64_t records) {
    balance_.place_singles(label, part, records);
  }

  const std::vector<std::uint64_t>& left_;  // by label
  Balance& balance_;
  const std::size_t parts_;
  Quotas quotas_;
};

}  // namespace

std::vector<std::vector<std::uint64_t>> fill_quotas(const std::vector<std::uint64_t>& left, Balance& balance) {
  return Filler(left, balance).fill();
}

}  // namespace dsprep::split
