#include "formats/html/html_decoder.h"

#include <algorithm>

#include "charset/charset.h"
#include "dsprep/value.h"
#include "formats/looks_like.h"
#include "json/escape.h"

namespace dsprep::formats::markup {
namespace {

constexpr std::size_t kept_storage = 16u << 20;

bool is_blank(std::string_view text) { return text.find_first_not_of(" \t\r\n\f\v") == text.npos; }

void append_member(std::string& line, std::string_view name, std::string_view value) {
  line += line.empty() ? "{\"" : ",\"";
  line.append(name).append("\":\"");
  json::append_escaped(line, value);
  line += '"';
}

}  // namespace

Result<Decoder::Outcome> HtmlDecoder::decode(const Frame& frame, std::string& line) {
  if (const std::string other = holds_no_text(frame.bytes); !other.empty()) return failure("this looks like " + other);
  DSPREP_TRY(const std::string_view page,
             text_.utf8(frame.bytes, charset::declared_in_markup(frame.bytes), frame.encoding));
  const charset::Encoding& encoding = text_.encoding();
  if (is_blank(page)) return Outcome::skip;
  line.clear();
  line.reserve(page.size() + page.size() / 8 + 256);
  append_member(line, "text", page);
  if (const std::string_view url = saved_from(page); !url.empty()) append_member(line, "url", url);
  append_member(line, "content_type", frame.shard.ends_with(".xhtml") ? "application/xhtml+xml" : "text/html");
  append_member(line, "path", frame.shard);
  append_member(line, "encoding", encoding.name);
  if (encoding.told == charset::Encoding::Told::by_bytes)
    line += ",\"encoding_confidence\":" + ValueBuilder().number(encoding.confidence).take();
  line += '}';
  return Outcome::record;
}

std::string_view saved_from(std::string_view page) {
  constexpr std::string_view mark = "<!-- saved from url=(";
  const std::size_t at = page.substr(0, 4096).find(mark);
  if (at == page.npos) return "";
  std::string_view rest = page.substr(at + mark.size());
  const std::size_t digits = std::min(rest.find_first_not_of("0123456789"), rest.size());
  if (digits == 0 || rest.substr(digits, 1) != ")") return "";
  rest.remove_prefix(digits + 1);
  const std::string_view url = rest.substr(0, std::min(rest.find_first_of(" \t\r\n"), rest.size()));
  return url.starts_with("http://") || url.starts_with("https://") ? url : "";
}

}  // namespace dsprep::formats::markup
