#include "cli/output_target.h"

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::cli;
using Kind = exec::Output::Kind;
using Report = OutputTarget::Report;

namespace {

const io::Formats formats;

Result<OutputTarget> choose(std::string_view command, const std::string& output, auto&& change, bool terminal = false) {
  CommonOptions options;
  if (!output.empty()) options.output = output;
  change(options);
  return choose_output(*find_command(command), options, formats, terminal);
}
Result<OutputTarget> choose(std::string_view command, const std::string& output) {
  return choose(command, output, [](CommonOptions&) {});
}

}  // namespace

TEST_CASE("records: a file by its extension, a stream, else a directory") {
  CHECK(choose("clean", "out")->output.kind == Kind::directory);
  CHECK(choose("clean", "out/")->output.path == "out");
  CHECK(choose("clean", "/")->output.path == "/");
  CHECK(choose("clean", "out.d")->output.kind == Kind::directory);
  CHECK(choose("clean", "out.jsonl/")->output.kind == Kind::directory);
  for (const char* name : {"o.jsonl", "o.ndjson", "o.json", "o.jsonl.gz", "o.json.zst"})
    CHECK(choose("clean", name)->output.kind == Kind::file);
  CHECK(choose("clean", "o.jsonl")->codec == compress::Codec::none);
  CHECK(choose("clean", "o.jsonl.gz")->codec == compress::Codec::gz);
  CHECK_FALSE(choose("clean", "out")->codec);
  CHECK(choose("clean", "-")->output.kind == Kind::stream);
  CHECK(choose("clean", "")->output.kind == Kind::stream);
}

TEST_CASE("a compression that is only read is no name for an output") {
  for (const char* name : {"out.jsonl.bz2", "out.jsonl.xz", "a/out.csv.lz4"}) {
    const auto chosen = choose("clean", name);
    REQUIRE_FALSE(chosen.ok());
    CHECK(chosen.error().message.find(" is read, but not written: name the file .") != std::string::npos);
  }
}

TEST_CASE("a name that promises another format is no directory") {
  for (const char* name : {"out.xlsx", "out.CSV", "a/out.orc", "out.avro", "out.gz", "数据.xml"}) {
    INFO(name);
    const auto chosen = choose("clean", name);
    REQUIRE_FALSE(chosen.ok());
    CHECK(chosen.error().message.find(".json .jsonl") != std::string::npos);
    CHECK(choose("clean", std::string(name) + "/")->output.kind == Kind::directory);
  }
  for (const char* name : {"report.htm", "report.pdf", "report.md", "report.csv"})
    CHECK_FALSE(choose("report", name).ok());
  CHECK(choose("report", "report.md/")->report == Report::directory);
  for (const char* name : {".csv", "csv", "out.v2", "crawl.2026-11", "web.zh"})
    CHECK(choose("clean", name)->output.kind == Kind::directory);
}

TEST_CASE("records to a terminal only when asked to") {
  const auto nothing = [](CommonOptions&) {};
  CHECK_FALSE(choose("clean", "", nothing, true).ok());
  CHECK(choose("clean", "-", nothing, true).ok());
  CHECK(choose(
            "clean", "", [](CommonOptions& o) { o.dry_run = true; }, true)
            .ok());
}

TEST_CASE("a stream is plain unless --compress says otherwise, and nothing compressed goes to a terminal") {
  const auto zst = [](CommonOptions& o) { o.compress = compress::Codec::zst; };
  CHECK(choose("clean", "-")->codec == compress::Codec::none);
  CHECK(choose("clean", "")->codec == compress::Codec::none);
  CHECK(choose("clean", "-", zst)->codec == compress::Codec::zst);
  CHECK_FALSE(choose("clean", "-", zst, true).ok());
  CHECK(choose(
            "clean", "-", [](CommonOptions& o) { o.compress = compress::Codec::none; }, true)
            .ok());
  CHECK_FALSE(choose("clean", "-", [](CommonOptions& o) { o.level = 3; }).ok());
}

