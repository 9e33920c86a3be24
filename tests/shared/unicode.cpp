// Unicode's own conformance tests, WordBreakTest.txt and NormalizationTest.txt, from anywhere below $DSPREP_SHARED.
// They may be of a newer version of Unicode than ICU: lines with code points that ICU does not know, or knows
// otherwise, are passed over.
#include <unicode/uchar.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include "support/catch.h"
#include "text/normalize.h"
#include "text/segment.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::text;

namespace {

// The first file of that name in path order, or "" where there is none.
std::string find_file(const std::string& name) {
  const char* shared = std::getenv("DSPREP_SHARED");
  if (shared == nullptr) {
    std::cout << "skipped: " << name << " (DSPREP_SHARED is not set)\n";
    return "";
  }
  std::vector<std::string> found;
  const auto options = std::filesystem::directory_options::skip_permission_denied;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(shared, options)) {
    if (entry.path().filename() == name) found.push_back(entry.path().string());
  }
  std::sort(found.begin(), found.end());
  if (found.empty()) std::cout << "skipped: no " << name << " below " << shared << "\n";
  return found.empty() ? "" : found.front();
}

bool is_known(char32_t c) { return u_charType(static_cast<UChar32>(c)) != U_UNASSIGNED; }

// Code points whose word break properties changed between Unicode 15 and 17.
bool is_stable(char32_t c) { return (c != 0x6dd && c != 0x70f && c != 0x2701) || std::stoi(unicode_version()) >= 17; }

char32_t from_hex(const std::string& hex) { return static_cast<char32_t>(std::stoul(hex, nullptr, 16)); }

// "0041 0301" as UTF-8; sets `known` to false where ICU does not know one of them.
std::string from_hexes(const std::string& hexes, bool& known) {
  std::istringstream in(hexes);
  std::string text;
  for (std::string hex; in >> hex;) {
    known = known && is_known(from_hex(hex));
    append_utf8(text, from_hex(hex));
  }
  return text;
}

std::string normalized(const std::string& text, Form form) {
  std::string whole, pieces;
  normalize(text, form, whole);
  std::size_t at = 0;
  normalize_pieces(
      text, form, [&](std::size_t n) { pieces.append(text, at, n), at += n; },
      [&](std::size_t n, std::string_view with) { pieces.append(with), at += n; });
  CHECK(pieces == whole);
  if (is_normalized(text, form)) CHECK(text == whole);
  return whole;
}

}  // namespace

TEST_CASE("WordBreakTest") {
  const std::string path = find_file("WordBreakTest.txt");
  if (path.empty()) return;
  std::ifstream in(path);
  int tried = 0, passed_over = 0;
  for (std::string line; std::getline(in, line);) {
    std::istringstream fields(line.substr(0, line.find('#')));
    std::string text;
    std::vector<TextSpan> want, got;
    bool known = true;
    std::uint32_t begin = 0;
    for (std::string field; fields >> field;) {
      const auto end = static_cast<std::uint32_t>(text.size());
      if (field == "\u00f7") {
        if (end > begin) want.push_back({begin, end});
        begin = end;
      } else if (field != "\u00d7") {
        known = known && is_known(from_hex(field)) && is_stable(from_hex(field));
        append_utf8(text, from_hex(field));
      }
    }
    if (text.empty()) continue;
    if (!known) {
      ++passed_over;
      continue;
    }
    ++tried;
    word_segments_uax29(text, got);
    INFO(line);
    CHECK(got == want);
  }
  std::cout << "WordBreakTest: " << tried << " lines, " << passed_over << " passed over\n";
  CHECK(tried > 1000);
}

TEST_CASE("NormalizationTest") {
  const std::string path = find_file("NormalizationTest.txt");
  if (path.empty()) return;
  std::ifstream in(path);
  int tried = 0, passed_over = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#' || line[0] == '@') continue;
    std::istringstream fields(line);
    std::string columns[5];
    bool known = true;
    for (std::string& column : columns) {
      std::string hexes;
      std::getline(fields, hexes, ';');
      column = from_hexes(hexes, known);
    }
    if (!known) {
      ++passed_over;
      continue;
    }
    ++tried;
    INFO(line);
    for (int c = 0; c < 5; ++c) {
      // Columns: source, NFC, NFD, NFKC, NFKD. The last two are compatibility forms of all, the others of the first
      // three.
      CHECK(normalized(columns[c], Form::nfc) == columns[c < 3 ? 1 : 3]);
      CHECK(normalized(columns[c], Form::nfd) == columns[c < 3 ? 2 : 4]);
      CHECK(normalized(columns[c], Form::nfkc) == columns[3]);
      CHECK(normalized(columns[c], Form::nfkd) == columns[4]);
    }
  }
  std::cout << "NormalizationTest: " << tried << " lines, " << passed_over << " passed over\n";
  CHECK(tried > 10000);
}
