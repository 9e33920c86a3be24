// chat on real instruction data: every shape that is there becomes messages, or says why not.
#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
namespace fs = std::filesystem;

namespace {

// The file as JSON Lines: an array's elements, or the lines there are.
std::string records_of(const fs::path& path) {
  std::ifstream in(path);
  std::stringstream whole;
  whole << in.rdbuf();
  const std::string bytes = whole.str();
  const Value value(bytes);
  if (value.type() != FieldType::array) return bytes;
  std::string out;
  for (Value::Elements it = value.elements(); it.next();) {
    std::string line(it.value().raw());
    std::replace(line.begin(), line.end(), '\n', ' ');  // between values: inside strings they are escaped
    out += line + "\n";
  }
  return out;
}

struct Outcome {
  std::size_t kept = 0, dropped = 0, malformed = 0;
  std::string reason;
};

Outcome chat(const std::string& input, const std::string& params) {
  const test::RunOp run = test::run_op("chat", params, input);
  REQUIRE(run.error == "");
  const auto lines = [](const std::string& s) {
    return static_cast<std::size_t>(std::count(s.begin(), s.end(), '\n'));
  };
  Outcome outcome{
      lines(run.output), lines(run.dropped), lines(run.malformed),
      Value(std::string_view(run.malformed).substr(0, run.malformed.find('\n')))["reason"].text().value_or("")};
  // Whatever comes out is messages that a chat template can read.
  for (std::size_t at = 0; at < run.output.size();) {
    const std::size_t end = run.output.find('\n', at);
    const Value record(std::string_view(run.output).substr(at, end - at)), messages = record["messages"];
    CHECK(messages.size() > 0);
    std::string last;
    for (Value::Elements it = messages.elements(); it.next();) {
      last = it.value()["role"].text().value_or("");
      CHECK((last == "system" || last == "user" || last == "assistant" || last == "tool"));
      CHECK(it.value()["content"].exists());
    }
    CHECK(last == "assistant");
    for (const char* gone : {"instruction", "input", "output", "conversations", "chosen", "rejected"})
      CHECK_FALSE(record[gone].exists());
    at = end + 1;
  }
  return outcome;
}

}  // namespace

TEST_CASE("sft: every shape of the instruction data converts or says why not") {
  const char* shared = std::getenv("DSPREP_SHARED");
  const fs::path root = shared ? fs::path(shared) / "data/sft" : fs::path();
  if (!shared || !fs::exists(root)) {
    std::cout << "skipped: no data/sft (DSPREP_SHARED)\n";
    return;
  }
  struct Expected {
    const char* file;
    const char* params;
    std::size_t kept, dropped, malformed;
    const char* reason;
  };
  const Expected expected[] = {
      {"llamafactory/alpaca_en_demo.json", "", 999, 0, 0, ""},
      {"llamafactory/alpaca_zh_demo.json", "", 1000, 0, 0, ""},
      {"llamafactory/identity.json", "", 91, 0, 0, ""},
      {"llamafactory/glaive_toolcall_zh_demo.json", "", 300, 0, 0, ""},
      {"llamafactory/kto_en_demo.json", "", 300, 0, 0, ""},
      {"llamafactory/reason_tool_use_demo_50.jsonl", "", 50, 0, 0, ""},
      {"llamafactory/v1_sft_demo.jsonl", "", 500, 0, 0, ""},
      {"llamafactory/v1_multimodal_demo.jsonl", "", 24, 0, 0, ""},
      {"llamafactory/dpo_zh_demo.json", "", 0, 0, 300, "preference data (a chosen and a rejected answer)"},
      {"llamafactory/dpo_zh_demo.json", "preference = \"chosen\"", 300, 0, 0, ""},
      {"llamafactory/v1_dpo_demo.jsonl", "", 0, 0, 10, "preference data (a chosen and a rejected answer)"},
      {"llamafactory/v1_dpo_demo.jsonl", "preference = \"chosen\"", 10, 0, 0, ""},
      {"llamafactory/c4_demo.jsonl", "", 0, 0, 300,
       "no conversation: none of /messages, /conversations (arrays), /instruction is there"},
      {"gsm8k/seed_tasks.jsonl", "", 0, 0, 175, "field /output is missing: an instruction needs an answer"},
      {"gsm8k/dataset_extensions/gsm_8k/gsm_8k_train.json", "", 7473, 0, 0, ""},
  };
  for (const Expected& e : expected) {
    INFO(e.file << " " << e.params);
    const Outcome outcome = chat(records_of(root / e.file), e.params);
    CHECK(outcome.kept == e.kept);
    CHECK(outcome.dropped == e.dropped);
    CHECK(outcome.malformed == e.malformed);
    CHECK(outcome.reason.substr(0, std::string(e.reason).size()) == e.reason);
    std::cout << e.file << (*e.params ? " chosen" : "") << ": kept " << outcome.kept << ", dropped " << outcome.dropped
              << ", malformed " << outcome.malformed << "\n";
  }
}
