#include "ops/normalize/fix_encoding/single_byte_encodings.h"

#include <cassert>
#include <string_view>

namespace dsprep::ops::fix_encoding {
namespace {

// Bytes 80–FF of each but Latin-1, a quarter a line. Bytes that windows-125x leaves unassigned are those of Latin-1.
constexpr std::u32string_view upper_halves[] = {
    // windows-1252
    (U"€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ"
     U"\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿"
     U"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖ×ØÙÚÛÜÝÞß"
     U"àáâãäåæçèéêëìíîïðñòóôõö÷øùúûüýþÿ"),
    // windows-1251
    (U"ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ"
     U"\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї"
     U"АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
     U"абвгдежзийклмнопрстуфхцчшщъыьэюя"),
    // windows-1250
    (U"€\u0081‚\u0083„…†‡\u0088‰Š‹ŚŤŽŹ\u0090‘’“”•–—\u0098™š›śťžź"
     U"\u00a0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00ad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż"
     U"ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
     U"ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"),
    // windows-1253
    (U"€\u0081‚ƒ„…†‡\u0088‰\u008a‹\u008c\u008d\u008e\u008f\u0090‘’“”•–—\u0098™\u009a›\u009c\u009d\u009e\u009f"
     U"\u00a0΅Ά£¤¥¦§¨©ª«¬\u00ad®―°±²³΄µ¶·ΈΉΊ»Ό½ΎΏ"
     U"ΐΑΒΓΔΕΖΗΘΙΚΛΜΝΞΟΠΡÒΣΤΥΦΧΨΩΪΫάέήί"
     U"ΰαβγδεζηθικλμνξοπρςστυφχψωϊϋόύώÿ"),
    // windows-1254
    (U"€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008d\u008e\u008f\u0090‘’“”•–—˜™š›œ\u009d\u009eŸ"
     U"\u00a0¡¢£¤¥¦§¨©ª«¬\u00ad®¯°±²³´µ¶·¸¹º»¼½¾¿"
     U"ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏĞÑÒÓÔÕÖ×ØÙÚÛÜİŞß"
     U"àáâãäåæçèéêëìíîïğñòóôõö÷øùúûüışÿ"),
    // windows-1257
    (U"€\u0081‚\u0083„…†‡\u0088‰\u008a‹\u008c¨ˇ¸\u0090‘’“”•–—\u0098™\u009a›\u009c¯˛\u009f"
     U"\u00a0¡¢£¤¥¦§Ø©Ŗ«¬\u00ad®Æ°±²³´µ¶·ø¹ŗ»¼½¾æ"
     U"ĄĮĀĆÄÅĘĒČÉŹĖĢĶĪĻŠŃŅÓŌÕÖ×ŲŁŚŪÜŻŽß"
     U"ąįāćäåęēčéźėģķīļšńņóōõö÷ųłśūüżž˙"),
    // iso-8859-2
    (U"\u0080\u0081\u0082\u0083\u0084\u0085\u0086\u0087\u0088\u0089\u008a\u008b\u008c\u008d\u008e\u008f\u0090\u0091"
     U"\u0092\u0093\u0094\u0095\u0096\u0097\u0098\u0099\u009a\u009b\u009c\u009d\u009e\u009f"
     U"\u00a0Ą˘Ł¤ĽŚ§¨ŠŞŤŹ\u00adŽŻ°ą˛ł´ľśˇ¸šşťź˝žż"
     U"ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß"
     U"ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙"),
    // macroman
    (U"ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü"
     U"†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø"
     U"¿¡¬√ƒ≈∆«»…\u00a0ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›\ufb01\ufb02"
     U"‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\uf8ffÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ"),
    // cp437
    (U"ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ"
     U"áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐"
     U"└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀"
     U"αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0"),
};

// What a program that cannot read a byte puts in its place.
constexpr char32_t replacement = U'\ufffd';
constexpr unsigned char substitute = 0x1a;

}  // namespace

char32_t SingleByteEncodings::decode(unsigned char byte, unsigned encoding) {
  if (byte == substitute && is_sloppy(encoding)) return replacement;
  if (byte < 0x80 || encoding == latin_1) return byte;
  return upper_halves[encoding - 1][byte - 0x80];
}

SingleByteEncodings::SingleByteEncodings() : index_(0x10000), entries_(1) {
  const auto entry = [&](char32_t c) -> Entry& {
    assert(c < index_.size());
    if (index_[c] == 0) {
      index_[c] = static_cast<std::uint16_t>(entries_.size());
      entries_.emplace_back();
    }
    return entries_[index_[c]];
  };
  for (unsigned encoding = 0; encoding < encodings; ++encoding) {
    for (unsigned byte = 0; byte < 0x100; ++byte) {
      Entry& e = entry(decode(static_cast<unsigned char>(byte), encoding));
      e.encodings |= static_cast<std::uint16_t>(1u << encoding);
      e.bytes[encoding] = static_cast<unsigned char>(byte);
      if (encoding > windows_1257 || byte < 0x80) continue;
      if (byte < 0xc0) e.clues |= continuation | strict_continuation;
      else if (byte >= 0xc2 && byte < 0xe0) e.clues |= first_of_2;
      else if (byte >= 0xe0 && byte < 0xf0) e.clues |= first_of_3;
      else if (byte == 0xf0 || byte == 0xf3) e.clues |= first_of_4;
    }
  }
  entry(U' ').clues |= continuation;  // in place of a no-break space
  // They stand for themselves beside mojibake.
  for (const char32_t c : U"–—―‘’‚“”„•…")
    if (c != 0) entry(c).clues &= static_cast<std::uint8_t>(~unsigned{strict_continuation});
}

const SingleByteEncodings& SingleByteEncodings::get() {
  static const SingleByteEncodings all;
  return all;
}

}  // namespace dsprep::ops::fix_encoding
