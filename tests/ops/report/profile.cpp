#include <optional>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::optional<double> metric(const test::RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& m : step.findings.metrics)
      if (m.name == name) return m.value;
  return std::nullopt;
}

const Finding* section(const test::RunOp& run, std::string_view id) {
  for (const auto& step : run.result.findings)
    for (const Finding& finding : step.findings.sections)
      if (finding.id == id) return &finding;
  return nullptr;
}

std::string text_of(const Finding::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return std::to_string(*integer);
  return ValueBuilder().number(std::get<double>(cell)).take();
}

// A section as lines of cells between bars.
std::string shown(const test::RunOp& run, std::string_view id) {
  const Finding* finding = section(run, id);
  if (!finding) return "(none)";
  std::string out;
  for (const auto& row : finding->rows) {
    REQUIRE(row.size() == finding->columns.size());
    for (std::size_t i = 0; i < row.size(); ++i) out += (i ? "|" : "") + text_of(row[i]);
    out += "\n";
  }
  return out;
}

std::string everything(const test::RunOp& run) {
  std::string out;
  for (const auto& step : run.result.findings) {
    for (const Metric& m : step.findings.metrics) out += m.name + "=" + text_of(m.value) + "\n";
    for (const Finding& finding : step.findings.sections)
      out += finding.id + ": " + finding.note + "\n" + shown(run, finding.id);
  }
  return out;
}

test::RunOp profile(const std::string& input, std::string_view params = "") {
  test::RunOp run = run_op("profile", params, input);
  REQUIRE(run.error == "");
  CHECK(run.result.books.kept == run.result.books.read - run.result.books.malformed);
  CHECK(run.dropped == "");
  return run;
}

}  // namespace

TEST_CASE("profile: fields, their types and what is missing") {
  const test::RunOp run = profile(
      "{\"text\":\"一二三\",\"n\":1}\n"
      "{\"text\":null,\"n\":2.5}\n"
      "{\"n\":\"2\",\"ok\":true}\n"
      "{\"text\":\"\",\"n\":[1],\"o\":{}}\n");
  CHECK(shown(run, "fields") ==
        "n|0|0|number 2, text 1, array 1|4\n"
        "o|3|0|object 1|1\n"
        "ok|3|0|boolean 1|1\n"
        "text|1|1|text 2|2\n");
  CHECK(metric(run, "records") == 4);
  CHECK(metric(run, "fields") == 4);
  CHECK(metric(run, "field.text.missing_share") == 0.25);
  CHECK(metric(run, "field.text.null_share") == 0.25);
  CHECK(metric(run, "field.n.mean") == 1.75);
  CHECK(metric(run, "text.missing_share") == 0.5);
  CHECK(metric(run, "text.empty_share") == 0.5);
  CHECK(shown(run, "numbers") == "n|2|1|1|1|1|1.75|2.5|2.5|2.5\n");
  CHECK(shown(run, "texts") == "n|1|0|1|1|1|1|1|1\ntext|2|1|0|0|0|1.5|3|3\n");
}

TEST_CASE("profile: the text in characters, words and lines") {
  const test::RunOp run = profile(
      "{\"text\":\"one two\\nthree\"}\n"
      "{\"text\":\"你好，世界\"}\n"
      "{\"text\":\"\"}\n"
      "{\"text\":\"e\\u0301 😀\"}\n");
  CHECK(shown(run, "text") ==
        "characters|22|0|0|4|5.5|13|13\n"
        "words|6|0|0|1|1.5|3|3\n"
        "lines|4|0|0|1|1|2|2\n");
  CHECK(metric(run, "text.chars.total") == 22);
  CHECK(metric(run, "text.words.mean") == 1.5);
  CHECK(metric(run, "text.lines.max") == 2);
  CHECK(shown(run, "text_chars") == "0|1\n1|0\n2|0\n3–4|1\n5–8|1\n9–16|1\n");
  CHECK(shown(run, "text_lines") == "0|1\n1|2\n2|1\n");
}

TEST_CASE("profile: histograms begin where something is, and count everything") {
  std::string input;
  for (int n : {4096, 4097, 8191, 8192, 8193})
    input += "{\"text\":\"" + std::string(static_cast<std::size_t>(n), 'x') + "\"}\n";
  CHECK(shown(profile(input), "text_chars") == "2049–4096|1\n4097–8192|3\n8193–16384|1\n");
}

TEST_CASE("profile: copies") {
  const test::RunOp run =
      profile("{\"text\":\"a\"}\n{\"text\":\"\\u0061\"}\n{\"text\":\"b\"}\n{\"text\":\"\"}\n{\"text\":\"\"}\n{}\n");
  CHECK(metric(run, "text.distinct") == 2);
  CHECK(metric(run, "text.duplicate_share") == Approx(1.0 / 3));
}

