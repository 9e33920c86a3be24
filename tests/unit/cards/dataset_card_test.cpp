#include "cards/dataset_card.h"

#include "support/catch.h"

using namespace dsprep;
using Kind = pipeline::OutputFile::Kind;

namespace {

struct Run {
  pipeline::Pipeline pipeline;
  pipeline::RunResult result;
  cards::OutputTypes types;
  cards::Inherited parents;

  std::string card() {
    return cards::dataset_card(pipeline, result, cards::card_facts(pipeline, result, types, parents, "1.2.3"));
  }
};

bool has(const std::string& text, std::string_view what) { return text.find(what) != std::string::npos; }

}  // namespace

TEST_CASE("the card names the files of each split, and how many records they have") {
  Run run;
  run.result.outputs = {{"data/train-00000-of-00002.jsonl.gz", 100, 900, "", "train", Kind::data},
                        {"data/train-00001-of-00002.jsonl.gz", 50, 300, "", "train", Kind::data},
                        {"dropped/gopher_quality/part-00000.jsonl.gz", 5, 3, "", "", Kind::dropped},
                        {"data/test-00000-of-00002.jsonl.gz", 10, 90, "", "test", Kind::data}};
  run.types = {R"({"text":{"dtype":"string","_type":"Value"}})", 1, 1290, 1290};
  const std::string card = run.card();
  CHECK(card.starts_with(
      "---\nsize_categories:\n- 1K<n<10K\nconfigs:\n- config_name: default\n  data_files:\n"
      "  - split: train\n    path:\n    - \"data/train-[0-9][0-9][0-9][0-9][0-9]-of-*\"\n"
      "  - split: test\n    path:\n    - \"data/test-[0-9][0-9][0-9][0-9][0-9]-of-*\"\n"
      "dataset_info:\n  # of all records\n  features:\n  - name: text\n    dtype: string\n"
      "  # num_bytes: of the files as they are, compressed where they are\n  splits:\n"
      "  - name: train\n    num_bytes: 150\n    num_examples: 1200\n  - name: test\n    num_bytes: 10\n"
      "    num_examples: 90\n  download_size: 160\n  dataset_size: 160\n---\n"));
  CHECK(has(card, "| train | 2 | 1,200 | 150 |"));
  CHECK(!has(card, "dropped/gopher_quality"));
  run.types.records = 1000;
  CHECK(has(run.card(),
            "  # seen in 1,000 of 1,290 records: a record that was not looked at may have others\n  features:"));
  run.types.fields = 10'000;
  CHECK(!has(run.card(), "features:"));
}

TEST_CASE("names that dataset libraries do not allow, and splits without records") {
  Run run;
  run.result.outputs = {{"data/a-b-00000-of-00001.jsonl", 1, 1, "", "a-b", Kind::data},
                        {"data/a_b-00000-of-00001.jsonl", 2, 1, "", "a_b", Kind::data},
                        {"data/empty-00000-of-00001.jsonl", 0, 0, "", "empty", Kind::data},
                        {"data/part-00000.jsonl", 1, 1, "", "", Kind::data}};
  const std::string card = run.card();
  CHECK(has(card,
            "  - split: a_b\n    path:\n    - \"data/a-b-[0-9][0-9][0-9][0-9][0-9]-of-*\"\n    - "
            "\"data/a_b-[0-9][0-9][0-9][0-9][0-9]-of-*\"\n"
            "  - split: train\n    path:\n    - \"data/part-[0-9]*\"\ndataset_info:"));
  CHECK(has(card, "  - name: a_b\n    num_bytes: 3\n    num_examples: 2\n"));
  CHECK(has(card, "| empty | 1 | 0 | 0 |"));
}

TEST_CASE("without any record dropped/ is no data either") {
  Run run;
  run.result.outputs = {{"data/part-00000.jsonl", 0, 0, "", "", Kind::data}};
  const std::string card = run.card();
  CHECK(
      card.starts_with("---\nsize_categories:\n- n<1K\nconfigs:\n- config_name: default\n  data_files:\n"
                       "  - split: train\n    path:\n    - \"data/part-[0-9]*\"\n---\n"));
}

TEST_CASE("a format whose records libraries count otherwise has no counts to compare") {
  Run run;
  run.result.outputs = {{"data/part-00000.txt", 1, 1, "", "", Kind::data}};
  CHECK(!has(run.card(), "dataset_info"));
}

TEST_CASE("licences: of all sources or of none") {
  Run run;
  run.result.outputs = {{"data/part-00000.jsonl", 1, 1, "", "", Kind::data}};
  run.pipeline.spec.sources.resize(2);
  run.pipeline.sources = {{"wiki", "CC-BY-SA-4.0"}, {"内部", "MIT"}};
  std::string card = run.card();
  CHECK(card.starts_with("---\nlicense:\n- \"cc-by-sa-4.0\"\n- mit\n"));
  CHECK(has(card, "| 内部 | MIT |"));
  run.pipeline.sources[1].licence = "our own";
  CHECK(run.card().starts_with("---\nlicense: other\nlicense_name: \"cc-by-sa-4.0-and-our-own\"\n"));
  run.pipeline.sources[1].licence = "";
  card = run.card();
  CHECK(card.starts_with("---\nsize_categories"));
  CHECK(has(card, "| 内部 | not given |"));
  run.pipeline.sources = {{"a", "mit"}, {"b", "MIT"}};
  CHECK(run.card().starts_with("---\nlicense: mit\n"));
}

TEST_CASE("names that Markdown or HTML would take for something") {
  Run run;
  run.result.outputs = {{"data/part-00000.jsonl", 1, 1, "", "", Kind::data}};
  run.types = {R"({"a|b\n<script>*x*":{"feature":{"r":{"dtype":"string","_type":"Value"}},"_type":"List"}})", 1, 1, 1};
  CHECK(has(run.card(), "| a\\|b &lt;script>\\*x\\* | list of {r} |"));
}

TEST_CASE("what the cards of the inputs say holds of what comes of them") {
  Run run;
  run.result.outputs = {{"data/part-00000.jsonl", 1, 1, "", "", Kind::data}};
  run.parents = {{"mit"}, {"zh", "en"}};
  run.pipeline.sources = {{"", ""}};
  CHECK(run.card().starts_with("---\nlicense: mit\nlanguage:\n- zh\n- en\n"));
  run.pipeline.spec.sources.resize(1);  // now a [[source]] says it, or nobody
  CHECK(run.card().starts_with("---\nsize_categories"));
}

TEST_CASE("the pattern of a part does not match the files of one whose name goes on with a number") {
  const cards::Split train{"train", "train", 3};
  CHECK(train.pattern() == "data/train-[0-9][0-9][0-9][0-9][0-9]-of-*");
  CHECK(cards::Split{"train", "train", 100'001}.pattern() == "data/train-[0-9][0-9][0-9][0-9][0-9]*-of-*");
  Run run;
  run.result.outputs = {{"data/all-00000-of-00001.jsonl", 1, 1, "", "all", Kind::data}};
  CHECK(has(run.card(), "- split: all_\n    path:\n    - \"data/all-"));
}
