// chat: null is as good as absent, in every shape and at every place of it.
#include <map>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

// The same JSON without null members and elements.
void write_without_nulls(ValueBuilder& out, const Value& value) {
  if (value.type() == FieldType::object) {
    out.begin_object();
    std::string key;
    for (Value::Members it = value.members(); it.next();) {
      if (it.value().type() == FieldType::null) continue;
      out.key(it.key(key));
      write_without_nulls(out, it.value());
    }
    out.end_object();
  } else if (value.type() == FieldType::array) {
    out.begin_array();
    for (Value::Elements it = value.elements(); it.next();)
      if (it.value().type() != FieldType::null) write_without_nulls(out, it.value());
    out.end_array();
  } else {
    out.raw(value.raw());
  }
}

// The record's fields by name: messages stand where a null was, or at the end.
std::string without_nulls(std::string_view json) {
  std::map<std::string, Value> fields;
  for (Value::Members it = Value(json).members(); it.next();) fields[std::string(it.raw_key())] = it.value();
  ValueBuilder out;
  out.begin_object();
  for (const auto& [name, value] : fields) {
    if (value.type() == FieldType::null) continue;
    out.key(name);
    write_without_nulls(out, value);
  }
  return out.end_object().take();
}

// What becomes of a record: the record that is kept, or "dropped" with the rules, or "malformed".
std::string outcome(const std::string& record, const std::string& params) {
  const test::RunOp run = run_op("chat", params, record + "\n");
  REQUIRE(run.error == "");
  if (!run.output.empty()) return without_nulls(run.output);
  if (!run.malformed.empty()) return "malformed";
  std::string out = "dropped";
  for (Value::Elements it = Value(Value(run.dropped)["_dsprep"]["failed"].raw()).elements(); it.next();)
    out += " " + *it.value()["rule"].text();
  return out;
}

// The record with a member put at the beginning or the end of each of its objects; in `made`, one record for each
// place.
void put_everywhere(const Value& value, std::string_view whole, const std::string& member,
                    std::vector<std::string>& made) {
  const std::size_t begin = static_cast<std::size_t>(value.raw().data() - whole.data()),
                    end = begin + value.raw().size();
  const auto insert = [&](std::size_t at, const std::string& what) {
    made.push_back(std::string(whole.substr(0, at)) + what + std::string(whole.substr(at)));
  };
  if (value.type() == FieldType::object) {
    std::string key;
    bool has = false;
    const std::string name = member.substr(1, member.find('"', 1) - 1);
    for (Value::Members it = value.members(); it.next();) {
      has |= it.key(key) == name;
      put_everywhere(it.value(), whole, member, made);
    }
    if (has || value.size() == 0) return;
    insert(begin + 1, member + ",");
    insert(end - 1, "," + member);
  } else if (value.type() == FieldType::array) {
    for (Value::Elements it = value.elements(); it.next();) put_everywhere(it.value(), whole, member, made);
  }
}

void put_null_elements(const Value& value, std::string_view whole, std::vector<std::string>& made) {
  const std::size_t begin = static_cast<std::size_t>(value.raw().data() - whole.data()),
                    end = begin + value.raw().size();
  if (value.type() == FieldType::object) {
    for (Value::Members it = value.members(); it.next();) put_null_elements(it.value(), whole, made);
  } else if (value.type() == FieldType::array) {
    bool pairs = false;  // [instruction, answer]: places count
    for (Value::Elements it = value.elements(); it.next();) {
      pairs |= it.value().type() == FieldType::text;
      put_null_elements(it.value(), whole, made);
    }
    if (pairs || value.size() == 0) return;
    made.push_back(std::string(whole.substr(0, begin + 1)) + "null," + std::string(whole.substr(begin + 1)));
    made.push_back(std::string(whole.substr(0, end - 1)) + ",null" + std::string(whole.substr(end - 1)));
  }
}

struct Shape {
  const char* name;
  std::string record, params;
};

