#include "cards/inherited.h"

#include "support/catch.h"
#include "support/memory_files.h"

using namespace dsprep;

TEST_CASE("licences and languages of all inputs, or of none") {
  test::MemoryFiles files;
  files.put("/a/manifest.json", "{}");
  files.put("/a/croissant.json", R"({"license":["mit","cc0-1.0"],"inLanguage":["zh"]})");
  files.put("/b/manifest.json", "{}");
  files.put("/b/croissant.json", R"({"license":["mit"]})");
  files.put("/c.jsonl", "{}");
  CHECK(cards::inherited(files, {"/a"}).licences == std::vector<std::string>{"mit", "cc0-1.0"});
  CHECK(cards::inherited(files, {"/a"}).languages == std::vector<std::string>{"zh"});
  const cards::Inherited both = cards::inherited(files, {"/b", "/a"});
  CHECK(both.licences == std::vector<std::string>{"mit", "cc0-1.0"});
  CHECK(both.languages.empty());
  CHECK(cards::inherited(files, {"/a", "/c.jsonl"}).licences.empty());
  CHECK(cards::inherited(files, {}).licences.empty());
  files.put("/a/croissant.json", "not JSON");
  CHECK(cards::inherited(files, {"/a"}).licences.empty());
  REQUIRE(files.remove("/b/manifest.json").ok());
  CHECK(cards::inherited(files, {"/b"}).licences.empty());
}
