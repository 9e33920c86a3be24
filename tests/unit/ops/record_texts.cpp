#include "ops/clean/decontaminate/record_texts.h"

#include "support/catch.h"
#include "support/memory_bytes.h"

using namespace dsprep;
using namespace dsprep::spill;
using namespace dsprep::ops::decontaminate;

TEST_CASE("RecordTexts: as they were added, merged and saved") {
  const std::vector<RecordTexts::Texts> all = {
      {{0, 1, 0}, "a", {"水的沸点", ""}}, {{0, 2, 0}, "", {}}, {{3, 1u << 20, 2}, "c#2", {std::string("\0\n", 2)}}};
  RecordTexts texts, more;
  texts.add(all[0]);
  more.add(all[1]);
  more.add(all[2]);
  const std::string saved = test::saved(more);
  test::MemorySource source(saved);
  RecordTexts loaded;
  REQUIRE(loaded.load(source).ok());
  CHECK(source.at_end());
  texts.merge(std::move(loaded));
  CHECK(texts.take() == all);

  test::MemorySource cut(std::string_view(saved).substr(0, saved.size() - 1));
  RecordTexts broken;
  CHECK_FALSE(broken.load(cut).ok());
}
