// Case mapping. Nearly all letters become another by themselves, whatever stands around them: those go through a table.
// A text that holds one of the others (a capital sigma, a letter that becomes two) goes to ICU, and so does all that a
// language has rules of its own for.
#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/casemap.h>
#include <unicode/edits.h>
#include <unicode/locid.h>
#include <unicode/stringoptions.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/ustring.h>
#include <unicode/uversion.h>

#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

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

void upper_ascii(std::string_view text, std::string& out) {
  out.resize(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool lower = static_cast<unsigned char>(text[i] - 'a') < 26;
    out[i] = static_cast<char>(text[i] - (lower ? 'a' - 'A' : 0));
  }
}

// What becomes of a code point. `depends`: only ICU can tell, since what is around it counts, or since it becomes more
// than one.
enum Mapping : std::uint8_t { stays, changes, depends };

char32_t simple_mapping(Casing casing, char32_t c) {
  const auto code = static_cast<UChar32>(c);
  switch (casing) {
    case Casing::fold: return static_cast<char32_t>(u_foldCase(code, U_FOLD_CASE_DEFAULT));
    case Casing::lower: return static_cast<char32_t>(u_tolower(code));
    default: return static_cast<char32_t>(u_toupper(code));
  }
}

// The full mapping of one code point by itself, as UTF-16.
std::int32_t full_mapping(Casing casing, char32_t c, std::array<UChar, 8>& out) {
  std::array<UChar, 2> source{};
  std::int32_t size = 0;
  U16_APPEND_UNSAFE(source, size, c);
  UErrorCode status = U_ZERO_ERROR;
  const auto room = static_cast<std::int32_t>(out.size());
  switch (casing) {
    case Casing::fold: return u_strFoldCase(out.data(), room, source.data(), size, U_FOLD_CASE_DEFAULT, &status);
    case Casing::lower: return u_strToLower(out.data(), room, source.data(), size, "", &status);
    default: return u_strToUpper(out.data(), room, source.data(), size, "", &status);
  }
}

CodePointTable make_mappings(Casing casing) {
  // Not Changes_When_Casefolded, which is asked of the decomposition and knows less than folding does (ǰ).
  const UProperty may_change = casing == Casing::fold    ? UCHAR_CASE_SENSITIVE
                               : casing == Casing::lower ? UCHAR_CHANGES_WHEN_LOWERCASED
                                                         : UCHAR_CHANGES_WHEN_UPPERCASED;
  std::vector<std::uint8_t> flat = binary_property(may_change);
  std::array<UChar, 8> full{};
  for (char32_t c = 0; c < code_points; ++c) {
    if (flat[c] == 0) continue;
    std::int32_t at = 0;
    UChar32 only = 0;
    const std::int32_t size = full_mapping(casing, c, full);
    U16_NEXT(full, at, size, only);
    const bool one = at == size && static_cast<char32_t>(only) == simple_mapping(casing, c);
    flat[c] = !one ? depends : simple_mapping(casing, c) != c ? changes : stays;
  }
  if (casing == Casing::lower) flat[0x3a3] = depends;  // the only one that looks around (SpecialCasing.txt)
  return CodePointTable(flat);
}

const CodePointTable& mappings_of(Casing casing) {
  static const CodePointTable fold = make_mappings(Casing::fold);
  static const CodePointTable lower = make_mappings(Casing::lower);
  static const CodePointTable upper = make_mappings(Casing::upper);
  return casing == Casing::fold ? fold : casing == Casing::lower ? lower : upper;
}

// The first code point at or behind i that does not stay.
std::uint8_t next_change(const CodePointTable& table, std::string_view text, std::size_t& i) {
  const std::uint8_t* const ascii = table.ascii();
  for (std::size_t behind = i; i < text.size(); i = behind) {
    const auto byte = static_cast<unsigned char>(text[i]);
    const std::uint8_t mapping = byte < 0x80 ? (++behind, ascii[byte]) : table[decode(text, behind)];
    if (mapping != stays) return mapping;
  }
  return stays;
}

// False where there is a character that depends.
bool map_each(Casing casing, std::string_view text, std::string& out) {
  const CodePointTable& table = mappings_of(casing);
  out.clear();
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const std::uint8_t mapping = next_change(table, text, i);
    out.append(text, begin, i - begin);
    if (mapping == depends) return false;
    if (mapping == stays) break;
    append_utf8(out, simple_mapping(casing, decode(text, i)));
  }
  return true;
}

// A text in slices that ICU can take.
template <class Map>
void for_slices(std::string_view text, Map map) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t size = next_icu_slice(text.substr(at), slice_size);
    UErrorCode status = U_ZERO_ERROR;
    map(icu::StringPiece(text.data() + at, static_cast<std::int32_t>(size)), status);
    at += size;
  }
}

// Title case needs the words of the text.
icu::BreakIterator* words() {
  thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  }();
  return iterator.get();
}

