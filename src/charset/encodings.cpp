#include "charset/encodings.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/ascii.h"
#include "charset/charset.h"

namespace dsprep::charset {
namespace {

using enum Scheme;

// Labels of the WHATWG Encoding Standard and those that Python, Java and Windows use beside them. What the standard
// calls "replacement" (ISO-2022-KR, HZ) is read here: a data set is no browser, and its text is not to be lost.
constexpr KnownEncoding encodings[] = {
    {"utf-8", utf_8, "", " unicode11utf8 unicode20utf8 xunicode20utf8 utf8sig cp65001 "},
    {"utf-16le", utf_16le, "", " csunicode iso10646ucs2 ucs2 ucs2le unicode unicodefeff utf16 "},
    {"utf-16be", utf_16be, "", " unicodefffe ucs2be "},
    {"utf-32le", utf_32le, "", " utf32 ucs4 ucs4le "},
    {"utf-32be", utf_32be, "", " ucs4be "},
    {"gb18030", gb18030, "", " gb180302000 gb180302005 gb180302022 cp54936 "},
    {"gbk", gb18030, "",
     " chinese csgb2312 csiso58gb231280 gb2312 gb231280 isoir58 xgbk cp936 ms936 windows936 euccn xeuccn "},
    {"big5", big5, "", " big5hkscs cnbig5 csbig5 xxbig5 cp950 ms950 windows950 big5tw "},
    {"euc-kr", euc_kr, "",
     " cseuckr csksc56011987 isoir149 korean ksc56011987 ksc56011989 ksc5601 windows949 cp949 ms949 uhc "},
    {"shift_jis", shift_jis, "", " csshiftjis ms932 mskanji sjis windows31j xsjis cp932 windows932 "},
    {"euc-jp", euc_jp, "", " cseucpkdfmtjapanese xeucjp ujis "},
    {"iso-2022-jp", iso_2022_jp, "", " csiso2022jp "},
    {"iso-2022-kr", iso_2022_kr, "", " csiso2022kr "},
    {"hz-gb-2312", hz, "", " hz hzgb "},
    {"windows-1250", single_byte, "windows-1250", " cp1250 xcp1250 ms1250 "},
    {"windows-1251", single_byte, "windows-1251", " cp1251 xcp1251 ms1251 win1251 "},
    {"windows-1252", single_byte, "windows-1252",
     " ansix341968 ascii cp1252 cp819 csisolatin1 ibm819 iso88591 isoir100 iso885911987 l1 latin1 usascii xcp1252 "
     "ms1252 "},
    {"windows-1253", single_byte, "windows-1253", " cp1253 xcp1253 ms1253 "},
    {"windows-1254", single_byte, "windows-1254",
     " cp1254 csisolatin5 iso88599 isoir148 iso885991989 l5 latin5 xcp1254 ms1254 "},
    {"windows-1255", single_byte, "windows-1255", " cp1255 xcp1255 ms1255 "},
    {"windows-1256", single_byte, "windows-1256", " cp1256 xcp1256 ms1256 "},
    {"windows-1257", single_byte, "windows-1257", " cp1257 xcp1257 ms1257 "},
    {"windows-1258", single_byte, "windows-1258", " cp1258 xcp1258 ms1258 "},
    {"windows-874", single_byte, "windows-874", " dos874 iso885911 tis620 cp874 ms874 "},
    {"iso-8859-2", single_byte, "iso-8859-2", " csisolatin2 isoir101 iso885921987 l2 latin2 "},
    {"iso-8859-3", single_byte, "iso-8859-3", " csisolatin3 isoir109 iso885931988 l3 latin3 "},
    {"iso-8859-4", single_byte, "iso-8859-4", " csisolatin4 isoir110 iso885941988 l4 latin4 "},
    {"iso-8859-5", single_byte, "iso-8859-5", " csisolatincyrillic cyrillic isoir144 iso885951988 "},
    {"iso-8859-6", single_byte, "iso-8859-6",
     " arabic asmo708 csiso88596e csiso88596i csisolatinarabic ecma114 iso88596e iso88596i isoir127 iso885961987 "},
    {"iso-8859-7", single_byte, "iso-8859-7",
     " csisolatingreek ecma118 elot928 greek greek8 isoir126 iso885971987 suneugreek "},
    {"iso-8859-8", single_byte, "iso-8859-8",
     " csiso88598e csisolatinhebrew hebrew iso88598e isoir138 iso885981988 visual "},
    {"iso-8859-8-i", single_byte, "iso-8859-8", " csiso88598i logical "},
    {"iso-8859-10", single_byte, "iso-8859-10", " csisolatin6 isoir157 l6 latin6 "},
    {"iso-8859-13", single_byte, "iso-8859-13", " l7 latin7 "},
    {"iso-8859-14", single_byte, "iso-8859-14", " l8 latin8 "},
    {"iso-8859-15", single_byte, "iso-8859-15", " csisolatin9 l9 latin9 "},
    {"iso-8859-16", single_byte, "", " l10 latin10 "},
    {"koi8-r", single_byte, "KOI8-R", " cskoi8r koi koi8 cp20866 "},
    {"koi8-u", single_byte, "KOI8-U", " koi8ru cp21866 "},
    {"ibm866", single_byte, "ibm-866", " 866 cp866 csibm866 "},
    {"ibm437", single_byte, "ibm-437", " 437 cp437 cspc8codepage437 "},
    {"ibm850", single_byte, "ibm-850", " 850 cp850 cspc850multilingual "},
    {"ibm852", single_byte, "ibm-852", " 852 cp852 cspcp852 "},
    {"ibm855", single_byte, "ibm-855", " 855 cp855 csibm855 "},
    {"macintosh", single_byte, "macintosh", " csmacintosh mac xmacroman macroman "},
    {"x-mac-cyrillic", single_byte, "x-mac-cyrillic", " xmacukrainian maccyrillic "},
    {"x-mac-ce", single_byte, "x-mac-ce", " maccentraleurope xmaccentraleurroman maclatin2 "},
};

// A label as the table has it: its letters and digits, lower case. So "UTF_8", "utf8" and " Utf-8 " are one.
std::string label_key(std::string_view label) {
  std::string key;
  for (const char c : label) {
    const char low = base::ascii_lower(c);
    if ((low >= 'a' && low <= 'z') || (low >= '0' && low <= '9')) key += low;
    else if (std::string_view("-_:.() \t\r\n\f").find(c) == std::string_view::npos) return {};
  }
  return key;
}

}  // namespace

std::span<const KnownEncoding> known_encodings() { return encodings; }

const KnownEncoding* find_encoding(std::string_view name) {
  for (const KnownEncoding& encoding : encodings)
    if (encoding.name == name) return &encoding;
  return nullptr;
}

std::string name_of_label(std::string_view label) {
  const std::string key = label_key(label);
  if (key.empty()) return {};
  std::string word;
  word.append(" ").append(key).append(" ");
  for (const KnownEncoding& encoding : encodings)
    if (label_key(encoding.name) == key || encoding.labels.find(word) != encoding.labels.npos)
      return std::string(encoding.name);
  return {};
}

std::vector<std::string> encoding_names() {
  std::vector<std::string> names;
  for (const KnownEncoding& encoding : encodings) names.emplace_back(encoding.name);
  return names;
}

}  // namespace dsprep::charset
