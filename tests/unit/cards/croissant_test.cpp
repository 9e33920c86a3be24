#include "cards/croissant.h"

#include "dsprep/value.h"
#include "support/catch.h"

using namespace dsprep;
using Kind = pipeline::OutputFile::Kind;

namespace {

struct Run {
  pipeline::Pipeline pipeline;
  pipeline::RunResult result;
  cards::OutputTypes types;
  cards::Inherited parents;
  std::string json;

  Value croissant() {
    json = cards::croissant(result, cards::card_facts(pipeline, result, types, parents, "1.2.3"));
    CHECK(!validate_json(json));
    return Value(json);
  }
};

std::string text(Value value) { return value.text().value_or("?"); }

}  // namespace

TEST_CASE("fields with their types, lists and what is in them") {
  Run run;
  run.result.outputs = {{"data/part-00000.jsonl.gz", 1, 3, "", "", Kind::data}};
  run.types = {R"({"a b/文":{"dtype":"int64","_type":"Value"},)"
               R"("turns":{"feature":{"ro\"le":{"dtype":"string","_type":"Value"}},"_type":"List"},)"
               R"("grid":{"feature":{"feature":{"dtype":"float64","_type":"Value"},"_type":"List"},"_type":"List"}})",
               4, 3, 3};
  const Value all = run.croissant();
  const Value files = all["distribution"].at(0);
  CHECK(files["includes"].raw().find("data/part-[0-9]*") != std::string_view::npos);
  CHECK(text(files["encodingFormat"].at(1)) == "application/gzip");
  CHECK(all["recordSet"].size() == 1);
  const Value fields = all["recordSet"].at(0)["field"];
  CHECK(text(fields.at(0)["@id"]) == "default/a%20b%2F%E6%96%87");
  CHECK(text(fields.at(0)["name"]) == "a b/文");
  CHECK(text(fields.at(0)["dataType"]) == "sc:Integer");
  CHECK(text(fields.at(0)["source"]["extract"]["column"]) == "a b/文");
  const Value turns = fields.at(1);
  CHECK(turns["isArray"].boolean() == true);
  CHECK(text(turns["subField"].at(0)["source"]["extract"]["column"]) == "turns");
  CHECK(text(turns["subField"].at(0)["source"]["transform"]["jsonPath"]) == "\"ro\\\"le\"");
  CHECK(text(fields.at(2)["arrayShape"]) == "-1,-1");
}

TEST_CASE("parts are splits, and an estimate is told as one") {
  Run run;
  run.result.outputs = {{"data/train-00000-of-00001.jsonl", 1, 3, "", "train", Kind::data},
                        {"data/held-out-00000-of-00001.jsonl", 1, 1, "", "held-out", Kind::data},
                        {"data/none-00000-of-00001.jsonl", 0, 0, "", "none", Kind::data}};
  run.types = {R"({"text":{"dtype":"string","_type":"Value"}})", 1, 3, 4};
  const Value all = run.croissant();
  const Value splits = all["recordSet"].at(0), records = all["recordSet"].at(1);
  CHECK(text(splits["dataType"]) == "cr:Split");
  CHECK(splits["data"].size() == 2);
  CHECK(text(splits["data"].at(0)["splits/url"]) == "cr:TrainingSplit");
  CHECK(splits["data"].at(1)["splits/url"].type() == FieldType::null);
  CHECK(text(records["field"].at(0)["source"]["transform"]["regex"]) ==
        "^(?:.*/)?(train|held-out)(?:-[0-9]+-of-[0-9]+[.].*)?$");
  CHECK(text(records["description"]).find("as seen in 3 of them") != std::string::npos);
}

TEST_CASE("nothing to describe; more than anybody describes; a name that is none") {
  Run run;
  run.result.outputs = {{"data/part-00000.jsonl", 0, 0, "", "", Kind::data}};
  CHECK(run.croissant()["distribution"].size() == 0);
  run.result.outputs[0].records = 1;
  std::string features = R"({"":{"dtype":"string","_type":"Value"})";
  for (int i = 0; i < 3000; ++i) features += ",\"" + std::to_string(i) + R"(":{"dtype":"string","_type":"Value"})";
  run.types = {features + "}", 3001, 1, 1};
  const Value records = run.croissant()["recordSet"].at(0);
  CHECK(records["field"].size() == 1000);
  CHECK(text(records["description"]).find("The first 1,000 fields") != std::string::npos);
  CHECK(text(records["description"]).find("whose name is empty") != std::string::npos);
}