const std::vector<Shape> shapes = {
    {"messages",
     R"({"messages":[{"role":"system","content":"简短"},{"role":"user","content":"你好"},{"role":"assistant","content":"您好！"}]})",
     ""},
    {"messages as text",
     R"({"messages":[{"role":"user","content":[{"type":"text","text":"你好"},{"type":"text","text":"吗"}]},{"role":"assistant","content":"好"}]})",
     "content = \"text\""},
    {"parts",
     R"({"messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"a.jpg"}},{"type":"text","text":"谁？"}]},{"role":"assistant","content":"我"}]})",
     ""},
    {"tool_calls",
     R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},)"
     R"({"role":"tool","tool_call_id":"c1","content":"ok"},{"role":"assistant","content":"done"}]})",
     ""},
    {"tool_calls as text",
     R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},)"
     R"({"role":"tool","tool_call_id":"c1","content":"ok"},{"role":"assistant","content":"done"}]})",
     "content = \"text\""},
    {"function_call of the old API",
     R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","function_call":{"name":"f","arguments":"{}"}},{"role":"function","name":"f","content":"ok"},)"
     R"({"role":"assistant","content":"done"}]})",
     ""},
    {"ShareGPT", R"({"conversations":[{"from":"human","value":"你好"},{"from":"gpt","value":"您好"}],"system":"简短"})",
     ""},
    {"ShareGPT in messages", R"({"messages":[{"from":"human","value":"你好"},{"from":"gpt","value":"您好"}]})", ""},
    {"ShareGPT, calls",
     R"({"conversations":[{"from":"human","value":"天气"},{"from":"function_call","value":"{\"name\":\"w\",\"arguments\":{\"c\":\"北京\"}}"},)"
     R"({"from":"observation","value":"20"},{"from":"gpt","value":"20 度"}],"tools":"[{\"name\":\"w\"}]"})",
     ""},
    {"Alpaca",
     R"({"instruction":"翻译","input":"早上好","output":"Good morning","system":"s","history":[["q","a"],["q2","a2"]]})",
     ""},
    {"Alpaca, brief", R"({"instruction":"翻译","output":"Good morning"})", ""},
    {"pair, Alpaca", R"({"instruction":"q","chosen":"yes","rejected":"no"})", "preference = \"chosen\""},
    {"pair, ShareGPT",
     R"({"conversations":[{"from":"human","value":"q"}],"chosen":{"from":"gpt","value":"yes"},"rejected":{"from":"gpt","value":"no"}})",
     "preference = \"chosen\""},
    {"pair, lists",
     R"({"chosen":[{"role":"user","content":"q"},{"role":"assistant","content":"yes"}],"rejected":[{"role":"user","content":"q"},{"role":"assistant","content":"no"}]})",
     "preference = \"chosen\""},
    {"pair, messages",
     R"({"chosen_messages":[{"role":"user","content":"q"},{"role":"assistant","content":"yes"}],"rejected_messages":[{"role":"user","content":"q"},{"role":"assistant","content":"no"}]})",
     "preference = \"chosen\""},
    {"pair, refused", R"({"instruction":"q","chosen":"yes","rejected":"no"})", ""},
    {"empty answer", R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":""}]})", ""},
    {"no conversation", R"({"text":"a"})", ""},
};

const char* const fields[] = {"messages", "conversations",   "system",           "instruction",
                              "input",    "output",          "history",          "chosen",
                              "rejected", "chosen_messages", "rejected_messages"};

}  // namespace

