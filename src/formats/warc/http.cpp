#include "formats/warc/http.h"

#include <algorithm>

#include "base/ascii.h"

namespace dsprep::formats::warc {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The size that a chunk begins with; `at` moves behind its line. None where there is none, or not all of its line.
std::optional<std::uint64_t> chunk_size(std::string_view body, std::size_t& at) {
  std::uint64_t size = 0;
  std::size_t digits = at;
  for (int value = 0; digits < body.size() && (value = base::hex_value(body[digits])) >= 0; ++digits) {
    if (digits - at == 15) return {};
    size = size << 4 | static_cast<std::uint64_t>(value);
  }
  if (digits == at) return {};
  const std::size_t end = body.find('\n', digits);
  if (end == body.npos) return {};
  const std::string_view rest = trimmed(body.substr(digits, end - digits));
  if (!rest.empty() && rest.front() != ';') return {};
  at = end + 1;
  return size;
}

}  // namespace

std::optional<HttpHead> http_head(std::string_view message) {
  constexpr std::string_view name = "HTTP/";
  if (!message.starts_with(name)) return {};
  std::size_t at = name.size();
  while (at < message.size() && (is_digit(message[at]) || message[at] == '.')) ++at;
  while (at < message.size() && message[at] == ' ') ++at;
  HttpHead head;
  std::size_t digits = at;
  for (; digits < message.size() && digits < at + 3 && is_digit(message[digits]); ++digits)
    head.status = head.status * 10 + (message[digits] - '0');
  if (digits != at + 3 || (digits < message.size() && !is_space(message[digits]))) return {};
  const std::size_t line_end = std::min(message.find('\n'), message.size() - 1);
  const std::string_view lines = message.substr(line_end + 1);
  const std::size_t size = header_end(lines);
  head.fields = Fields(lines.substr(0, size));
  head.size = size == lines.npos ? message.size() : line_end + 1 + size;
  return head;
}

Chunked undo_chunked(std::string_view body, std::string& out, std::size_t& fault) {
  out.clear();
  for (std::size_t at = 0;;) {
    fault = at;
    const bool begins = at == 0;
    if (at == body.size() && !begins) return Chunked::cut;
    const std::optional<std::uint64_t> size = chunk_size(body, at);
    if (!size) {
      if (begins) return Chunked::none;
      return body.find('\n', at) == body.npos && body.size() - at <= 20 ? Chunked::cut : Chunked::broken;
    }
    if (*size == 0) return Chunked::whole;
    const std::string_view left = body.substr(at);
    if (*size > left.size()) {
      out.append(left);
      return Chunked::cut;
    }
    out.append(left.substr(0, *size));
    at += *size;
    if (at < body.size() && body[at] == '\r') ++at;
    fault = at;
    if (at == body.size()) return Chunked::cut;
    if (body[at] != '\n') return Chunked::broken;
    ++at;
  }
}

std::string media_type_of(std::string_view content_type) {
  return base::ascii_lowered(trimmed(content_type.substr(0, content_type.find_first_of(";,"))));
}

}  // namespace dsprep::formats::warc
