#include "labels/count_labels.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "base/human.h"
#include "spill/word_counts.h"

namespace dsprep::labels {
namespace {

std::int64_t number_of(std::string_view key) {
  std::int64_t number = 0;
  if (key.front() == integer_key) std::from_chars(key.data() + 1, key.data() + key.size(), number);
  return number;
}

bool name_before(std::string_view a, std::string_view b) {
  if (a.front() != b.front()) return a.front() < b.front();  // b, n, t
  const std::int64_t x = number_of(a), y = number_of(b);
  return x != y ? x < y : a < b;
}

class LabelObserver final : public Observer {
 public:
  explicit LabelObserver(const CountPlan& plan) : from_(plan.from), counted_(*plan.workspace) {}
  Status observe(const Record& record) override {
    if (labels_.read(from_, record) != RecordLabels::Found::labels) return {};  // the mapper makes it malformed
    for (std::size_t i = 0; i < labels_.size(); ++i)
      if (!labels_.key(i).empty()) counted_.add(labels_.key(i));
    return counted_.spill_large();
  }
  Status merge(Observer&& next) override {
    return counted_.merge(std::move(static_cast<LabelObserver&>(next).counted_));
  }
  Status save(ByteSink& sink) override { return counted_.save(sink); }
  Status load(ByteSource& source) override { return counted_.load(source); }
  spill::CountedWords& counted() { return counted_; }

 private:
  const LabelField& from_;
  RecordLabels labels_;
  spill::CountedWords counted_;
};

class CountLabels final : public GlobalOp {
 public:
  CountLabels(CountPlan plan, std::function<Result<AnyOp>(LabelList)> then)
      : plan_(std::move(plan)), then_(std::move(then)) {}
  std::unique_ptr<Observer> observer() const override { return std::make_unique<LabelObserver>(plan_); }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    LabelList list = plan_.known;
    for (std::size_t i = 0; i < list.size(); ++i) list.set_count(i, 0);
    std::vector<std::pair<std::string, std::uint64_t>> fresh;
    std::uint64_t all = 0, rare = 0;
    const auto see = [&](std::string_view key, std::uint64_t count) -> Status {
      all += count;
      if (const std::size_t place = list.place(key); place != LabelList::none)
        return list.set_count(place, count), Status();
      if (count < plan_.min_count) return ++rare, Status();
      fresh.emplace_back(key, count);
      if (list.size() + fresh.size() <= plan_.most) return {};
      return failure(plan_.from.pointer + " has more than " + base::format_count(plan_.most) +
                     " different values: name the field of a label, or leave out rare ones with min_count");
    };
    auto& observed = static_cast<LabelObserver&>(*observers.main);
    DSPREP_CHECK(spill::scan_counts(observed.counted(), decider, "counting labels", see));
    std::sort(fresh.begin(), fresh.end(), [&](const auto& a, const auto& b) {
      if (plan_.by_frequency && a.second != b.second) return a.second > b.second;
      return name_before(a.first, b.first);
    });
    for (const auto& [key, count] : fresh) list.add(key, count);
    list.field = plan_.from.pointer;

    Findings& findings = decider.findings();
    findings.title = "Labels of " + plan_.from.pointer;
    findings.metrics.push_back({"labels", static_cast<double>(list.size()), 0, "labels"});
    findings.metrics.push_back({"rare_labels", static_cast<double>(rare), 0, "labels"});
    findings.metrics.push_back({"label_occurrences", static_cast<double>(all)});
    Finding table{.id = "labels", .title = "Labels"};
    table.columns = {"label", {"id", Column::Kind::plain}, {"count", Column::Kind::count}};
    constexpr std::size_t most_rows = 200;
    for (std::size_t i = 0; i < std::min(list.size(), most_rows); ++i)
      table.rows.push_back({label_in_words(list.key(i)), list.first_id + static_cast<std::int64_t>(i),
                            static_cast<std::int64_t>(list.count(i))});
    findings.sections.push_back(std::move(table));
    if (plan_.saved) DSPREP_CHECK(decider.write_artifact(*plan_.saved, list.json()));
    return then_(std::move(list));
  }

 private:
  CountPlan plan_;
  std::function<Result<AnyOp>(LabelList)> then_;
};

}  // namespace

AnyOp count_labels(CountPlan plan, std::function<Result<AnyOp>(LabelList)> then) {
  return AnyOp(std::make_unique<CountLabels>(std::move(plan), std::move(then)));
}

}  // namespace dsprep::labels
