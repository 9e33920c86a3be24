#include "cli/presets.h"

#include <algorithm>

#include "support/catch.h"
#include "support/memory_files.h"
#include "unit/registry/fake_ops.h"

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
  CHECK(find_preset(files, "fineweb2/fra_Lat", {"a"}).error().message.find("did you mean \"fineweb2/fra_Latn\"?") !=
        std::string::npos);
}

TEST_CASE("an unknown preset suggests") {
  test::MemoryFiles files;
  files.put("a/fineweb.toml", "");
  files.put("a/.hidden.toml", "");
  files.put("a/readme.md", "");
  const auto missing = find_preset(files, "finewep", {"a"});
  REQUIRE_FALSE(missing.ok());
  CHECK(missing.error().kind == Error::Kind::usage);
  CHECK(missing.error().message ==
        "--preset finewep: there is no such preset (did you mean \"fineweb\"?); there are: fineweb");
  CHECK(find_preset(files, "x", {}).error().message.find("$DSPREP_CONFIGS") != std::string::npos);
}

TEST_CASE("presets stand beside the program, or in the checkout of a build tree") {
  test::MemoryFiles files;
  files.put("/proc/self/exe", "");  // here the program stands in /proc/self
  const auto has = [&](const std::string& directory) {
    const auto all = cli::preset_directories(files);
    return std::find(all.begin(), all.end(), directory) != all.end();
  };
  CHECK(has("/proc/self/../share/dsprep/configs"));
  CHECK(has("/proc/self/../configs"));
  CHECK_FALSE(has("/proc/self/../../configs"));
  // A build tree, wherever it stands: its checkout and nothing else.
  files.put("/proc/self/CMakeCache.txt", "# x\nCMAKE_HOME_DIRECTORY:INTERNAL=/src/my checkout\nB:BOOL=ON\n");
  files.put("/src/my checkout/configs/a.toml", "");
  CHECK(has("/src/my checkout/configs"));
  CHECK_FALSE(has("/proc/self/../share/dsprep/configs"));
  // Moved as a whole, so that what CMake wrote down is not there any more.
  files.put("/proc/self/CMakeCache.txt", "CMAKE_BUILD_TYPE:STRING=\nCMAKE_HOME_DIRECTORY:INTERNAL=/gone\n");
  CHECK(has("/proc/self/../share/dsprep/configs"));
  files.put("/configs/a.toml", "");
  CHECK(has("/proc/self/../../configs"));
  files.put("/proc/self/CMakeCache.txt", "nothing");
  CHECK_FALSE(has("/proc/self/../../configs"));
}

TEST_CASE("all presets, each once, and what they are for") {
  test::MemoryFiles files;
  files.put("a/web.toml", "");
  files.put("b/web.toml", "");
  files.put("b/lang/fra.toml", "");
  files.put("b/lang/README.md", "");
  files.put("b/.x.toml", "");
  const auto presets = cli::list_presets(files, {"a", "none", "b"});
  REQUIRE(presets.size() == 2);
  CHECK(presets[0].name == "lang/fra");
  CHECK(presets[1].path == "a/web.toml");

  CHECK(cli::purpose_of("# Cuts (Doe et al. 2020), in order.  dsprep clean --preset x\n# More.\n") ==
        "Cuts (Doe et al. 2020), in order");
  CHECK(cli::purpose_of("# One\n# two.\n# dsprep run x\n") == "One two");
  CHECK(cli::purpose_of("# 中文网页。\n#\n# Mehr.\n") == "中文网页。");
  CHECK(cli::purpose_of("[[step]]\n").empty());
  CHECK(cli::purpose_of("").empty());
  CHECK(cli::purpose_of("#").empty());

  const registry::Registry registry = test::fake_registry();
  const auto steps = [](const std::vector<std::string>& ops) {
    std::vector<StepSpec> all;
    for (const std::string& op : ops) all.push_back({op, "", {}, {}});
    return all;
  };
  CHECK(cli::command_of(steps({"plain", "every-thing"}), registry) == "clean");
  CHECK(cli::command_of(steps({"plain", "portions"}), registry) == "run");
  CHECK(cli::command_of(steps({"nope"}), registry) == "run");
  CHECK(cli::command_of({}, registry) == "run");
}
