#include "cli/presets.h"

#include "support/catch.h"
#include "support/memory_files.h"

using namespace dsprep;
using cli::find_preset;

TEST_CASE("the first directory that has a preset wins") {
  test::MemoryFiles files;
  files.put("b/web.toml", "");
  files.put("c/web.toml", "");
  files.put("c/fine.toml", "");
  const std::vector<std::string> directories = {"a", "b", "c"};
  CHECK(*find_preset(files, "web", directories) == "b/web.toml");
  CHECK(*find_preset(files, "fine", directories) == "c/fine.toml");
  CHECK(*find_preset(files, "x/y", directories) == "x/y");
  CHECK(*find_preset(files, "y.toml", directories) == "y.toml");
}

TEST_CASE("a preset may stand in a folder") {
  test::MemoryFiles files;
  files.put("a/fineweb2/fra_Latn.toml", "");
  files.put("a/web.toml", "");
  CHECK(*find_preset(files, "fineweb2/fra_Latn", {"b", "a"}) == "a/fineweb2/fra_Latn.toml");
  CHECK(*find_preset(files, "mine/fra_Latn", {"a"}) == "mine/fra_Latn");
  CHECK(find_preset(files, "fineweb2/fra_Lat", {"a"}).error().message.find("did you mean \"fineweb2/fra_Latn\"?") != std::string::npos);
}

TEST_CASE("an unknown preset suggests") {
  test::MemoryFiles files;
  files.put("a/fineweb.toml", "");
  files.put("a/.hidden.toml", "");
  files.put("a/readme.md", "");
  const auto missing = find_preset(files, "finewep", {"a"});
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().kind == Error::Kind::usage);
  CHECK(missing.error().message == "--preset finewep: there is no such preset (did you mean \"fineweb\"?); there are: fineweb");
  CHECK(find_preset(files, "x", {}).error().message.find("$DSPREP_CONFIGS") != std::string::npos);
}
