#include <algorithm>
#include <map>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::string unified(std::string_view input, std::string_view params = "") {
  const RunOp run = run_op("unify", params, input);
  return run.error.empty() ? run.output : run.error;
}
// The values of "a", each in a record of its own, as they come out: one a line.
std::string values(const std::vector<std::string>& raw, std::string_view params = "") {
  std::string input, out;
  for (const std::string& value : raw) input += "{\"a\":" + value + "}\n";
  const std::string output = unified(input, params);
  std::size_t at = 0;
  for (std::size_t end; (end = output.find('\n', at)) != output.npos; at = end + 1) {
    const std::string_view line = std::string_view(output).substr(at, end - at);
    if (!line.starts_with("{\"a\":")) return output;
    out += std::string(line.substr(5, line.size() - 6)) + " ";
  }
  return out.empty() ? output : out.substr(0, out.size() - 1);
}

double metric(const RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& m : step.findings.metrics)
      if (m.name == name) return m.value;
  return -1;
}

}  // namespace

TEST_CASE("unify: a record that is as the schema wants it keeps its bytes") {
  const std::string input =
      " {\"a\" : 1, \"b\":{ \"c\":[1, 2] } , \"d\":\"\\u4e2d\" } \n{\"a\":-0,\"b\":{\"c\":[ ]},\"d\":null}\n";
  const RunOp run = run_op("unify", "", input);
  CHECK(run.output ==
        " {\"a\" : 1, \"b\":{ \"c\":[1, 2] } , \"d\":\"\\u4e2d\" } \n{\"a\":-0,\"b\":{\"c\":[ ]},\"d\":null}\n");
  CHECK(run.result.books.steps[0].changed == 0);
}

TEST_CASE("unify: missing names become null, at any depth, and names stand in the order they first had") {
  CHECK(unified("{\"b\":1}\n{\"a\":2,\"b\":3}\n{}\n") ==
        "{\"b\":1,\"a\":null}\n{\"b\":3,\"a\":2}\n{\"b\":null,\"a\":null}\n");
  CHECK(
      unified("{\"m\":[{\"x\":1},{\"y\":\"语\",\"x\":2}]}\n{\"m\":null}\n{\"m\":[null,{}]}\n") ==
      "{\"m\":[{\"x\":1,\"y\":null},{\"x\":2,\"y\":\"语\"}]}\n{\"m\":null}\n{\"m\":[null,{\"x\":null,\"y\":null}]}\n");
  // A missing object is null, not an object of nulls.
  CHECK(unified("{\"o\":{\"x\":1}}\n{}\n") == "{\"o\":{\"x\":1}}\n{\"o\":null}\n");
}

TEST_CASE("unify: what was not touched inside a record that changes keeps its bytes") {
  CHECK(unified("{\"a\":1.50,\"s\":\"\\u00e9\",\"o\":{\"k\" : 1E+2}}\n{\"o\":{\"k\":0.10},\"a\":2.0,\"s\":\"x\"}\n") ==
        "{\"a\":1.50,\"s\":\"\\u00e9\",\"o\":{\"k\" : 1E+2}}\n{\"a\":2.0,\"s\":\"x\",\"o\":{\"k\":0.10}}\n");
}

TEST_CASE("unify: types that mix become one") {
  CHECK(values({"1", "2.5", "1e3", "-7"}) == "1.0 2.5 1e3 -7.0");
  CHECK(values({"1", "\"x\"", "1.50", "null", "true"}) == "\"1\" \"x\" \"1.50\" null \"true\"");
  CHECK(values({"1", "true"}) == "\"1\" \"true\"");
  CHECK(values({"1", "[2,3]", "[]", "null"}) == "[1] [2,3] [] null");
  CHECK(values({"\"x\"", "[2]"}) == "[\"x\"] [\"2\"]");
  CHECK(values({"{\"n\":1}", "[{\"m\":\"ก\"}]"}) == "[{\"n\":1,\"m\":null}] [{\"n\":null,\"m\":\"ก\"}]");
  CHECK(values({"{\"n\":1.0}", "3", "\"x\""}) == "\"{\\\"n\\\":1.0}\" \"3\" \"\\\"x\\\"\"");
  // What is beside an array and not what its elements are: JSON, whole.
  CHECK(values({"\"hi\"", "[{\"type\":\"text\"}]"}) == "\"\\\"hi\\\"\" \"[{\\\"type\\\":\\\"text\\\"}]\"");
  CHECK(values({"[1,\"a\"]", "[true]"}) == "[\"1\",\"a\"] [\"true\"]");
  CHECK(values({"[[1],2]"}) == "[[1],[2]]");
  CHECK(values({"[1]", "[[2]]", "5"}) == "\"[1]\" \"[[2]]\" \"5\"");
  CHECK(values({"[{\"n\":1},2]"}) == "[\"{\\\"n\\\":1}\",\"2\"]");
  CHECK(values({"{}", "{}"}) == "\"{}\" \"{}\"");
  CHECK(values({"{}", "{\"n\":1}"}) == "{\"n\":null} {\"n\":1}");
}

