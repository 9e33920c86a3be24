#include "io/shards.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>

#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::io {
namespace {

// "path=name …", or the error.
std::string found(port::Files& files, const std::string& path, const std::string& format = "") {
  Inputs inputs;
  const Status status = find_shards(files, Formats(), path, format, SourceId{3}, inputs);
  if (!status.ok()) return status.error().message;
  std::string text;
  for (const Shard& shard : inputs.shards) {
    CHECK(shard.source == SourceId{3});
    REQUIRE(shard.format != nullptr);
    text += (text.empty() ? "" : " ") + shard.path + "=" + shard.name;
  }
  return text;
}

}  // namespace

TEST_CASE("names are ordered as people count") {
  const std::vector<std::string> ordered = {"",       "01",     "1",        "1a",        "2",        "10",
                                            "part-1", "part-2", "part-2-1", "part-2-12", "part-02a", "part-10",
                                            "part-x", "partx",  "数1",      "数2",       "数10"};
  for (std::size_t i = 0; i < ordered.size(); ++i)
    for (std::size_t j = 0; j < ordered.size(); ++j) {
      INFO(ordered[i] << " < " << ordered[j]);
      CHECK(natural_less(ordered[i], ordered[j]) == (i < j));
    }
  // Numbers of any length, zeros in front.
  CHECK(natural_less("a99999999999999999999999", "a100000000000000000000000"));
  CHECK(natural_less("a007", "a8"));
  CHECK(natural_less("a0", "a00") != natural_less("a00", "a0"));
}

TEST_CASE("a file named outright is read, whatever its name") {
  test::MemoryFiles files;
  files.put("d/a.txt", "12345");
  files.put("d/[x]*.jsonl", "");
  files.put("d/x.jsonl", "");
  files.put_pipe("dev/stdin", "");
  CHECK(found(files, "d/a.txt") == "d/a.txt=a.txt");
  CHECK(found(files, "d/[x]*.jsonl") == "d/[x]*.jsonl=[x]*.jsonl");  // not a glob: it is there
  CHECK(found(files, "/dev/stdin") == "/dev/stdin=stdin");
  CHECK(found(files, "-") == "-=-");
  Inputs inputs;
  REQUIRE(find_shards(files, Formats(), "d/a.txt", "", {}, inputs).ok());
  CHECK(inputs.shards[0].size == 5);
  CHECK(inputs.shards[0].mtime_ns > 0);
  CHECK(inputs.shards[0].format->spec->name == "text");
  CHECK(inputs.parent_manifests.empty());
}

TEST_CASE("a directory is walked for what we know") {
  test::MemoryFiles files;
  for (const char* path : {"d/part-10.jsonl.zst", "d/part-9.jsonl.gz", "d/b.ndjson", "d/c.json", "d/README.md",
                           "d/.x.jsonl", "d/y.jsonl.tmp", "d/.cache/z.jsonl", "d/out.jsonl.dsprep/dropped/z.jsonl",
                           "d/sub/a.jsonl", "d/sub/deeper/a.jsonl", "empty/README.md"})
    files.put(path, "");
  files.put_pipe("d/pipe", "");
  CHECK(found(files, "d") ==
        "d/b.ndjson=b.ndjson d/c.json=c.json d/part-9.jsonl.gz=part-9.jsonl.gz "
        "d/part-10.jsonl.zst=part-10.jsonl.zst d/sub/a.jsonl=sub/a.jsonl "
        "d/sub/deeper/a.jsonl=sub/deeper/a.jsonl");
  CHECK(found(files, "d/") == found(files, "d"));
  std::string known = "nothing to read in empty: no file ends in";
  for (const std::string& extension : Formats().extensions()) known += " " + extension;
  CHECK(found(files, "empty") == known + " (.gz, .zst, .bz2, .xz or .lz4 behind it is fine)");
}

TEST_CASE("a glob takes files as a shell would") {
  test::MemoryFiles files;
  for (const char* path : {"d/a-2.jsonl", "d/a-10.jsonl", "d/a-3.jsonl.tmp", "d/a-4.txt", "d/sub/b.jsonl"})
    files.put(path, "");
  CHECK(found(files, "d/a-*") == "d/a-2.jsonl=a-2.jsonl d/a-4.txt=a-4.txt d/a-10.jsonl=a-10.jsonl");
  CHECK(found(files, "**/*.jsonl") == "d/a-2.jsonl=d/a-2.jsonl d/a-10.jsonl=d/a-10.jsonl d/sub/b.jsonl=d/sub/b.jsonl");
  CHECK(found(files, "d/*.tmp") == "d/a-3.jsonl.tmp=a-3.jsonl.tmp");
  CHECK(found(files, "d/*.parquet") == "no file matches d/*.parquet");
  CHECK(found(files, "d/s*") == "d/s* matches directories only: give the directories, or d/s*/* for their files");
}

