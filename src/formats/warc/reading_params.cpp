#include "formats/warc/reading_params.h"

#include <algorithm>

#include "base/ascii.h"

namespace dsprep::formats::warc {
namespace {

bool is_status(std::string_view pattern) {
  return pattern.size() == 3 &&
         std::all_of(pattern.begin(), pattern.end(), [](char c) { return (c >= '0' && c <= '9') || c == 'x'; });
}

bool is_media_type(std::string_view pattern) {
  const std::size_t slash = pattern.find('/');
  return slash != pattern.npos && slash > 0 && slash + 1 < pattern.size() &&
         pattern.find_first_of(" \t;,") == pattern.npos && pattern.find('*') >= slash + 1;
}

}  // namespace

void ReadingParams::fields(ParamFields& f) {
  f("content_types", content_types,
    {.meaning = "which media types become records, without parameters: \"text/html\", \"text/*\" (all of one kind), "
                "\"*/*\" (all; what is no text becomes one that is of no use)"});
  f("status", status,
    {.meaning = "which HTTP status codes become records: \"200\", \"2xx\" (x: any digit). Records that are no HTTP "
                "responses have none and are not asked"});
}

Result<ReadingRules> ReadingRules::make(const ParamValues& values) {
  ReadingParams params = bind_params<ReadingParams>(values);
  for (std::string& type : params.content_types) {
    type = base::ascii_lowered(type);
    if (type != "*/*" && !is_media_type(type))
      return usage_error("content_types: \"" + type + "\" is no media type: \"text/html\", \"text/*\" or \"*/*\"");
  }
  for (const std::string& code : params.status)
    if (!is_status(code)) return usage_error("status: \"" + code + "\" is no status code: \"200\", or \"2xx\"");
  ReadingRules rules;
  rules.content_types_ = std::move(params.content_types);
  rules.status_ = std::move(params.status);
  return rules;
}

bool ReadingRules::takes_status(std::int64_t status) const {
  const std::string code = std::to_string(status);
  return std::any_of(status_.begin(), status_.end(), [&](const std::string& pattern) {
    return std::equal(pattern.begin(), pattern.end(), code.begin(), code.end(),
                      [](char want, char c) { return want == 'x' || want == c; });
  });
}

bool ReadingRules::takes_type(std::string_view media_type) const {
  return std::any_of(content_types_.begin(), content_types_.end(), [&](std::string_view pattern) {
    if (pattern == "*/*" || pattern == media_type) return true;
    return pattern.ends_with("/*") && media_type.starts_with(pattern.substr(0, pattern.size() - 1));
  });
}

}  // namespace dsprep::formats::warc
