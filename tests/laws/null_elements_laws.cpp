// Of a field with "*" a null element is as good as absent, for every op: chat messages have "content": null beside
// tool_calls.
#include <set>

#include "dsprep/value.h"
#include "registry/registry.h"
#include "support/catch.h"
#include "support/example_files.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

const std::vector<std::string> texts = {
    "你好，请帮我查一下天气。  明天会下雨吗？",
    "Write to jane@corp-mail.test  or call 12345, please.",
    "",
    "The same line of text stands here in many records.\nAnd this one.\n",
    "e\u0301te\u0301 ｗｉｄｅ ﬁn",
    "Please enable javascript to view this page.\nA sentence that has quite a few words and ends with a full stop.",
    "สวัสดีครับ",
    "مرحبا بالعالم",
    "which of the seven planets has the greatest ring",
    "the of to and that have with be the of to and 😀"};

// Conversations whose contents are two of the texts, with messages without content among them: `nothing` is what these
// say of it.
std::string conversations(std::string_view nothing) {
  std::string input;
  for (std::size_t i = 0; i < 60; ++i) {
    const auto message = [&](std::string_view role, const std::string& text) {
      return "{\"role\":\"" + std::string(role) + "\",\"content\":" + ValueBuilder().text(text).take() + "}";
    };
    const std::string silent = "{\"role\":\"assistant\"" + std::string(nothing) + ",\"tool_calls\":[{\"id\":\"c\"}]}";
    std::string messages = message("user", texts[i % texts.size()]) + "," + silent + "," +
                           message("assistant", texts[(i * 7 + 3) % texts.size()]);
    if (i % 3 == 0) messages = silent + "," + messages;
    if (i % 4 == 0) messages = message("user", texts[i % texts.size()]) + "," + silent;
    input += "{\"id\":\"r" + std::to_string(i) + "\",\"messages\":[" + messages + "]}\n";
  }
  return input;
}

std::string without(std::string bytes, std::string_view what) {
  for (std::size_t at; (at = bytes.find(what)) != bytes.npos;) bytes.erase(at, what.size());
  return bytes;
}

// Elements are numbered with the null ones: what tells an element by its number tells another one.
std::string without_numbers(std::string bytes) {
  for (std::size_t at; (at = bytes.find(",\"element\":")) != bytes.npos;)
    bytes.erase(at, bytes.find_first_of(",}", at + 1) - at);
  return bytes;
}

struct Op {
  std::string name, params;
};

// Ops with parameters they run with.
std::vector<Op> runnable(const RunHow& how) {
  std::vector<Op> ops;
  for (const OpSpec* op : registry::built_in().all()) {
    std::vector<std::string> settings = {""};
    for (const Example& example : op->examples) settings.emplace_back(example.params);
    std::set<std::string> once(settings.begin(), settings.end());
    for (const std::string& params : once)
      if (run_op(op->name, params, "", how).error == "") ops.push_back({std::string(op->name), params});
  }
  return ops;
}

}  // namespace

TEST_CASE("null elements of a field with * are passed over by every op") {
  RunHow how;
  how.text = "/messages/*/content";
  how.id = "/id";
  how.files = files_of_examples(registry::built_in());
  const std::string null = ",\"content\":null", with_nulls = conversations(null), absent = conversations("");
  std::set<std::string> judged, edited;
  for (const Op& op : runnable(how)) {
    INFO(op.name << "\n" << op.params);
    const RunOp a = run_op(op.name, op.params, with_nulls, how), b = run_op(op.name, op.params, absent, how);
    REQUIRE(a.error == "");
    REQUIRE(b.error == "");
    // They are asked about null, or write it where nothing was.
    if (op.name == "profile" || op.name == "required" || op.name == "schema" || op.name == "unify") continue;
    CHECK(without_numbers(without(a.output, null)) == without_numbers(b.output));
    CHECK(a.result.books.dropped == b.result.books.dropped);
    CHECK(a.result.books.malformed == b.result.books.malformed);
    if (b.result.books.malformed < 60) judged.insert(op.name);
    if (a.output.find(null) != std::string::npos && a.result.books.steps[0].changed > 0) edited.insert(op.name);
  }
  CHECK(judged.size() > 30);
  for (const char* op : {"unicode", "whitespace", "pii", "random_swap", "dedup_exact", "dedup_lines", "dedup_substring",
                         "length", "language"}) {
    INFO(op);
    CHECK(judged.count(op) == 1);
  }
  for (const char* op : {"unicode", "whitespace", "pii"}) {
    INFO(op);
    CHECK(edited.count(op) == 1);
  }
}

TEST_CASE("a field with * that is null in every element, or holds something else, is malformed and says why") {
  RunHow how;
  how.text = "/messages/*/content";
  how.files = files_of_examples(registry::built_in());
  const auto reason = [&](const Op& op, const std::string& messages) {
    const RunOp ran = run_op(op.name, op.params, "{\"messages\":" + messages + "}\n", how);
    REQUIRE(ran.error == "");
    return Value(ran.malformed)["reason"].text().value_or("");
  };
  std::size_t need_text = 0;
  for (const Op& op : runnable(how)) {
    INFO(op.name << "\n" << op.params);
    if (op.name == "external") continue;  // it passes on values of any type
    if (reason(op, "[]") != "field /messages/*/content is missing") continue;
    ++need_text;
    CHECK(reason(op, "[{\"content\":null},{\"content\":null}]") == "field /messages/*/content is null, not text");
    CHECK(reason(op, "[{\"content\":null}]") == "field /messages/*/content is null, not text");
    CHECK(reason(op, "[{\"content\":null},{\"content\":\"a\"},{\"content\":7}]") ==
          "field /messages/*/content is number, not text: element 3");
    CHECK(reason(op, "[{\"content\":[]}]") == "field /messages/*/content is array, not text");
  }
  CHECK(need_text > 30);
  // Without "*" there is one value, and null is not text.
  how.text = "/text";
  const RunOp plain = run_op("length", "min_chars = 1", "{\"text\":null}\n", how);
  CHECK(plain.malformed.find("field /text is null, not text") != std::string::npos);
}