TEST_CASE("what cannot be read says so at once") {
  test::MemoryFiles files;
  files.put("d/a.jsonl", "");
  files.put("secret/a.jsonl", "");
  CHECK(found(files, "d/b.jsonl") ==
        "cannot read d/b.jsonl: no such file: give a file, a glob in quotes, a directory or - for standard input");
  files.make_unreadable("d/a.jsonl");
  for (const char* path : {"d/a.jsonl", "d", "d/*"})
    CHECK(found(files, path).starts_with("cannot open d/a.jsonl: permission denied"));
  files.make_unreadable("secret");
  CHECK(found(files, "secret").starts_with("cannot list secret"));
}

TEST_CASE("formats: by extension, or as told") {
  test::MemoryFiles files;
  files.put("d/a.table", "");
  files.put("d/b.jsonl", "");
  Formats formats;
  FormatSpec table = *formats.named("jsonl");
  table.name = "table";
  table.extensions = {".table"};
  formats.add(&table);
  Inputs inputs;
  REQUIRE(find_shards(files, formats, "d", "", {}, inputs).ok());
  REQUIRE(inputs.shards.size() == 2);
  CHECK(inputs.shards[0].format->spec->name == "table");
  CHECK(inputs.shards[1].format->spec->name == "jsonl");
  Inputs told;
  REQUIRE(find_shards(files, formats, "d/b.jsonl", "table", {}, told).ok());
  CHECK(told.shards[0].format->spec->name == "table");
  const Status unknown = find_shards(files, formats, "d", "xml", {}, inputs);
  REQUIRE_FALSE(unknown.ok());
  CHECK(unknown.error().kind == Error::Kind::usage);
  std::string known = "unknown format \"xml\": known are";
  for (const std::string& name : formats.names()) known += " " + name;
  CHECK(unknown.error().message == known);

  CHECK(formats.of_path("x/a.TABLE") == nullptr);
  CHECK(formats.of_path("x.jsonl/a") == nullptr);
  CHECK(formats.of_path(".jsonl") == nullptr);
  CHECK(formats.of_path("a.jsonl.zst")->name == "jsonl");
  CHECK(formats.of_path("a.jsonl.zst.gz") == nullptr);
  CHECK(formats.names().back() == "table");
  CHECK(formats.extensions().back() == ".table");
}

TEST_CASE("standard input twice is a mistake, a file twice is read once and told") {
  test::MemoryFiles files;
  files.put("a.jsonl", "");
  files.put("d/b.jsonl", "");
  Inputs inputs;
  REQUIRE(find_shards(files, Formats(), "-", "", {}, inputs).ok());
  CHECK(find_shards(files, Formats(), "-", "", {}, inputs).error().kind == Error::Kind::usage);
  for (const char* path : {"a.jsonl", "./a.jsonl", "d", "d/../a.jsonl", "d/b.jsonl", "d/", "*.jsonl", "**/*.jsonl"})
    REQUIRE(find_shards(files, Formats(), path, "", {}, inputs).ok());
  CHECK(inputs.shards.size() == 3);
  REQUIRE(inputs.repeated.size() == 7);
  CHECK(inputs.repeated[0].path == "./a.jsonl");
  CHECK(inputs.repeated[0].first == "a.jsonl");
  REQUIRE(find_shards(files, Formats(), "a.jsonl", "", SourceId{1}, inputs).ok());  // seen in another way
  CHECK(inputs.shards.size() == 4);
}

TEST_CASE("links in circles end, and a link to nowhere is no gap in the data") {
  std::string top = "/tmp/dsprep-io-XXXXXX";
  REQUIRE(::mkdtemp(top.data()) != nullptr);
  port::Files& files = port::disk_files();
  REQUIRE(files.make_directories(top + "/a").ok());
  REQUIRE((*files.create(top + "/a/x.jsonl"))->close().ok());
  REQUIRE(::symlink("..", (top + "/a/up").c_str()) == 0);
  REQUIRE(::symlink("a", (top + "/b").c_str()) == 0);
  for (const std::string& path : {top, top + "/**/*.jsonl"}) {
    Inputs inputs;
    REQUIRE(find_shards(files, Formats(), path, "", {}, inputs).ok());
    CHECK(inputs.shards.size() == 1);
  }
  CHECK(found(files, top + "/*/x.jsonl") == top + "/a/x.jsonl=a/x.jsonl");
  REQUIRE(::symlink("nowhere", (top + "/a/y.jsonl").c_str()) == 0);
  CHECK(found(files, top).find("y.jsonl: no such file") != std::string::npos);
  REQUIRE(files.remove_tree(top).ok());
}

}  // namespace dsprep::io
