#include "formats/csv/other_format.h"

#include <algorithm>

#include "dsprep/value.h"

namespace dsprep::formats::csv {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes, what;
};
// What no header of a table begins with.
constexpr Magic magics[] = {
    {"PK\x03\x04"sv, "a zip archive or an Excel workbook: unpack it, or save its sheet as CSV"},
    {"\xd0\xcf\x11\xe0"sv, "an old Excel workbook: save its sheet as CSV"},
    {"%PDF-"sv, "PDF: extract its tables first"},
    {"PAR1"sv, "Parquet: turn it into CSV or JSON Lines first"},
    {"SQLite format 3"sv, "an SQLite database: export its table first (sqlite3 -csv -header FILE 'select * from t')"},
    {"\x1f\x8b"sv, "gzip data in gzip data: decompress it once"},
    {"\xff\xfe"sv, "UTF-16: give --encoding utf-16"},
    {"\xfe\xff"sv, "UTF-16: give --encoding utf-16"},
};

bool begins_with_tag(std::string_view text, std::string_view tag) {
  return text.size() >= tag.size() && std::equal(tag.begin(), tag.end(), text.begin(), [](char want, char c) {
           return want == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
         });
}

}  // namespace

std::string other_format(std::string_view beginning) {
  for (const Magic& magic : magics)
    if (beginning.starts_with(magic.bytes)) return std::string(magic.what);
  const std::string_view text = beginning.substr(std::min(beginning.find_first_not_of(" \t\r\n"), beginning.size()));
  for (const std::string_view tag : {"<!doctype html"sv, "<html"sv, "<head"sv, "<body"sv, "<script"sv})
    if (begins_with_tag(text, tag)) return "HTML, perhaps an error page: download the file again";
  if (begins_with_tag(text, "<?xml")) return "XML: turn it into CSV or JSON Lines first";
  if (text.starts_with('{')) {
    const std::string_view line = text.substr(0, text.find('\n'));
    const std::string_view inside = line.substr(std::min(line.find_first_not_of(" \t\r", 1), line.size()));
    // Cut at the end of what we see, a line that begins like an object is one.
    const bool cut = line.size() == text.size() && inside.starts_with('"') && line.size() >= 1u << 15;
    if (cut || !validate_json(line)) return "JSON Lines: name it .jsonl or give --from jsonl";
    if (inside.empty()) return "JSON: name it .json or give --from json";
  }
  if (text.starts_with('[')) {
    const std::size_t first = text.find_first_not_of(" \t\r\n", 1);
    if (first != text.npos && text[first] == '{') return "a JSON array: name it .json or give --from json";
  }
  return "";
}

}  // namespace dsprep::formats::csv
