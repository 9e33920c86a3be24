// configs/sft.toml on a handful of records of every shape.
#include <fstream>
#include <sstream>

#include "support/catch.h"
#include "support/run_op.h"
#include "support/source_dir.h"

using namespace dsprep;

TEST_CASE("preset sft: every shape in, one shape out, the rest explained") {
  std::ifstream file(test::source_dir() + "/configs/sft.toml");
  std::stringstream toml;
  toml << file.rdbuf();
  REQUIRE(toml.str().find("op = \"chat\"") != std::string::npos);
  const std::string alpaca =
      "{\"instruction\":\"把下面的句子翻译成英文\",\"input\":\"早上好\",\"output\":\"Good morning\"}\n";
  const std::string share =
      "{\"conversations\":[{\"from\":\"human\",\"value\":\"把下面的句子翻译成英文\\n早上好\"},{\"from\":\"gpt\","
      "\"value\":\"Good morning\"}]}\n";
  const std::string chat =
      "{\"messages\":[{\"role\":\"user\",\"content\":\"Cafe\\u0301 or "
      "tea?\"},{\"role\":\"assistant\",\"content\":[{\"type\":\"text\",\"text\":\"Tea.\"}]}]}\n";
  const std::string empty = "{\"instruction\":\"Say nothing at all.\",\"output\":\"\"}\n";
  const std::string brief = "{\"instruction\":\"hi\",\"output\":\"ok\"}\n";
  const std::string other = "{\"text\":\"no conversation\"}\n";
  const test::RunOp run = test::run_toml(toml.str(), alpaca + share + chat + empty + brief + other);
  REQUIRE(run.error == "");
  CHECK(run.output ==
        "{\"messages\":[{\"role\":\"user\",\"content\":\"把下面的句子翻译成英文\\n早上好\"},{\"role\":\"assistant\","
        "\"content\":\"Good morning\"}]}\n"
        "{\"messages\":[{\"role\":\"user\",\"content\":\"Café or "
        "tea?\"},{\"role\":\"assistant\",\"content\":\"Tea.\"}]}\n");
  for (const char* rule : {"\"rule\":\"duplicate\"", "\"rule\":\"empty_turns\"", "\"rule\":\"min_chars\""})
    CHECK(run.dropped.find(rule) != std::string::npos);
  CHECK(run.malformed.find("no conversation: none of /messages") != std::string::npos);
}

TEST_CASE("preset sft: conversations that differ in their calls are no copies, the same in another spelling is one") {
  std::ifstream file(test::source_dir() + "/configs/sft.toml");
  std::stringstream toml;
  toml << file.rdbuf();
  const auto record = [](int k, const std::string& call, const std::string& more = "") {
    return "{\"k\":" + std::to_string(k) +
           ",\"messages\":[{\"role\":\"user\",\"content\":\"请现在就做，好吗？\"},{\"role\":\"assistant\",\"content\":"
           "null,\"tool_calls\":[" +
           call +
           "]},{\"role\":\"tool\",\"tool_call_id\":\"c1\",\"content\":\"ok\"},{\"role\":\"assistant\",\"content\":"
           "\"done, it is\"}]" +
           more + "}\n";
  };
  const std::string first =
      "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"delete\",\"arguments\":\"{\\\"n\\\":1}\"}}";
  const std::string other_name =
      "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"create\",\"arguments\":\"{\\\"n\\\":1}\"}}";
  const std::string other_arguments =
      "{\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"delete\",\"arguments\":\"{\\\"n\\\":2}\"}}";
  const std::string spelled =
      "{ \"function\": {\"arguments\":\"{\\\"n\\\":1}\", \"name\":\"del\\u0065te\"}, \"id\":\"c1\"}";
  const test::RunOp run =
      test::run_toml(toml.str(), record(1, first) + record(2, other_name) + record(3, other_arguments) +
                                     record(4, first, ",\"tools\":[{\"name\":\"delete\"}]") + record(5, spelled) +
                                     record(6, first, ",\"tools\":null,\"source\":\"b\""));
  REQUIRE(run.error == "");
  CHECK(run.malformed == "");
  for (const int k : {1, 2, 3, 4}) CHECK(run.output.find("{\"k\":" + std::to_string(k) + ",") != std::string::npos);
  for (const int k : {5, 6}) CHECK(run.dropped.find("{\"k\":" + std::to_string(k) + ",") != std::string::npos);
}
