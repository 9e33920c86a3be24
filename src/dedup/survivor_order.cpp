#include "dedup/survivor_order.h"

#include <algorithm>
#include <cstddef>
#include <optional>

#include "base/decimal_key.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"

namespace dsprep::dedup {
namespace {

constexpr std::size_t text_counts = 256;    // bytes
constexpr std::size_t number_counts = 512;  // digits
enum Tag : char { number_tag = 0, text_tag = 1, missing_tag = 2 };

void append_value(std::string& out, const Record& record, Field field, bool largest_first) {
  const std::size_t begin = out.size();
  char tag = missing_tag;
  if (record.type(field) == FieldType::number && base::append_decimal_key(out, record.raw(field), number_counts)) {
    tag = number_tag;
  } else if (const std::optional<std::string_view> text = record.text(field)) {
    tag = text_tag;
    // A zero byte is escaped, so that the two zeros at the end are smaller than whatever goes on.
    for (const char byte : text->substr(0, text_counts)) {
      out += byte;
      if (byte == '\0') out += '\xff';
    }
    out.append(2, '\0');
  }
  if (largest_first)
    std::for_each(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
                  [](char& c) { c = static_cast<char>(~c); });
  out.insert(begin, 1, tag);
}

}  // namespace

Result<SurvivorOrder> SurvivorOrder::parse(std::string_view keep, Binder& binder) {
  const auto wrong = [&](std::string_view why) {
    return usage_error(
        "keep = \"" + std::string(keep) + "\": " + std::string(why) +
        "; give \"first\", \"last\", \"longest\", \"max:/score\", \"min:/date\" or \"priority:/source=a,b,c\"");
  };
  SurvivorOrder order;
  const std::size_t colon = keep.find(':');
  const std::string_view how = keep.substr(0, colon);
  std::string_view rest = colon == std::string_view::npos ? std::string_view() : keep.substr(colon + 1);
  if (how == "first" || how == "last" || how == "longest") {
    if (colon != std::string_view::npos) return wrong("\"" + std::string(how) + "\" takes no field");
    order.by_ = how == "first" ? By::first : how == "last" ? By::last : By::longest;
    return order;
  }
  if (how != "max" && how != "min" && how != "priority") return wrong("unknown");
  order.by_ = how == "max" ? By::largest : how == "min" ? By::smallest : By::priority;
  if (order.by_ == By::priority) {
    const std::size_t equals = rest.find('=');
    if (equals == std::string_view::npos) return wrong("the values are missing, best first");
    for (std::size_t at = equals + 1; at <= rest.size();) {
      const std::size_t comma = std::min(rest.find(',', at), rest.size());
      if (comma == at) return wrong("an empty value");
      order.priorities_.emplace_back(rest.substr(at, comma - at));
      at = comma + 1;
    }
    rest = rest.substr(0, equals);
  }
  if (rest.empty()) return wrong("the field is missing");
  DSPREP_TRY(order.field_, binder.read(rest));
  return order;
}

void SurvivorOrder::append(std::string& out, const Record& record, std::uint64_t length) const {
  switch (by_) {
    case By::first:
    case By::last: break;
    case By::longest: spill::append_be64(out, ~length); break;
    case By::largest: append_value(out, record, field_, true); break;
    case By::smallest: append_value(out, record, field_, false); break;
    case By::priority: {
      const std::optional<std::string_view> text = record.text(field_);
      const std::string_view value = text ? *text : record.raw(field_);
      const auto place = std::find(priorities_.begin(), priorities_.end(), value) - priorities_.begin();
      spill::append_be32(out, static_cast<std::uint32_t>(place));
      break;
    }
  }
  const std::size_t begin = out.size();
  spill::append_record_key(out, record.id());
  if (by_ == By::last)
    std::for_each(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
                  [](char& c) { c = static_cast<char>(~c); });
}

}  // namespace dsprep::dedup
