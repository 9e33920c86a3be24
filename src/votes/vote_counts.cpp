#include "votes/vote_counts.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "spill/wire.h"

namespace dsprep::votes {

Result<std::uint32_t> VoteCounts::item_of(std::size_t rule, std::uint32_t label) {
  if (rules_.size() <= rule) rules_.resize(rule + 1);
  std::vector<std::uint32_t>& items = rules_[rule].items;
  if (items.size() <= label) items.resize(label + 1, none);
  if (items[label] != none) return items[label];
  if (items_.size() == most_items)
    return failure("the rules vote for more than " + std::to_string(most_items) +
                   " pairs of rule and label: too many to count together");
  items[label] = static_cast<std::uint32_t>(items_.size());
  items_.push_back({static_cast<std::uint32_t>(rule), label});
  pairs_.resize(pairs_.size() + items_.size());
  return items[label];
}

Status VoteCounts::count(const std::vector<Answer>& answers, std::size_t rules) {
  shortest_ = records_++ == 0 ? rules : std::min<std::uint64_t>(shortest_, rules);
  if (rules_.size() < rules) rules_.resize(rules);
  if (answers.empty()) return {};
  row_.clear();
  numbers_.clear();
  for (const Answer& answer : answers) {
    const std::uint32_t label = labels_.number(answer.label);
    DSPREP_TRY(const std::uint32_t item, item_of(answer.place, label));
    row_.push_back(item);
    numbers_.push_back(label);
  }
  std::sort(row_.begin(), row_.end());
  for (std::size_t i = 0; i < row_.size(); ++i) {
    std::uint64_t* const counts = &pairs_[std::size_t{row_[i]} * (row_[i] + 1) / 2];
    for (std::size_t j = 0; j <= i; ++j) ++counts[row_[j]];
  }
  majorities_.resize(labels_.size());
  tally_.resize(labels_.size());
  std::uint32_t most = 0, winners = 0, distinct = 0, winner = 0;
  for (const std::uint32_t label : numbers_) {
    const std::uint32_t votes = ++tally_[label];
    distinct += votes == 1;
    if (votes > most) winners = 0;
    if (votes >= most) {
      most = votes;
      ++winners;
      winner = label;
    }
  }
  for (const std::uint32_t label : numbers_) tally_[label] = 0;
  if (winners == 1) ++majorities_[winner];
  ++covered_;
  overlapping_ += answers.size() > 1;
  conflicting_ += distinct > 1;
  for (const Answer& answer : answers) {
    rules_[answer.place].overlaps += answers.size() > 1;
    rules_[answer.place].conflicts += distinct > 1;
  }
  return {};
}

Status VoteCounts::merge(VoteCounts&& next) {
  if (next.records_ == 0) return {};
  if (records_ == 0) {
    *this = std::move(next);
    return {};
  }
  shortest_ = std::min(shortest_, next.shortest_);
  records_ += next.records_;
  covered_ += next.covered_;
  overlapping_ += next.overlapping_;
  conflicting_ += next.conflicting_;
  if (rules_.size() < next.rules_.size()) rules_.resize(next.rules_.size());
  for (std::size_t rule = 0; rule < next.rules_.size(); ++rule) {
    rules_[rule].overlaps += next.rules_[rule].overlaps;
    rules_[rule].conflicts += next.rules_[rule].conflicts;
  }
  std::vector<std::uint32_t> label_here, item_here;
  for (std::uint32_t label = 0; label < next.labels_.size(); ++label)
    label_here.push_back(labels_.number(next.labels_.text(label)));
  majorities_.resize(labels_.size());
  for (std::size_t label = 0; label < next.majorities_.size(); ++label)
    majorities_[label_here[label]] += next.majorities_[label];
  for (const RawItem& item : next.items_) {
    DSPREP_TRY(const std::uint32_t here, item_of(item.rule, label_here[item.label]));
    item_here.push_back(here);
  }
  for (std::uint32_t a = 0; a < item_here.size(); ++a)
    for (std::uint32_t b = 0; b <= a; ++b) pair(item_here[a], item_here[b]) += next.pair(a, b);
  return {};
}

Status VoteCounts::save(ByteSink& sink) {
  for (const std::uint64_t n : {records_, covered_, overlapping_, conflicting_, shortest_})
    DSPREP_CHECK(spill::put_u64(sink, n));
  DSPREP_CHECK(spill::put_u64(sink, labels_.size()));
  for (std::uint32_t label = 0; label < labels_.size(); ++label)
    DSPREP_CHECK(spill::put_text(sink, labels_.text(label)));
  for (std::size_t label = 0; label < labels_.size(); ++label)
    DSPREP_CHECK(spill::put_u64(sink, label < majorities_.size() ? majorities_[label] : 0));
  DSPREP_CHECK(spill::put_u64(sink, rules_.size()));
  for (const Rule& rule : rules_) {
    DSPREP_CHECK(spill::put_u64(sink, rule.overlaps));
    DSPREP_CHECK(spill::put_u64(sink, rule.conflicts));
  }
  DSPREP_CHECK(spill::put_u64(sink, items_.size()));
  for (const RawItem& item : items_) {
    DSPREP_CHECK(spill::put_u64(sink, item.rule));
    DSPREP_CHECK(spill::put_u64(sink, item.label));
  }
  for (const std::uint64_t n : pairs_) DSPREP_CHECK(spill::put_u64(sink, n));
  return {};
}

Status VoteCounts::load(ByteSource& source) {
  for (std::uint64_t* n : {&records_, &covered_, &overlapping_, &conflicting_, &shortest_}) {
    DSPREP_TRY(*n, spill::get_u64(source));
  }
  DSPREP_TRY(const std::uint64_t labels, spill::get_u64(source));
  for (std::uint64_t i = 0; i < labels; ++i) {
    DSPREP_TRY(const std::string text, spill::get_text(source));
    labels_.number(text);
  }
  for (std::uint64_t i = 0; i < labels; ++i) {
    DSPREP_TRY(const std::uint64_t n, spill::get_u64(source));
    majorities_.push_back(n);
  }
  DSPREP_TRY(const std::uint64_t rules, spill::get_u64(source));
  for (std::uint64_t i = 0; i < rules; ++i) {
    Rule rule;
    DSPREP_TRY(rule.overlaps, spill::get_u64(source));
    DSPREP_TRY(rule.conflicts, spill::get_u64(source));
    rules_.push_back(std::move(rule));
  }
  DSPREP_TRY(const std::uint64_t items, spill::get_u64(source));
  for (std::uint64_t i = 0; i < items; ++i) {
    DSPREP_TRY(const std::uint64_t rule, spill::get_u64(source));
    DSPREP_TRY(const std::uint64_t label, spill::get_u64(source));
    if (rule >= rules_.size() || label >= labels) return failure("the saved vote counts are damaged");
    DSPREP_CHECK(item_of(rule, static_cast<std::uint32_t>(label)));
  }
  for (std::uint64_t& n : pairs_) {
    DSPREP_TRY(n, spill::get_u64(source));
  }
  return {};
}

std::vector<std::uint32_t> VoteCounts::item_order() const {
  const std::vector<std::uint32_t> rank = labels_.ranks();
  std::vector<std::uint32_t> order(items_.size());
  std::iota(order.begin(), order.end(), 0u);
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    return std::pair(items_[a].rule, rank[items_[a].label]) < std::pair(items_[b].rule, rank[items_[b].label]);
  });
  return order;
}

std::vector<VoteCounts::Item> VoteCounts::items() const {
  const std::vector<std::uint32_t> rank = labels_.ranks();
  std::vector<Item> items;
  for (const std::uint32_t raw : item_order()) items.push_back({items_[raw].rule, rank[items_[raw].label]});
  return items;
}

std::vector<std::vector<std::uint64_t>> VoteCounts::together() const {
  const std::vector<std::uint32_t> order = item_order();
  std::vector<std::vector<std::uint64_t>> counts(order.size(), std::vector<std::uint64_t>(order.size()));
  for (std::size_t a = 0; a < order.size(); ++a)
    for (std::size_t b = 0; b < order.size(); ++b) counts[a][b] = pair(order[a], order[b]);
  return counts;
}

std::vector<std::uint64_t> VoteCounts::majorities() const {
  const std::vector<std::uint32_t> rank = labels_.ranks();
  std::vector<std::uint64_t> sorted(rank.size());
  for (std::size_t label = 0; label < majorities_.size(); ++label) sorted[rank[label]] = majorities_[label];
  return sorted;
}

}  // namespace dsprep::votes
