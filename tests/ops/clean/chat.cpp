#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string chat(std::string_view input, std::string_view params = "") {
  const test::RunOp run = run_op("chat", params, input);
  REQUIRE(run.error == "");
  return run.output;
}

// The rules a record fails, with the note of each: "order(message 1: assistant at the beginning) …".
std::string failed(std::string_view messages, std::string_view params = "") {
  const test::RunOp run = run_op("chat", params, "{\"messages\":" + std::string(messages) + "}\n");
  REQUIRE(run.error == "");
  if (!run.malformed.empty()) return "malformed: " + run.malformed;
  std::string out;
  for (Value::Elements it = Value(Value(run.dropped)["_dsprep"]["failed"].raw()).elements(); it.next();) {
    const Value one = it.value();
    out += *one["rule"].text();
    if (const auto note = one["note"].text()) out += "(" + *note + ")";
    out += " ";
  }
  return out;
}

std::string reason(std::string_view record, std::string_view params = "") {
  const test::RunOp run = run_op("chat", params, std::string(record) + "\n");
  REQUIRE(run.error == "");
  CHECK(run.output == "");
  return Value(run.malformed)["reason"].text().value_or("");
}

std::string messages(std::initializer_list<std::pair<const char*, const char*>> turns) {
  ValueBuilder out;
  out.begin_array();
  for (const auto& [role, content] : turns)
    out.begin_object().member("role", role).member("content", content).end_object();
  return out.end_array().take();
}

const char* const good = "[{\"role\":\"user\",\"content\":\"你好\"},{\"role\":\"assistant\",\"content\":\"您好！\"}]";

}  // namespace

TEST_CASE("chat: what is good stays byte for byte") {
  for (const std::string& record : {
           std::string("{ \"messages\" : ") + good + ", \"n\":1.0 }",
           std::string("{\"messages\":[{\"role\":\"developer\",\"content\":\"x\"},{\"content\":\"q\\u4e2d\",\"role\":"
                       "\"user\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{}]},"
                       "{\"role\":\"tool\",\"content\":\"1\"},{\"role\":\"tool\",\"content\":\"2\"},{\"role\":"
                       "\"assistant\",\"content\":\"a\",\"weight\":0}]}"),
           std::string("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"value\":\"a.jpg\"},{"
                       "\"type\":\"text\",\"value\":\"who?\"}]},{\"role\":\"assistant\",\"content\":[{\"type\":"
                       "\"text\",\"text\":\"me\"}]}]}"),
       })
    CHECK(chat(record + "\n") == record + "\n");
}

TEST_CASE("chat: ShareGPT") {
  CHECK(chat("{\"conversations\":[{\"from\":\"system\",\"value\":\"s\"},{\"from\":\"human\",\"value\":\"a\"},{\"from\":"
             "\"gpt\",\"value\":\"b\\n\",\"weight\":1}],\"system\":\"other\",\"tools\":\"[]\"}\n") ==
        "{\"tools\":\"[]\",\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"a\"},"
        "{\"role\":\"assistant\",\"content\":\"b\\n\",\"weight\":1}]}\n");
  CHECK(chat("{\"messages\":[{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"gpt\",\"value\":\"b\"}]}\n") ==
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]}\n");
  CHECK(chat("{\"dialog\":[{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"gpt\",\"value\":\"b\"}]}\n",
             "conversations = \"dialog\"\nkeep_source = true") ==
        "{\"dialog\":[{\"from\":\"human\",\"value\":\"a\"},{\"from\":\"gpt\",\"value\":\"b\"}],\"messages\":[{\"role\":"
        "\"user\",\"content\":\"a\"},{\"role\":\"assistant\",\"content\":\"b\"}]}\n");
}

