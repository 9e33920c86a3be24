// Words of real documents, of every script there is below $DSPREP_SHARED/data: ours against ICU's own iterator.
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>

#include "support/catch.h"
#include "text/segment.h"
#include "text/utf8.h"

using namespace dsprep;

namespace {

bool is_word(std::string_view piece) {
  for (std::size_t i = 0; i < piece.size();) {
    const auto c = static_cast<UChar32>(text::decode(piece, i));
    if (u_hasBinaryProperty(c, UCHAR_ALPHABETIC) || (U_GET_GC_MASK(c) & U_GC_N_MASK) != 0) return true;
  }
  return false;
}

std::vector<TextSpan> icu_words(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  static const std::unique_ptr<icu::BreakIterator> iterator(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
  UText source = UTEXT_INITIALIZER;
  utext_openUTF8(&source, text.data(), static_cast<std::int64_t>(text.size()), &status);
  iterator->setText(&source, status);
  REQUIRE(U_SUCCESS(status));
  std::vector<TextSpan> spans;
  std::int32_t begin = iterator->first();
  for (std::int32_t end = iterator->next(); end != icu::BreakIterator::DONE; begin = end, end = iterator->next()) {
    const TextSpan span{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    if (iterator->getRuleStatus() >= UBRK_WORD_NONE_LIMIT && is_word(span.of(text))) spans.push_back(span);
  }
  utext_close(&source);
  return spans;
}

}  // namespace

TEST_CASE("Words of real text are ICU's") {
  const char* shared = std::getenv("DSPREP_SHARED");
  if (shared == nullptr) {
    std::cout << "skipped: words of real text (DSPREP_SHARED is not set)\n";
    return;
  }
  std::vector<std::string> paths;
  for (const char* folder : {"/data/unicode", "/data/langid", "/data/classification", "/data/dedup", "/data/corpus/youtube_comments", "/data/html/wcxb"}) {
    if (!std::filesystem::exists(shared + std::string(folder))) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(shared + std::string(folder)))
      if (entry.is_regular_file() && entry.file_size() < (1u << 20)) paths.push_back(entry.path().string());
  }
  std::sort(paths.begin(), paths.end());
  std::size_t files = 0, words = 0;
  std::vector<TextSpan> ours;
  for (const std::string& path : paths) {
    std::ifstream in(path, std::ios::binary);
    const std::string text(std::istreambuf_iterator<char>(in), {});
    if (!text::valid_utf8(text)) continue;
    text::split_words_unicode(text, ours);
    ++files;
    words += ours.size();
    if (ours != icu_words(text)) FAIL_CHECK(path);
  }
  std::cout << files << " files, " << words << " words\n";
  CHECK(files > 100);
}
