#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include "text/code_point_table.h"
#include "text/icu_slice.h"
#include "text/normalize.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace dsprep::text {
namespace {

// What follows a final sigma decides its form, but no further than the next space or LF, which is where slices end.
constexpr std::size_t slice_size = std::size_t{16} << 20;

void lower_ascii(std::string_view text, std::string& out) {
  out.resize(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool upper = static_cast<unsigned char>(text[i] - 'A') < 26;
    out[i] = static_cast<char>(text[i] + (upper ? 'a' - 'A' : 0));
  }
}

// Nearly all of the other scripts' characters lower-case by themselves, or not at all. The exceptions are left to ICU:
// capital sigma, whose lower case depends on what is around it, and dotted capital I, which becomes two characters.
enum Lowering : std::uint8_t { stays, changes, depends };

CodePointTable make_lowering() {
  std::vector<std::uint8_t> flat = binary_property(UCHAR_CHANGES_WHEN_LOWERCASED);
  flat[0x3a3] = flat[0x130] = depends;
  return CodePointTable(flat);
}

// False where there is a character that depends.
bool lower_each(std::string_view text, std::string& out) {
  static const CodePointTable table = make_lowering();
  const std::uint8_t* const ascii = table.ascii();
  out.clear();
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    std::size_t behind = i;
    std::uint8_t lowering = stays;
    while (i < text.size()) {
      const auto byte = static_cast<unsigned char>(text[i]);
      lowering = byte < 0x80 ? (++behind, ascii[byte]) : table[decode(text, behind)];
      if (lowering != stays) break;
      i = behind;
    }
    out.append(text, begin, i - begin);
    if (lowering == depends) return false;
    if (lowering == stays) break;
    append_utf8(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(decode(text, i)))));
  }
  return true;
}

template <class Map>
void map_case(std::string_view text, std::string& out, Map map) {
  if (is_ascii(text)) return lower_ascii(text, out);
  out.clear();
  icu::StringByteSink<std::string> sink(&out);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = next_icu_slice(text.substr(at), slice_size);
    UErrorCode status = U_ZERO_ERROR;
    map(icu::StringPiece(text.data() + at, static_cast<std::int32_t>(size)), sink, status);
    at += size;
  }
}

}  // namespace

void fold_case(std::string_view text, std::string& out) {
  map_case(text, out, [](icu::StringPiece piece, icu::ByteSink& sink, UErrorCode& status) {
    icu::CaseMap::utf8Fold(0, piece, sink, nullptr, status);
  });
}

void to_lower(std::string_view text, std::string& out) {
  if (!is_ascii(text) && lower_each(text, out)) return;
  map_case(text, out, [](icu::StringPiece piece, icu::ByteSink& sink, UErrorCode& status) {
    icu::CaseMap::utf8ToLower("", 0, piece, sink, nullptr, status);
  });
}

std::string icu_version() {
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH];
  u_getVersion(version);
  u_versionToString(version, text);
  return text;
}

std::string unicode_version() {
  UVersionInfo version;
  char text[U_MAX_VERSION_STRING_LENGTH];
  u_getUnicodeVersion(version);
  u_versionToString(version, text);
  return text;
}

}  // namespace dsprep::text
