#include "ops/label/label_errors/ranks.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "spill/number_key.h"
#include "spill/ordered_number.h"
#include "spill/scan.h"
#include "spill/wire.h"

namespace dsprep::ops::label_errors {
namespace {

// Kinds of entries: by class, by label alone, by score over all.
constexpr char by_rate = 0, by_class = 1, by_score = 2;
constexpr std::size_t group_size = 9, rank_size = 8;

bool ranks_by_rate(Method method) { return method == Method::prune_by_noise_rate || method == Method::both; }
bool ranks_by_class(Method method) { return method == Method::prune_by_class || method == Method::both; }
bool ranks_by_score(Method method) {
  return method == Method::low_normalized_margin || method == Method::low_self_confidence;
}

}  // namespace

Method method_of(std::string_view name) {
  constexpr std::pair<std::string_view, Method> names[] = {{"prune_by_noise_rate", Method::prune_by_noise_rate},
                                                           {"prune_by_class", Method::prune_by_class},
                                                           {"both", Method::both},
                                                           {"confident_learning", Method::confident_learning},
                                                           {"predicted_neq_given", Method::predicted_neq_given},
                                                           {"low_normalized_margin", Method::low_normalized_margin},
                                                           {"low_self_confidence", Method::low_self_confidence}};
  for (const auto& [known, method] : names)
    if (known == name) return method;
  return Method::prune_by_noise_rate;
}

bool is_issue_by_itself(Method method, const Classes& classes, std::uint32_t label, std::span<const double> p) {
  if (agrees(label, p)) return false;
  if (method == Method::predicted_neq_given) return most_probable_class(p) != label;
  const std::uint32_t confident = confident_class(classes, p);
  return confident != not_confident && confident != label;
}

void Joint::count(std::uint32_t label, std::uint32_t confident, std::size_t classes) {
  if (cells.empty()) cells.assign(classes, std::vector<std::int64_t>(classes));
  ++cells[label][confident];
}

void Joint::merge(Joint&& next) {
  if (cells.empty()) cells = std::move(next.cells);
  else
    for (std::size_t k = 0; k < next.cells.size(); ++k)
      for (std::size_t j = 0; j < next.cells.size(); ++j) cells[k][j] += next.cells[k][j];
}

Status Joint::save(ByteSink& sink) {
  DSPREP_CHECK(spill::put_u64(sink, cells.size()));
  for (const auto& row : cells)
    for (const std::int64_t count : row) DSPREP_CHECK(spill::put_u64(sink, static_cast<std::uint64_t>(count)));
  return {};
}

Status Joint::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t classes, spill::get_u64(source));
  if (classes > 1u << 20) return failure("the saved confident joint is damaged");
  cells.assign(classes, std::vector<std::int64_t>(classes));
  for (auto& row : cells)
    for (std::int64_t& count : row) {
      DSPREP_TRY(const std::uint64_t n, spill::get_u64(source));
      count = static_cast<std::int64_t>(n);
    }
  return {};
}

Status RankExtractor::add(spill::Sorter& entries, char kind, std::uint32_t label, std::uint32_t other, double rank,
                          bool issue, const RecordId& id) {
  entry_.clear();
  entry_ += kind;
  spill::append_be32(entry_, label);
  spill::append_be32(entry_, other);
  spill::append_number_key(entry_, rank);
  spill::append_record_key(entry_, id);
  spill::append_be32(entry_, label);  // of what is ranked over all labels
  entry_ += issue ? '\1' : '\0';
  return entries.add(entry_);
}

Status RankExtractor::extract(const Record& record, Totals& totals, spill::Sorter& entries) {
  if (reader_.read(record)) return {};
  const std::uint32_t label = classes_.read(reader_.row(), p_);
  ++totals.records;
  const std::uint32_t confident = confident_class(classes_, p_);
  if (confident != not_confident) totals.joint.count(label, confident, classes_.size());
  const bool issue = !agrees(label, p_);
  totals.confident_issues += issue && confident != not_confident && confident != label;
  const Method method = plan_.method;
  if (ranks_by_rate(method))
    for (std::uint32_t j = 0; j < p_.size(); ++j)
      if (j != label) DSPREP_CHECK(add(entries, by_rate, label, j, -(p_[j] - p_[label]), issue, record.id()));
  if (ranks_by_class(method)) DSPREP_CHECK(add(entries, by_class, label, 0, p_[label], issue, record.id()));
  if (ranks_by_score(method)) {
    const Score score = method == Method::low_normalized_margin ? Score::normalized_margin : Score::self_confidence;
    DSPREP_CHECK(add(entries, by_score, 0, 0, score_of(score, label, p_), true, record.id()));
  }
  if (!ranks_by_rate(method) && !ranks_by_class(method) && !ranks_by_score(method) &&
      is_issue_by_itself(method, classes_, label, p_))
    totals.issues.count(label, most_probable_class(p_), classes_.size());
  return {};
}

