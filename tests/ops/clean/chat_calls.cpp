// chat: parallel calls, and what tool_call_ids refer to.
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

// The messages that come out, or the rules and notes of what was dropped, or the reason.
std::string chat(const std::string& record, std::string_view params = "") {
  const test::RunOp run = run_op("chat", params, record + "\n");
  REQUIRE(run.error == "");
  if (!run.output.empty()) return std::string(Value(run.output)["messages"].raw());
  if (!run.malformed.empty()) return "malformed: " + Value(run.malformed)["reason"].text().value();
  std::string out = "dropped:";
  for (Value::Elements it = Value(Value(run.dropped)["_dsprep"]["failed"].raw()).elements(); it.next();)
    out += " " + *it.value()["rule"].text() + "(" + it.value()["note"].text().value_or("") + ")";
  return out;
}

std::string call(std::string_view id, std::string_view name = "f") {
  return "{\"id\":\"" + std::string(id) + "\",\"type\":\"function\",\"function\":{\"name\":\"" + std::string(name) +
         "\",\"arguments\":\"{}\"}}";
}
std::string calls(const std::string& list, std::string_view more = "") {
  return "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" + list + "]" + std::string(more) + "}";
}
std::string tool(std::string_view id) {
  return "{\"role\":\"tool\",\"tool_call_id\":\"" + std::string(id) + "\",\"content\":\"ok\"}";
}
std::string messages(std::initializer_list<std::string> middle) {
  std::string out = "{\"messages\":[{\"role\":\"user\",\"content\":\"做吧\"}";
  for (const std::string& message : middle) out += "," + message;
  return out + ",{\"role\":\"assistant\",\"content\":\"done\"}]}";
}
std::string list(const std::string& record) { return std::string(Value(record)["messages"].raw()); }

}  // namespace

TEST_CASE("chat: parallel calls of ShareGPT become one message") {
  const std::string record =
      R"({"conversations":[{"from":"human","value":"q"},{"from":"function_call","value":"{\"name\":\"a\",\"arguments\":{\"城\":\"北京\"}}"},)"
      R"({"from":"function_call","value":"{\"id\":\"c2\",\"name\":\"b\",\"arguments\":null}"},{"from":"observation","value":"1"},{"from":"observation","value":"2","tool_call_id":"c2"},)"
      R"({"from":"gpt","value":"done"}]})";
  CHECK(
      chat(record) ==
      R"([{"role":"user","content":"q"},{"role":"assistant","content":"","tool_calls":[{"type":"function","function":{"name":"a","arguments":{"城":"北京"}}},)"
      R"({"id":"c2","type":"function","function":{"name":"b","arguments":{}}}]},{"role":"tool","content":"1"},{"role":"tool","content":"2","tool_call_id":"c2"},{"role":"assistant","content":"done"}])");
  // As one list, as a list that is no text, with null in it, and in the API's own form.
  const std::string one =
      R"([{"role":"user","content":"q"},{"role":"assistant","content":"","tool_calls":[{"type":"function","function":{"name":"a","arguments":{}}},{"type":"function","function":{"name":"b","arguments":{}}}]},)"
      R"({"role":"tool","content":"1"},{"role":"assistant","content":"done"}])";
  for (const char* value : {R"("[{\"name\":\"a\",\"arguments\":{}},{\"name\":\"b\",\"arguments\":{}}]")",
                            R"([{"name":"a"},null,{"name":"b","arguments":{}}])",
                            R"([{"type":"function","function":{"name":"a","arguments":{}}},{"name":"b"}])"})
    CHECK(chat(R"({"conversations":[{"from":"human","value":"q"},{"from":"function_call","value":)" +
               std::string(value) + R"(},{"from":"observation","value":"1"},{"from":"gpt","value":"done"}]})") == one);
  CHECK(
      chat(
          R"({"conversations":[{"from":"human","value":"q"},{"from":"function_call","value":{"name":"a"}},{"from":"function_call","value":{"name":"b"}},{"from":"observation","value":"1"},{"from":"gpt","value":"done"}]})") ==
      one);
  CHECK(chat(R"({"conversations":[{"from":"human","value":"q"},{"from":"function_call","value":[null]}]})")
            .find("malformed: conversations: message 2: function_call is not the JSON of a call") == 0);
}

