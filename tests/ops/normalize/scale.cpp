#include <algorithm>
#include <cmath>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;
using test::RunOp;

namespace {

RunOp scale(std::string_view params, std::string_view input, const test::RunHow& how = {}) {
  return run_op("scale", "field = \"/x\"\n" + std::string(params), input, how);
}
std::string lines(std::string_view values) {  // "1;null;[2,3]"
  std::string out;
  while (!values.empty()) {
    const std::size_t end = std::min(values.find(';'), values.size());
    out += "{\"x\":" + std::string(values.substr(0, end)) + "}\n";
    values.remove_prefix(std::min(end + 1, values.size()));
  }
  return out;
}
bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("scale: each method, on numbers whose result is known") {
  CHECK(scale("", lines("10;20;15")).output == lines("0;1;0.5"));
  CHECK(scale("low = -1\nhigh = 3", lines("10;20;15")).output == lines("-1;3;1"));
  CHECK(scale("method = \"zscore\"", lines("1;3;1;3")).output == lines("-1;1;-1;1"));
  CHECK(scale("method = \"robust\"", lines("1;2;3;4;5")).output == lines("-1;-0.5;0;0.5;1"));
  CHECK(scale("method = \"robust\"\nlow_quantile = 0\nhigh_quantile = 1", lines("0;8;4;0;8")).output ==
        lines("-0.5;0.5;0;-0.5;0.5"));
  CHECK(scale("method = \"log\"", lines("0")).output == lines("0"));
  CHECK(scale("method = \"log\"\noffset = 0.5", lines("0.5")).output == lines("0"));
  const RunOp logs = scale("method = \"log\"", lines("-1;-2;[0,-5];0"));
  CHECK(logs.output == lines("0"));
  CHECK(has(logs.malformed, "has no logarithm: it is -1 or less: element 2"));
}

TEST_CASE("scale: constant columns are moved, and not stretched; a single number, no number") {
  for (const char* method : {"min_max", "zscore", "robust"}) {
    const RunOp run = scale("method = \"" + std::string(method) + "\"", lines("0.1;0.1;0.1"));
    CHECK(run.output == lines("0;0;0"));
    CHECK(run.result.findings[0].findings.warnings.size() == 1);
    CHECK(scale("method = \"" + std::string(method) + "\"", lines("7")).output == lines("0"));
    CHECK(scale("method = \"" + std::string(method) + "\"", "").error == "");
  }
  CHECK(scale("low = 2\nhigh = 3", lines("5;5")).output == lines("2;2"));
}

TEST_CASE("scale: what is no number is malformed and not fitted on, or kept") {
  const std::string input = lines("0;null;\"4\";1e999;-1e999;true;{};2;4") + "{}\n";
  const RunOp run = scale("", input);
  CHECK(run.output == lines("0;0.5;1"));
  CHECK(run.result.books.malformed == 7);
  for (const char* reason : {"is null, not number", "is text, not number", "is beyond a double",
                             "is boolean, not number", "is object, not number", "field /x is missing"})
    CHECK(has(run.malformed, reason));
  CHECK(scale("missing = \"keep\"", lines("0;null;4") + "{}\n").output == lines("0;null;1") + "{}\n");
  const RunOp texts =
      scale("text_numbers = true", lines("\"0\";\" 2.5e0 \";\"\";\"1,5\";\"inf\";\"nan\";\"5\";\"1e999\""));
  CHECK(texts.output == lines("0;0.5;1"));
  CHECK(texts.result.books.malformed == 5);
  CHECK(scale("text_numbers = true\nmissing = \"keep\"", lines("\"0\";\"\";\"2\"")).output == lines("0;\"\";1"));
}

TEST_CASE("scale: arrays by element, all alike, and with *; lengths that differ") {
  CHECK(scale("", lines("[0,10];[4,30];[2,20]")).output == lines("[0,0];[1,1];[0.5,0.5]"));
  CHECK(scale("per = \"field\"", lines("[0,10];[];20;[5]")).output == lines("[0,0.5];[];1;[0.25]"));
  CHECK(run_op("scale", "field = \"/x/*/p\"", "{\"x\":[{\"p\":0},{\"p\":null},{\"p\":4}]}\n{\"x\":[{\"p\":2}]}\n")
            .output == "{\"x\":[{\"p\":0},{\"p\":null},{\"p\":1}]}\n{\"x\":[{\"p\":0.5}]}\n");
  const RunOp run = scale("", lines("[0,1];[9];3;[4,3];[];[1,\"a\"];[1,null]"));
  CHECK(run.output == lines("[0,0];[1,1]"));
  CHECK(has(run.malformed, "field /x is not an array of 2 numbers: an array of 1 number"));
  CHECK(has(run.malformed, "field /x is not an array of 2 numbers: a number"));
  CHECK(has(run.malformed, "field /x is text, not number: element 2"));
  CHECK(has(run.malformed, "field /x is null, not number: element 2"));
  CHECK(scale("missing = \"keep\"", lines("[0,null];[1,1];[2,3]")).output == lines("[0,null];[0.5,0];[1,1]"));
  std::string many;
  for (int n = 1; n < 40; ++n)
    many += "{\"x\":[1" + [&] {
      std::string s;
      for (int i = 1; i < n; ++i) s += ",1";
      return s;
    }() + "]}\n";
  CHECK(has(scale("", many).error, "per = \"field\" scales all"));
  CHECK(scale("per = \"field\"", many).error == "");
}

TEST_CASE("scale: numbers too far apart end the run with their range") {
  CHECK(has(scale("", lines("-1.7e308;1.7e308")).error, "lie too far apart for a double: from -1.7e+308 to 1.7e+308"));
  CHECK(has(scale("method = \"zscore\"", lines("1e200;-1e200")).error, "lie too far apart"));
  CHECK(scale("method = \"robust\"", lines("1e300;0;1;2;3")).output != "");
}

TEST_CASE("scale: saved parameters are used without fitting, and give the same") {
  for (const char* method : {"min_max", "zscore", "robust"}) {
    const std::string input = lines("[0.1,5];[0.7,null];[123456.789,-7];[3,1e-7]");
    const RunOp fitted = scale("missing = \"keep\"\nmethod = \"" + std::string(method) + "\"", input);
    test::RunHow how;
    how.files["s.json"] = fitted.artifacts.at("scale.json");
    const RunOp used = scale("missing = \"keep\"\nfile = \"s.json\"", input, how);
    CHECK(used.error == "");
    CHECK(used.output == fitted.output);
    CHECK(used.artifacts.empty());
    const RunOp other = scale("file = \"s.json\"", lines("[1e9,1];[1,1,1]"), how);
    CHECK(other.result.books.steps[0].counters == std::vector<std::uint64_t>{1});
    CHECK(has(other.malformed, "is not an array of 2 numbers: an array of 3 numbers"));
  }
  test::RunHow how;
  how.files["s.json"] = scale("", lines("0;10")).artifacts.at("scale.json");
  CHECK(scale("file = \"s.json\"", lines("20;-10;5"), how).output == lines("2;-1;0.5"));
  CHECK(scale("file = \"s.json\"\nclip = true", lines("20;-10;5"), how).output == lines("1;0;0.5"));
  CHECK(has(scale("file = \"s.json\"\nmethod = \"zscore\"", "", how).error, "is of method min_max, not zscore"));
  CHECK(has(scale("file = \"s.json\"\nlow = 0.5", "", how).error, "is of low 0, not 0.5"));
  CHECK(has(scale("file = \"s.json\"\nsave = \"t.json\"", "", how).error, "leave one of them out"));
  CHECK(has(run_op("scale", "field = \"/y\"\nfile = \"s.json\"", "", how).error, "is of the field /x, not /y"));
}

TEST_CASE("scale: a broken file is refused in one line") {
  const std::string good = scale("method = \"robust\"", lines("0;10")).artifacts.at("scale.json");
  const auto error = [](const std::string& bytes) {
    test::RunHow how;
    how.files["s.json"] = bytes;
    return scale("file = \"s.json\"", "", how).error;
  };
  CHECK(error(good) == "");
  for (std::size_t cut = 0; cut + 2 < good.size(); cut += 7)
    CHECK(has(error(good.substr(0, cut)), "s.json is no JSON"));
  CHECK(has(error("{}"), "holds no parameters of scale"));
  CHECK(has(error("[1]"), "holds no parameters of scale"));
  for (const char* member : {"field", "method", "per", "low_quantile", "columns", "count", "median", "high"}) {
    std::string bytes = good;
    bytes.replace(bytes.find("\"" + std::string(member) + "\"") + 1, 1, "#");
    CHECK(has(error(bytes), "s.json has no"));
  }
}

TEST_CASE("scale: what has no effect or cannot be is refused") {
  for (const char* params :
       {"method = \"zscore\"\nlow = 0", "clip = true\nmethod = \"robust\"", "offset = 2",
        "method = \"log\"\nsave = \"a.json\"", "low = 1\nhigh = 1", "low_quantile = 0.9\nmethod = \"robust\"",
        "fit = \"train\"", "into = \"/x/y\"", "into = \"/a/*\""})
    CHECK(scale(params, lines("1")).error != "");
  CHECK(scale("fit = \"all\"", lines("1")).error == "");
  CHECK(scale("into = \"/y\"", "{\"x\":1,\"y\":\"old\"}\n").output == "{\"x\":1,\"y\":0}\n");
  CHECK(has(scale("into = \"/y/z\"", "{\"x\":1,\"y\":\"old\"}\n").malformed, "cannot be added"));
}

TEST_CASE("scale: where records are in parts, train alone is fitted on") {
  std::string input;
  for (int i = 0; i < 200; ++i)
    input += "{\"x\":" + std::to_string(i % 10 == 0 ? 1000 + i : i) + ",\"d\":" + (i % 10 == 0 ? "2" : "1") + "}\n";
  const std::string split =
      "[[step]]\nop = \"time\"\nfield = \"/d\"\nnumbers = \"seconds\"\ncuts = [\"2\"]\n[[step]]\nop = \"scale\"\nfield "
      "= \"/x\"\n";
  const RunOp run = test::run_toml(split, input);
  REQUIRE(run.error == "");
  const Value saved(run.artifacts.at("scale.json"));
  CHECK(saved["columns"].at(0)["max"].number() == 199);
  CHECK(saved["columns"].at(0)["count"].number() == 180);
  const RunOp all = test::run_toml(split + "fit = \"all\"\n", input);
  CHECK(Value(all.artifacts.at("scale.json"))["columns"].at(0)["max"].number() == 1190);
  CHECK(has(test::run_toml(split + "fit = \"tarin\"\n", input).error, "did you mean \"train\""));
}

TEST_CASE("scale: exact whatever memory, threads and chunks") {
  base::Rng rng(5);
  std::string input;
  for (int i = 0; i < 3000; ++i) {
    const double x = std::ldexp(static_cast<double>(rng.below(1u << 30)), static_cast<int>(rng.below(40)) - 20);
    ValueBuilder line;
    input += line.begin_object().key("x").begin_array().number(x).number(-x).end_array().end_object().take() + "\n";
  }
  for (const char* method : {"min_max", "zscore", "robust"}) {
    std::string expected;
    for (const std::size_t chunk_size : {std::size_t{100}, std::size_t{1} << 20})
      for (const std::uint64_t memory : {std::uint64_t{4} << 10, std::uint64_t{64} << 20}) {
        const RunOp run = scale("method = \"" + std::string(method) + "\"", input,
                                {.threads = 2, .chunk_size = chunk_size, .memory_budget = memory});
        REQUIRE(run.error == "");
        const std::string all = run.artifacts.at("scale.json") + run.output;
        if (expected.empty()) expected = all;
        CHECK(all == expected);
      }
  }
}
