#include "io/looks_like.h"

#include <algorithm>
#include <cstddef>

#include "formats/format_table.h"
#include "io/chunk.h"

namespace dsprep::io {
namespace {

using namespace std::string_view_literals;

struct Magic {
  std::string_view bytes, what;
};

// Formats that begin with bytes of their own. The longer of two that begin alike comes first.
constexpr Magic magics[] = {
    {"\x1f\x8b"sv, "gzip data: name it .jsonl.gz"},
    {"\x28\xb5\x2f\xfd"sv, "zstd data: name it .jsonl.zst"},
    {"BZh"sv, "bzip2 data: name it .jsonl.bz2"},
    {"\xfd"
     "7zXZ"sv,
     "xz data: name it .jsonl.xz"},
    {"\x04\x22\x4d\x18"sv, "lz4 data: name it .jsonl.lz4"},
    {"PAR1"sv, "Parquet: turn it into JSON Lines first (duckdb -c \"COPY 'FILE' TO 'FILE.jsonl'\")"},
    {"ARROW1"sv, "Arrow: turn it into JSON Lines first"},
    {"Obj\x01"sv, "Avro: turn it into JSON Lines first"},
    {"SQLite format 3"sv,
     "an SQLite database: turn its table into JSON Lines first (sqlite3 -json FILE 'select * from t' | jq -c '.[]')"},
    {"%PDF-"sv, "PDF: extract its text first (pdftotext FILE)"},
    {"PK\x03\x04"sv, "a zip archive: unpack it first (unzip FILE)"},
    {"\xff\xfe\x00\x00"sv, "UTF-32: give --encoding utf-32"},
    {"\x00\x00\xfe\xff"sv, "UTF-32: give --encoding utf-32"},
    {"\xff\xfe"sv, "UTF-16: give --encoding utf-16"},
    {"\xfe\xff"sv, "UTF-16: give --encoding utf-16"},
    {"WARC/"sv, "a WARC archive: extract its texts into JSON Lines first"},
};

// With the format that it is, if we have it.
std::string how_to_read(std::string_view name, std::string_view otherwise) {
  for (const FormatSpec* format : formats::format_table())
    if (format->name == name && format->reader)
      return "name it " + std::string(format->extensions.front()) + ", or give --from " + std::string(name);
  return std::string(otherwise);
}

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

std::string_view without_space(std::string_view text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  return text;
}

// UTF-16 without a mark: every other byte of the ASCII that all of these formats begin with is zero.
std::string_view unmarked_utf16(std::string_view text) {
  if (text.size() < 4) return "";
  if (text[0] != '\0' && text[1] == '\0' && text[2] != '\0' && text[3] == '\0') return "utf-16le";
  if (text[0] == '\0' && text[1] != '\0' && text[2] == '\0' && text[3] != '\0') return "utf-16be";
  return "";
}

bool starts_with_word(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  return std::equal(word.begin(), word.end(), text.begin(), [](char want, char c) {
    return want == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  });
}

std::string of_markup(std::string_view text) {
  for (const std::string_view tag :
       {"<!doctype html"sv, "<html"sv, "<head"sv, "<body"sv, "<div"sv, "<p>"sv, "<script"sv, "<!--"sv})
    if (starts_with_word(text, tag)) return "HTML: extract its text into JSON Lines first";
  return "XML: turn its records into JSON Lines first";
}

// A JSON document, but not one a line.
std::string of_json(std::string_view text) {
  if (text.front() == '[') return "a JSON array: " + how_to_read("json", "");
  const std::string_view inside = without_space(text.substr(1));
  const std::size_t line_end = text.find('\n');
  if (inside.starts_with('\'')) return "Python dictionaries, not JSON: write them with json.dumps, one a line";
  const bool first_line_is_brace = line_end != text.npos && without_space(text.substr(1, line_end - 1)).empty();
  if (first_line_is_brace) return "JSON documents over several lines: " + how_to_read("json", "");
  return "";
}

// How often `separator` stands in a line, outside double quotes.
std::size_t columns_of(std::string_view line, char separator) {
  std::size_t n = 0;
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') quoted = !quoted;
    n += c == separator && !quoted;
  }
  return n;
}

// A table of separated values: the first two whole lines have the same separators, at least one.
std::string of_table(std::string_view text) {
  const std::size_t first_end = text.find('\n');
  if (first_end == text.npos) return "";
  std::string_view second = text.substr(first_end + 1);
  const std::size_t second_end = second.find('\n');
  const bool whole = second_end != second.npos;
  second = second.substr(0, second_end);
  const std::string_view first = text.substr(0, first_end);
  for (const char separator : {'\t', ',', ';', '|'}) {
    const std::size_t n = columns_of(first, separator);
    const std::size_t m = columns_of(second, separator);
    // The second line may go on: quoted values hold line breaks, and what we see may be cut.
    if (n == 0 || m == 0 || (m != n && (whole && second.find('"') == second.npos))) continue;
    return separator == '\t'
               ? "TSV: " + how_to_read("tsv", "turn it into JSON Lines first (mlr --itsv --ojsonl cat FILE)")
               : "CSV: " + how_to_read("csv", "turn it into JSON Lines first (mlr --icsv --ojsonl cat FILE)");
  }
  return "";
}

std::string what_it_is(std::string_view beginning) {
  for (const Magic& magic : magics)
    if (beginning.starts_with(magic.bytes)) return std::string(magic.what);
  if (const std::string_view encoding = unmarked_utf16(beginning); !encoding.empty())
    return "UTF-16: give --encoding " + std::string(encoding);
  if (beginning.starts_with(byte_order_mark)) beginning.remove_prefix(byte_order_mark.size());
  const std::string_view text = without_space(beginning);
  if (text.empty()) return "";
  if (text.front() == '<') return of_markup(text);
  if (text.front() == '[' || text.front() == '{') return of_json(text);
  return of_table(text);
}

}  // namespace

std::string looks_like(std::string_view beginning, std::string_view read_as) {
  std::string what = what_it_is(beginning);
  if (what.ends_with("--from " + std::string(read_as))) what.clear();
  return what;
}

}  // namespace dsprep::io
