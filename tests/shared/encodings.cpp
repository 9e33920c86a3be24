// Which encoding bytes are in: the texts of unicode/lipsum below $DSPREP_SHARED/data, re-encoded in the encodings that
// are used for them, whole and in short pieces. An answer is right where the decoded text is the one that was encoded.
// With DSPREP_ENCODINGS=DIR the pieces are written there, for tests/parity/encodings.py.
#include <unicode/ucnv.h>
#include <unicode/ucnv_err.h>
#include <unicode/unistr.h>

#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iomanip>
#include <iostream>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "charset/charset.h"
#include "support/catch.h"
#include "support/shared_texts.h"
#include "text/utf8.h"

namespace dsprep {
namespace {

// ICU's names: another library's tables than those that decode would be better, but these are all there is in Debian.
struct Written {
  std::string_view text;  // part of the file's name
  std::vector<std::string> encodings;
};
const std::vector<std::string> wide{"UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE"};
const Written written[] = {
    {"chinese", {"gb18030", "GBK"}},
    {"Chinese", {"gb18030", "GBK"}},
    {"traditional", {"Big5", "gb18030"}},
    {"japanese", {"windows-31j", "EUC-JP", "ISO-2022-JP"}},
    {"Japanese", {"windows-31j", "EUC-JP", "ISO-2022-JP"}},
    {"korean", {"windows-949"}},
    {"Korean", {"windows-949"}},
    {"russian", {"windows-1251", "KOI8-R", "ISO-8859-5", "ibm-866", "KOI8-U"}},
    {"Russian", {"windows-1251", "KOI8-R", "ISO-8859-5", "ibm-866", "KOI8-U"}},
    {"arabic", {"windows-1256", "ISO-8859-6"}},
    {"Arabic", {"windows-1256", "ISO-8859-6"}},
    {"hebrew", {"windows-1255", "ISO-8859-8"}},
    {"Hebrew", {"windows-1255", "ISO-8859-8"}},
    {"greek", {"windows-1253", "ISO-8859-7"}},
    {"turkish", {"windows-1254", "ISO-8859-9"}},
    {"czech", {"windows-1250", "ISO-8859-2"}},
    {"esperanto", {"ISO-8859-3"}},
    {"thai", {"windows-874"}},
    {"vietnamese", {"windows-1258"}},
    {"french", {"windows-1252", "ISO-8859-1", "ISO-8859-15"}},
    {"german", {"windows-1252", "ISO-8859-1", "ISO-8859-15"}},
    {"portuguese", {"windows-1252", "ISO-8859-1", "ISO-8859-15"}},
    {"english", {"windows-1252", "ISO-8859-1", "ISO-8859-15"}},
};

struct CloseConverter {
  void operator()(UConverter* converter) const { ucnv_close(converter); }
};

// The bytes of what can be written, and the text that they are; what cannot is left out.
std::pair<std::string, std::string> encoded(const std::string& text, const std::string& encoding) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<UConverter, CloseConverter> converter(ucnv_open(encoding.c_str(), &status));
  REQUIRE(U_SUCCESS(status));
  ucnv_setFromUCallBack(converter.get(), UCNV_FROM_U_CALLBACK_SKIP, nullptr, nullptr, nullptr, &status);
  const icu::UnicodeString units = icu::UnicodeString::fromUTF8(text);
  std::string bytes(static_cast<std::size_t>(units.length()) * 8 + 16, '\0');
  bytes.resize(
      static_cast<std::size_t>(ucnv_fromUChars(converter.get(), bytes.data(), static_cast<std::int32_t>(bytes.size()),
                                               units.getBuffer(), units.length(), &status)));
  REQUIRE(U_SUCCESS(status));
  icu::UnicodeString back;
  char16_t* const room = back.getBuffer(units.length() + 16);
  const std::int32_t size = ucnv_toUChars(converter.get(), room, units.length() + 16, bytes.data(),
                                          static_cast<std::int32_t>(bytes.size()), &status);
  back.releaseBuffer(size);
  REQUIRE(U_SUCCESS(status));
  std::string kept;
  back.toUTF8String(kept);
  return {bytes, kept};
}

std::string decoded(const charset::Encoding& encoding, std::string_view bytes) {
  std::string text;
  charset::Converter::make(encoding.name)->convert(bytes.substr(encoding.mark), true, text);
  return text;
}

struct Tally {
  std::size_t right = 0, all = 0;
  std::map<std::string, int> wrong;
};

// A piece of about `bytes` bytes from the middle of words: as many characters as fit.
std::string piece_of(const std::string& text, std::size_t at, std::size_t characters) {
  while (at < text.size() && text::is_continuation(text[at])) ++at;
  std::size_t end = at;
  for (std::size_t n = 0; n < characters && end < text.size(); ++n) end += text::char_length(text[end]);
  return text.substr(at, end - at);
}

}  // namespace