TEST_CASE("a file's name and --compress may not contradict each other") {
  CHECK(choose("clean", "o.jsonl.zst", [](CommonOptions& o) { o.compress = compress::Codec::zst; }).ok());
  CHECK_FALSE(choose("clean", "o.jsonl", [](CommonOptions& o) { o.compress = compress::Codec::zst; }).ok());
  CHECK_FALSE(choose("clean", "o.jsonl", [](CommonOptions& o) { o.level = 3; }).ok());
  CHECK_FALSE(choose("clean", "o.jsonl.gz", [](CommonOptions& o) { o.level = 13; }).ok());
  CHECK(choose("clean", "o.jsonl.zst", [](CommonOptions& o) { o.level = 13; }).ok());
  CHECK(choose("clean", "out", [](CommonOptions& o) { o.compress = compress::Codec::gz; })->codec ==
        compress::Codec::gz);
}

TEST_CASE("the format of what is written: by the file's name, or --to, and never both in different ways") {
  const auto to = [](const char* format) { return [format](CommonOptions& o) { o.to = format; }; };
  const auto name_of = [](const Result<OutputTarget>& target) {
    return target->format ? std::string(target->format->spec->name) : std::string("jsonl");
  };
  CHECK(name_of(choose("clean", "o.json")) == "json");
  CHECK(name_of(choose("clean", "o.json.zst")) == "json");
  CHECK(name_of(choose("clean", "o.jsonl")) == "jsonl");
  CHECK(name_of(choose("clean", "out")) == "jsonl");
  CHECK(name_of(choose("clean", "out", to("json"))) == "json");
  CHECK(name_of(choose("clean", "-", to("json"))) == "json");
  CHECK(name_of(choose("clean", "o.json", to("json"))) == "json");
  const auto refused = [&](const char* output, const char* format) {
    const auto chosen = choose("clean", output, to(format));
    REQUIRE_FALSE(chosen.ok());
    CHECK(chosen.error().kind == Error::Kind::usage);
    return chosen.error().message;
  };
  CHECK(refused("o.json", "jsonl") ==
        "-o o.json and --to jsonl contradict each other: name the file .jsonl, or leave out --to");
  CHECK(refused("out", "jso").find("unknown format \"jso\"") != std::string::npos);
  CHECK(refused("out", "json=indent=2").find("json has no parameter \"indent\"") != std::string::npos);
  CHECK_FALSE(choose("report", "r.html", to("json")).ok());
}

TEST_CASE("what needs a directory") {
  for (const char* output : {"-", "o.jsonl"}) {
    CHECK_FALSE(choose("clean", output, [](CommonOptions& o) { o.shards = 2; }).ok());
    CHECK_FALSE(choose("clean", output, [](CommonOptions& o) { o.shard_size = 2; }).ok());
    CHECK_FALSE(choose("clean", output, [](CommonOptions& o) { o.tasks = 2; }).ok());
  }
  CHECK_FALSE(choose("clean", "-", [](CommonOptions& o) { o.resume = true; }).ok());
  CHECK(choose("clean", "o.jsonl", [](CommonOptions& o) { o.resume = true; }).ok());
  CHECK(choose("clean", "out", [](CommonOptions& o) { o.tasks = 2; }).ok());
}

TEST_CASE("a report goes to a page, to JSON, to a directory, or is told") {
  CHECK(choose("report", "")->report == Report::text);
  CHECK(choose(
            "report", "", [](CommonOptions&) {}, true)
            ->report == Report::text);
  CHECK(choose("report", "-")->report == Report::json_stream);
  CHECK(choose("report", "r.html")->report == Report::html_file);
  CHECK(choose("report", "r.json")->report == Report::json_file);
  CHECK(choose("report", "out")->report == Report::directory);
  CHECK(choose("report", "r.html")->output.kind == Kind::none);
  CHECK_FALSE(choose("report", "out", [](CommonOptions& o) { o.shards = 2; }).ok());
  CHECK_FALSE(choose("report", "out", [](CommonOptions& o) { o.compress = compress::Codec::gz; }).ok());
}

TEST_CASE("inputs: standard input when it is not a terminal") {
  CommonOptions options;
  CHECK(*choose_inputs(options, false) == std::vector<std::string>{"-"});
  CHECK_FALSE(choose_inputs(options, true).ok());
  options.inputs = {"a"};
  CHECK(*choose_inputs(options, true) == std::vector<std::string>{"a"});
}
