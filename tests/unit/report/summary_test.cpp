#include "report/summary.h"

#include "sample_run.h"
#include "support/catch.h"

using namespace dsprep;

TEST_CASE("the summary of a run") {
  const test::SampleRun run = test::sample_run();
  const std::string text = report::summary(run.pipeline, run.result, "cleaned");
  const std::string expected_tail =
      "read 1,234,567 records from 2 files (4.2 GiB) in 2 passes\n"
      "  kept       948,875  76.9 %\n"
      "  dropped    283,992  23.0 %\n"
      "  malformed    1,700   0.1 %\n"
      "  added       12,354\n"
      "  step                       in  changed  dropped  malformed   added  drop rate\n"
      "  whitespace          1,232,886  301,204                  19\n"
      "  gopher_quality      1,232,867      512  209,990                        17.0 %\n"
      "    min_words                             150,400\n"
      "    max_symbol_ratio                       91,020\n"
      "    max_words                               2,111\n"
      "  near_duplicates     1,022,877            74,002             12,366      7.2 %\n"
      "  profile               961,241\n"
      "malformed because of\n"
      "  1,201  invalid UTF-8\n"
      "    480  not a JSON object\n"
      "     19  /text: missing\n"
      "damaged: web/データ-00001.jsonl.zst could not be read to its end (see malformed)\n"
      "wrote 961,229 records (3 GiB) to cleaned, 2 files; dropped records in dropped/, malformed lines in malformed/\n";
  REQUIRE(text.size() > expected_tail.size());
  CHECK(text.substr(text.size() - expected_tail.size()) == expected_tail);
  CHECK(text.starts_with("profile\n  records "));
}

TEST_CASE("the summary of little") {
  pipeline::Pipeline pipeline;
  pipeline::RunResult result;
  CHECK(report::summary(pipeline, result, "-") ==
        "read 0 records from 0 files (0 B)\n  kept       0\n  dropped    0\n  malformed  0\n");
  result.outputs = {{"-", 0, 0, "", "", pipeline::OutputFile::Kind::data}};
  CHECK(report::summary(pipeline, result, "-").ends_with("\nwrote 0 records (0 B) to standard output\n"));
  result.outputs.clear();

  // A report writes no records: nothing is said about where they went.
  result.books.read = result.books.kept = result.books.written = 1;
  result.inputs.resize(1);
  CHECK(report::summary(pipeline, result, "report.html") ==
        "read 1 record from 1 file (0 B)\n  kept       1  100.0 %\n  dropped    0    0.0 %\n  malformed  0    0.0 %\n");
}

TEST_CASE("shares that round away still show, long lists are cut") {
  test::SampleRun run = test::sample_run();
  run.result.books.malformed = 1;
  run.result.books.malformed_reasons.clear();
  for (int i = 0; i < 8; ++i) run.result.books.malformed_reasons["理由 " + std::to_string(i)] = 100 - static_cast<unsigned>(i % 4);
  const std::string text = report::summary(run.pipeline, run.result, "out");
  CHECK(text.find("malformed        1  <0.1 %") != text.npos);
  CHECK(text.find("  … and 3 more reasons\n") != text.npos);
  CHECK(text.find("  100  理由 0\n  100  理由 4\n   99  理由 1\n") != text.npos);  // most first, ties by name
  CHECK(text.find(" \n") == text.npos);
}
