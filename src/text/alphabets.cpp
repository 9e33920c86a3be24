#include "text/alphabets.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include "text/classes.h"
#include "text/code_point_table.h"
#include "text/properties.h"

namespace dsprep::text {
namespace {

// The basic letters of today's languages; without those that stand at the end of a word alone, and without accents.
struct Alphabet {
  UScriptCode script;
  std::u32string_view lower, upper;  // upper: empty where the script has no case
};
constexpr Alphabet alphabets[] = {
    {USCRIPT_LATIN, U"abcdefghijklmnopqrstuvwxyz", U"ABCDEFGHIJKLMNOPQRSTUVWXYZ"},
    {USCRIPT_GREEK, U"αβγδεζηθικλμνξοπρστυφχψω", U"ΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡΣΤΥΦΧΨΩ"},
    {USCRIPT_CYRILLIC, U"абвгдежзийклмнопрстуфхцчшщъыьэюя", U"АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"},
    {USCRIPT_ARMENIAN, U"աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքօֆ", U"ԱԲԳԴԵԶԷԸԹԺԻԼԽԾԿՀՁՂՃՄՅՆՇՈՉՊՋՌՍՎՏՐՑՒՓՔՕՖ"},
    {USCRIPT_GEORGIAN, U"აბგდევზთიკლმნოპჟრსტუფქღყშჩცძწჭხჯჰ", {}},
    {USCRIPT_HEBREW, U"אבגדהוזחטיכלמנסעפצקרשת", {}},
    {USCRIPT_ARABIC, U"ابتثجحخدذرزسشصضطظعغفقكلمنهوي", {}},
    {USCRIPT_DEVANAGARI, U"कखगघचछजझटठडढणतथदधनपफबभमयरलवशषसह", {}},
    {USCRIPT_BENGALI, U"কখগঘচছজঝটঠডঢণতথদধনপফবভমযরলশষসহ", {}},
    {USCRIPT_TAMIL, U"கஙசஞடணதநபமயரலவழளறன", {}},
    {USCRIPT_THAI, U"กขคงจฉชซญดตถทธนบปผฝพฟภมยรลวศษสหอฮ", {}},
    {USCRIPT_HIRAGANA,
     U"あいうえおかきくけこさしすせそたちつてとなにぬねのはひふへほまみむめもやゆよらりるれろわん",
     {}},
    {USCRIPT_KATAKANA,
     U"アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモヤユヨラリルレロワン",
     {}},
};

}  // namespace

std::uint8_t script_of(char32_t c) {
  static const CodePointTable scripts(enumerated_property(UCHAR_SCRIPT));
  return scripts[c];
}

std::u32string_view alphabet_of(char32_t c) {
  const Alphabet& latin = alphabets[0];
  if (c >= U'a' && c <= U'z') return latin.lower;
  if (c >= U'A' && c <= U'Z') return latin.upper;
  const std::uint8_t script = script_of(c);
  for (const Alphabet& alphabet : alphabets)
    if (alphabet.script == script)
      return !alphabet.upper.empty() && (classes_of(c) & uppercase) ? alphabet.upper : alphabet.lower;
  return {};
}

}  // namespace dsprep::text
