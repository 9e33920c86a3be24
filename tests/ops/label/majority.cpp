#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string label_of(const test::RunOp& run, std::size_t line = 0) {
  std::string_view rest = run.output;
  for (; line > 0; --line) rest.remove_prefix(rest.find('\n') + 1);
  return std::string(Value(rest.substr(0, rest.find('\n')))["label"].raw());
}

std::string votes(std::string_view list) { return "{\"votes\":" + std::string(list) + "}\n"; }

}  // namespace

TEST_CASE("majority: labels are texts, numbers and booleans, each as it is written") {
  const auto label = [](std::string_view list, std::string_view more = "") {
    const test::RunOp run = run_op("majority", "votes = \"votes\"\n" + std::string(more), votes(list));
    CHECK(run.error == "");
    CHECK(run.malformed == "");
    return label_of(run);
  };
  CHECK(label(R"(["a","b","a"])") == "\"a\"");
  CHECK(label(R"(["\u0061","b","a"])") == "\"a\"");  // one label, however it is spelled
  CHECK(label(R"([1,0,1])") == "1");
  CHECK(label(R"([true,false,true])") == "true");
  CHECK(label(R"(["1",1,1])") == "1");  // a text is not a number
  CHECK(label(R"(["好","坏","好",null])") == "\"好\"");
  CHECK(label(R"([])") == "");
  CHECK(label(R"([null,null])") == "");
  CHECK(label(R"([-1,-1,3])", "abstain = \"-1\"") == "3");
  CHECK(label(R"(["none","none","x"])", "abstain = \"nothing\"") == "\"none\"");
  CHECK(label(R"(["none","none","x"])", "abstain = \"none\"") == "\"x\"");
}

TEST_CASE("majority: a tie is broken by the record, not by its place, and by the seed") {
  std::string input;
  for (int i = 0; i < 400; ++i) input += "{\"id\":\"" + std::to_string(i) + "\",\"votes\":[\"a\",\"b\"]}\n";
  const auto labels = [](const std::string& lines, std::uint64_t seed) {
    test::RunHow how;
    how.id = "/id";
    how.seed = seed;
    std::map<std::string, std::string> by_id;
    const test::RunOp run = run_op("majority", "votes = \"votes\"", lines, how);
    std::string_view rest = run.output;
    while (!rest.empty()) {
      const Value line(rest.substr(0, rest.find('\n')));
      by_id[*line["id"].text()] = *line["label"].text();
      rest.remove_prefix(rest.find('\n') + 1);
    }
    return by_id;
  };
  const auto first = labels(input, 0);
  REQUIRE(first.size() == 400);
  std::size_t a = 0;
  for (const auto& [id, label] : first) a += label == "a";
  CHECK(a > 150);
  CHECK(a < 250);
  std::string backwards;
  for (int i = 399; i >= 0; --i) backwards += "{\"id\":\"" + std::to_string(i) + "\",\"votes\":[\"a\",\"b\"]}\n";
  CHECK(labels(backwards, 0) == first);
  CHECK(labels(input, 1) != first);
  CHECK(label_of(run_op("majority", "votes = \"votes\"\nties = \"first\"", votes(R"(["b","a"])"))) == "\"a\"");
  CHECK(label_of(run_op("majority", "votes = \"votes\"\nties = \"abstain\"", votes(R"(["b","a"])"))) == "");
}

TEST_CASE("a label that is there stays, unless it is to be overwritten") {
  const std::string input = "{\"votes\":[\"a\"],\"label\":\"by hand\"}\n{\"votes\":[\"a\"],\"label\":null}\n";
  const test::RunOp run = run_op("majority", "votes = \"votes\"", input);
  CHECK(label_of(run) == "\"by hand\"");
  CHECK(label_of(run, 1) == "\"a\"");
  CHECK(label_of(run_op("majority", "votes = \"votes\"\noverwrite = true", input)) == "\"a\"");
}

TEST_CASE("majority: what is no answer is malformed, with the reason") {
  const auto reason = [](std::string_view params, std::string_view line) {
    const test::RunOp run = run_op("majority", params, std::string(line) + "\n");
    CHECK(run.output == "");
    return std::string(Value(run.malformed)["reason"].text().value_or(""));
  };
  CHECK(reason("votes = \"v\"", "{}") == "field /v is missing");
  CHECK(reason("votes = \"v\"", "{\"v\":\"a\"}") == "field /v is text, not array");
  CHECK(reason("votes = \"v\"", "{\"v\":[[1]]}") == "a label in /v is array, not text, number or boolean");
  CHECK(reason("answers = \"v\"", "{\"v\":[\"a\"]}") ==
        "an element of /v is text, not an object with annotator and label");
  CHECK(reason("answers = \"v\"", "{\"v\":[{\"annotator\":\"x\"}]}") == "an answer in /v has no label");
  CHECK(reason("answers = \"v\"", "{\"v\":[{\"label\":\"x\"}]}").starts_with("an answer in /v has no annotator"));
  CHECK(reason("task = \"t\"", "{\"annotator\":\"x\",\"answer\":1}") == "field /t is missing");
}

TEST_CASE("majority: parameters that contradict each other are refused") {
  CHECK(run_op("majority", "", "").error.find("say where the answers are") != std::string::npos);
  CHECK(run_op("majority", "votes = \"v\"\nanswers = \"a\"", "").error.find("three ways") != std::string::npos);
  CHECK(run_op("majority", "votes = \"v\"\nannotator = \"a\"", "").error.find("is for task") != std::string::npos);
  CHECK(run_op("majority", "votes = \"v\"\nconfidence = \"label\"", "").error.find("same field") != std::string::npos);
}
