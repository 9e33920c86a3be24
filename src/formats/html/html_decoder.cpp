#include "formats/html/html_decoder.h"

#include <algorithm>

#include "dsprep/value.h"
#include "formats/looks_like.h"
#include "json/escape.h"
#include "text/utf8.h"

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

// A page is often long, and its first bytes are scripts: where they say UTF-8 and the rest is none, what is beyond
// ASCII is asked.
charset::Encoding HtmlDecoder::encoding_of(std::string_view bytes) const {
  using charset::sample_size;
  if (!encoding_.empty()) {
    charset::Encoding told = charset::detect(bytes.substr(0, 4), false);  // for its mark
    if (told.name != encoding_) told.mark = 0;
    return {encoding_, charset::Encoding::Told::by_user, 1, told.mark};
  }
  const std::string_view declared = charset::declared_in_markup(bytes);
  charset::Encoding told = charset::detect(bytes.substr(0, sample_size), bytes.size() <= sample_size, declared);
  if (told.told != charset::Encoding::Told::by_utf8 || text::valid_utf8(bytes)) return told;
  const std::string_view beyond = bytes.substr(text::ascii_prefix(bytes));
  return charset::detect(beyond.substr(0, sample_size), beyond.size() <= sample_size, declared);
}

Result<charset::Converter*> HtmlDecoder::converter(const std::string& encoding) {
  for (auto& [name, known] : converters_)
    if (name == encoding) return &known;
  DSPREP_TRY(charset::Converter made, charset::Converter::make(encoding));
  return &converters_.emplace_back(encoding, std::move(made)).second;
}

Result<Decoder::Outcome> HtmlDecoder::decode(const Frame& frame, std::string& line) {
  undecodable_ = 0;
  if (const std::string other = holds_no_text(frame.bytes); !other.empty()) return failure("this looks like " + other);
  const charset::Encoding encoding = encoding_of(frame.bytes);
  std::string_view page = frame.bytes.substr(encoding.mark);
  if (encoding.name != "utf-8" || !text::valid_utf8(page)) {
    DSPREP_TRY(charset::Converter * into, converter(encoding.name));
    if (converted_.capacity() > kept_storage) std::string().swap(converted_);
    converted_.clear();
    into->reset();
    into->convert(page, true, converted_);
    undecodable_ = into->undecodable();
    page = converted_;
  }
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
