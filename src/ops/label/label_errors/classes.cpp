#include "ops/label/label_errors/classes.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/human.h"
#include "dsprep/need.h"
#include "spill/wire.h"

namespace dsprep::ops::label_errors {
namespace {

constexpr double sum_tolerance = 0.01;
constexpr double lowest_threshold = 2e-6, no_threshold = 2;

}  // namespace

std::optional<std::string> RowReader::read(const Record& record) {
  const FieldType type = record.type(fields_.label);
  if (const auto text = record.text(fields_.label)) row_.label = *text;
  else if (type == FieldType::number || type == FieldType::boolean) row_.label = record.raw(fields_.label);
  else return wrong_type(fields_.label_pointer, type, "text, number or boolean");
  if (auto reason = read_probabilities(record.value(fields_.probabilities))) return reason;
  if (!row_.is_list) {
    for (const auto& [name, p] : row_.named)
      if (name == row_.label) return std::nullopt;
  } else if (!fields_.classes.empty()) {
    const auto found = std::find(fields_.classes.begin(), fields_.classes.end(), row_.label);
    row_.place = static_cast<std::size_t>(found - fields_.classes.begin());
    if (found != fields_.classes.end()) return std::nullopt;
  } else {
    const char* const end = row_.label.data() + row_.label.size();
    const auto [stop, error] = std::from_chars(row_.label.data(), end, row_.place);
    if (error == std::errc() && stop == end && row_.place < row_.listed.size()) return std::nullopt;
  }
  return "the label in " + fields_.label_pointer + " has no probability in " + fields_.probabilities_pointer;
}

std::optional<std::string> RowReader::read_probabilities(Value value) {
  row_.named.clear();
  row_.listed.clear();
  row_.is_list = value.type() == FieldType::array;
  double sum = 0;
  const auto bad = [&](const std::string& what) {
    return "the probabilities in " + fields_.probabilities_pointer + " " + what;
  };
  const auto take = [&](Value element, double& p) -> bool {
    const auto number = element.number();
    if (!number || !(*number >= 0 && *number <= 1)) return false;
    p = *number;
    sum += p;
    return true;
  };
  double p = 0;
  if (row_.is_list) {
    for (Value::Elements it = value.elements(); it.next();) {
      if (!take(it.value(), p)) return bad("are not all numbers from 0 to 1");
      row_.listed.push_back(p);
    }
    if (!fields_.classes.empty() && row_.listed.size() != fields_.classes.size())
      return bad("are not as many as classes has names");
  } else if (value.type() == FieldType::object) {
    std::size_t used = 0;
    for (Value::Members it = value.members(); it.next(); ++used) {
      if (keys_.size() == used) keys_.emplace_back();
      if (!take(it.value(), p)) return bad("are not all numbers from 0 to 1");
      row_.named.emplace_back(it.key(keys_[used]), p);
    }
  } else {
    return wrong_type(fields_.probabilities_pointer, value.type(), "array or object");
  }
  if (!(std::abs(sum - 1) <= sum_tolerance)) return bad("do not add up to 1");
  return std::nullopt;
}

void ClassTotals::add(const Row& row) {
  const std::uint64_t length = row.is_list ? row.listed.size() : 0;
  if (row.is_list) {
    shortest = lists == 0 ? length : std::min(shortest, length);
    longest = std::max(longest, length);
    ++lists;
    Class& own = classes[std::to_string(row.place)];
    ++own.records;
    own.confidence.add(row.listed[row.place]);
  } else {
    for (const auto& [name, p] : row.named) {
      Class& known = classes[std::string(name)];
      if (name != row.label) continue;
      ++known.records;
      known.confidence.add(p);
    }
  }
  ++rows;
}

void ClassTotals::merge(ClassTotals&& next) {
  if (next.lists > 0) {
    shortest = lists == 0 ? next.shortest : std::min(shortest, next.shortest);
    longest = std::max(longest, next.longest);
  }
  lists += next.lists;
  rows += next.rows;
  for (auto& [name, other] : next.classes) {
    Class& own = classes[name];
    own.records += other.records;
    own.confidence.merge(std::move(other.confidence));
  }
}

Status ClassTotals::save(ByteSink& sink) {
  for (const std::uint64_t n : {shortest, longest, rows, lists, std::uint64_t{classes.size()}})
    DSPREP_CHECK(spill::put_u64(sink, n));
  for (auto& [name, known] : classes) {
    DSPREP_CHECK(spill::put_text(sink, name));
    DSPREP_CHECK(spill::put_u64(sink, known.records));
    DSPREP_CHECK(known.confidence.save(sink));
  }
  return {};
}

Status ClassTotals::load(ByteSource& source) {
  std::uint64_t size = 0;
  for (std::uint64_t* n : {&shortest, &longest, &rows, &lists, &size}) {
    DSPREP_TRY(*n, spill::get_u64(source));
  }
  for (; size > 0; --size) {
    DSPREP_TRY(const std::string name, spill::get_text(source));
    Class& known = classes[name];
    DSPREP_TRY(known.records, spill::get_u64(source));
    DSPREP_CHECK(known.confidence.load(source));
  }
  return {};
}

Result<Classes> Classes::of(const ClassTotals& totals, const Fields& fields) {
  Classes made;
  if (totals.lists > 0 && totals.lists < totals.rows)
    return failure(fields.probabilities_pointer +
                   " holds lists in some records and objects in others: write one of them");
  if (totals.lists > 0 && totals.shortest != totals.longest)
    return failure("the lists in " + fields.probabilities_pointer + " have from " + std::to_string(totals.shortest) +
                   " to " + std::to_string(totals.longest) +
                   " probabilities: every class needs its own in every record");
  if (totals.lists > 0)
    for (std::uint64_t i = 0; i < totals.longest; ++i)
      made.names.push_back(fields.classes.empty() ? std::to_string(i) : fields.classes[i]);
  else
    for (const auto& [name, known] : totals.classes) made.names.push_back(name);
  for (std::uint32_t i = 0; i < made.names.size(); ++i) {
    made.number.emplace(made.names[i], i);
    const auto known = totals.classes.find(totals.lists > 0 ? std::to_string(i) : made.names[i]);
    const std::uint64_t records = known == totals.classes.end() ? 0 : known->second.records;
    made.records.push_back(records);
    made.thresholds.push_back(
        records == 0 ? no_threshold
                     : std::max(lowest_threshold, known->second.confidence.value() / static_cast<double>(records)));
  }
  return made;
}

std::uint32_t Classes::read(const Row& row, std::vector<double>& p) const {
  if (row.is_list) {
    p = row.listed;
    return static_cast<std::uint32_t>(row.place);
  }
  p.assign(names.size(), 0);
  for (const auto& [name, value] : row.named) p[number.find(name)->second] = value;
  return number.find(row.label)->second;
}

}  // namespace dsprep::ops::label_errors
