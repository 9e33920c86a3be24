// dedup_exact by fields with "*", and by whole conversations.
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

// Which of the records stay, by their place.
std::string kept(std::string_view params, const std::vector<std::string>& records) {
  std::string input;
  for (std::size_t i = 0; i < records.size(); ++i) input += "{\"k\":" + std::to_string(i) + "," + records[i] + "}\n";
  const test::RunOp run = run_op("dedup_exact", params, input);
  REQUIRE(run.error == "");
  CHECK(run.malformed == "");
  std::string out;
  for (std::size_t at = 0; at < run.output.size(); at = run.output.find('\n', at) + 1)
    out += std::to_string(
        Value(std::string_view(run.output).substr(at, run.output.find('\n', at) - at))["k"].integer().value());
  return out;
}

}  // namespace

TEST_CASE("dedup_exact: a list is compared element by element") {
  for (const char* verify : {"", "\nverify = true"})
    for (const char* params :
         {"fields = [\"/t/*\"]", "field = \"/t/*\"", "fields = [\"/t/*\"]\nnormalize = \"simplify\"",
          "field = \"/t/*\"\nnormalize = \"simplify\""}) {
      INFO(params << verify);
      const std::string how = std::string(params) + verify;
      CHECK(kept(how, {"\"t\":[\"a\\nb\"]", "\"t\":[\"a\",\"b\"]", "\"t\":[\"a\\nb\"]", "\"t\":[\"a\",\"\\u0062\"]"}) ==
            "01");
      CHECK(kept(how, {"\"t\":[\"中\\n\",\"文\"]", "\"t\":[\"中\",\"\\n文\"]", "\"t\":[\"中\",\"\",\"文\"]"}) ==
            (how.find("simplify") == how.npos ? "012" : "02"));
      CHECK(kept(how, {"\"t\":[\"a\"]", "\"t\":[\"a\",\"a\"]", "\"t\":[\"a\",\"a\",\"a\"]"}) == "012");
    }
  CHECK(kept("fields = [\"/m/*/r\", \"/m/*/c\"]", {"\"m\":[{\"r\":\"u\",\"c\":\"x\"},{\"r\":\"a\",\"c\":\"y\"}]",
                                                   "\"m\":[{\"r\":\"u\",\"c\":\"x\\ny\"},{\"r\":\"a\",\"c\":\"\"}]",
                                                   "\"m\":[{\"r\":\"u\",\"c\":\"x\"},{\"r\":\"a\",\"c\":\"y\"}]"}) ==
        "01");
  // Elements of any type, null among them, where fields are compared; texts alone where one field is.
  CHECK(kept("fields = [\"/t/*\"]", {"\"t\":[1,\"a\"]", "\"t\":[\"1\",\"a\"]", "\"t\":[null,\"a\"]", "\"t\":[\"a\"]",
                                     "\"t\":[1,\"a\"]"}) == "0123");
  CHECK(kept("field = \"/t/*\"", {"\"t\":[null,\"a\"]", "\"t\":[\"a\"]", "\"t\":[\"a\",null]", "\"t\":[\"a\",\"\"]"}) ==
        "03");
  CHECK(kept("field = \"/t/*\"", {"\"t\":[\"\"]", "\"t\":[\"\"]", "\"t\":[\"\",\"\"]", "\"t\":[\"\",\"\"]"}) ==
        "0123");  // nothing to compare
}

