// Languages of real text, of every script there is below $DSPREP_SHARED/data: ours against CLD2's public function. With
// LD_PRELOAD=libcld2_full.so.0 both have the full tables.
#include <iostream>

#include "support/catch.h"
#include "support/cld2_public.h"
#include "support/shared_texts.h"

using namespace dsprep;

TEST_CASE("Languages of real text are CLD2's") {
  models::Cld2Detect detect(test::tables_of_cld2_public());
  std::size_t texts = 0, bytes = 0;
  const auto compare = [&](std::string_view text) {
    ++texts;
    bytes += text.size();
    if (detect(text) != test::cld2_public(text)) FAIL_CHECK("another answer for: " << text.substr(0, 300));
  };
  const bool there = test::for_shared_texts(
      "languages of real text", {"unicode", "langid", "classification", "corpus/youtube_comments", "html", "mt"},
      [&](const std::string& path, const std::string& file) {
        INFO(path);
        compare(file);  // whole, and in pieces of some 700 bytes
        for (std::size_t at = 0, end; at < file.size() && at < 100'000; at = end) {
          for (end = std::min(at + 700, file.size()); end < file.size() && text::is_continuation(file[end]); ++end) {
          }
          compare(std::string_view(file).substr(at, end - at));
        }
      });
  if (!there) return;
  std::cout << texts << " texts, " << bytes / 1'000'000 << " MB, "
            << (test::cld2_public_has_full_tables() ? "full" : "small")
            << " tables: the same languages, percentages and reliability\n";
  CHECK(texts > 10'000);
}
