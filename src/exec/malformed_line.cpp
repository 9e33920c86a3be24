#include "exec/malformed_line.h"

#include <cctype>

#include "base/base64.h"
#include "dsprep/value.h"
#include "text/utf8.h"

namespace dsprep::exec {
namespace {

ValueBuilder malformed_members(const Malformed& m) {
  ValueBuilder out;
  out.begin_object().member("source", m.file).member("line", m.line).member("offset", m.offset);
  if (m.column > 0) out.member("column", m.column);
  if (!m.step.empty()) out.member("step", m.step);
  out.member("reason", m.reason);
  return out;
}

}  // namespace

void append_malformed(std::string& out, const Malformed& m) {
  ValueBuilder line = malformed_members(m);
  if (text::valid_utf8(m.raw)) {
    line.member("raw", m.raw);
  } else {
    std::string encoded;
    base::append_base64(encoded, m.raw);
    line.member("raw_base64", encoded);
  }
  line.end_object();
  out += line.json();
  out += '\n';
}

std::string oversize_head(const Malformed& m) {
  ValueBuilder line = malformed_members(m);
  return line.take() + ",\"raw_base64\":\"";
}

std::string describe(const Malformed& m) {
  std::string out(m.file);
  out += ":" + std::to_string(m.line);
  if (m.column > 0) out += ":" + std::to_string(m.column);
  out += ": ";
  if (!m.step.empty()) out += std::string(m.step) + ": ";
  out += m.reason;
  return out;
}

std::string reason_kind(std::string_view reason) {
  std::size_t end = reason.find_first_of("0123456789\"':");
  // A digit of a name is no particular: "invalid UTF-8".
  while (end != reason.npos && end >= 2 && reason[end] >= '0' && reason[end] <= '9' && reason[end - 1] == '-' &&
         std::isalpha(static_cast<unsigned char>(reason[end - 2])))
    end = reason.find_first_of("0123456789\"':", reason.find_first_not_of("0123456789", end));
  std::string kind(reason.substr(0, end));
  while (!kind.empty() && (kind.back() == ' ' || kind.back() == '(')) kind.pop_back();
  return kind.empty() ? std::string(reason.substr(0, 40)) : kind;
}

}  // namespace dsprep::exec
