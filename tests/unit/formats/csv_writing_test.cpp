// What records become as CSV, and that reading it gives them back.
#include "formats/csv/csv_writer.h"
#include "support/catch.h"
#include "support/csv_reading.h"

using namespace dsprep;
using namespace dsprep::formats::csv;

namespace {

// The whole file: columns as given, or else {"a", "b"}.
std::string written(const std::vector<std::string_view>& lines, WritingRules rules = {}, std::string* error = nullptr) {
  CsvWriter writer(std::move(rules));
  const std::vector<std::string> columns{"a", "b"};
  if (writer.needs_columns()) (void)writer.set_columns(columns);
  std::string out;
  (void)writer.begin(out);
  const auto encoder = writer.encoder();
  for (const std::string_view line : lines) {
    const Status status = encoder->encode(line, out);
    if (!status.ok() && error) *error = status.error().message;
  }
  return out;
}

}  // namespace

TEST_CASE("csv writer: values and order") {
  CHECK(written({R"({"a":"x","b":1.50})", R"({"b":true,"a":null})", R"({"a":[1,"y"],"b":{"k":"v"}})", "{}"}) ==
        "a,b\nx,1.50\n,true\n\"[1,\"\"y\"\"]\",\"{\"\"k\"\":\"\"v\"\"}\"\n,\n");
  CHECK(written({R"({"a":"\u4e2d\n","b":"\"q\""})"}) == "a,b\n\"中\n\",\"\"\"q\"\"\"\n");
  CHECK(written({R"({"a":"x;y","b":" z"})", R"({"a":"x\ty","b":"z|"})"}) == "a,b\n\"x;y\",\" z\"\n\"x\ty\",\"z|\"\n");
  CHECK(written({R"({"a":1,"a":2,"b":3})"}) == "a,b\n2,3\n");
  WritingRules tab;
  tab.delimiter = '\t';
  tab.bom = true;
  CHECK(written({R"({"a":"x","b":"y"})"}, tab) ==
        "\xef\xbb\xbf"
        "a\tb\nx\ty\n");
  WritingRules bare;
  bare.header = false;
  CHECK(written({R"({"a":"x","b":"y"})"}, bare) == "x,y\n");
}

TEST_CASE("csv writer: a single empty cell is no blank line") {
  WritingRules one;
  one.columns = {"a"};
  CHECK(written({R"({"a":""})", R"({"a":"x"})"}, one) == "a\n\"\"\nx\n");
}

TEST_CASE("csv writer: a field without a column is never lost in silence") {
  WritingRules rules;
  rules.columns = {"a"};
  std::string error;
  written({R"({"a":1,"b":2})"}, rules, &error);
  CHECK(error == "field \"b\" has no column: add it to columns, or give extra = \"drop\" to leave such fields out");
  rules.drop_extra = true;
  error.clear();
  CHECK(written({R"({"b":2,"a":1,"c":3})"}, rules, &error) == "a\n1\n");
  CHECK(error == "");
}

TEST_CASE("csv writer: what was written reads back as equal cells, whatever they hold") {
  const std::vector<std::string> parts{"x",  ",", ";", "\\t", "|",       "\\\"", "'", "\\n", "\\r", "\\\\",        " ",
                                       "中", "😀", "{", "[",   "\\u0000", "#",    "=", "مر",  "-",   "\xef\xbb\xbf"};
  std::uint64_t state = 42;
  const auto random = [&](std::size_t n) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state >> 33) % n;
  };
  for (int file = 0; file < 300; ++file) {
    std::vector<std::string> lines;
    std::string expected;
    for (std::size_t row = 0; row < 1 + random(5); ++row) {
      std::string line = "{\"a\":\"";
      for (std::size_t i = random(6); i > 0; --i) line += parts[random(parts.size())];
      line += "\",\"b\":\"";
      for (std::size_t i = random(6); i > 0; --i) line += parts[random(parts.size())];
      lines.push_back(line + "\"}");
      expected += lines.back() + "\n";
    }
    const std::string csv = written({lines.begin(), lines.end()});
    INFO(csv);
    CHECK(test::read_csv(csv, {}, 1 + random(20)).records == expected);
  }
}
