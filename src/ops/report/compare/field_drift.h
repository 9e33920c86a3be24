// The drift of each field from the one dataset to the other.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "drift/measures.h"
#include "drift/number_drift.h"
#include "ops/report/compare/notes.h"

namespace dsprep::ops::compare {

// By what a field is compared: most of its values say it.
enum class View { labels, values, numbers, chars, elements };
std::string_view name_of(View view);

struct FieldDrift {
  struct Row {
    std::string value;  // or the upper edge of a bin
    drift::Cell cell;
  };
  std::string name;
  View view = View::values;
  drift::Measures measures;
  std::vector<Row> rows;  // what the measures are of
  // Of numbers.
  double mean[2] = {drift::undefined, drift::undefined};  // by Side
  double ks = drift::undefined, ks_p = drift::undefined, wasserstein = drift::undefined,
         wasserstein_over_deviation = drift::undefined;
};

// Takes the notes of numbers in their order. finish() after the last.
class NumberScan {
 public:
  NumberScan(const NoteTotals& reference, const NoteTotals& current);
  void add(std::string_view note);  // REQUIRES Note::number
  void finish();
  const drift::NumberDrift* find(std::string_view name, Measured measured) const;

 private:
  void close();
  const NoteTotals& reference_;
  const NoteTotals& current_;
  std::map<std::uint64_t, std::string> names_;
  std::string key_;
  std::optional<drift::NumberDrift> open_;
  std::map<std::string, drift::NumberDrift, std::less<>> found_;  // by name hash and what is measured
};

// Of each field that both have, and of the labels, those with the largest PSI first.
std::vector<FieldDrift> drift_of_fields(const Plan& plan, const NoteTotals& reference, const NoteTotals& current,
                                        const NumberScan& numbers);

}  // namespace dsprep::ops::compare