TEST_CASE("chat: a field that is null is no field, in every shape") {
  for (const Shape& shape : shapes) {
    INFO(shape.name);
    const std::string expected = outcome(shape.record, shape.params);
    if (std::string(shape.name).find("refused") == std::string::npos &&
        std::string(shape.name).find("empty") == std::string::npos && shape.record != R"({"text":"a"})")
      CHECK(expected.find("\"messages\":[{\"role\":") != std::string::npos);
    for (const char* field : fields) {
      if (Value(shape.record)[field].exists()) continue;
      for (const std::string& record : {"{\"" + std::string(field) + "\":null," + shape.record.substr(1),
                                        shape.record.substr(0, shape.record.size() - 1) + ",\"" + field + "\":null}"}) {
        INFO(record);
        CHECK(outcome(record, shape.params) == expected);
      }
    }
    // All of them at once, as a table of all shapes has it.
    std::string record = shape.record.substr(0, shape.record.size() - 1);
    for (const char* field : fields)
      if (!Value(shape.record)[field].exists()) record += ",\"" + std::string(field) + "\":null";
    CHECK(outcome(record + "}", shape.params) == expected);
  }
}

TEST_CASE("chat: a field that is taken away and one that is made null come to the same") {
  for (const Shape& shape : shapes)
    for (const char* field : fields) {
      const Value value = Value(shape.record)[field];
      if (!value.exists()) continue;
      INFO(shape.name << ": " << field);
      ValueBuilder gone, null;
      gone.begin_object();
      null.begin_object();
      for (Value::Members it = Value(shape.record).members(); it.next();) {
        const bool it_is = it.raw_key() == field;
        if (!it_is) gone.key(it.raw_key()).raw(it.value().raw());
        null.key(it.raw_key()).raw(it_is ? "null" : it.value().raw());
      }
      CHECK(outcome(null.end_object().take(), shape.params) == outcome(gone.end_object().take(), shape.params));
    }
}

TEST_CASE("chat: null members and elements are none, at every depth of every shape") {
  std::size_t tried = 0;
  for (const Shape& shape : shapes) {
    const std::string expected = outcome(shape.record, shape.params);
    std::vector<std::string> made;
    for (const char* member : {"role", "from", "content", "value", "tool_calls", "function_call", "tool_call_id",
                               "name", "text", "type", "id"})
      put_everywhere(Value(shape.record), shape.record, "\"" + std::string(member) + "\":null", made);
    put_null_elements(Value(shape.record), shape.record, made);
    for (const std::string& record : made) {
      INFO(shape.name << ": " << record);
      CHECK(outcome(record, shape.params) == expected);
      ++tried;
    }
  }
  CHECK(tried > 1000);
}

TEST_CASE("chat: what is empty beside a conversation is none") {
  const auto messages = [](const std::string& record, const std::string& params = "") {
    const test::RunOp run = run_op("chat", params, record + "\n");
    REQUIRE(run.error == "");
    return run.output.empty() ? "none: " + run.malformed + run.dropped
                              : std::string(Value(run.output)["messages"].raw());
  };
  const std::string asked = R"([{"role":"user","content":"q"},{"role":"assistant","content":"a"}])";
  const std::string share = R"("conversations":[{"from":"human","value":"q"},{"from":"gpt","value":"a"}])",
                    alpaca = R"("instruction":"q","output":"a")";
  for (const char* system : {"\"\"", "\" \"", "\"\\u3000\\n\"", "null"}) {
    CHECK(messages("{\"system\":" + std::string(system) + "," + share + "}") == asked);
    CHECK(messages("{\"system\":" + std::string(system) + "," + alpaca + "}") == asked);
    for (
        const char* shape :
        {R"({"messages":[{"role":"system","content":%},{"role":"user","content":"q"},{"role":"assistant","content":"a"}]})",
         R"({"conversations":[{"from":"system","value":%},{"from":"human","value":"q"},{"from":"gpt","value":"a"}]})"}) {
      std::string record = shape;
      record.replace(record.find('%'), 1, system);
      CHECK(messages(record) == asked);
    }
  }
  CHECK(
      messages(
          R"({"system":"s","conversations":[{"from":"system","value":""},{"from":"human","value":"q"},{"from":"gpt","value":"a"}]})") ==
      R"([{"role":"system","content":"s"},{"role":"user","content":"q"},{"role":"assistant","content":"a"}])");
  for (const char* field : {"\"history\":\"\"", "\"history\":[]", "\"history\":null", "\"history\":[null]",
                            "\"input\":\"\"", "\"input\":\" \"", "\"messages\":[]", "\"conversations\":[]",
                            "\"chosen\":\"\",\"rejected\":\"\"", "\"chosen\":[],\"rejected\":[]",
                            "\"chosen\":null,\"rejected\":\"\"", "\"chosen_messages\":[],\"rejected_messages\":[]"})
    CHECK(messages("{" + alpaca + "," + field + "}") == asked);
  CHECK(messages("{\"messages\":[]," + share + "}") == asked);
  CHECK(
      messages(
          R"({"messages":[{"role":"user","content":"q","tool_calls":[],"function_call":""},{"role":"assistant","content":"a","tool_calls":null}]})")
          .find("none") == std::string::npos);
  // Nothing said, and a call that is none.
  for (const char* nothing :
       {"\"function_call\":null", "\"tool_calls\":null", "\"tool_calls\":[]", "\"tool_calls\":[null]",
        "\"tool_calls\":\"\"", "\"function_call\":\"\"", "\"function_call\":{}",
        "\"function_call\":{\"name\":null,\"arguments\":null}", "\"name\":\"x\""})
    CHECK(messages(R"({"messages":[{"role":"user","content":"q"},{"role":"assistant","content":"",)" +
                   std::string(nothing) + "}]}")
              .find("\"empty_turns\"") != std::string::npos);
}