TEST_CASE("chat: parallel calls of the API become one message, byte for byte where they are one") {
  const std::string good = messages({calls(call("c1") + "," + call("c2")), tool("c1"), tool("c2")});
  CHECK(chat(good) == list(good));
  const std::string merged =
      "[{\"role\":\"user\",\"content\":\"做吧\"},{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[" +
      call("c1") + "," + call("c2") + "," + call("c3") + "]}," + tool("c3") + "," + tool("c1") +
      ",{\"role\":\"assistant\",\"content\":\"done\"}]";
  CHECK(chat(messages({calls(call("c1")), calls(call("c2")), calls(call("c3")), tool("c3"), tool("c1")})) == merged);
  CHECK(chat(messages({calls(call("c1")), calls("null," + call("c2"), ",\"name\":null"), calls(call("c3")), tool("c3"),
                       tool("c1")})) == merged);
  // What the first says stays; two that say something, or carry other members, are no parallel calls.
  const std::string says =
      "{\"role\":\"assistant\",\"content\":\"我看看\",\"weight\":1,\"tool_calls\":[" + call("c1") + "]}";
  CHECK(chat(messages({says, calls(call("c2"), ",\"weight\":1"), tool("c2")})) ==
        "[{\"role\":\"user\",\"content\":\"做吧\"},{\"role\":\"assistant\",\"content\":\"我看看\",\"tool_calls\":[" +
            call("c1") + "," + call("c2") + "],\"weight\":1}," + tool("c2") +
            ",{\"role\":\"assistant\",\"content\":\"done\"}]");
  CHECK(chat(messages({calls(call("c1")), says})).find("dropped: order(message 3: assistant after assistant)") == 0);
  CHECK(chat(messages({calls(call("c1")), calls(call("c2"), ",\"weight\":0"), tool("c2")}))
            .find("dropped: order(message 3: assistant after assistant)") == 0);
  CHECK(chat(messages({calls(call("c1")), "{\"role\":\"assistant\",\"content\":\"a\"}"})).find("dropped: order(") == 0);
  // Calls of two rounds are two messages.
  const std::string rounds = messages({calls(call("c1")), tool("c1"), calls(call("c2")), tool("c2")});
  CHECK(chat(rounds) == list(rounds));
  // Messages behind a merged one are numbered as they come out.
  CHECK(chat(messages({calls(call("c1")), calls(call("c2")), tool("c2"), "{\"role\":\"user\",\"content\":\"\"}"}))
            .find("order(message 4: user after tool) empty_turns(message 4)") != std::string::npos);
}

TEST_CASE("chat: a tool_call_id must be that of a call in the assistant's message before it") {
  CHECK(chat(messages({calls(call("c1")), tool("c2")})) == "dropped: tool_call_ids(message 3)");
  CHECK(chat(messages({calls(call("c1")), tool("c1"), calls(call("c2")), tool("c1")})) ==
        "dropped: tool_call_ids(message 5)");
  CHECK(chat(messages({calls("{\"type\":\"function\",\"function\":{\"name\":\"f\"}}"), tool("c1")})) ==
        "dropped: tool_call_ids(message 3)");
  CHECK(chat(messages({calls("{\"id\":\"c\\u0031\"}"), tool("c1")})).find("dropped") == std::string::npos);
  CHECK(chat(messages({calls("{\"id\":7}"), "{\"role\":\"tool\",\"tool_call_id\":7,\"content\":\"ok\"}"}))
            .find("dropped") == std::string::npos);
  for (const char* none :
       {"{\"role\":\"tool\",\"content\":\"ok\"}", "{\"role\":\"tool\",\"tool_call_id\":null,\"content\":\"ok\"}",
        "{\"role\":\"tool\",\"tool_call_id\":\"\",\"content\":\"ok\"}"})
    CHECK(chat(messages({calls(call("c1")), none})).find("dropped") == std::string::npos);
  // Many calls, many answers: quick, and each is found.
  std::string many, answers;
  for (int i = 0; i < 5000; ++i) {
    const std::string id = "调用" + std::to_string(i);
    many += (i > 0 ? "," : "") + call(id);
    answers += (i > 0 ? "," : "") + tool("调用" + std::to_string(4999 - i));
  }
  CHECK(chat(messages({calls(many), answers})).find("dropped") == std::string::npos);
}
