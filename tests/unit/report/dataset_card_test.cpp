#include "report/dataset_card.h"

#include "sample_run.h"
#include "support/catch.h"

using namespace dsprep;
using Kind = pipeline::OutputFile::Kind;

TEST_CASE("the card names the files of each split") {
  test::SampleRun run = test::sample_run();
  const std::string card = report::dataset_card(run.pipeline, run.result, "1.2.3");
  CHECK(
      card.starts_with("---\nconfigs:\n- config_name: default\n  data_files:\n"
                       "  - split: train\n    path:\n    - \"data/train-[0-9]*-of-*\"\n"
                       "  - split: test\n    path:\n    - \"data/test-[0-9]*-of-*\"\n---\n"));
  CHECK(card.find("| train | 1 | 900,000 | 612,345,678 |") != card.npos);
  CHECK(card.find("dropped/gopher_quality") == card.npos);
}

TEST_CASE("names that dataset libraries do not allow, and splits without records") {
  test::SampleRun run;
  run.result.outputs = {{"data/a-b-00000-of-00001.jsonl", 1, 1, "", "a-b", Kind::data},
                        {"data/a_b-00000-of-00001.jsonl", 1, 1, "", "a_b", Kind::data},
                        {"data/empty-00000-of-00001.jsonl", 0, 0, "", "empty", Kind::data},
                        {"data/part-00000.jsonl", 1, 1, "", "", Kind::data}};
  const std::string card = report::dataset_card(run.pipeline, run.result, "1");
  CHECK(
      card.starts_with("---\nconfigs:\n- config_name: default\n  data_files:\n"
                       "  - split: a_b\n    path:\n    - \"data/a-b-[0-9]*-of-*\"\n    - \"data/a_b-[0-9]*-of-*\"\n"
                       "  - split: train\n    path:\n    - \"data/part-[0-9]*\"\n---\n"));
  CHECK(card.find("| empty | 1 | 0 | 0 |") != card.npos);
}

TEST_CASE("without any record there is nothing to load") {
  test::SampleRun run;
  run.result.outputs = {{"data/part-00000.jsonl", 0, 0, "", "", Kind::data}};
  CHECK(report::dataset_card(run.pipeline, run.result, "1").starts_with("# Dataset\n"));
}
