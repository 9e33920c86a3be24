#include "ops/report/compare/field_drift.h"

#include <algorithm>
#include <cmath>

#include "base/human.h"
#include "spill/number_key.h"

namespace dsprep::ops::compare {
namespace {

constexpr std::size_t key_size = 9;  // hash of the name, what is measured

std::string key_of(std::uint64_t name, Measured measured) {
  std::string key;
  spill::append_be64(key, name);
  key += static_cast<char>(measured);
  return key;
}

// How many numbers a field has that were noted.
std::uint64_t numbers_of(const FieldCount* field, Measured measured) {
  if (!field) return 0;
  switch (measured) {
    case Measured::value: return field->finite;
    case Measured::chars: return field->of(FieldType::text);
    case Measured::elements: return field->of(FieldType::array);
  }
  return 0;
}

void measure_values(const spill::ValueCounts& reference, const spill::ValueCounts& current, FieldDrift& drift) {
  std::map<std::string, drift::Cell> cells;
  for (const auto& [value, count] : reference.counts()) cells[value].reference = count;
  for (const auto& [value, count] : current.counts()) cells[value].current = count;
  std::vector<drift::Cell> counts;
  for (auto& [value, cell] : cells) {
    counts.push_back(cell);
    drift.rows.push_back({value, cell});
  }
  drift.measures = drift::measure(counts);
}

void measure_numbers(const drift::NumberDrift& numbers, FieldDrift& drift) {
  drift.measures = numbers.measures();
  drift.mean[0] = numbers.mean(false);
  drift.mean[1] = numbers.mean(true);
  drift.ks = numbers.gap().statistic();
  drift.ks_p = numbers.gap().p_value();
  drift.wasserstein = numbers.wasserstein();
  drift.wasserstein_over_deviation = numbers.wasserstein_over_deviation();
  std::string lower;
  for (const auto& [edge, below, cell] : numbers.bins()) {
    const std::string upper = base::format_number(edge);
    const bool open = std::isinf(edge);
    drift.rows.push_back(
        {open ? (lower.empty() ? "all" : "above " + lower) : (below ? "below " : "to ") + upper, cell});
    if (!below) lower = upper;
  }
}

// What most values of both sides are, or nothing where that cannot be compared.
std::optional<View> view_of(const FieldCount& reference, const FieldCount& current) {
  const auto both = [&](FieldType type) { return reference.of(type) + current.of(type); };
  const std::uint64_t texts = both(FieldType::text), booleans = both(FieldType::boolean),
                      numbers = both(FieldType::number), arrays = both(FieldType::array);
  const std::uint64_t most = std::max({texts, booleans, numbers, arrays});
  if (most == 0 || both(FieldType::object) > most) return std::nullopt;
  if (numbers == most) return View::numbers;
  if (arrays == most) return View::elements;
  if (reference.values.complete() && current.values.complete()) {
    std::uint64_t distinct = reference.values.counts().size();
    for (const auto& [value, count] : current.values.counts()) distinct += !reference.values.counts().contains(value);
    // A value that most have for themselves is none to compare shares of.
    if (distinct <= most_values && (booleans == most || 2 * distinct <= texts + booleans)) return View::values;
  }
  return texts == most ? std::optional(View::chars) : std::nullopt;
}

}  // namespace

std::string_view name_of(View view) {
  switch (view) {
    case View::labels: return "labels";
    case View::values: return "values";
    case View::numbers: return "numbers";
    case View::chars: return "characters of texts";
    case View::elements: return "elements of lists";
  }
  return "";
}

NumberScan::NumberScan(const NoteTotals& reference, const NoteTotals& current)
    : reference_(reference), current_(current) {
  for (const NoteTotals* totals : {&reference, &current})
    for (const auto& [name, count] : totals->fields.all()) names_.emplace(hash_of_name(name), name);
}

void NumberScan::add(std::string_view note) {
  note.remove_prefix(1);
  const std::string_view key = note.substr(0, key_size);
  if (key != key_) {
    close();
    key_.assign(key);
    const auto name = names_.find(spill::read_be64(key));
    const auto measured = static_cast<Measured>(key.back());
    if (name != names_.end()) {
      const std::uint64_t reference = numbers_of(reference_.fields.find(name->second), measured),
                          current = numbers_of(current_.fields.find(name->second), measured);
      if (reference != 0 && current != 0) open_.emplace(reference, current);
    }
  }
  if (!open_) return;
  note.remove_prefix(key_size);
  open_->add(spill::number_of_key(note), note.back() == static_cast<char>(Side::current));
}

void NumberScan::close() {
  if (open_) {
    open_->finish();
    found_.emplace(key_, *std::move(open_));
  }
  open_.reset();
}

void NumberScan::finish() { close(); }

const drift::NumberDrift* NumberScan::find(std::string_view name, Measured measured) const {
  const auto found = found_.find(key_of(hash_of_name(name), measured));
  return found == found_.end() ? nullptr : &found->second;
}

std::vector<FieldDrift> drift_of_fields(const Plan& plan, const NoteTotals& reference, const NoteTotals& current,
                                        const NumberScan& numbers) {
  std::vector<FieldDrift> drifts;
  const std::string label = name_of_pointer(plan.label_pointer);
  if (reference.labelled != 0 && current.labelled != 0 && reference.labels.complete() && current.labels.complete()) {
    FieldDrift& drift = drifts.emplace_back();
    drift.name = label;
    drift.view = View::labels;
    measure_values(reference.labels, current.labels, drift);
  }
  const bool labels_told = !drifts.empty();
  for (const auto& [name, count] : reference.fields.all()) {
    const FieldCount* now = current.fields.find(name);
    if (!now || (plan.by_id && name == plan.id_name) || (labels_told && name == label)) continue;
    const auto view = view_of(count, *now);
    if (!view) continue;
    FieldDrift drift;
    drift.name = name;
    drift.view = *view;
    if (*view == View::values) {
      measure_values(count.values, now->values, drift);
    } else {
      const Measured measured = *view == View::numbers ? Measured::value
                                : *view == View::chars ? Measured::chars
                                                       : Measured::elements;
      const drift::NumberDrift* found = numbers.find(name, measured);
      if (!found) continue;  // one side has none
      measure_numbers(*found, drift);
    }
    if (drift.measures.reference != 0 && drift.measures.current != 0) drifts.push_back(std::move(drift));
  }
  std::stable_sort(drifts.begin(), drifts.end(),
                   [](const FieldDrift& a, const FieldDrift& b) { return a.measures.psi > b.measures.psi; });
  return drifts;
}

}  // namespace dsprep::ops::compare
