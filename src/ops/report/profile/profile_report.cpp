#include "ops/report/profile/profile_report.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/human.h"
#include "ops/report/profile/field_tallies.h"
#include "ops/report/profile/field_tally.h"
#include "ops/report/profile/shown_value.h"
#include "spill/sketches.h"

namespace dsprep::ops::profile {
namespace {

constexpr std::size_t most_values_shown = 10, most_labels_shown = 100;

double share(std::uint64_t n, std::uint64_t of) { return of ? static_cast<double>(n) / static_cast<double>(of) : 0; }
std::int64_t whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }

// Digits that every machine agrees on: logarithms differ in the last ones.
double rounded(double value) { return std::round(value * 1e9) / 1e9; }

class Report {
 public:
  Report(const Plan& plan, const ProfileObserver& seen, std::uint64_t distinct_texts, Findings& findings)
      : plan_(plan), seen_(seen), distinct_texts_(distinct_texts), findings_(findings) {}

  void write() {
    findings_.title = "Profile";
    metric("records", static_cast<double>(seen_.records));
    metric("fields", seen_.fields.names(), seen_.fields.names_exact() ? 0 : unknown);
    text();
    labels();
    parts();
    fields();
    numbers();
    texts();
    values();
  }

 private:
  static constexpr double unknown = std::numeric_limits<double>::infinity();  // the error of an estimate
  void metric(std::string name, double value, double error = 0) {
    findings_.metrics.push_back({std::move(name), value, error});
  }
  // Quantiles are exact for integers up to 4,096, else within 0.5 %.
  void quantile(std::string name, double value) {
    const bool exact = value == std::floor(value) && std::fabs(value) <= 4096;
    metric(std::move(name), value, exact ? 0 : std::fabs(value) * 0.005);
  }

  // Values by falling count, equal ones in byte order.
  static std::vector<std::pair<std::uint64_t, std::string_view>> most_frequent(const spill::ValueCounts& counts,
                                                                               std::size_t most) {
    std::vector<std::pair<std::uint64_t, std::string_view>> values;
    for (const auto& [value, count] : counts.counts()) values.emplace_back(count, value);
    std::stable_sort(values.begin(), values.end(), [](const auto& a, const auto& b) { return a.first > b.first; });
    if (values.size() > most) values.resize(most);
    return values;
  }

  void text() {
    metric("text.missing_share", share(seen_.records - seen_.texts, seen_.records));
    if (seen_.texts == 0) return;
    metric("text.empty_share", share(seen_.empty_texts, seen_.texts));
    const std::uint64_t with_text = seen_.texts - seen_.empty_texts;
    metric("text.distinct", static_cast<double>(distinct_texts_));
    metric("text.duplicate_share", share(with_text - distinct_texts_, with_text));
    Finding lengths{"text",
                    "Length of " + plan_.text_pointer,
                    "Characters are code points, words stand between white space, lines between LFs. Of " +
                        base::format_count(with_text) + " texts that are not empty, " +
                        base::format_count(with_text - distinct_texts_) + " are copies of another",
                    Finding::Chart::none,
                    {"unit", "total", "min", "p5", "p50", "mean", "p95", "max"},
                    {}};
    const std::pair<const char*, const spill::Quantiles*> units[] = {
        {"characters", &seen_.chars}, {"words", &seen_.words}, {"lines", &seen_.lines}};
    const char* const metric_names[] = {"text.chars", "text.words", "text.lines"};
    for (std::size_t i = 0; i < 3; ++i) {
      const spill::Quantiles& q = *units[i].second;
      lengths.rows.push_back(
          {units[i].first, q.sum(), q.min(), q.quantile(0.05), q.quantile(0.5), q.mean(), q.quantile(0.95), q.max()});
      const std::string name = metric_names[i];
      metric(name + ".total", q.sum());
      metric(name + ".min", q.min());
      quantile(name + ".p50", q.quantile(0.5));
      metric(name + ".mean", q.mean());
      quantile(name + ".p95", q.quantile(0.95));
      metric(name + ".max", q.max());
    }
    findings_.sections.push_back(std::move(lengths));
    for (std::size_t i = 0; i < 3; ++i) histogram(metric_names[i], units[i].first, *units[i].second);
  }

