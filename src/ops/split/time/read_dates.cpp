#include "ops/split/time/read_dates.h"

#include "dsprep/need.h"
#include "text/utf8.h"

namespace dsprep::ops::time {
namespace {

std::string shortened(std::string_view text) {
  const std::size_t end = text::byte_offset(text, 40);
  return std::string(text.substr(0, end)) + (end < text.size() ? "…" : "");
}

// Behind the ':' stands what varies, which is left out where reasons are counted.
Verdict no_date(const std::string& pointer, std::string_view what, std::string_view shown) {
  return Verdict::malformed("field " + pointer + " is " + std::string(what) + ": " + shortened(shown));
}

}  // namespace

std::optional<base::Moment> moment_of(std::string_view text, Numbers numbers) {
  // Digits alone are a year, unless other numbers are asked for.
  if (numbers == Numbers::seconds || numbers == Numbers::milliseconds)
    if (const auto moment = base::moment_of_number(text, numbers == Numbers::milliseconds ? 3 : 0)) return moment;
  return base::parse_moment(text);
}

std::optional<Verdict> ReadDates::read_one(const Record& record, Field field, const std::string& pointer,
                                           base::Moment& moment) {
  const FieldType type = record.type(field);
  std::optional<base::Moment> found;
  if (type == FieldType::number) {
    const std::string_view raw = record.raw(field);
    if (fields_.numbers == Numbers::refused)
      return no_date(pointer, "a number (give numbers = seconds, milliseconds or years)", raw);
    found = moment_of(raw, fields_.numbers);
    if (!found) {
      if (fields_.numbers == Numbers::years) return no_date(pointer, "no year of four digits", raw);
      const std::string unit = fields_.numbers == Numbers::seconds ? "seconds" : "milliseconds";
      return no_date(pointer, "no number of " + unit + " within the years 0 to 9999", raw);
    }
  } else if (type == FieldType::text) {
    const std::string_view text = *record.text(field);
    found = moment_of(text, fields_.numbers);
    if (!found) return no_date(pointer, "no date of the calendar as ISO 8601 writes it", text);
  } else {
    return Verdict::malformed(wrong_type(pointer, type, "a date"));
  }
  moment = *found;
  return std::nullopt;
}

std::optional<Verdict> ReadDates::read(const Record& record) {
  if (auto verdict = read_one(record, fields_.date, fields_.date_pointer, date_)) return verdict;
  outcome_ = date_;
  if (!fields_.outcome.bound()) return std::nullopt;
  if (auto verdict = read_one(record, fields_.outcome, fields_.outcome_pointer, outcome_)) return verdict;
  if (outcome_ < date_)
    return Verdict::malformed("field " + fields_.outcome_pointer + " is before " + fields_.date_pointer + ": " +
                              base::format_moment(outcome_) + " before " + base::format_moment(date_));
  return std::nullopt;
}

}  // namespace dsprep::ops::time