TEST_CASE("profile: the balance of labels") {
  std::string input;
  for (int i = 0; i < 6; ++i) input += "{\"text\":\"t\",\"label\":\"体育\"}\n";
  for (int i = 0; i < 2; ++i) input += "{\"text\":\"t\",\"label\":7}\n";
  input += "{\"text\":\"t\"}\n{\"text\":\"t\",\"label\":null}\n";
  const test::RunOp run = profile(input);
  CHECK(shown(run, "labels") == "体育|6|0.75\n7|2|0.25\n");
  CHECK(metric(run, "label.classes") == 2);
  CHECK(metric(run, "label.imbalance_ratio") == 3);
  CHECK(*metric(run, "label.entropy") == Approx(0.8112781245));
  CHECK(metric(run, "label.missing_share") == 0.2);

  const test::RunOp lists =
      profile("{\"meta\":{\"tags\":[\"a\",\"b\"]}}\n{\"meta\":{\"tags\":[\"a\",null,{}]}}\n{\"meta\":{\"tags\":[]}}\n",
              "label = \"/meta/tags\"");
  CHECK(shown(lists, "labels") == "a|2|" + text_of(2.0 / 3) + "\nb|1|" + text_of(1.0 / 3) + "\n");
  CHECK(*metric(lists, "label.missing_share") == Approx(1.0 / 3));
  CHECK(section(profile("{\"text\":\"a\"}\n"), "labels") == nullptr);
  CHECK(metric(profile("{\"label\":true}\n"), "label.entropy") == 0);

  std::string many;
  for (int i = 0; i < 10'001; ++i) many += "{\"label\":" + std::to_string(i) + "}\n";
  const test::RunOp flood = profile(many);
  REQUIRE(section(flood, "labels") != nullptr);
  CHECK(section(flood, "labels")->rows.empty());
  CHECK_FALSE(metric(flood, "label.classes").has_value());
}

TEST_CASE("profile: frequent values are cut at 80 characters, not within one") {
  std::string long_text;
  for (int i = 0; i < 100; ++i) long_text += "长";
  std::string input;
  for (int i = 0; i < 3; ++i)
    input += "{\"prompt\":\"" + long_text + "\",\"lang\":\"zh\",\"id\":\"" + std::to_string(i) + "\",\"ok\":false}\n";
  const test::RunOp run = profile(input);
  CHECK(shown(run, "values") == "lang|zh|3|1\nok|false|3|1\nprompt|" + long_text.substr(0, 240) + "…|3|1\n");
  CHECK(everything(run).find(long_text) == std::string::npos);
}

TEST_CASE("profile: of duplicate keys the last counts, and escaped names are names") {
  const test::RunOp run = profile("{\"a\":1,\"a\":\"x\"}\n{\"\\u0061\":2,\"a\":3}\n{\"a\":null,\"\\u0061\":true}\n");
  CHECK(shown(run, "fields") == "a|0|0|boolean 1, number 1, text 1|3\n");
}

TEST_CASE("profile: more fields than it shows") {
  const auto name = [](int i) { return "k" + std::to_string(10'000 + i); };
  std::string forward, backward;
  for (int i = 0; i < 500; ++i) {
    forward += "{\"" + name(i) + "\":1,\"" + name(499) + "\":2}\n";
    backward += "{\"" + name(499 - i) + "\":1,\"" + name(499) + "\":2}\n";
  }
  std::string wide = "{";
  for (int i = 499; i >= 0; --i) wide += "\"" + name(i) + "\":1" + (i ? "," : "}\n");
  for (const std::string& input : {forward, backward, wide}) {
    const test::RunOp run = profile(input);
    const Finding* fields = section(run, "fields");
    REQUIRE(fields != nullptr);
    REQUIRE(fields->rows.size() == 200);
    CHECK(text_of(fields->rows[0][0]) == name(0));
    CHECK(text_of(fields->rows[199][0]) == name(199));
    CHECK(fields->note.find("first 200 of about 500") != std::string::npos);
    CHECK(metric(run, "fields") == 500);
  }
  const test::RunOp long_name = profile("{\"" + std::string(300, 'x') + "\":1,\"a\":2}\n");
  REQUIRE(section(long_name, "fields") != nullptr);
  CHECK(section(long_name, "fields")->rows.size() == 1);
  CHECK(section(long_name, "fields")->note != "");
}

TEST_CASE("profile: numbers beyond doubles, and nothing at all") {
  const test::RunOp run = profile("{\"n\":1e999}\n{\"n\":123456789012345678901234567890}\n{\"n\":-0.0}\n{}\n");
  CHECK(metric(run, "field.n.missing_share") == 0.25);
  const test::RunOp none = profile("");
  CHECK(metric(none, "records") == 0);
  CHECK(metric(none, "fields") == 0);
}

TEST_CASE("profile: the same for any threads and chunk size") {
  base::Rng rng(6);
  std::string input;
  for (int i = 0; i < 4000; ++i) {
    ValueBuilder builder;
    builder.begin_object();
    if (rng.below(10) > 0)
      builder.member("text", "词 " + std::to_string(rng.below(3000)) + std::string(rng.below(300), 'x'));
    if (rng.below(3) > 0) builder.member("label", std::to_string(rng.below(5)));
    if (rng.below(2) > 0) builder.member("score", rng.uniform() * 1000 - 300);
    builder.member("field" + std::to_string(rng.below(300)), static_cast<std::int64_t>(rng.below(1'000'000)));
    input += builder.end_object().take() + "\n";
  }
  std::string expected;
  for (const unsigned threads : {1u, 3u}) {
    for (const std::size_t chunk_size : {std::size_t{200}, std::size_t{7000}, std::size_t{1} << 20}) {
      test::RunHow how;
      how.threads = threads;
      how.chunk_size = chunk_size;
      const test::RunOp run = run_op("profile", "", input, how);
      REQUIRE(run.error == "");
      if (expected.empty()) expected = everything(run);
      CHECK(everything(run) == expected);
    }
  }
}
