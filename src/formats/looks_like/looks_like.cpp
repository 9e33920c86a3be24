#include "formats/looks_like.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "dsprep/value.h"
#include "formats/format_table.h"
#include "text/utf8.h"

namespace dsprep::formats {
namespace {

using namespace std::string_view_literals;

// What bytes are: in words, the format of ours that reads them, and what to do where we have none.
struct Kind {
  std::string_view what, format, otherwise = "";
};
struct Magic {
  std::string_view bytes;
  Kind kind;
};

// Formats that begin with bytes of their own; '?' is any byte. The longer of two that begin alike comes first. What is
// compressed was decompressed once before it is looked at.
constexpr Magic magics[] = {
    {"\x1f\x8b"sv, {"gzip data", "", "decompress it once (gzip -d)"}},
    {"\x28\xb5\x2f\xfd"sv, {"zstd data", "", "decompress it once (zstd -d)"}},
    {"BZh?1AY&"sv, {"bzip2 data", "", "decompress it once (bunzip2 -k FILE)"}},
    {"\xfd"
     "7zXZ"sv,
     {"xz data", "", "decompress it once (unxz -k FILE)"}},
    {"\x04\x22\x4d\x18"sv, {"lz4 data", "", "decompress it once (unlz4 FILE)"}},
    {"PAR1"sv, {"Parquet", "parquet", "turn it into JSON Lines first (duckdb -c \"COPY 'FILE' TO 'FILE.jsonl'\")"}},
    {"ARROW1"sv, {"Arrow", "arrow", "turn it into JSON Lines first"}},
    {"Obj\x01"sv, {"Avro", "avro", "turn it into JSON Lines first"}},
    {"SQLite format 3"sv,
     {"an SQLite database", "",
      "turn its table into JSON Lines first (sqlite3 -json FILE 'select * from t' | jq -c '.[]')"}},
    {"%PDF-"sv, {"PDF", "", "extract its text first (pdftotext FILE)"}},
    {"PK\x03\x04"sv,
     {"a zip archive or an office document", "", "unpack it first (unzip FILE), or save its table as CSV"}},
    {"\xd0\xcf\x11\xe0"sv, {"an old office document", "", "save its text as .txt, or its table as CSV"}},
    {"\x89PNG"sv, {"an image (PNG)", "", "it holds no text"}},
    {"\xff\xd8\xff"sv, {"an image (JPEG)", "", "it holds no text"}},
    {"GIF8"sv, {"an image (GIF)", "", "it holds no text"}},
    {"\xff\xfe\x00\x00"sv, {"UTF-32", "", "give --encoding utf-32"}},
    {"\x00\x00\xfe\xff"sv, {"UTF-32", "", "give --encoding utf-32"}},
    {"\xff\xfe"sv, {"UTF-16", "", "give --encoding utf-16"}},
    {"\xfe\xff"sv, {"UTF-16", "", "give --encoding utf-16"}},
    {"filedesc:"sv,
     {"an ARC archive, the format before WARC", "", "make WARC of it first (warcio recompress FILE FILE.warc.gz)"}},
    {"WARC/"sv, {"a WARC archive", "warc", "extract its texts into JSON Lines first"}},
};

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";
// A line that is longer is cut where we see it.
constexpr std::size_t long_line = 1u << 12;

// In words, unless it is what the file was taken for.
std::string told(const Kind& kind, std::string_view read_as) {
  if (kind.what.empty() || (!kind.format.empty() && kind.format == read_as)) return "";
  for (const FormatSpec* format : format_table())
    if (format->name == kind.format && format->reader)
      return std::string(kind.what) + ": name it " + std::string(format->extensions.front()) + " or give --from " +
             std::string(kind.format);
  return std::string(kind.what) + ": " + std::string(kind.otherwise);
}

std::string_view without_space(std::string_view text) {
  return text.substr(std::min(text.find_first_not_of(" \t\r\n"), text.size()));
}

bool starts_with_tag(std::string_view text, std::string_view tag) {
  if (text.size() < tag.size()) return false;
  return std::equal(tag.begin(), tag.end(), text.begin(), [](char want, char c) {
    return want == (c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c);
  });
}

const Magic* magic_of(std::string_view beginning) {
  for (const Magic& magic : magics)
    if (beginning.size() >= magic.bytes.size() && std::equal(magic.bytes.begin(), magic.bytes.end(), beginning.begin(),
                                                             [](char m, char c) { return m == c || m == '?'; }))
      return &magic;
  return nullptr;
}

constexpr Kind html{"HTML", "html", "extract its text into JSON Lines first"};
constexpr Kind xml{"XML", "xml", "turn its records into JSON Lines first"};
constexpr Kind jsonl{"JSON Lines", "jsonl"};
constexpr Kind documents{"JSON documents over several lines", "json"};
constexpr Kind array{"a JSON array", "json"};
constexpr Kind python{"Python dictionaries, not JSON", "", "write them with json.dumps, one a line"};

Kind of_page(std::string_view text) {
  for (const std::string_view tag : {"<!doctype html"sv, "<html"sv, "<head"sv, "<body"sv, "<script"sv})
    if (starts_with_tag(text, tag)) return html;
  if (!starts_with_tag(text, "<?xml")) return {};
  // XHTML says so a little later.
  const std::string_view root = text.substr(std::min(text.find("?>"), text.size()));
  for (const std::string_view tag : {"<!DOCTYPE html"sv, "<html"sv})
    if (root.find(tag) != root.npos) return html;
  return xml;
}

Kind of_markup(std::string_view text) {
  if (const Kind page = of_page(text); !page.what.empty()) return page;
  for (const std::string_view tag : {"<div"sv, "<p>"sv, "<!--"sv, "<meta"sv, "<title"sv, "<table"sv})
    if (starts_with_tag(text, tag)) return html;
  return xml;
}

// Objects, beyond doubt: a line that is one, or as much as can be seen of one.
Kind of_objects(std::string_view text) {
  if (text.starts_with('[')) return without_space(text.substr(1)).starts_with('{') ? array : Kind{};
  if (!text.starts_with('{')) return {};
  const std::string_view line = text.substr(0, text.find('\n'));
  const std::string_view inside = without_space(line.substr(1));
  const bool cut = line.size() == text.size() && inside.starts_with('"') && line.size() >= long_line;
  if (cut || !validate_json(line)) return jsonl;
  return inside.empty() ? documents : Kind{};
}

// JSON, but perhaps broken.
Kind of_json(std::string_view text) {
  if (text.front() == '[') return array;
  if (without_space(text.substr(1)).starts_with('\'')) return python;
  return of_objects(text);
}

// UTF-16 without a mark: every other byte of the ASCII that all of these formats begin with is zero.
Kind of_unmarked_utf16(std::string_view text) {
  if (text.size() < 4) return {};
  if (text[0] != '\0' && text[1] == '\0' && text[2] != '\0' && text[3] == '\0')
    return {"UTF-16", "", "give --encoding utf-16le"};
  if (text[0] == '\0' && text[1] != '\0' && text[2] == '\0' && text[3] != '\0')
    return {"UTF-16", "", "give --encoding utf-16be"};
  return {};
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
Kind of_table(std::string_view text) {
  const std::size_t first_end = text.find('\n');
  if (first_end == text.npos) return {};
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
    return separator == '\t' ? Kind{"TSV", "tsv"} : Kind{"CSV", "csv"};
  }
  return {};
}

// Words: a letter first, several words in the line or letters beyond ASCII, and no bytes that no text has.
Kind of_words(std::string_view text) {
  const std::string_view line = text.substr(0, text.find('\n'));
  const auto first = static_cast<unsigned char>(text.front());
  const bool letter = first >= 0x80 || (first | 0x20u) - 'a' < 26u;
  const bool words = line.find(' ') != line.npos || !text::is_ascii(line);
  const bool odd = std::any_of(text.begin(), text.end(), [](char c) {
    return c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t' && c != '\f';
  });
  // What we see may end within a character.
  const bool valid =
      text::valid_utf8(line) || text::valid_utf8(line.substr(0, line.size() - std::min<std::size_t>(line.size(), 3)));
  return letter && words && !odd && valid ? Kind{"plain text", "text"} : Kind{};
}

Kind sure_kind(std::string_view beginning) {
  if (const Magic* magic = magic_of(beginning)) return magic->kind;
  if (beginning.starts_with(byte_order_mark)) beginning.remove_prefix(byte_order_mark.size());
  const std::string_view text = without_space(beginning);
  if (const Kind page = of_page(text); !page.what.empty()) return page;
  return of_objects(text);
}

Kind kind_of(std::string_view beginning) {
  if (const Kind sure = sure_kind(beginning); !sure.what.empty()) return sure;
  if (const Kind wide = of_unmarked_utf16(beginning); !wide.what.empty()) return wide;
  if (beginning.starts_with(byte_order_mark)) beginning.remove_prefix(byte_order_mark.size());
  const std::string_view text = without_space(beginning);
  if (text.empty()) return {};
  if (text.front() == '<') return of_markup(text);
  if (text.front() == '[' || text.front() == '{') return of_json(text);
  if (const Kind table = of_table(text); !table.what.empty()) return table;
  return of_words(text);
}

}  // namespace

std::string holds_no_text(std::string_view beginning) {
  const Magic* const magic = magic_of(beginning);
  if (!magic || magic->kind.what.starts_with("UTF-")) return "";
  const std::string_view seen = beginning.substr(0, 512);
  const bool binary = std::any_of(seen.begin(), seen.end(), [](char c) { return c >= 0 && c < '\t'; });
  return binary || beginning.starts_with("%PDF-") ? told(magic->kind, "") : "";
}

std::string looks_like(std::string_view beginning, std::string_view read_as) {
  return told(kind_of(beginning), read_as);
}

std::string surely_is(std::string_view beginning, std::string_view read_as) {
  return told(sure_kind(beginning), read_as);
}

}  // namespace dsprep::formats
