// Languages of real text, of every script there is below $DSPREP_SHARED/data: ours against CLD2's public function.
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>

#include "support/catch.h"
#include "support/cld2_public.h"
#include "text/utf8.h"

using namespace dsprep;

TEST_CASE("Languages of real text are CLD2's") {
  const char* shared = std::getenv("DSPREP_SHARED");
  if (shared == nullptr) {
    std::cout << "skipped: languages of real text (DSPREP_SHARED is not set)\n";
    return;
  }
  std::vector<std::string> paths;
  for (const char* folder : {"/data/unicode", "/data/langid", "/data/classification", "/data/corpus/youtube_comments", "/data/html", "/data/mt"}) {
    if (!std::filesystem::exists(shared + std::string(folder))) continue;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(shared + std::string(folder)))
      if (entry.is_regular_file() && entry.file_size() < (1u << 20)) paths.push_back(entry.path().string());
  }
  models::Cld2Detect detect;
  std::size_t texts = 0, bytes = 0;
  const auto compare = [&](std::string_view text) {
    ++texts;
    bytes += text.size();
    if (detect(text) != test::cld2_public(text)) FAIL_CHECK("another answer for: " << text.substr(0, 300));
  };
  for (const std::string& path : paths) {
    std::ifstream in(path, std::ios::binary);
    const std::string file((std::istreambuf_iterator<char>(in)), {});
    if (!text::valid_utf8(file)) continue;
    INFO(path);
    compare(file);                                     // whole, and in pieces of some 700 bytes
    for (std::size_t at = 0, end; at < file.size() && at < 100'000; at = end) {
      for (end = std::min(at + 700, file.size()); end < file.size() && text::is_continuation(file[end]); ++end) {}
      compare(std::string_view(file).substr(at, end - at));
    }
  }
  std::cout << texts << " texts, " << bytes / 1'000'000 << " MB: the same languages, percentages and reliability\n";
  CHECK(texts > 10'000);
}
