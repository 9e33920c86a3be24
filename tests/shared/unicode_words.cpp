// Words of real documents, of every script there is below $DSPREP_SHARED/data: ours against ICU's own iterator.
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <iostream>
#include <memory>

#include "support/catch.h"
#include "support/shared_texts.h"
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
  static const std::unique_ptr<icu::BreakIterator> iterator(
      icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), status));
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
  std::size_t files = 0, words = 0;
  std::vector<TextSpan> ours;
  const bool there = test::for_shared_texts(
      "words of real text", {"unicode", "langid", "classification", "dedup", "corpus/youtube_comments", "html/wcxb"},
      [&](const std::string& path, const std::string& text) {
        text::split_words_unicode(text, ours);
        ++files;
        words += ours.size();
        if (ours != icu_words(text)) FAIL_CHECK(path);
      });
  if (!there) return;
  std::cout << files << " files, " << words << " words\n";
  CHECK(files > 100);
}
