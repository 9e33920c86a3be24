#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/uchar.h>
#include <unicode/uversion.h>

#include "text/normalize.h"
#include "text/pieces.h"

namespace dsprep::text {
namespace {

// What lies behind a final sigma decides its shape, but no further than to the next space or LF: where pieces end.
constexpr std::size_t piece_size = std::size_t{16} << 20;

void lower_ascii(std::string_view text, std::string& out) {
  out.resize(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool upper = static_cast<unsigned char>(text[i] - 'A') < 26;
    out[i] = static_cast<char>(text[i] + (upper ? 'a' - 'A' : 0));
  }
}

template <class Map>
void map_case(std::string_view text, std::string& out, Map map) {
  if (is_ascii(text)) return lower_ascii(text, out);
  out.clear();
  icu::StringByteSink<std::string> sink(&out);
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = next_piece(text.substr(at), piece_size);
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
