#include "report/summary.h"

#include "dsprep/value.h"
#include "sample_run.h"
#include "support/catch.h"

using namespace dsprep;

TEST_CASE("the summary of a run") {
  const test::SampleRun run = test::sample_run();
  const std::string text = report::summary(run.pipeline, run.result, "cleaned");
  const std::string expected =
      "read 1,234,567 records (4.2 GiB) from 2 files in 12.5 s, 361 MB/s, 2 passes\n"
      "  kept 948,875 (76.9 %)\n"
      "  dropped 283,992 (23.0 %)\n"
      "    209,990  gopher_quality: min_words 150,400, max_symbol_ratio 91,020, max_words 2,111\n"
      "     74,002  near_duplicates\n"
      "  malformed 1,700 (0.1 %)\n"
      "    1,201  invalid UTF-8\n"
      "      480  not a JSON object\n"
      "       19  /text: missing\n"
      "  added 12,354\n"
      "damaged: web/データ-00001.jsonl.zst could not be read to its end: zstd: invalid checksum (frame at byte 0)\n"
      "wrote 961,229 records (3 GiB) to cleaned, 2 files: train 900,000, test 61,229; dropped records in dropped/, "
      "malformed lines in malformed/\n"
      "  step                    in  changed   added\n"
      "  whitespace       1,232,886  301,204\n"
      "  gopher_quality   1,232,867      512\n"
      "  near_duplicates  1,022,877           12,366\n"
      "  profile            961,241\n"
      "  gopher_quality: lines_removed 88,123\n"
      "profile\n";
  CHECK(text.substr(0, expected.size()) == expected);
  CHECK(text.find("  7.2 %\n") != text.npos);
}

TEST_CASE("the summary as an event") {
  const test::SampleRun run = test::sample_run();
  const std::string object = "{" + report::summary_members(run.pipeline, run.result, "cleaned") + "}";
  REQUIRE_FALSE(validate_json(object));
  const Value json(object);
  CHECK(json["event"].text() == "summary");
  CHECK(json["output"].text() == "cleaned");
  CHECK(json["read"].integer() == 1'234'567);
  CHECK(json["malformed_reasons"]["invalid UTF-8"].integer() == 1'201);
  CHECK(json["parts"]["train"].integer() == 900'000);
  CHECK(json["steps"].raw().find("\"min_words\":150400") != std::string_view::npos);
  CHECK(json["damaged"].raw() == "[\"web/データ-00001.jsonl.zst\"]");
  CHECK(json["metrics"]["profile"]["languages"].integer() == 10);
}

TEST_CASE("the summary of little") {
  pipeline::Pipeline pipeline;
  pipeline::RunResult result;
  CHECK(report::summary(pipeline, result, "-") ==
        "read 0 records (0 B) from 0 files in 0.0 s\n  kept 0\n  dropped 0\n  malformed 0\n");
  result.outputs = {{"-", 0, 0, "", "", pipeline::OutputFile::Kind::data}};
  CHECK(report::summary(pipeline, result, "-").ends_with("\nwrote 0 records (0 B) to standard output\n"));
  result.outputs.clear();

  // A report writes no records: nothing is said about where they went.
  result.books.read = result.books.kept = result.books.written = 1;
  result.inputs.resize(1);
  CHECK(report::summary(pipeline, result, "report.html") ==
        "read 1 record (0 B) from 1 file in 0.0 s\n  kept 1 (100.0 %)\n  dropped 0 (0.0 %)\n  malformed 0 (0.0 %)\n");
}

TEST_CASE("shares that round away still show, long lists are cut") {
  test::SampleRun run = test::sample_run();
  run.result.books.malformed = 1;
  run.result.books.malformed_reasons.clear();
  for (int i = 0; i < 8; ++i)
    run.result.books.malformed_reasons["理由 " + std::to_string(i)] = 100 - static_cast<unsigned>(i % 4);
  const std::string text = report::summary(run.pipeline, run.result, "out");
  CHECK(text.find("malformed 1 (<0.1 %)") != text.npos);
  CHECK(text.find("    … and 3 more reasons\n") != text.npos);
  CHECK(text.find("    100  理由 0\n    100  理由 4\n     99  理由 1\n") != text.npos);  // most first, ties by name
  CHECK(text.find(" \n") == text.npos);
}