TEST_CASE("unify: numbers that neither 64 bits nor a double hold keep their digits") {
  CHECK(values({"9223372036854775807", "-9223372036854775808"}) == "9223372036854775807 -9223372036854775808");
  CHECK(values({"9223372036854775808", "1"}) == "\"9223372036854775808\" \"1\"");
  CHECK(values({"9007199254740993", "0.5"}) == "\"9007199254740993\" \"0.5\"");
  CHECK(values({"9007199254740992", "0.5"}) == "9007199254740992.0 0.5");
  CHECK(values({"9223372036854775807", "0.5"}) == "\"9223372036854775807\" \"0.5\"");  // 2^63 as a double
  CHECK(values({"1e400", "2"}) == "\"1e400\" \"2\"");
  CHECK(values({"0.1234567890123456789", "2"}) == "0.1234567890123456789 2.0");
  CHECK(values({"0.1234567890123456789", "2"}, "exact = \"all\"") == "\"0.1234567890123456789\" \"2\"");
  CHECK(values({"0.10000000000000000000", "2"}, "exact = \"all\"") == "0.10000000000000000000 2.0");
  CHECK(values({"18446744073709551616", "2"}, "exact = \"none\"") == "18446744073709551616.0 2.0");
}

TEST_CASE("unify: of duplicate names the last stays") {
  CHECK(unified("{\"a\":1,\"b\":2,\"a\":\"x\"}\n{\"a\":\"y\",\"b\":3}\n") ==
        "{\"a\":\"x\",\"b\":2}\n{\"a\":\"y\",\"b\":3}\n");
  CHECK(unified("{\"o\":{\"\\u0061\":1,\"a\":2}}\n") == "{\"o\":{\"a\":2}}\n");
}

TEST_CASE("unify: _dsprep is passed over, and comes last where the record is written again") {
  const std::string input =
      "{\"_dsprep\":{\"op\":\"x\"},\"a\":1}\n{\"_dsprep\":[1],\"a\":2,\"b\":3}\n{\"_dsprep\":1}\n";
  CHECK(unified(input) ==
        "{\"a\":1,\"b\":null,\"_dsprep\":{\"op\":\"x\"}}\n{\"_dsprep\":[1],\"a\":2,\"b\":3}\n{\"a\":null,\"b\":null,\"_"
        "dsprep\":1}\n");
  CHECK(unified("{\"_dsprep\":1}\n{}\n") == "{\"_dsprep\":1}\n{}\n");
}

TEST_CASE("unify: odd names") {
  CHECK(unified("{\"\":1,\"a/b\":2,\"~\":3,\"中\\\"\":4,\"\\u0000\":5,\"\\u0001\":6}\n{\"\\u0000\":1.5}\n") ==
        "{\"\":1,\"a/b\":2,\"~\":3,\"中\\\"\":4,\"\\u0000\":5.0,\"\\u0001\":6}\n"
        "{\"\":null,\"a/b\":null,\"~\":null,\"中\\\"\":null,\"\\u0000\":1.5,\"\\u0001\":null}\n");
}

