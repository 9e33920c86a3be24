#include "ops/normalize/scale/column_totals.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "spill/wire.h"

namespace dsprep::scale {

Status ColumnTotals::check() const {
  if (shapes_.size() <= most_shapes) return {};
  return failure("the arrays have more than " + std::to_string(most_shapes) +
                 " different lengths: per = \"element\" is for arrays of one length; per = \"field\" scales all "
                 "numbers of an array alike");
}

Status ColumnTotals::add(Shape shape, const std::vector<double>& values, bool with_sums) {
  Columns& of = shapes_[shape];
  DSPREP_CHECK(check());
  ++of.records;
  const std::size_t columns = shape == one_column ? 1 : values.size();
  of.columns.resize(columns);
  if (with_sums) of.sums.resize(columns);
  for (std::size_t i = 0; i < values.size(); ++i) {
    if (std::isnan(values[i])) continue;
    const std::size_t at = shape == one_column ? 0 : i;
    Column& column = of.columns[at];
    ++column.count;
    column.min = std::min(column.min, values[i]);
    column.max = std::max(column.max, values[i]);
    if (with_sums) of.sums[at].add(values[i]);
  }
  return {};
}

Status ColumnTotals::merge(ColumnTotals&& next) {
  for (auto& [shape, from] : next.shapes_) {
    const auto [at, added] = shapes_.try_emplace(shape, std::move(from));
    if (added) continue;
    Columns& into = at->second;
    into.records += from.records;
    for (std::size_t i = 0; i < into.columns.size(); ++i) {
      into.columns[i].count += from.columns[i].count;
      into.columns[i].min = std::min(into.columns[i].min, from.columns[i].min);
      into.columns[i].max = std::max(into.columns[i].max, from.columns[i].max);
    }
    for (std::size_t i = 0; i < into.sums.size(); ++i) into.sums[i].merge(from.sums[i]);
  }
  return check();
}

Status ColumnTotals::save(ByteSink& sink) const {
  DSPREP_CHECK(spill::put_u64(sink, shapes_.size()));
  for (const auto& [shape, of] : shapes_) {
    for (const std::uint64_t number :
         {shape, of.records, std::uint64_t{of.columns.size()}, std::uint64_t{of.sums.size()}})
      DSPREP_CHECK(spill::put_u64(sink, number));
    for (const Column& column : of.columns) {
      DSPREP_CHECK(spill::put_u64(sink, column.count));
      DSPREP_CHECK(spill::put_double(sink, column.min));
      DSPREP_CHECK(spill::put_double(sink, column.max));
    }
    for (const spill::ExactSum& sum : of.sums) DSPREP_CHECK(sum.save(sink));
  }
  return {};
}

Status ColumnTotals::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t shapes, spill::get_u64(source));
  for (std::uint64_t n = 0; n < shapes; ++n) {
    DSPREP_TRY(const std::uint64_t shape, spill::get_u64(source));
    Columns& of = shapes_[shape];
    DSPREP_TRY(of.records, spill::get_u64(source));
    DSPREP_TRY(const std::uint64_t columns, spill::get_u64(source));
    DSPREP_TRY(const std::uint64_t sums, spill::get_u64(source));
    if (columns > longest_array || sums > columns) return failure("the saved state of scale is broken");
    of.columns.resize(columns);
    of.sums.resize(sums);
    for (Column& column : of.columns) {
      DSPREP_TRY(column.count, spill::get_u64(source));
      DSPREP_TRY(column.min, spill::get_double(source));
      DSPREP_TRY(column.max, spill::get_double(source));
    }
    for (spill::ExactSum& sum : of.sums) DSPREP_CHECK(sum.load(source));
  }
  return {};
}

const std::pair<const Shape, ColumnTotals::Columns>* ColumnTotals::most() const {
  const std::pair<const Shape, Columns>* most = nullptr;
  for (const auto& entry : shapes_)
    if (!most || entry.second.records > most->second.records) most = &entry;
  return most;
}

}  // namespace dsprep::scale