namespace {

// Which entries of a group are taken: the first so many.
class Quotas {
 public:
  Quotas(const Plan& plan, const Classes& classes, const RankExtractor::Totals& totals)
      : plan_(plan), classes_(classes), score_quota_(totals.confident_issues) {
    Counts joint = totals.joint.cells;
    if (joint.empty()) joint.assign(classes.size(), std::vector<std::int64_t>(classes.size()));
    for (std::size_t k = 0; k < joint.size(); ++k) joint[k][k] = std::max<std::int64_t>(joint[k][k], 1);
    take_ = to_take(calibrated(joint, classes.records), plan.least);
  }
  std::uint64_t of(std::string_view group) const {
    const char kind = group[0];
    if (kind == by_score) return score_quota_;
    const std::uint32_t label = spill::read_be32(group.substr(1, 4)), other = spill::read_be32(group.substr(5, 4));
    const auto records = static_cast<std::int64_t>(classes_.records[label]);
    if (records <= plan_.least) return 0;
    const std::int64_t quota = kind == by_rate ? take_[label][other] : records - take_[label][label];
    return static_cast<std::uint64_t>(std::max<std::int64_t>(quota, 0));
  }

 private:
  const Plan& plan_;
  const Classes& classes_;
  std::uint64_t score_quota_;
  Counts take_;
};

void tell(const Classes& classes, const std::vector<std::uint64_t>& issues, std::uint64_t records, Findings& findings) {
  findings.title = "Labels that are probably wrong";
  std::uint64_t all = 0;
  for (const std::uint64_t n : issues) all += n;
  findings.metrics.push_back({"records", static_cast<double>(records)});
  findings.metrics.push_back({"issues", static_cast<double>(all)});
  if (records > 0)
    findings.metrics.push_back({"issue_share", static_cast<double>(all) / static_cast<double>(records), 0, "share"});
  findings.metrics.push_back({"classes", static_cast<double>(classes.size())});
  using Kind = Column::Kind;
  Finding table{"labels",
                "Issues by label",
                "",
                Finding::Chart::none,
                {"label", {"records", Kind::count}, {"issues", Kind::count}, {"share", Kind::share}, "threshold"}};
  for (std::size_t k = 0; k < classes.size(); ++k) {
    const double own = static_cast<double>(classes.records[k]);
    table.rows.push_back({classes.names[k], static_cast<std::int64_t>(classes.records[k]),
                          static_cast<std::int64_t>(issues[k]), own > 0 ? static_cast<double>(issues[k]) / own : 0.0,
                          classes.thresholds[k] > 1 ? Finding::Cell(std::string("no record")) : classes.thresholds[k]});
  }
  findings.sections.push_back(std::move(table));
}

}  // namespace

Result<std::shared_ptr<const spill::SortedTable>> take(const Plan& plan, const Classes& classes,
                                                       RankExtractor::Totals& totals, spill::Sorter& entries,
                                                       Decider& decider) {
  std::vector<std::uint64_t> issues(classes.size());
  const bool ranked = ranks_by_rate(plan.method) || ranks_by_class(plan.method) || ranks_by_score(plan.method);
  if (!ranked) {
    for (std::size_t k = 0; k < totals.issues.cells.size(); ++k)
      for (const std::int64_t count : totals.issues.cells[k]) issues[k] += static_cast<std::uint64_t>(count);
    tell(classes, issues, totals.records, decider.findings());
    return std::shared_ptr<const spill::SortedTable>();
  }
  const Quotas quotas(plan, classes, totals);
  // Of what is taken: place, kind, label.
  spill::Sorter taken(*plan.workspace);
  std::string entry, group;
  std::uint64_t seen = 0, quota = 0;
  DSPREP_CHECK(spill::scan(entries, decider, "ranking labels", [&](std::string_view ranked_entry) -> Status {
    if (group.empty() || ranked_entry.substr(0, group_size) != group) {
      group = ranked_entry.substr(0, group_size);
      quota = quotas.of(group);
      seen = 0;
    }
    if (seen++ >= quota || ranked_entry.back() == '\0') return {};
    entry = ranked_entry.substr(group_size + rank_size, 16);
    entry += group[0];
    entry += ranked_entry.substr(ranked_entry.size() - 5, 4);
    return taken.add(entry);
  }));
  spill::SortedTable::Builder table(*plan.workspace, 16);
  std::array<bool, 3> kinds{};
  std::uint32_t label = 0;
  const auto see = [&](std::string_view payload) -> Status {
    kinds[static_cast<std::size_t>(payload[0])] = true;
    label = spill::read_be32(payload.substr(1));
    return {};
  };
  const auto close = [&](std::string_view key) -> Status {
    const bool issue = plan.method == Method::both ? kinds[by_rate] && kinds[by_class] : true;
    kinds = {};
    if (!issue) return {};
    ++issues[label];
    return table.add(key, {});
  };
  DSPREP_CHECK(spill::scan_groups(taken, 16, decider, "gathering issues", see, close));
  tell(classes, issues, totals.records, decider.findings());
  return table.finish();
}

}  // namespace dsprep::ops::label_errors