TEST_CASE("encodings are told by their bytes", "[encodings]") {
  constexpr std::size_t sizes[] = {40, 100, 200, 1000,
                                   0};  // in characters; 0: the first 16,000, which the sample holds
  std::map<std::string, std::map<std::size_t, Tally>> tallies;
  std::size_t bytes = 0, number = 0;
  double seconds = 0;
  const char* const into = std::getenv("DSPREP_ENCODINGS");
  const bool there =
      test::for_shared_texts("encodings", {"unicode/lipsum"}, [&](const std::string& path, const std::string& file) {
        const std::string text = file.substr(file.starts_with("\xef\xbb\xbf") ? 3 : 0);
        const std::string_view name = std::string_view(path).substr(path.rfind('/') + 1);
        std::vector<std::string> encodings = wide;
        for (const Written& one : written)
          if (name.starts_with(one.text)) encodings.insert(encodings.end(), one.encodings.begin(), one.encodings.end());
        if (!name.ends_with(".utf8.txt")) return;
        for (const std::string& encoding : encodings)
          for (const std::size_t size : sizes)
            for (std::size_t i = 0; i < (size == 0 ? 1 : 40); ++i) {
              const std::string piece =
                  size == 0 ? piece_of(text, 0, 16'000) : piece_of(text, text.size() / 41 * i, size);
              const auto [written_bytes, kept] = encoded(piece, encoding);
              if (text::is_ascii(written_bytes) && encoding.find("2022") == encoding.npos) continue;
              if (into)
                std::ofstream(std::string(into) + "/" + std::to_string(number++) + "." + encoding + "." +
                              std::to_string(size) + ".txt")
                    << written_bytes;
              const std::string_view sample = std::string_view(written_bytes).substr(0, charset::sample_size);
              const std::clock_t begin = std::clock();
              const charset::Encoding told = charset::detect(sample, sample.size() == written_bytes.size());
              if (size == 0) {
                seconds += static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
                bytes += sample.size();
              }
              Tally& tally = tallies[encoding][size];
              ++tally.all;
              if (decoded(told, written_bytes) == kept) ++tally.right;

              else ++tally.wrong[std::string(name.substr(0, 8)) + ">" + told.name];
            }
      });
  if (!there) return;
  std::map<std::size_t, Tally> sums;
  for (const auto& [encoding, by_size] : tallies) {
    std::cout << std::left << std::setw(14) << encoding;
    for (const auto& [size, tally] : by_size) {
      std::cout << std::right << std::setw(6) << size << ": " << tally.right << "/" << tally.all;
      sums[size].right += tally.right;
      sums[size].all += tally.all;
      for (const auto& [what, count] : tally.wrong) std::cout << " " << what << "*" << count;
    }
    std::cout << "\n";
  }
  for (const auto& [size, tally] : sums)
    std::cout << "characters " << size << ": " << tally.right << " of " << tally.all << " right, "
              << 100.0 * static_cast<double>(tally.right) / static_cast<double>(tally.all) << " %\n";
  // What the pieces leave: those with a word or two beyond ASCII, which several encodings spell.
  CHECK(100 * sums[0].right >= 99 * sums[0].all);
  CHECK(1000 * sums[1000].right >= 992 * sums[1000].all);
  CHECK(1000 * sums[200].right >= 987 * sums[200].all);
  CHECK(1000 * sums[40].right >= 980 * sums[40].all);
  std::cout << static_cast<double>(bytes) / seconds / 1e6 << " MB/s of samples of whole files\n";
}

}  // namespace dsprep