TEST_CASE("unify: a map becomes JSON text, fields that are named too") {
  CHECK(values({"{\"u1\":1}", "{\"u2\":2}", "{\"u3\":[3]}"}, "max_names = 2") ==
        "\"{\\\"u1\\\":1}\" \"{\\\"u2\\\":2}\" \"{\\\"u3\\\":[3]}\"");
  CHECK(values({"{\"u1\":1}", "{\"u2\":2}"}, "max_names = 2") == "{\"u1\":1,\"u2\":null} {\"u1\":null,\"u2\":2}");
  CHECK(values({"{\"x\":1}", "7", "null"}, "json = [\"a\"]") == "\"{\\\"x\\\":1}\" \"7\" null");
  CHECK(values({"\"x\"", "null"}, "json = [\"a\"]") == "\"x\" null");  // texts are texts: a second run changes nothing
  CHECK(values({"[{\"f\":{\"x\":1}},{\"f\":{\"y\":2}}]"}, "json = [\"/a/*/f\"]") ==
        "[{\"f\":\"{\\\"x\\\":1}\"},{\"f\":\"{\\\"y\\\":2}\"}]");
  CHECK(values({"{\"x\":1}"}, "json = [\"/_dsprep\"]").find("stays as it is") != std::string::npos);
  const std::string top = unified("{\"a\":1}\n{\"b\":1}\n{\"c\":1}\n", "max_names = 2");
  CHECK(top.find("more than 2 different fields at the top") != std::string::npos);
  std::string deep = "1";
  for (int i = 0; i < 100; ++i) deep = "[" + deep + "]";
  const std::string flat = values({deep});
  CHECK(flat ==
        std::string(63, '[') + "\"" + std::string(37, '[') + "1" + std::string(37, ']') + "\"" + std::string(63, ']'));
  CHECK(values({"{\"" + std::string(4097, 'k') + "\":1}"}).starts_with("\"{"));
  CHECK(unified("{\"" + std::string(4097, 'k') + "\":1}\n").find("field name of more than 4,096 bytes") !=
        std::string::npos);
}

TEST_CASE("unify: a million names within bounds") {
  std::string input;
  for (int i = 0; i < 100'000; ++i) {
    input += "{\"a\":{";
    for (int j = 0; j < 10; ++j)
      input += (j ? ",\"user " : "\"user ") + std::to_string(i * 10 + j) + "\":{\"n\":" + std::to_string(j) + "}";
    input += "}}\n";
  }
  const RunOp run = run_op("unify", "", input, {.chunk_size = 1u << 16});
  CHECK(run.error == "");
  CHECK(run.output.starts_with("{\"a\":\"{\\\"user 0\\\":{\\\"n\\\":0}"));
  CHECK(metric(run, "fields") == 1);
}

TEST_CASE("unify: what allow lacks ends the run, with the field, its types and where they are") {
  CHECK(
      values({"1", "2.5"}, "allow = [\"text\"]") ==
      "unify: field /a is integer in 1 (first in input.jsonl:1), number in 1 (first in input.jsonl:2), and allow lacks "
      "\"number\", which it would take to make that one type");
  for (const auto& [raw, lacks] :
       std::vector<std::pair<std::vector<std::string>, std::string>>{{{"1", "2.5"}, "number"},
                                                                     {{"1", "\"x\""}, "text"},
                                                                     {{"1", "[1]"}, "array"},
                                                                     {{"{\"n\":1}", "1"}, "json"},
                                                                     {{"{}"}, "json"}}) {
    CHECK(values(raw, "allow = [\"none\"]").find("allow lacks \"" + lacks + "\"") != std::string::npos);
    CHECK(values(raw, "allow = [\"" + lacks + "\"]").find("allow") == std::string::npos);
  }
  CHECK(values({"1", "null", "2"}, "allow = [\"none\"]") == "1 null 2");
  CHECK(values({"{\"x\":1}", "3"}, "allow = [\"none\"]\njson = [\"a\"]") == "\"{\\\"x\\\":1}\" \"3\"");
  CHECK(values({"1"}, "allow = [\"none\", \"text\"]").find("give one or the other") != std::string::npos);
}