void map_slice(Casing casing, const char* locale, bool dotless, std::uint32_t options, icu::StringPiece piece,
               icu::ByteSink& sink, icu::Edits* edits, UErrorCode& status) {
  switch (casing) {
    case Casing::fold:
      icu::CaseMap::utf8Fold(options | (dotless ? U_FOLD_CASE_EXCLUDE_SPECIAL_I : U_FOLD_CASE_DEFAULT), piece, sink,
                             edits, status);
      break;
    case Casing::lower: icu::CaseMap::utf8ToLower(locale, options, piece, sink, edits, status); break;
    case Casing::upper: icu::CaseMap::utf8ToUpper(locale, options, piece, sink, edits, status); break;
    case Casing::title:
      icu::CaseMap::utf8ToTitle(locale, options | U_TITLECASE_ADJUST_TO_CASED, words(), piece, sink, edits, status);
      break;
  }
}

std::string version_text(const UVersionInfo version) {
  char text[U_MAX_VERSION_STRING_LENGTH];
  u_versionToString(version, text);
  return text;
}

}  // namespace

Result<CaseMapper> CaseMapper::make(Casing casing, std::string_view language) {
  std::string tag(language);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Locale locale = icu::Locale::forLanguageTag(tag, status);
  const std::string_view code = locale.getISO3Language();  // "" for what is no language that ICU knows
  if (!tag.empty() && (U_FAILURE(status) || code.empty()))
    return usage_error("locale is the tag of a language, as tr, lt, el or pt-BR: \"" + tag + "\" is none");
  const bool dotless = code == "tur" || code == "aze";
  const bool special = dotless || (code == "lit" && casing != Casing::fold) ||
                       ((code == "ell" || code == "hye") && casing == Casing::upper) || casing == Casing::title;
  return CaseMapper(casing, tag.empty() ? "" : locale.getName(), dotless, special);
}

bool CaseMapper::settled(std::string_view text) const {
  if (casing_ == Casing::title || special_) {
    // What neither becomes a small letter nor a capital.
    std::size_t lower = 0, upper = 0;
    return next_change(mappings_of(Casing::lower), text, lower) == stays &&
           next_change(mappings_of(Casing::upper), text, upper) == stays;
  }
  std::size_t i = 0;
  return next_change(mappings_of(casing_), text, i) == stays;
}

bool CaseMapper::context_free(std::string_view text) const {
  if (special_) return false;
  return casing_ == Casing::fold || text.find("\u03a3") == text.npos;
}

void CaseMapper::map(std::string_view text, std::string& out) const {
  if (plain_ascii() && is_ascii(text))
    return casing_ == Casing::upper ? upper_ascii(text, out) : lower_ascii(text, out);
  if (!special_ && map_each(casing_, text, out)) return;
  out.clear();
  icu::StringByteSink<std::string> sink(&out);
  for_slices(text, [&](icu::StringPiece piece, UErrorCode& status) {
    map_slice(casing_, locale_.c_str(), dotless_, 0, piece, sink, nullptr, status);
  });
}

void CaseMapper::map_pieces(std::string_view text, const std::function<void(std::size_t)>& keep,
                            const std::function<void(std::size_t, std::string_view)>& replace) const {
  std::string changed;
  icu::Edits edits;
  for_slices(text, [&](icu::StringPiece piece, UErrorCode& status) {
    changed.clear();
    edits.reset();
    icu::StringByteSink<std::string> sink(&changed);
    map_slice(casing_, locale_.c_str(), dotless_, U_OMIT_UNCHANGED_TEXT, piece, sink, &edits, status);
    icu::Edits::Iterator edit = edits.getFineIterator();
    while (edit.next(status)) {
      if (!edit.hasChange()) {
        keep(static_cast<std::size_t>(edit.oldLength()));
      } else {
        replace(static_cast<std::size_t>(edit.oldLength()),
                std::string_view(changed).substr(static_cast<std::size_t>(edit.replacementIndex()),
                                                 static_cast<std::size_t>(edit.newLength())));
      }
    }
  });
}

void fold_case(std::string_view text, std::string& out) {
  if (is_ascii(text)) return lower_ascii(text, out);
  out.clear();
  icu::StringByteSink<std::string> sink(&out);
  for_slices(text, [&](icu::StringPiece piece, UErrorCode& status) {
    icu::CaseMap::utf8Fold(0, piece, sink, nullptr, status);
  });
}

void to_lower(std::string_view text, std::string& out) {
  if (is_ascii(text)) return lower_ascii(text, out);
  if (map_each(Casing::lower, text, out)) return;
  out.clear();
  icu::StringByteSink<std::string> sink(&out);
  for_slices(text, [&](icu::StringPiece piece, UErrorCode& status) {
    icu::CaseMap::utf8ToLower("", 0, piece, sink, nullptr, status);
  });
}

std::string icu_version() {
  UVersionInfo version;
  u_getVersion(version);
  return version_text(version);
}

std::string unicode_version() {
  UVersionInfo version;
  u_getUnicodeVersion(version);
  return version_text(version);
}

}  // namespace dsprep::text