  // Ranges that double in width: 0, 1, 2, 3–4, 5–8, …
  void histogram(std::string name, const std::string& unit, const spill::Quantiles& lengths) {
    std::replace(name.begin(), name.end(), '.', '_');
    Finding finding{name,
                    "Texts by " + unit,
                    "Each range is twice as wide as the one before",
                    Finding::Chart::histogram,
                    {unit, "records"},
                    {}};
    double low = 0, high = 0;
    std::uint64_t count = 0;
    const auto close = [&] {
      finding.rows.push_back(
          {low == high ? base::format_number(high) : base::format_number(low) + "–" + base::format_number(high),
           whole(count)});
      low = high + 1;
      high = high == 0 ? 1 : 2 * high;
      count = 0;
    };
    for (const auto& [edge, n] : lengths.buckets()) {
      while (edge > high) close();
      count += n;
    }
    close();
    // Ranges in front that hold nothing say nothing.
    const auto first = std::find_if(finding.rows.begin(), finding.rows.end(),
                                    [](const auto& row) { return std::get<std::int64_t>(row[1]) > 0; });
    finding.rows.erase(finding.rows.begin(), first);
    findings_.sections.push_back(std::move(finding));
  }

  void labels() {
    if (seen_.labelled == 0) return;
    metric("label.missing_share", share(seen_.records - seen_.labelled, seen_.records));
    Finding finding{
        "labels", "Balance of " + plan_.label_pointer, "", Finding::Chart::bars, {"label", "records", "share"}, {}};
    if (!seen_.labels.complete()) {
      finding.note = "More than " + base::format_count(most_labels) + " different values: not a label";
      findings_.sections.push_back(std::move(finding));
      return;
    }
    const auto values = most_frequent(seen_.labels, most_labels);
    const std::uint64_t total = seen_.labels.total();
    double entropy = 0;
    for (const auto& value : values) {
      const double p = share(value.first, total);
      entropy -= p * std::log(p);
    }
    const double classes = static_cast<double>(values.size());
    const double evenness = values.size() > 1 ? rounded(entropy / std::log(classes)) : 0;
    const double imbalance = static_cast<double>(values.front().first) / static_cast<double>(values.back().first);
    metric("label.classes", classes);
    metric("label.imbalance_ratio", imbalance);
    metric("label.entropy", evenness);
    finding.note = "The most frequent of " + base::format_count(values.size()) + " labels is " +
                   base::format_fixed(imbalance, 1) + " times as frequent as the rarest; normalized entropy " +
                   base::format_fixed(evenness, 3) + " (1: all equal)";
    for (std::size_t i = 0; i < std::min(values.size(), most_labels_shown); ++i)
      finding.rows.push_back({std::string(values[i].second), whole(values[i].first), share(values[i].first, total)});
    findings_.sections.push_back(std::move(finding));
  }

  void parts() {
    const auto named = [&](std::size_t i) {
      if (i == 0) return std::string("(none)");
      return i < plan_.parts.size() ? plan_.parts[i] : "part " + std::to_string(i);
    };
    Finding finding{"parts", "Records by part", "", Finding::Chart::bars, {"part", "records", "share"}, {}};
    for (std::size_t i = 0; i < seen_.parts.size(); ++i)
      if (seen_.parts[i] > 0)
        finding.rows.push_back({named(i), whole(seen_.parts[i]), share(seen_.parts[i], seen_.records)});
    if (seen_.parts.size() > 1) findings_.sections.push_back(std::move(finding));
  }