TEST_CASE("unify: what it says of the fields") {
  const RunOp run = run_op("unify", "features = \"features.json\"",
                           "{\"a\":1,\"o\":{\"x\":[1]}}\n{\"a\":\"7\",\"b\":null}\n{\"o\":{\"y\":2.5}}\n");
  CHECK(metric(run, "fields") == 6);  // a, o, o/x, o/x/*, o/y, b
  CHECK(metric(run, "fields_mixed") == 1);
  CHECK(metric(run, "fields_incomplete") == 5);
  CHECK(metric(run, "fields_json") == 0);
  CHECK(run.artifacts.at("features.json") ==
        "{\n  \"a\": {\n    \"dtype\": \"string\",\n    \"_type\": \"Value\"\n  },\n  \"o\": {\n    \"x\": {\n      "
        "\"feature\": {\n"
        "        \"dtype\": \"int64\",\n        \"_type\": \"Value\"\n      },\n      \"_type\": \"List\"\n    },\n    "
        "\"y\": {\n"
        "      \"dtype\": \"float64\",\n      \"_type\": \"Value\"\n    }\n  },\n  \"b\": {\n    \"dtype\": \"null\",\n"
        "    \"_type\": \"Value\"\n  }\n}\n");
  const auto& counters = run.result.books.steps[0].counters;
  CHECK(counters[0] == 6);  // filled: b, x's y… as the next lines say
  CHECK(run.output ==
        "{\"a\":\"1\",\"o\":{\"x\":[1],\"y\":null},\"b\":null}\n{\"a\":\"7\",\"o\":null,\"b\":null}\n"
        "{\"a\":null,\"o\":{\"x\":null,\"y\":2.5},\"b\":null}\n");
}

TEST_CASE("unify: nothing to unify") {
  CHECK(unified("") == "");
  CHECK(unified("{}\n{}\n") == "{}\n{}\n");
}

// ---- properties ----

namespace {

// Random records of few names and every type.
class Records {
 public:
  explicit Records(unsigned seed) : engine_(seed) {}
  std::string make(int n) {
    std::string out;
    for (int i = 0; i < n; ++i) out += object(3) + "\n";
    return out;
  }

 private:
  unsigned below(unsigned n) { return static_cast<unsigned>(engine_() % n); }
  std::string object(int depth) {
    static const char* const names[] = {"a", "b", "c", "中", "\\u0061"};
    std::string out = "{";
    for (unsigned i = 0, n = below(4); i < n; ++i)
      out += std::string(i ? "," : "") + "\"" + names[below(5)] + "\":" + value(depth - 1);
    return out + "}";
  }
  std::string value(int depth) {
    static const char* const scalars[] = {
        "null", "1", "-2", "0.5", "1e2", "\"x\"", "true", "\"\"", "9007199254740993", "36893488147419103232"};
    const unsigned kind = below(depth > 0 ? 14 : 10);
    if (kind < 10) return scalars[below(below(3) == 0 ? 10 : 2)];
    if (kind < 12) return object(depth);
    std::string out = "[";
    for (unsigned i = 0, n = below(3); i < n; ++i) out += (i ? "," : "") + value(depth - 1);
    return out + "]";
  }
  std::mt19937 engine_;
};

// Of each place the types that stand there; of objects the names, in order.
struct Seen {
  std::set<std::string> types;
  std::set<std::string> names;
};
void look(const Value& value, const std::string& path, std::map<std::string, Seen>& seen) {
  Seen& here = seen[path];
  const FieldType type = value.type();
  if (type == FieldType::null) return;
  std::string name(name_of(type));
  if (type == FieldType::number)
    name = value.raw().find_first_of(".eE") == std::string_view::npos ? "integer" : "fraction";
  here.types.insert(name);
  if (type == FieldType::array)
    for (Value::Elements it = value.elements(); it.next();) look(it.value(), path + "/*", seen);
  if (type != FieldType::object) return;
  std::string names, scratch;
  for (Value::Members it = value.members(); it.next();) {
    const std::string key(it.key(scratch));
    names += key + ",";
    look(it.value(), path + "/" + key, seen);
  }
  here.names.insert(names);
}

}  // namespace

TEST_CASE("unify: whatever comes in, each place has one type and one list of names, and a second run changes nothing") {
  for (unsigned seed = 0; seed < 200; ++seed) {
    INFO(seed);
    Records records(seed);
    const std::string input = records.make(12);
    INFO(input);
    const std::string output = unified(input);
    std::map<std::string, Seen> seen;
    std::size_t lines = 0, at = 0;
    for (std::size_t end; (end = output.find('\n', at)) != output.npos; at = end + 1, ++lines)
      look(Value(std::string_view(output).substr(at, end - at)), "", seen);
    CHECK(lines == 12);
    for (const auto& [path, place] : seen) {
      INFO(path);
      CHECK(place.types.size() <= 1);
      CHECK(place.names.size() <= 1);
    }
    CHECK(unified(output) == output);
    // Neither chunks, threads nor memory show.
    CHECK(run_op("unify", "", input, {.threads = 2, .chunk_size = 40, .memory_budget = 1u << 12}).output == output);
  }
}