TEST_CASE("chat: what is there but of another type is malformed") {
  const auto reason = [](const std::string& record, const std::string& params = "") {
    const test::RunOp run = run_op("chat", params, record + "\n");
    REQUIRE(run.error == "");
    return Value(run.malformed)["reason"].text().value_or("kept or dropped");
  };
  const std::string share = R"("conversations":[{"from":"human","value":"q"},{"from":"gpt","value":"a"}])",
                    alpaca = R"("instruction":"q","output":"a")";
  CHECK(reason("{\"system\":5," + share + "}") == "field /system is number, not text");
  CHECK(reason("{\"system\":[]," + alpaca + "}") == "field /system is array, not text");
  CHECK(reason("{\"input\":5," + alpaca + "}") == "the input of the instruction is number, not text");
  CHECK(reason("{\"history\":\"q\"," + alpaca + "}") == "the history is text, not array");
  CHECK(reason("{\"history\":[[\"q\",null]]," + alpaca + "}") == "the history: turn 1 is not [instruction, answer]");
  CHECK(reason("{\"conversations\":\"a\"}") == "field /conversations is text, not array");
  CHECK(reason("{\"chosen_messages\":\"a\",\"rejected_messages\":\"b\"}", "preference = \"chosen\"") ==
        "field /chosen_messages is text, not array");
  const auto message = [](const std::string& member) {
    return R"({"messages":[{"role":"user","content":"q"},{"role":"assistant",)" + member + "}]}";
  };
  CHECK(reason(message("\"content\":5")) == "/messages: message 2: content is number, not text");
  CHECK(reason(message("\"content\":{}")) == "/messages: message 2: content is object, not text");
  CHECK(reason(message("\"tool_calls\":5")) == "/messages: message 2: tool_calls is number, not array");
  CHECK(reason(message("\"tool_calls\":{\"id\":1}")) == "/messages: message 2: tool_calls is object, not array");
  CHECK(reason(message("\"tool_calls\":[null,3]")) == "/messages: message 2: tool_calls: call 2 is number, not object");
  CHECK(reason(message("\"function_call\":7")) == "/messages: message 2: function_call is number, not object");
  CHECK(reason("{\"messages\":[null,7]}") == "/messages: message 2: is number, not object");
  CHECK(reason("{\"messages\":[{\"role\":null,\"content\":\"a\"}]}") ==
        "/messages: message 1: has no role (neither role nor from is text)");
}
