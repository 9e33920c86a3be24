#include "support/judged.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
std::string fails(std::string_view params, std::string_view value) {
  return failed_of_record("where", "field = \"/x\"\n" + std::string(params), "{\"x\":" + std::string(value) + "}\n");
}
}  // namespace

TEST_CASE("where: numbers, also in text; the limits themselves pass") {
  CHECK(fails("min = 1\nmax = 2", "1") == "");
  CHECK(fails("min = 1\nmax = 2", "2.0") == "");
  CHECK(fails("min = 1\nmax = 2", "0.5") == "min -0.5");
  CHECK(fails("min = 1\nmax = 2", "3e0") == "max 1");
  CHECK(fails("min = 1", "\" 12 \"") == "");
  CHECK(fails("min = 1", "\"12 stars\"") == "min null");
  CHECK(fails("max = 1", "\"\"") == "max null");
  CHECK(fails("max = 1", "\"-1e400\"") == "");
  CHECK(fails("max = 1", "\"1e400\"") == "max null");
  CHECK(fails("min = 1", "[5]") == "min null");
  CHECK(fails("min = 1", "true") == "min null");
  CHECK(fails("max = 5", "-9007199254740993") == "");
}

TEST_CASE("where: numbers beyond a double are compared exactly") {
  CHECK(fails("min = 1699999999999999999", "1699999999999999999") == "");
  CHECK(fails("min = 1700000000000000000", "1699999999999999999") == "min -1");
  CHECK(fails("max = 9007199254740992", "9007199254740993") == "max 1");
  CHECK(fails("max = 9007199254740993", "9007199254740993.0") == "");
  CHECK(fails("max = 9007199254740993", "9007199254740993.5") != "");
  CHECK(fails("min = -9007199254740993", "-9007199254740994") == "min -1");
  CHECK(fails("min = 0.1", "1e-1") == "");
  CHECK(fails("max = 0.1", "0.1000000000000000000000000000001") != "");
  CHECK(fails("min = 0", "1e-400") == "");
  CHECK(fails("max = 0", "1e-400") == "max 5e-324");
  CHECK(fails("min = inf", "1e400") != "");
  CHECK(fails("max = inf", "1e400") == "");
  const char* const ids = "values = [\"1699999999999999999\", \"18446744073709551615\", \"1e400\", \"0.1\"]";
  for (const char* id : {"1699999999999999999", "1699999999999999999.0", "18446744073709551615", "10e399", "1e-1"})
    CHECK(fails(ids, id) == "");
  for (const char* id :
       {"1700000000000000000", "1699999999999999998", "18446744073709551616", "1e401", "0.1000000000000000055"})
    CHECK(fails(ids, id) == "values 0");
}

TEST_CASE("where: names") {
  const char* const list = "values = [\"新闻\", \"2\", \"true\", \"\"]";
  CHECK(fails(list, "\"新闻\"") == "");
  CHECK(fails(list, "\"\\u65b0\\u95fb\"") == "");
  CHECK(fails(list, "2.0") == "");
  CHECK(fails(list, "true") == "");
  CHECK(fails(list, "\"\"") == "");
  CHECK(fails(list, "\"广告\"") == "values 0");
  CHECK(fails(list, "\"新闻 \"") == "values 0");
  CHECK(fails(list, "false") == "values 0");
  CHECK(fails(list, "{}") == "values 0");
}

TEST_CASE("where: dates, from since until right before `before`") {
  const char* const year = "since = \"2023\"\nbefore = \"2024\"";
  CHECK(fails(year, "\"2023-01-01\"") == "");
  CHECK(fails(year, "\"2023-12-31T23:59:59.9Z\"") == "");
  CHECK(fails(year, "\"2024-01-01\"") == "before 0");
  CHECK(fails(year, "\"2022-12-31T23:59:59Z\"") == "since -1");
  CHECK(fails(year, "1672531200") == "");
  CHECK(fails(year, "\"yesterday\"") == "since null; before null");
}

TEST_CASE("where: what is not there") {
  CHECK(fails("min = 1", "null") == "present 0");
  CHECK(failed_of_record("where", "field = \"/x\"\nmin = 1", "{\"y\":1}\n") == "present 0");
  CHECK(failed_of_record("where", "field = \"/x/y\"\nmin = 1\nmode = \"drop\"", "{\"x\":3}\n") == "");
  CHECK(fails("present = true", "0") == "");
  CHECK(fails("present = true", "null") == "present 0");
  CHECK(fails("present = false", "null") == "");
  CHECK(fails("present = false", "[]") == "present 0");
}

TEST_CASE("where: mode drop drops records of which all conditions hold") {
  CHECK(fails("min = 1\nmax = 2\nmode = \"drop\"", "1") == "matched 1");
  CHECK(fails("min = 1\nmax = 2\nmode = \"drop\"", "3") == "");
  CHECK(fails("present = true\nmode = \"drop\"", "3") == "matched 1");
  CHECK(fails("present = false\nmode = \"drop\"", "null") == "matched 1");
}

TEST_CASE("where: several elements") {
  const auto elements = [](std::string_view how, std::string_view values) {
    return failed_of_record("where", "field = \"/x/*\"\nmin = 2\nelements = \"" + std::string(how) + "\"",
                            "{\"x\":" + std::string(values) + "}\n");
  };
  CHECK(elements("all", "[2,3]") == "");
  CHECK(elements("all", "[3,1,0]") == "min -1");
  CHECK(elements("any", "[1,3]") == "");
  CHECK(elements("any", "[1,0]") == "min -1");
  CHECK(elements("all", "[]") == "present 0");
}

TEST_CASE("where: the trail has what stands in the field") {
  const RunOp run = run_op("where", "field = \"x\"\nvalues = [\"a\"]", "{\"x\":\"b\"}\n");
  CHECK(run.dropped.find("{\"rule\":\"values\",\"value\":0,\"limit\":1,\"note\":\"\\\"b\\\"\"}") != std::string::npos);
}

TEST_CASE("where: what is refused") {
  const auto error = [](std::string_view params) { return run_op("where", params, "").error; };
  CHECK(error("min = 1").find("field") != std::string::npos);
  CHECK(error("field = \"x\"").find("no condition") != std::string::npos);
  CHECK(error("field = \"x\"\nmin = 2\nmax = 1").find("min is more than max") != std::string::npos);
  CHECK(error("field = \"x\"\nsince = \"May\"").find("since = \"May\" is no date") != std::string::npos);
  CHECK(error("field = \"x\"\nsince = \"2024\"\nbefore = \"2024\"").find("no date is between") != std::string::npos);
  CHECK(error("field = \"x\"\npresent = false\nmin = 1").find("leaves no value") != std::string::npos);
}
