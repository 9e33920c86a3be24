#include "ops/normalize/scale/scaling.h"

#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>

#include "dsprep/value.h"

namespace dsprep::scale {
namespace {

constexpr double epsilon = std::numeric_limits<double>::epsilon();

// scikit-learn's _handle_zeros_in_scale
bool no_spread(double spread) { return spread < 10 * epsilon; }

// scikit-learn's _is_constant_feature: a variance that rounding alone could have made.
bool no_variance(const Column& column) {
  const double n = static_cast<double>(column.count);
  const double error = n * column.mean * epsilon;
  return column.variance <= n * epsilon * column.variance + error * error;
}

struct Member {
  std::string_view name;
  double Column::*value;
};
std::vector<Member> members_of(Method method) {
  switch (method) {
    case Method::min_max: return {{"min", &Column::min}, {"max", &Column::max}};
    case Method::zscore:
      return {{"min", &Column::min}, {"max", &Column::max}, {"mean", &Column::mean}, {"variance", &Column::variance}};
    case Method::robust: break;
  }
  return {{"min", &Column::min},
          {"max", &Column::max},
          {"low", &Column::low},
          {"median", &Column::median},
          {"high", &Column::high}};
}

}  // namespace

std::string_view name_of(Method method) {
  switch (method) {
    case Method::min_max: return "min_max";
    case Method::zscore: return "zscore";
    case Method::robust: break;
  }
  return "robust";
}

std::string Scaling::json() const {
  ValueBuilder out;
  out.begin_object().member("op", "scale").member("field", field).member("method", name_of(method));
  if (method == Method::min_max) out.member("low", low).member("high", high);
  if (method == Method::robust) out.member("low_quantile", low_quantile).member("high_quantile", high_quantile);
  out.member("per", by_element ? "element" : "field");
  if (by_element && shape == one_number) out.member("shape", "number");
  if (by_element && shape != one_number) out.member("shape", "array");
  out.key("columns").begin_array();
  for (const Column& column : columns) {
    out.begin_object().member("count", column.count);
    if (column.count > 0)
      for (const Member& member : members_of(method)) out.member(member.name, column.*member.value);
    out.end_object();
  }
  out.end_array().end_object();
  return indented(out.json()) + "\n";
}

Result<Scaling> Scaling::read(const ResourceFile& file) {
  const auto fault = [&](const std::string& what) {
    return usage_error(file.path + " " + what + ": give a file that scale has saved");
  };
  if (const auto broken = validate_json(file.bytes))
    return fault("is no JSON (byte " + std::to_string(broken->offset + 1) + ": " + broken->reason + ")");
  const Value all(file.bytes);
  if (all["op"].text() != "scale") return fault("holds no parameters of scale");
  Scaling scaling;
  const std::optional<std::string> field = all["field"].text(), method = all["method"].text(), per = all["per"].text(),
                                   shape = all["shape"].text();
  if (!field) return fault("has no \"field\"");
  scaling.field = *field;
  if (method == "min_max") scaling.method = Method::min_max;
  else if (method == "zscore") scaling.method = Method::zscore;
  else if (method == "robust") scaling.method = Method::robust;
  else return fault("has no \"method\" that is min_max, zscore or robust");
  if (per != "field" && per != "element") return fault("has no \"per\" that is field or element");
  scaling.by_element = per == "element";
  const auto number = [](const Value& from, std::string_view name, double& into) {
    const std::optional<double> value = from[name].number();
    if (value && std::isfinite(*value)) into = *value;
    return value && std::isfinite(*value);
  };
  if (scaling.method == Method::min_max &&
      (!number(all, "low", scaling.low) || !number(all, "high", scaling.high) || !(scaling.low < scaling.high)))
    return fault("has no \"low\" that is less than \"high\"");
  if (scaling.method == Method::robust &&
      (!number(all, "low_quantile", scaling.low_quantile) || !number(all, "high_quantile", scaling.high_quantile)))
    return fault("has no \"low_quantile\" and \"high_quantile\"");
  for (Value::Elements elements = all["columns"].elements(); elements.next();) {
    const Value from = elements.value();
    Column column;
    const std::optional<std::int64_t> count = from["count"].integer();
    const auto broken = [&](std::string_view name) {
      return fault("has no number \"" + std::string(name) + "\" in column " +
                   std::to_string(scaling.columns.size() + 1));
    };
    if (!count || *count < 0) return broken("count");
    column.count = static_cast<std::uint64_t>(*count);
    if (column.count > 0)
      for (const Member& member : members_of(scaling.method))
        if (!number(from, member.name, column.*member.value)) return broken(member.name);
    if (column.min > column.max || column.variance < 0 || column.low > column.high)
      return fault("has a column " + std::to_string(scaling.columns.size() + 1) + " that no numbers can give");
    scaling.columns.push_back(column);
  }
  if (scaling.columns.empty()) return fault("has no \"columns\"");
  if (scaling.by_element) scaling.shape = shape == "number" ? one_number : scaling.columns.size();
  if (scaling.columns.size() > 1 && (!scaling.by_element || scaling.shape == one_number))
    return fault("has several columns for one number");
  return scaling;
}

ColumnScale::ColumnScale(const Scaling& scaling, const Column& column)
    : known_(column.count > 0),
      multiplies_(scaling.method == Method::min_max),
      min_(column.min),
      max_(column.max),
      low_(scaling.low),
      high_(scaling.high) {
  switch (scaling.method) {
    case Method::min_max:
      constant_ = no_spread(max_ - min_);
      factor_ = (high_ - low_) / (constant_ ? 1 : max_ - min_);
      offset_ = low_ - min_ * factor_;
      break;
    case Method::zscore:
      constant_ = no_variance(column);
      factor_ = constant_ ? 1 : std::sqrt(column.variance);
      offset_ = column.mean;
      break;
    case Method::robust:
      constant_ = no_spread(column.high - column.low);
      factor_ = constant_ ? 1 : column.high - column.low;
      offset_ = column.median;
      break;
  }
}

double ColumnScale::scaled(double x) const {
  if (!multiplies_) return (x - offset_) / factor_;
  const double y = x * factor_ + offset_;
  // A number between min and max may come out beyond the range by rounding.
  const double rounding = 1e-12 * (high_ - low_);
  if (y > high_ && x <= max_ && y - high_ < rounding) return high_;
  if (y < low_ && x >= min_ && low_ - y < rounding) return low_;
  return y;
}

}  // namespace dsprep::scale