TEST_CASE("dedup_exact: conversations are copies where no chat template can tell them apart") {
  const std::string how = "fields = [\"messages\", \"tools\"]\nnormalize = \"chat\"";
  const auto call = [](std::string_view made, std::string_view id = "c1") {
    return "\"messages\":[{\"role\":\"user\",\"content\":\"做吧\"},{\"role\":\"assistant\",\"content\":\"\",\"tool_"
           "calls\":[" +
           std::string(made) + "]},{\"role\":\"tool\",\"tool_call_id\":\"" + std::string(id) +
           "\",\"content\":\"ok\"},{\"role\":\"assistant\",\"content\":\"done\"}]";
  };
  const auto function = [](std::string_view name, std::string_view arguments) {
    return "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"" + std::string(name) +
           "\",\"arguments\":" + std::string(arguments) + "}}";
  };
  const std::string base = call(function("delete", "\"{\\\"n\\\":1}\""));
  for (const std::string& other :
       {call(function("create", "\"{\\\"n\\\":1}\"")), call(function("delete", "\"{\\\"n\\\":2}\"")),
        call(function("delete", "{\"n\":1}")),
        call(function("delete", "\"{\\\"n\\\":1}\"") + "," + function("delete", "\"{\\\"n\\\":1}\"")),
        call(function("delete", "\"{\\\"n\\\":1}\""), "c2"), base + ",\"tools\":[{\"name\":\"delete\"}]",
        base + ",\"tools\":\"[]\""})
    CHECK(kept(how, {base, other, base}) == "01");
  const auto plain = [](std::string_view first) {
    return "\"messages\":[" + std::string(first) + ",{\"role\":\"assistant\",\"content\":\"b\"}]";
  };
  const std::string question = plain("{\"role\":\"user\",\"content\":\"中 a\"}");
  // The same for every template.
  for (const std::string& other : {plain("{ \"content\" : \"\\u4e2d a\" ,\t\"role\":\"user\"}"),
                                   plain("{\"role\":\"user\",\"content\":\"中 a\",\"tool_calls\":null,\"name\":null}"),
                                   plain("{\"role\":\"user\",\"content\":\"中 a\",\"tool_calls\":[]}"),
                                   plain("{\"role\":\"x\",\"role\":\"user\",\"content\":\"中 a\"}"),
                                   plain("null,{\"role\":\"user\",\"content\":\"中 a\"}"), question + ",\"tools\":null",
                                   question + ",\"tools\":[]", question + ",\"tools\":\"\""})
    CHECK(kept(how, {question, other}) == "0");
  // Another one.
  for (const std::string& other :
       {plain("{\"role\":\"system\",\"content\":\"中 a\"}"), plain("{\"role\":\"user\",\"content\":\"中  a\"}"),
        plain("{\"role\":\"user\",\"content\":\"中 a\",\"name\":\"Ann\"}"),
        plain("{\"role\":\"user\",\"content\":[\"中 a\"]}"),
        plain("{\"role\":\"user\",\"content\":\"中 a\",\"reasoning_content\":\"hm\"}"),
        plain("{\"role\":\"user\",\"content\":\"中\"},{\"role\":\"user\",\"content\":\"a\"}")})
    CHECK(kept(how, {question, other}) == "01");
  const std::string typed = "{\"id\":\"c1\",\"function\":{\"arguments\":\"{\\\"n\\\":1}\",\"name\":\"delete\"}}";
  CHECK(kept(how, {base, call(typed)}) == "0");                      // "type": "function" goes without saying
  CHECK(kept(how, {"\"messages\":[]", "\"messages\":[]"}) == "01");  // nothing to compare
}

TEST_CASE("dedup_exact: what is no conversation is malformed, and a place of several is refused") {
  const std::string how = "field = \"messages\"\nnormalize = \"chat\"";
  CHECK(run_op("dedup_exact", how, "{\"messages\":\"a\"}\n").malformed.find("field /messages is text, not array") !=
        std::string::npos);
  CHECK(run_op("dedup_exact", how, "{\"messages\":null}\n").malformed.find("field /messages is null, not array") !=
        std::string::npos);
  CHECK(run_op("dedup_exact", how, "{\"a\":1}\n").malformed.find("\"field /messages is missing\"") !=
        std::string::npos);
  CHECK(run_op("dedup_exact", "field = \"/messages/*/content\"\nnormalize = \"chat\"", "")
            .error.find("name the array (\"messages\")") != std::string::npos);
}

TEST_CASE("dedup_exact: an index by the elements of a list is not one by their joined text") {
  const test::RunOp made = run_op("dedup_exact", "field = \"/t/*\"\nindex = \"seen.idx\"", "{\"t\":[\"a\",\"b\"]}\n");
  REQUIRE(made.error == "");
  test::RunHow how;
  how.files["seen.idx"] = made.artifacts.at("seen.idx");
  const std::string against = "field = \"/t/*\"\nagainst = \"seen.idx\"";
  CHECK(run_op("dedup_exact", against, "{\"t\":[\"a\\nb\"]}\n", how).result.books.kept == 1);
  CHECK(run_op("dedup_exact", against, "{\"t\":[\"a\",\"b\"]}\n", how).result.books.dropped == 1);
}
