#include "report/manifest.h"

#include "dsprep/value.h"
#include "report/render.h"
#include "sample_run.h"
#include "support/catch.h"
#include "text/normalize.h"

using namespace dsprep;

namespace {

report::ManifestOptions options() {
  return {.version = "1.2.3", .codec = "zstd 1.5.4", .codec_name = "zst", .level = 3, .options = {{"--limit", "10"}}};
}

std::int64_t integer_at(const std::string& json, const char* pointer) {
  return Value(json).find(pointer).integer().value_or(-1);
}

std::string text_at(const std::string& json, const char* pointer) {
  return Value(json).find(pointer).text().value_or("<missing>");
}

}  // namespace

TEST_CASE("the manifest says what was run on what and what came out") {
  const test::SampleRun run = test::sample_run();
  const std::string json = report::manifest_json(run.pipeline, run.result, options());
  REQUIRE_FALSE(validate_json(json));
  CHECK(json.back() == '\n');
  CHECK(text_at(json, "/dsprep") == "1.2.3");
  CHECK(text_at(json, "/config_hash") == pipeline::config_hash(run.pipeline));
  CHECK(text_at(json, "/config/dataset/text") == "/text");
  CHECK(integer_at(json, "/seed") == 7);
  CHECK(text_at(json, "/options/--limit") == "10");
  CHECK(text_at(json, "/compression/codec") == "zst");
  CHECK(integer_at(json, "/compression/level") == 3);
  CHECK(text_at(json, "/libraries/icu") == text::icu_version());
  CHECK(text_at(json, "/libraries/codec") == "zstd 1.5.4");
  CHECK(text_at(json, "/resources/0/path") == "lists/stop.txt");
  CHECK(text_at(json, "/parent_manifests/0") == "88888888888888888888888888888888");
  CHECK(text_at(json, "/sources/0/name") == "web");

  CHECK(Value(json)["inputs"].size() == 2);
  CHECK(text_at(json, "/inputs/1/name") == "web/データ-00001.jsonl.zst");
  CHECK(integer_at(json, "/inputs/1/records") == 617'567);
  CHECK(Value(json).find("/inputs/1/damaged").boolean() == true);
  CHECK_FALSE(Value(json).find("/inputs/0/damaged").exists());

  CHECK(text_at(json, "/outputs/0/kind") == "data");
  CHECK(text_at(json, "/outputs/0/part") == "train");
  CHECK(text_at(json, "/outputs/2/kind") == "dropped");
  CHECK(text_at(json, "/outputs/3/kind") == "malformed");
  CHECK(text_at(json, "/outputs/4/kind") == "artifact");
  CHECK(integer_at(json, "/outputs/0/bytes") == 612'345'678);

  CHECK(text_at(json, "/steps/2/name") == "near_duplicates");
  CHECK(text_at(json, "/steps/2/op") == "dedup_minhash");
  CHECK(integer_at(json, "/steps/2/added") == 12'366);
  CHECK(integer_at(json, "/steps/1/dropped") == 209'990);
  CHECK(integer_at(json, "/steps/1/dropped_by_rule/min_words") == 150'400);
  CHECK_FALSE(Value(json).find("/steps/1/dropped_by_rule/min_stop_words").exists());  // off, and nobody failed it
  CHECK(integer_at(json, "/steps/1/counters/lines_removed") == 88'123);
  CHECK(integer_at(json, "/books/read") == 1'234'567);
  CHECK(integer_at(json, "/books/derived_dropped") == 12);
  CHECK(integer_at(json, "/malformed_reasons/not a JSON object") == 480);
}

TEST_CASE("the manifest does not depend on what cannot change the output") {
  test::SampleRun a = test::sample_run(), b = test::sample_run();
  b.result.seconds = 99;
  b.result.passes = 5;
  CHECK(report::manifest_json(a.pipeline, a.result, options()) ==
        report::manifest_json(b.pipeline, b.result, options()));
  b.result.books.kept += 1;
  CHECK(report::manifest_json(a.pipeline, a.result, options()) !=
        report::manifest_json(b.pipeline, b.result, options()));
}

TEST_CASE("a manifest of nothing is a manifest") {
  const std::string json = report::manifest_json({}, {}, {});
  REQUIRE_FALSE(validate_json(json));
  CHECK(Value(json)["outputs"].type() == FieldType::array);
  CHECK(integer_at(json, "/books/read") == 0);
  CHECK_FALSE(Value(json)["compression"].exists());
}

TEST_CASE("file names that are not UTF-8 leave valid JSON") {
  test::SampleRun run = test::sample_run();
  run.result.inputs[0].name = "a\xff\xe4\xb8\xad\xe4\xb8.jsonl";
  const std::string json = report::manifest_json(run.pipeline, run.result, options());
  REQUIRE_FALSE(validate_json(json));
  CHECK(text_at(json, "/inputs/0/name") == "a\uFFFD中\uFFFD\uFFFD.jsonl");
}

TEST_CASE("run.json holds the circumstances") {
  const test::SampleRun run = test::sample_run();
  const std::string json = report::run_json(run.result, {.version = "1.2.3",
                                                         .command_line = "dsprep clean \"a\\b\"",
                                                         .started = "2024-01-01T00:00:00Z",
                                                         .threads = 4,
                                                         .memory_budget = 1u << 30});
  REQUIRE_FALSE(validate_json(json));
  CHECK(text_at(json, "/command_line") == "dsprep clean \"a\\b\"");
  CHECK(integer_at(json, "/threads") == 4);
  CHECK(integer_at(json, "/passes") == 2);
  CHECK(Value(json)["seconds"].number() == 12.5);
  CHECK(Value(json)["records_per_second"].number() == Approx(1'234'567 / 12.5));
  CHECK(integer_at(json, "/machine/cores") > 0);
}

TEST_CASE("report.json holds every row of every finding") {
  const test::SampleRun run = test::sample_run();
  const std::string json = report::report_json(run.pipeline, run.result);
  REQUIRE_FALSE(validate_json(json));
  CHECK(text_at(json, "/reports/0/step") == "profile");
  CHECK(Value(json).find("/reports/0/metrics/duplicate share").number() == 0.07234567);
  CHECK(Value(json).find("/reports/0/sections").size() == 6);
  CHECK(text_at(json, "/reports/0/sections/0/chart") == "histogram");
  CHECK(Value(json).find("/reports/0/sections/4/rows").size() == 320);
  CHECK(text_at(json, "/reports/0/sections/4/rows/2/0") == "<script>alert('x')</script>.example&\"q\"");
  CHECK(Value(json).find("/reports/0/sections/2/rows/4/1").type() == FieldType::null);  // NaN
  CHECK(integer_at(json, "/reports/0/sections/1/rows/0/1") == 512'381);
  CHECK(integer_at(json, "/books/written") == 961'229);
  CHECK(json == report::report_json(run.pipeline, run.result));
}
