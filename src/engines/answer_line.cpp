#include "engines/answer_line.h"

#include <algorithm>
#include <optional>

#include "dsprep/value.h"
#include "json/escape.h"

namespace dsprep::engines {
namespace {

// An id that is a number in the record is one for the tool, if it likes.
std::string id_of(const Value& id) {
  if (auto text = id.text()) return *std::move(text);
  return std::string(id.raw());
}

std::string without_id(const Value& object) {
  ValueBuilder out;
  out.begin_object();
  std::string scratch;
  for (Value::Members it = object.members(); it.next();) {
    const std::string_view key = it.key(scratch);
    if (key != "id") out.key(key).raw(it.value().raw());
  }
  out.end_object();
  return out.take();
}

}  // namespace

std::string shown(std::string_view written, std::size_t most) {
  std::size_t end = std::min(written.size(), most);
  while (end < written.size() && end > 0 && (static_cast<unsigned char>(written[end]) & 0xc0) == 0x80) --end;
  std::string text(written.substr(0, end));
  for (char& c : text)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = ' ';
  std::string quoted = "\"";
  json::append_escaped(quoted, text);
  if (validate_json(quoted += '"'))  // not UTF-8
    for (char& c : text)
      if (static_cast<unsigned char>(c) >= 0x80) c = '?';
  if (end < written.size()) text += "…";
  return text;
}

AnswerLine read_answer_line(std::string_view line, std::string_view id) {
  AnswerLine read;
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.find_first_not_of(" \t") == std::string_view::npos) {
    read.fault = "it answered with an empty line";
    return read;
  }
  if (const auto fault = validate_json(line)) {
    read.fault = "it answered \"" + shown(line) + "\", which is no JSON: " + fault->reason + " at byte " +
                 std::to_string(fault->offset + 1);
    return read;
  }
  const Value value(line);
  const Value name = value.type() == FieldType::object && !id.empty() ? value["id"] : Value();
  if (!name.exists()) {
    read.json = value.raw();
    return read;
  }
  if (const std::string named = id_of(name); named != id) {
    read.misplaced = true;
    read.fault =
        "it answered out of order: asked about \"" + shown(id) + "\", it answered about \"" + shown(named) + "\"";
    return read;
  }
  read.json = without_id(value);
  read.named = true;
  return read;
}

}  // namespace dsprep::engines
