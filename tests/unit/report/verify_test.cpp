#include <algorithm>

#include "base/hash.h"
#include "base/hex.h"
#include "compress/codec.h"
#include "report/manifest.h"
#include "support/catch.h"
#include "support/memory_files.h"

using namespace dsprep;
using Kind = pipeline::OutputFile::Kind;

namespace {

std::string lines(std::uint64_t n) {
  std::string out;
  for (std::uint64_t i = 0; i < n; ++i) out.append("{\"text\":\"").append(std::to_string(i)).append("\"}\n");
  return out;
}

std::string compressed(compress::Codec codec, const std::string& bytes) {
  compress::BlockCompressor compressor(codec, compress::default_level(codec));
  std::string out;
  const std::size_t half = bytes.size() / 2;
  REQUIRE(compressor.compress(std::string_view(bytes).substr(0, half), out).ok());
  REQUIRE(compressor.compress(std::string_view(bytes).substr(half), out).ok());
  if (bytes.empty()) REQUIRE(compressor.empty_frame(out).ok());
  return out;
}

// A dataset in memory with its manifest.
struct Dataset {
  test::MemoryFiles files;
  pipeline::RunResult result;

  void add(const std::string& path, Kind kind, const std::string& bytes, std::uint64_t records) {
    files.put("/out/" + path, bytes);
    result.outputs.push_back({path, bytes.size(), records, base::hex(base::hash128(bytes)), "", kind});
  }
  void write_manifest(const std::string& directory = "/out") {
    files.put(directory + "/manifest.json", report::manifest_json({}, result, {}));
  }
  Result<report::Verification> verify(const std::string& directory = "/out") {
    return report::verify(files, directory);
  }
  std::vector<std::string> problems(const std::string& directory = "/out") {
    Result<report::Verification> found = verify(directory);
    if (!found.ok()) return {"ERROR " + found.error().message};
    return found->problems;
  }
};

Dataset dataset() {
  Dataset made;
  made.add("data/part-00000.jsonl.zst", Kind::data, compressed(compress::Codec::zst, lines(1'000)), 1'000);
  made.add("data/part-00001.jsonl.gz", Kind::data, compressed(compress::Codec::gz, lines(70'000)), 70'000);
  made.add("data/part-00002.jsonl", Kind::data, lines(3), 3);
  made.add("data/part-00003.jsonl.zst", Kind::data, compressed(compress::Codec::zst, ""), 0);
  made.add("dropped/x/part-00000.jsonl.zst", Kind::dropped, compressed(compress::Codec::zst, lines(9)), 9);
  made.add("model.bin", Kind::artifact, std::string("no\nlines\0here", 13), 0);
  made.result.books = {.read = 71'013, .kept = 71'003, .dropped = 9, .malformed = 1, .written = 71'003};
  made.write_manifest();
  return made;
}

bool mentions(const std::vector<std::string>& problems, std::string_view what) {
  return std::any_of(problems.begin(), problems.end(), [&](const std::string& p) { return p.find(what) != p.npos; });
}

}  // namespace

TEST_CASE("a dataset as its manifest says") {
  Dataset made = dataset();
  const auto found = made.verify("/out/");
  REQUIRE(found.ok());
  CHECK(found->problems == std::vector<std::string>{});
  CHECK(found->files == 6);
  CHECK(found->records == 71'012);
  std::uint64_t bytes = 0;
  for (const auto& file : made.result.outputs) bytes += file.bytes;
  CHECK(found->bytes == bytes);
}

TEST_CASE("a missing file, a directory in its place") {
  Dataset made = dataset();
  REQUIRE(made.files.remove("/out/data/part-00002.jsonl").ok());
  CHECK(made.problems() == std::vector<std::string>{"data/part-00002.jsonl: missing"});
  made.files.put("/out/data/part-00002.jsonl/x", "");
  CHECK(mentions(made.problems(), "data/part-00002.jsonl: not a file"));
}

TEST_CASE("every single changed byte of a file is found") {
  Dataset made = dataset();
  for (const std::string path : {"data/part-00000.jsonl.zst", "data/part-00001.jsonl.gz", "model.bin"}) {
    const std::string good = made.files.content("/out/" + path);
    for (std::size_t at = 0; at < good.size(); at += 1 + good.size() / 40) {
      std::string bad = good;
      bad[at] = static_cast<char>(bad[at] ^ 0x41);
      made.files.put("/out/" + path, bad);
      CHECK(mentions(made.problems(), path + ": changed"));
    }
    made.files.put("/out/" + path, good);
  }
  CHECK(made.problems().empty());
}

TEST_CASE("a truncated file, a longer one") {
  Dataset made = dataset();
  const std::string path = "/out/data/part-00000.jsonl.zst", good = made.files.content(path);
  made.files.put(path, good.substr(0, good.size() - 1));
  REQUIRE(made.problems().size() == 1);
  CHECK(mentions(made.problems(), "bytes, but the manifest says"));
  made.files.put(path, good + "x");
  CHECK(mentions(made.problems(), "bytes, but the manifest says"));
}

TEST_CASE("a file that was written damaged: its hash is right and its contents are not") {
  Dataset made = dataset();
  const std::string whole = compressed(compress::Codec::zst, lines(5'000));
  made.add("data/part-00004.jsonl.zst", Kind::data, whole.substr(0, whole.size() - 9), 5'000);
  made.result.books.kept += 5'000;
  made.result.books.read += 5'000;
  made.result.books.written += 5'000;
  made.write_manifest();
  CHECK(made.problems().size() == 1);
  CHECK(mentions(made.problems(), "data/part-00004.jsonl.zst: cannot be read to its end"));
}

TEST_CASE("record counts are counted") {
  Dataset made = dataset();
  made.result.outputs[1].records = 69'999;
  made.result.outputs[2].records = 4;
  made.write_manifest();
  CHECK(made.problems() ==
        std::vector<std::string>{"data/part-00001.jsonl.gz: 70,000 records, but the manifest says 69,999",
                                 "data/part-00002.jsonl: 3 records, but the manifest says 4"});
  // A last line without LF is a record.
  Dataset open;
  open.add("data/a.jsonl", Kind::data, "{}\n{}", 2);
  open.result.books = {.read = 2, .kept = 2, .written = 2};
  open.write_manifest();
  CHECK(open.problems().empty());
}

TEST_CASE("files that nobody listed") {
  Dataset made = dataset();
  made.files.put("/out/data/part-00009.jsonl", "");
  made.files.put("/out/data/deep/er/part.jsonl.tmp", "");
  made.files.put("/out/dropped/y/part-00000.jsonl", "");
  made.files.put("/out/run.json", "{}");  // beside the records anything may stand
  made.files.put("/out/README.md", "");
  std::vector<std::string> problems = made.problems();
  std::sort(problems.begin(), problems.end());
  CHECK(problems == std::vector<std::string>{"data/deep/er/part.jsonl.tmp: not in the manifest",
                                             "data/part-00009.jsonl: not in the manifest",
                                             "dropped/y/part-00000.jsonl: not in the manifest"});
}

TEST_CASE("books that do not balance") {
  Dataset made = dataset();
  made.result.books.kept -= 1;
  made.write_manifest();
  CHECK(mentions(made.problems(), "books: "));
  made = dataset();
  made.result.books.written += 1;
  made.result.books.added += 1;
  made.write_manifest();
  CHECK(made.problems() ==
        std::vector<std::string>{"books: written is 71,004, but the data files are listed with 71,003 records"});
}

TEST_CASE("one output file and the folder beside it") {
  Dataset made;
  const std::string bytes = lines(2);
  made.files.put("/home/out.jsonl", bytes);
  made.result.outputs.push_back({"../out.jsonl", bytes.size(), 2, base::hex(base::hash128(bytes)), "", Kind::data});
  made.result.books = {.read = 2, .kept = 2, .written = 2};
  made.write_manifest("/home/out.jsonl.dsprep");
  CHECK(made.problems("/home/out.jsonl.dsprep").empty());
  CHECK(made.problems("/home/out.jsonl").empty());
  made.files.put("/home/out.jsonl", lines(2) + "x");
  CHECK(made.problems("/home/out.jsonl").size() == 1);
  // Beside it, and nowhere else.
  made.files.put("/home/other.jsonl", bytes);
  made.result.outputs[0].path = "../other.jsonl";
  made.write_manifest("/home/out.jsonl.dsprep");
  CHECK(mentions(made.problems("/home/out.jsonl"), "leads out of the directory"));
}

TEST_CASE("what is no dataset is an error that says so") {
  Dataset made;
  CHECK(mentions(made.problems("/nowhere"), "ERROR /nowhere/manifest.json: no such file"));
  made.files.put("/out/.dsprep/state", "");
  CHECK(mentions(made.problems(), "interrupted"));
  made.files.put("/out/manifest.json", "{\"outputs\":[}");
  CHECK(mentions(made.problems(), "ERROR /out/manifest.json: not JSON"));
  for (const char* json : {"[]", "{}", "{\"outputs\":3,\"books\":{}}", "\"x\"", "{\"outputs\":[]}"}) {
    made.files.put("/out/manifest.json", json);
    CHECK(mentions(made.problems(), "ERROR /out/manifest.json: not a manifest"));
  }
}

TEST_CASE("a hostile manifest leads nowhere") {
  Dataset made;
  made.files.put("/secret", "x");
  made.files.put("/out/data/a", "x");
  for (const char* path :
       {"../secret", "/secret", "data/../../secret", "", "data//a", "./data/a", "data/a/", "a\\u0000b"}) {
    made.files.put("/out/manifest.json",
                   std::string("{\"outputs\":[{\"path\":\"") + path +
                       R"(","kind":"data","bytes":1,"records":0,"hash":""}],"books":{"read":0}})");
    const std::size_t before = made.files.opened();
    CHECK(mentions(made.problems(), "leads out of the directory"));
    CHECK(made.files.opened() == before + 1);  // the manifest alone
  }
  for (const char* output :
       {"3", "{}", R"({"path":1})", R"({"path":"a","kind":"data","bytes":-1,"records":0,"hash":""})",
        R"({"path":"a","kind":"data","bytes":1.5,"records":0,"hash":""})"}) {
    made.files.put("/out/manifest.json", std::string("{\"outputs\":[") + output + "],\"books\":{}}");
    CHECK(mentions(made.problems(), "outputs[0]: needs path"));
    CHECK(mentions(made.problems(), "books: \"read\" is missing"));
  }
  Dataset twice = dataset();
  twice.result.outputs.push_back(twice.result.outputs[0]);
  twice.write_manifest();
  CHECK(mentions(twice.problems(), "is listed twice"));
}
