// Short texts in encodings of one byte are told by their language: its letters, and the plain words beside them.
#include <map>
#include <string>
#include <string_view>

#include "charset/charset.h"
#include "support/catch.h"
#include "text/utf8.h"

namespace dsprep::charset {
namespace {

std::string decoded(std::string_view bytes, const std::string& name) {
  std::string text;
  Converter::make(name)->convert(bytes, true, text);
  return text;
}

std::string encoded(std::string_view text, const std::string& name) {
  std::map<std::string, char> byte_of;
  for (int byte = 0; byte < 0x100; ++byte) {
    const char c = static_cast<char>(byte);
    byte_of.emplace(decoded({&c, 1}, name), c);
  }
  std::string bytes;
  for (std::size_t i = 0; i < text.size(); i += text::char_length(text[i])) {
    const auto found = byte_of.find(std::string(text.substr(i, text::char_length(text[i]))));
    REQUIRE(found != byte_of.end());
    bytes += found->second;
  }
  return bytes;
}

}  // namespace

TEST_CASE("texts of a sentence are told in the encodings of their language", "[charset]") {
  struct Case {
    std::string_view text;
    std::vector<std::string> encodings;
  };
  const std::vector<std::string> western{"windows-1252", "iso-8859-15"}, central{"windows-1250", "iso-8859-2"},
      cyrillic{"windows-1251", "iso-8859-5"}, baltic{"windows-1257", "iso-8859-13", "iso-8859-4"};
  const Case cases[] = {
      {"Miškų ūkio inžinierius pasakė, kad šių metų žiema bus šilta.", baltic},
      {"Mežā aug sēnes, un šogad to ir vairāk nekā pērn.", baltic},
      {"Õpilased läksid pärast kooli õue mängima, sest ilm oli ilus.", {"windows-1252", "windows-1257", "iso-8859-13"}},
      {"Það er mjög gott veður í dag, og við ætlum að ganga á fjallið.", western},
      {"Ky është një qytet i vjetër që ka shumë njerëz të mirë.", western},
      {"Il treno non è ancora arrivato alla stazione.", western},
      {"Nu ştim dacă vine mâine.", central},
      {"Môžete skúsiť zmeniť nastavenie a potom to znova spustiť.", central},
      {"Љубав према књизи се учи у кући, а не у школи.", cyrillic},
      {"Луѓето кои живеат тука ја сакаат својата земја.", cyrillic},
      {"Гэты чалавек жыве ў горадзе ўжо шмат гадоў.", cyrillic},
      {"Ο Άγιος Νικόλαος είναι μια πόλη.", {"windows-1253", "iso-8859-7"}},
  };
  for (const Case& c : cases)
    for (const std::string& name : c.encodings) {
      const std::string bytes = encoded(c.text, name);
      const Encoding told = detect(bytes, true);
      INFO(c.text << " in " << name << ", told as " << told.name);
      CHECK(decoded(bytes, told.name) == c.text);
    }
}

TEST_CASE("addresses beside a text say nothing of its language", "[charset]") {
  const std::string page = "<a href=\"http://www.example.com/the-best-of-the-web/with/more/english/in/the/address\">" +
                           encoded("největší česká encyklopedie", "iso-8859-2") +
                           "</a><img src=\"and/this/is/the/path/of/the/file.png\">";
  CHECK(detect(page, true).name == "iso-8859-2");
}

}  // namespace dsprep::charset
