// Reads every #include under src/ and include/ against the table in docs/architecture.md, and every name that has its
// room.
#include <filesystem>
#include <fstream>
#include <iterator>

#include "layer_rules.h"
#include "source_text.h"
#include "support/catch.h"

using namespace dsprep::layers;
namespace fs = std::filesystem;

namespace {

std::string contents(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

Sources sources_of_the_tree() {
  const fs::path root = DSPREP_SOURCE_DIR;
  Sources sources;
  for (const char* top : {"src", "include"})
    for (const auto& entry : fs::recursive_directory_iterator(root / top)) {
      const fs::path& path = entry.path();
      if (path.extension() == ".cpp" || path.extension() == ".h")
        sources[path.lexically_relative(root).generic_string()] = contents(path);
    }
  return sources;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += line + "\n";
  return text;
}

// A little house for the tests of the rules.
const Table house{{"dsprep", {}},       {"base", {"dsprep"}},        {"json", {"dsprep", "base"}},
                  {"ops", {"dsprep"}},  {"cli", {"dsprep", "json"}}, {"main", {"cli"}},
                  {"exec", {"dsprep"}}, {"io", {"dsprep"}},          {"compress", {"dsprep"}}};

std::string faults_of(const std::string& path, const std::string& text, Sources others = {}) {
  others[path] = text;
  return joined(check_layers(others, house));
}

}  // namespace

TEST_CASE("the tree keeps to the table") {
  std::vector<std::string> faults;
  const Table table = read_table(contents(fs::path(DSPREP_SOURCE_DIR) / "docs/architecture.md"), faults);
  CHECK(joined(faults) == "");
  const Sources sources = sources_of_the_tree();
  CHECK(sources.size() > 50);
  CHECK(joined(check_layers(sources, table)) == "");
  // A row for nobody is a table that has drifted.
  std::map<std::string, bool> used{{"main", true}};
  for (const auto& [path, text] : sources)
    used[path.starts_with("include/") ? "dsprep" : path.substr(4, path.find('/', 4) - 4)] = true;
  for (const auto& [room, others] : table)
    if (room != "models") CHECK(used[room]);  // models fills up with its first op that needs one
}

TEST_CASE("the table is read, and its faults with it") {
  std::vector<std::string> faults;
  const Table table = read_table("# x\n```layers\na: may include b c\nb: may include c\nc: may include\n```\n", faults);
  CHECK(faults.empty());
  CHECK(table == Table{{"a", {"b", "c"}}, {"b", {"c"}}, {"c", {}}});
  const auto faults_in = [](const char* block) {
    std::vector<std::string> found;
    read_table(std::string("```layers\n") + block + "```\n", found);
    return joined(found);
  };
  CHECK(faults_in("a: may include b\nb: may include a\n").find("a includes itself in a circle") != std::string::npos);
  CHECK(faults_in("a: may include b\n").find("which has no row") != std::string::npos);
  CHECK(faults_in("a: may include\na: may include\n").find("two rows") != std::string::npos);
  CHECK(faults_in("a b\n").find("no row of the table") != std::string::npos);
  read_table("nothing", faults);
  CHECK(joined(faults).find("no block") != std::string::npos);
}

TEST_CASE("includes against the table") {
  CHECK(faults_of("src/json/a.cpp",
                  "#include \"json/b.h\"\n#include \"dsprep/op.h\"\n#include <string>\n#include <simdjson.h>\n") == "");
  CHECK(faults_of("src/ops/clean/a.cpp", "\n  #  include \"json/b.h\"\n") ==
        "src/ops/clean/a.cpp:2: ops may not include json (\"json/b.h\")\n");
  CHECK(faults_of("src/base/a.cpp", "#include \"cli/b.h\"\n").find("base may not include cli") != std::string::npos);
  CHECK(faults_of("src/base/a.cpp", "#include \"b.h\"\n").find("not rooted") != std::string::npos);
  CHECK(faults_of("src/base/a.cpp", "#include \"base/../cli/b.h\"\n").find("not rooted") != std::string::npos);
  CHECK(faults_of("src/cellar/a.cpp", "int x;\n").find("the room \"cellar\" is not in the table") != std::string::npos);
  CHECK(faults_of("src/ops/clean/a.cpp",
                  "// #include \"json/b.h\"\n/*\n#include \"json/b.h\"\n*/ \"#include \\\"json/b.h\\\"\";\n") == "");
  CHECK(faults_of("include/dsprep/op.h", "#pragma once\n#include <xxhash.h>\n").find("the contract") !=
        std::string::npos);
  CHECK(faults_of("include/dsprep/op.h", "#pragma once\n#include \"base/hash.h\"\n")
            .find("dsprep may not include base") != std::string::npos);
  CHECK(faults_of("src/main.cpp", "#include \"cli/cli.h\"\nint main() { exit(1); }\n") == "");
}

TEST_CASE("a private folder is its op's alone") {
  const std::string line = "#include \"ops/clean/a/x.h\"\n";
  CHECK(faults_of("src/ops/clean/a.cpp", line) == "");
  CHECK(faults_of("src/ops/clean/a/y.cpp", line) == "");
  for (const char* other : {"src/ops/clean/ab.cpp", "src/ops/clean/b/y.cpp", "src/ops/split/a.cpp"})
    CHECK(faults_of(other, line).find("is private to src/ops/clean/a.cpp") != std::string::npos);
}

TEST_CASE("what one op alone uses lies with it") {
  CHECK(joined(headers_of_one_op(sources_of_the_tree(), {"text", "spill"})) == "");
  Sources sources{{"src/text/a.h", ""},
                  {"src/text/a.cpp", "#include \"text/a.h\"\n"},
                  {"src/text/b.h", "#include \"text/a.h\"\n"},
                  {"src/ops/clean/x.cpp", "#include \"text/b.h\"\n"},
                  {"src/ops/clean/x/more.cpp", "#include \"text/b.h\"\n"}};
  const std::string faults = joined(headers_of_one_op(sources, {"text"}));
  CHECK(faults.find("src/text/a.h:1: only clean/x uses it") != std::string::npos);
  CHECK(faults.find("src/text/b.h:1: only clean/x uses it") != std::string::npos);
  CHECK(headers_of_one_op(sources, {"spill"}).empty());
  sources["src/ops/split/y.cpp"] = "#include \"text/b.h\"\n";
  CHECK(headers_of_one_op(sources, {"text"}).empty());
}

TEST_CASE("libraries stay in their rooms") {
  for (const char* header :
       {"simdjson.h", "CLI/CLI.hpp", "spdlog/spdlog.h", "toml++/toml.h", "unicode/unistr.h", "re2/re2.h", "zstd.h",
        "isa-l/igzip_lib.h", "libdeflate.h", "lz4.h", "xxhash.h", "thread", "iostream"})
    CHECK(faults_of("src/ops/clean/a.cpp", std::string("#include <") + header + ">\n").find("ops may not include <") !=
          std::string::npos);
  CHECK(faults_of("src/compress/a.cpp", "#include <zstd.h>\n#include <isa-l/igzip_lib.h>\n") == "");
  // A room's header may use its library, but not hand it on.
  const Sources inner{{"src/json/inner.h", "#pragma once\n#include <simdjson.h>\n"},
                      {"src/json/outer.h", "#pragma once\n#include \"json/inner.h\"\n"}};
  CHECK(faults_of("src/json/a.cpp", "#include \"json/outer.h\"\n", inner) == "");
  CHECK(faults_of("src/cli/a.cpp", "#include \"json/outer.h\"\n", inner) ==
        "src/cli/a.cpp:1: \"json/outer.h\" brings <simdjson.h>, which belongs to the .cpp files of json\n");
}

TEST_CASE("names have their rooms") {
  const auto bad = [](const std::string& code) { return faults_of("src/json/a.cpp", code) != ""; };
  CHECK(bad("std::thread t;"));
  CHECK(bad("std::jthread t;"));
  CHECK(bad("exit(1);"));
  CHECK(bad("std::exit (1);"));
  CHECK(bad("std::hash<int> h;"));
  CHECK(bad("std::uniform_int_distribution<int> d;"));
  CHECK(bad("std::cout << 1;"));
  CHECK(bad("printf(\"x\");"));
  CHECK(bad("::fprintf(stderr, \"x\");"));
  CHECK(bad("auto x = 1'000; std::cerr << x;"));
  CHECK(bad("auto s = R\"(\")\"; std::cerr << s;"));
  CHECK(bad("#include <regex>\n"));
  CHECK_FALSE(bad("snprintf(buffer, 3, \"x\"); at_exit(1); record.exit(1); int exit; std::hash_thing<int> h;"));
  CHECK_FALSE(
      bad("// std::cout\n/* exit(1) */ auto s = \"std::hash\"; auto r = R\"x(std::cerr)\"exit(1))x\"; char c = '\"';"));
  CHECK_FALSE(bad("auto c = u8R\"(exit(1))\"; auto q = '\\''; auto t = \"\\\"exit(1)\";"));
  CHECK(faults_of("src/exec/a.cpp", "#include <thread>\nstd::jthread t;") == "");
  CHECK(faults_of("src/cli/a.cpp", "std::cerr << 1; fprintf(stderr, \"x\");") == "");
  CHECK(faults_of("src/base/log.cpp", "std::cerr << 1;") == "");
  CHECK(faults_of("src/json/a.cpp", "\n\nstd::cout << 1;\n").find("src/json/a.cpp:3: ") == 0);
}

TEST_CASE("headers are included once and open no namespace") {
  CHECK(faults_of("src/json/a.h", "int x;\n").find("#pragma once") != std::string::npos);
  CHECK(faults_of("src/json/a.h", "#pragma once\nusing namespace std;\n").find("src/json/a.h:2: using namespace") == 0);
  CHECK(faults_of("src/json/a.cpp", "using namespace x;\n") == "");
}