  void fields() {
    Finding finding{"fields", "Fields", "", Finding::Chart::none, {"field", "missing", "null", "types", "distinct"},
                    {}};
    if (!seen_.fields.all())
      finding.note = "The first " + base::format_count(seen_.fields.tallies().size()) + " of about " +
                     base::format_number(seen_.fields.names()) + " names in byte order, without names of more than " +
                     std::to_string(longest_name) + " bytes";
    for (const auto& [name, tally] : seen_.fields.tallies()) {
      const std::uint64_t missing = seen_.records - tally.present(),
                          nulls = tally.types[static_cast<std::size_t>(FieldType::null)];
      std::string types;
      for (std::size_t i = 0; i < type_count; ++i) {
        const auto type = static_cast<FieldType>(i);
        if (tally.types[i] == 0 || type == FieldType::null) continue;
        types += (types.empty() ? "" : ", ") + std::string(name_of(type)) + " " + base::format_count(tally.types[i]);
      }
      finding.rows.push_back({name, whole(missing), whole(nulls), types,
                              tally.distinct.exact()
                                  ? Finding::Cell(whole(static_cast<std::uint64_t>(tally.distinct.estimate())))
                                  : Finding::Cell("≈ " + base::format_number(tally.distinct.estimate()))});
      metric("field." + name + ".missing_share", share(missing, seen_.records));
      metric("field." + name + ".null_share", share(nulls, seen_.records));
      metric("field." + name + ".distinct", tally.distinct.estimate(), tally.distinct.exact() ? 0 : unknown);
    }
    findings_.sections.push_back(std::move(finding));
  }

  void numbers() {
    Finding finding{"numbers",
                    "Numbers",
                    "Quantiles are exact for small integers, else within 0.5 %",
                    Finding::Chart::none,
                    {"field", "numbers", "min", "p5", "p25", "p50", "mean", "p75", "p95", "max"},
                    {}};
    for (const auto& [name, tally] : seen_.fields.tallies()) {
      const spill::Quantiles& q = tally.numbers;
      if (q.count() == 0) continue;
      finding.rows.push_back({name, whole(q.count()), q.min(), q.quantile(0.05), q.quantile(0.25), q.quantile(0.5),
                              q.mean(), q.quantile(0.75), q.quantile(0.95), q.max()});
      metric("field." + name + ".mean", q.mean());
    }
    if (!finding.rows.empty()) findings_.sections.push_back(std::move(finding));
  }

  void texts() {
    Finding finding{"texts",
                    "Text fields",
                    "Lengths in characters",
                    Finding::Chart::none,
                    {"field", "texts", "empty", "min", "p5", "p50", "mean", "p95", "max"},
                    {}};
    for (const auto& [name, tally] : seen_.fields.tallies()) {
      const spill::Quantiles& q = tally.chars;
      if (q.count() == 0) continue;
      finding.rows.push_back({name, whole(q.count()), whole(tally.empty), q.min(), q.quantile(0.05), q.quantile(0.5),
                              q.mean(), q.quantile(0.95), q.max()});
    }
    if (!finding.rows.empty()) findings_.sections.push_back(std::move(finding));
  }

  // Of fields whose values repeat: twice each on average.
  void values() {
    Finding finding{"values",
                    "Frequent values",
                    "Of fields of text and booleans that have few values; long ones are cut after " +
                        std::to_string(shown_chars) + " characters",
                    Finding::Chart::none,
                    {"field", "value", "records", "share"},
                    {}};
    for (const auto& [name, tally] : seen_.fields.tallies()) {
      const std::uint64_t total = tally.values.total();
      if (!tally.values.complete() || total < 2 * tally.values.counts().size()) continue;
      for (const auto& [count, value] : most_frequent(tally.values, most_values_shown))
        finding.rows.push_back({name, std::string(value), whole(count), share(count, total)});
    }
    if (!finding.rows.empty()) findings_.sections.push_back(std::move(finding));
  }

  const Plan& plan_;
  const ProfileObserver& seen_;
  const std::uint64_t distinct_texts_;
  Findings& findings_;
};

}  // namespace

void write_report(const Plan& plan, const ProfileObserver& seen, std::uint64_t distinct_texts, Findings& findings) {
  Report(plan, seen, distinct_texts, findings).write();
}

}  // namespace dsprep::ops::profile
