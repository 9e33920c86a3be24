#include "labels/label_list.h"

#include <algorithm>
#include <optional>

#include "dsprep/value.h"
#include "labels/record_labels.h"
#include "text/utf8.h"

namespace dsprep::labels {
namespace {

Result<LabelList> read_lines(const ResourceFile& file) {
  LabelList list;
  std::string_view rest = file.bytes;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const std::string place = file.path + ":" + std::to_string(number) + ": ";
    if (!text::valid_utf8(line)) return usage_error(place + "this is not UTF-8: give a list with one label a line");
    if (line.empty()) return usage_error(place + "no label: give one label a line");
    const std::string key = std::string(1, text_key).append(line);
    if (!list.add(key, 0)) return usage_error(place + label_in_words(key) + " is there already");
  }
  return list;
}

}  // namespace

Result<LabelList> LabelList::read(const ResourceFile& file) {
  const std::size_t first = file.bytes.find_first_not_of(" \t\r\n");
  const auto fault = [&](const std::string& what) {
    return usage_error(file.path + " " + what +
                       ": give a file that label_ids or one_hot has saved, or one label a line");
  };
  if (first == std::string::npos) return fault("has no label in it");
  if (file.bytes[first] != '{' && file.bytes[first] != '[') return read_lines(file);
  if (const auto broken = validate_json(file.bytes))
    return fault("is no JSON (byte " + std::to_string(broken->offset + 1) + ": " + broken->reason + ")");
  const Value all(file.bytes);
  LabelList list;
  list.field = all["field"].text().value_or("");
  if (const Value id = all["first_id"]; id.exists()) {
    const std::optional<std::int64_t> number = id.integer();
    if (!number) return fault("has a \"first_id\" that is no integer");
    list.first_id = *number;
    list.says_first_id = true;
  }
  const Value labels = all.type() == FieldType::array ? all : all["labels"];
  if (labels.type() != FieldType::array) return fault("has no list \"labels\"");
  const Value counts = all["counts"];
  Value::Elements count = counts.elements();
  std::string key;
  for (Value::Elements elements = labels.elements(); elements.next();) {
    if (!key_of(elements.value(), LabelField::Accepts::all, key))
      return fault("has " + std::string(elements.value().raw().substr(0, 40)) + " among its labels");
    const std::int64_t times = count.next() ? count.value().integer().value_or(0) : 0;
    if (!list.add(key, static_cast<std::uint64_t>(std::max<std::int64_t>(0, times))))
      return fault("has " + label_in_words(key) + " twice among its labels");
  }
  if (list.size() == 0 && all.type() == FieldType::array) return fault("has no label in it");
  return list;
}

std::string LabelList::json() const {
  ValueBuilder out;
  out.begin_object().member("field", field).member("first_id", first_id).key("labels").begin_array();
  for (const Entry& entry : entries_) write_label(entry.key, out);
  out.end_array().key("counts").begin_array();
  for (const Entry& entry : entries_) out.unsigned_integer(entry.count);
  out.end_array().end_object();
  return indented(out.json()) + "\n";
}

bool LabelList::add(std::string_view key, std::uint64_t count) {
  if (!places_.emplace(key, entries_.size()).second) return false;
  entries_.push_back({std::string(key), count});
  return true;
}

std::size_t LabelList::place(std::string_view key) const {
  const auto found = places_.find(key);
  return found == places_.end() ? none : found->second;
}

}  // namespace dsprep::labels
