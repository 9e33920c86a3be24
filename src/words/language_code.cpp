#include "words/language_code.h"

#include <algorithm>
#include <iterator>

namespace dsprep::words {
namespace {

// ISO 639-2 and 639-3, of the languages that have stop words or a stemmer; "nb" and "nn" are written as "no" is.
struct LongCode {
  std::string_view code, short_code;
};
constexpr LongCode long_codes[] = {
    {"afr", "af"}, {"ara", "ar"}, {"arb", "ar"}, {"baq", "eu"}, {"ben", "bn"}, {"bre", "br"}, {"bul", "bg"},
    {"cat", "ca"}, {"ces", "cs"}, {"chi", "zh"}, {"cmn", "zh"}, {"cze", "cs"}, {"dan", "da"}, {"deu", "de"},
    {"dut", "nl"}, {"ekk", "et"}, {"ell", "el"}, {"eng", "en"}, {"epo", "eo"}, {"est", "et"}, {"eus", "eu"},
    {"fas", "fa"}, {"fil", "tl"}, {"fin", "fi"}, {"fra", "fr"}, {"fre", "fr"}, {"ger", "de"}, {"gle", "ga"},
    {"glg", "gl"}, {"gre", "el"}, {"guj", "gu"}, {"hau", "ha"}, {"heb", "he"}, {"hin", "hi"}, {"hrv", "hr"},
    {"hun", "hu"}, {"hye", "hy"}, {"arm", "hy"}, {"ind", "id"}, {"ita", "it"}, {"iw", "he"},  {"jpn", "ja"},
    {"kor", "ko"}, {"kmr", "ku"}, {"kur", "ku"}, {"lat", "la"}, {"lav", "lv"}, {"lvs", "lv"}, {"lit", "lt"},
    {"mar", "mr"}, {"may", "ms"}, {"msa", "ms"}, {"zsm", "ms"}, {"nb", "no"},  {"nn", "no"},  {"nep", "ne"},
    {"npi", "ne"}, {"nld", "nl"}, {"nno", "no"}, {"nob", "no"}, {"nor", "no"}, {"per", "fa"}, {"pes", "fa"},
    {"pol", "pl"}, {"por", "pt"}, {"ron", "ro"}, {"rum", "ro"}, {"rus", "ru"}, {"slk", "sk"}, {"slo", "sk"},
    {"slv", "sl"}, {"som", "so"}, {"sot", "st"}, {"spa", "es"}, {"srp", "sr"}, {"swa", "sw"}, {"swh", "sw"},
    {"swe", "sv"}, {"tam", "ta"}, {"tgl", "tl"}, {"tha", "th"}, {"tur", "tr"}, {"ukr", "uk"}, {"urd", "ur"},
    {"vie", "vi"}, {"yid", "yi"}, {"ydd", "yi"}, {"yor", "yo"}, {"zho", "zh"}, {"zul", "zu"},
};

}  // namespace

void language_code(std::string_view label, std::string& code) {
  constexpr std::string_view prefix = "__label__";
  if (label.starts_with(prefix)) label.remove_prefix(prefix.size());
  code.assign(label.substr(0, label.find_first_of("-_")));
  for (char& c : code)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const auto found =
      std::find_if(std::begin(long_codes), std::end(long_codes), [&](const LongCode& l) { return l.code == code; });
  if (found != std::end(long_codes)) code.assign(found->short_code);
}

}  // namespace dsprep::words