TEST_CASE("chat: tool calls of ShareGPT") {
  const auto call = [](std::string_view json) {
    ValueBuilder out;
    out.begin_object().key("conversations").begin_array();
    out.begin_object().member("from", "human").member("value", "今天天气？").end_object();
    out.begin_object().member("from", "function_call").member("value", json).end_object();
    out.begin_object().member("from", "observation").member("value", "{\"t\":20}").end_object();
    out.begin_object().member("from", "gpt").member("value", "20 度。").end_object();
    return out.end_array().end_object().take() + "\n";
  };
  const Value once(chat(call("{\"name\":\"weather\",\"arguments\":{\"city\":\"北京\",\"n\":1.50}}")));
  const std::string out = chat(call("{\"name\":\"weather\",\"arguments\":{\"city\":\"北京\",\"n\":1.50}}"));
  const Value turns = Value(out)["messages"];
  CHECK(turns.at(1)["tool_calls"].raw() ==
        "[{\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":{\"city\":\"北京\",\"n\":1.50}}}]");
  CHECK(turns.at(1)["role"].text() == "assistant");
  CHECK(turns.at(2)["role"].text() == "tool");
  CHECK(turns.at(2)["content"].text() == "{\"t\":20}");
  const std::string two = chat(call("[{\"name\":\"a\"},{\"name\":\"b\",\"arguments\":\"{}\"}]"));
  CHECK(Value(two)["messages"].at(1)["tool_calls"].size() == 2);
  for (const char* bad : {"", "x", "[]", "{}", "{\"name\":1}", "3"})
    CHECK(reason(std::string_view(call(bad)).substr(0, call(bad).size() - 1))
              .find("message 2: function_call is not the JSON of a call") != std::string::npos);
}

TEST_CASE("chat: Alpaca") {
  CHECK(chat("{\"instruction\":\"翻译\",\"input\":\"\",\"output\":\"o\"}\n") ==
        "{\"messages\":[{\"role\":\"user\",\"content\":\"翻译\"},{\"role\":\"assistant\",\"content\":\"o\"}]}\n");
  CHECK(chat("{\"instruction\":\"\",\"input\":\"x\",\"output\":\"o\"}\n") ==
        "{\"messages\":[{\"role\":\"user\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":\"o\"}]}\n");
  CHECK(chat("{\"system\":\"s\",\"instruction\":\"i\",\"output\":\"o\",\"history\":[[\"q\",\"a\"]],\"k\":1}\n") ==
        "{\"k\":1,\"messages\":[{\"role\":\"system\",\"content\":\"s\"},{\"role\":\"user\",\"content\":\"q\"},{"
        "\"role\":\"assistant\",\"content\":\"a\"},{\"role\":\"user\",\"content\":\"i\"},"
        "{\"role\":\"assistant\",\"content\":\"o\"}]}\n");
  CHECK(chat("{\"question\":\"q\",\"answer\":\"a\"}\n", "prompt = \"question\"\nresponse = \"answer\"") ==
        "{\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"a\"}]}\n");
}

TEST_CASE("chat: preference pairs") {
  const std::string share =
      "{\"conversations\":[{\"from\":\"human\",\"value\":\"q\"}],\"chosen\":{\"from\":\"gpt\",\"value\":\"yes\"},"
      "\"rejected\":{\"from\":\"gpt\",\"value\":\"no\"}}";
  const std::string alpaca = "{\"instruction\":\"q\",\"input\":\"\",\"chosen\":\"yes\",\"rejected\":\"no\"}";
  const std::string whole =
      "{\"chosen_messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"yes\"}],"
      "\"rejected_messages\":[]}";
  const std::string hub =
      "{\"prompt\":\"q\",\"chosen\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"yes\"}"
      "],\"rejected\":[]}";
  const std::string out =
      "\"messages\":[{\"role\":\"user\",\"content\":\"q\"},{\"role\":\"assistant\",\"content\":\"yes\"}]}\n";
  for (const std::string& record : {share, alpaca, whole, hub}) {
    CHECK(reason(record).find("preference data") == 0);
    CHECK(chat(record + "\n", "preference = \"chosen\"").find(out) != std::string::npos);
  }
  CHECK(chat(share + "\n", "preference = \"chosen\"") == "{" + out);
}

TEST_CASE("chat: what cannot be read says why") {
  CHECK(reason("{\"text\":\"a\"}") ==
        "no conversation: none of /messages, /conversations (arrays), /instruction is there");
  CHECK(reason("{\"messages\":\"a\"}") == "field /messages is text, not array");
  CHECK(reason("{\"messages\":[1]}") == "/messages: message 1: is number, not object");
  CHECK(reason("{\"messages\":[{\"content\":\"a\"}]}") ==
        "/messages: message 1: has no role (neither role nor from is text)");
  CHECK(reason("{\"messages\":[{\"role\":\"user\",\"content\":1}]}") ==
        "/messages: message 1: content is number, not text");
  CHECK(reason("{\"instruction\":\"a\"}") == "field /output is missing: an instruction needs an answer");
  CHECK(reason("{\"instruction\":1,\"output\":\"a\"}") == "field /instruction is number, not text");
  CHECK(reason("{\"instruction\":\"a\",\"output\":null}") == "field /output is null, not text");
  CHECK(reason("{\"instruction\":\"a\",\"output\":\"b\",\"history\":[[\"q\"]]}") ==
        "the history: turn 1 is not [instruction, answer]");
}

TEST_CASE("chat: rules") {
  CHECK(failed(good) == "");
  CHECK(failed("[]") == "ends_with_assistant min_turns ");
  CHECK(failed(messages({{"user", "a"}})) == "ends_with_assistant ");
  CHECK(failed(messages({{"user", "a"}}), "end = \"any\"") == "");
  CHECK(failed(messages({{"assistant", "a"}})) == "order(message 1: assistant at the beginning) min_turns ");
  CHECK(failed(messages({{"user", "a"}, {"user", "b"}, {"assistant", "c"}})) == "order(message 2: user after user) ");
  CHECK(failed(messages({{"user", "a"}, {"system", "b"}, {"assistant", "c"}})) ==
        "order(message 2: system after user) ");
  CHECK(failed(messages({{"user", "a"}, {"tool", "b"}, {"assistant", "c"}})) == "order(message 2: tool after user) ");
  CHECK(failed(messages({{"user", "a"}, {"wizard", "b"}, {"assistant", "c"}})) ==
        "unknown_roles order(message 3: assistant after an unknown role) ");
  CHECK(failed(messages({{"user", " \u3000\n"}, {"assistant", "c"}})) == "empty_turns(message 1) ");
  CHECK(failed(messages({{"user", "😀"}, {"assistant", ""}})) == "empty_turns(message 2) ");
  CHECK(failed("[{\"role\":\"user\"},{\"role\":\"assistant\",\"content\":[]}]") == "empty_turns(message 1) ");
  CHECK(failed("[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\" "
               "\"}]},{\"role\":\"assistant\",\"content\":\"a\"}]") == "empty_turns(message 1) ");
  CHECK(failed(good, "max_turns = 0\nmin_turns = 0") == "max_turns ");
  CHECK(failed(good, "min_turns = 2") == "min_turns ");
}

TEST_CASE("chat: content as text") {
  const std::string params = "content = \"text\"";
  CHECK(chat("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\","
             "\"value\":\"中\"},\"c\"]},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":1}]},"
             "{\"role\":\"tool\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":\"d\"}]}\n",
             params) ==
        "{\"messages\":[{\"role\":\"user\",\"content\":\"a\\n中\\nc\"},{\"role\":\"assistant\",\"content\":\"\",\"tool_"
        "calls\":[{\"id\":1}]},{\"role\":\"tool\",\"content\":\"x\"},{\"role\":\"assistant\",\"content\":\"d\"}]}\n");
  CHECK(reason("{\"messages\":[{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"value\":\"a.jpg\"}]}]}",
               params) == "/messages: message 1: content has a part that is no text: image_url");
  CHECK(chat(std::string("{\"messages\":") + good + "}\n", params) == std::string("{\"messages\":") + good + "}\n");
}

TEST_CASE("chat: refusals") {
  CHECK(run_op("chat", "min_turns = 3\nmax_turns = 2", "").error.find("min_turns = 3 is more than max_turns = 2") !=
        std::string::npos);
  CHECK(run_op("chat", "messages = \"/a/*/b\"", "").error.find("names several places") != std::string::npos);
}
