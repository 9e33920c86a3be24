#include <algorithm>
#include <string>
#include <string_view>

#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;
using test::RunOp;

namespace {

RunOp compare(const std::string& reference, const std::string& current, const std::string& params = "",
              test::RunHow how = {}) {
  how.files = {{"before.jsonl", reference}};
  return run_op("compare", "against = \"before.jsonl\"\n" + params, current, how);
}

// -1: there is none.
double metric(const RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& one : step.findings.metrics)
      if (one.name == "compare." + std::string(name)) return one.value;
  return -1;
}

// The first cells of each row of a section, "cell|cell" and LF: texts and whole numbers.
std::string rows(const RunOp& run, std::string_view section, std::size_t columns) {
  std::string out;
  for (const auto& step : run.result.findings)
    for (const Finding& finding : step.findings.sections) {
      if (finding.id != section) continue;
      for (const auto& row : finding.rows) {
        for (std::size_t i = 0; i < std::min(columns, row.size()); ++i) {
          if (i > 0) out += '|';
          if (const auto* text = std::get_if<std::string>(&row[i])) out += *text;
          if (const auto* whole = std::get_if<std::int64_t>(&row[i])) out += std::to_string(*whole);
        }
        out += '\n';
      }
    }
  return out;
}

bool warns(const RunOp& run, std::string_view text) {
  for (const auto& step : run.result.findings)
    for (const Warning& warning : step.findings.warnings)
      if (warning.text.find(text) != std::string::npos) return true;
  return false;
}

const char* const before =
    "{\"id\":1,\"text\":\"这家酒店很干净。\",\"label\":\"正面\",\"n\":1}\n"
    "{\"id\":2,\"text\":\"Never again!\",\"label\":\"负面\",\"n\":2}\n"
    "{\"id\":3,\"text\":\"same\",\"n\":3}\n";

}  // namespace

TEST_CASE("compare: records by id: same, changed, added, removed, and which fields changed") {
  const RunOp run = compare(before,
                            "{\"n\":3.0,\"text\":\"sa\\u006de\",\"id\":\"3\"}\n"  // the same, otherwise spelled
                            "{\"id\":1,\"text\":\"这家酒店不干净。\",\"n\":1,\"extra\":[1,2]}\n"
                            "{\"id\":4,\"text\":\"明天再来\",\"n\":9}\n");
  REQUIRE(run.error == "");
  CHECK(metric(run, "records") == 3);
  CHECK(metric(run, "reference_records") == 3);
  CHECK(metric(run, "same") == 1);
  CHECK(metric(run, "changed") == 1);
  CHECK(metric(run, "added") == 1);
  CHECK(metric(run, "removed") == 1);
  CHECK(metric(run, "changed.text") == 1);
  CHECK(metric(run, "changed.label") == 1);
  CHECK(metric(run, "changed.n") == -1);
  const std::string changed = rows(run, "compare_changed", 4);
  CHECK(changed.find("1|text|这家酒店很干净。|这家酒店不干净。\n") != std::string::npos);
  CHECK(changed.find("1|label|正面|(missing)\n") != std::string::npos);
  CHECK(changed.find("1|extra|(missing)|[1,2]\n") != std::string::npos);
  CHECK(rows(run, "compare_added", 2) == "4|明天再来\n");
  CHECK(rows(run, "compare_removed", 2) == "2|Never again!\n");
  CHECK(metric(run, "fields_added") == 1);
  CHECK(metric(run, "fields_removed") == 1);
  CHECK(warns(run, "fields that the reference lacks: extra"));
  CHECK(warns(run, "fields that are no longer there: label"));
}

TEST_CASE("compare: without ids whole records are compared, as often as they stand there") {
  const RunOp run = compare("{\"a\":1}\n{\"a\":1}\n{\"a\":2}\n", "{\"a\":1.0}\n{\"a\":3}\n{\"a\":2}\n{\"a\":2}\n");
  CHECK(metric(run, "same") == 2);
  CHECK(metric(run, "added") == 2);
  CHECK(metric(run, "removed") == 1);
  CHECK(metric(run, "changed") == -1);  // cannot be known
  const RunOp content = compare(before, before, "by = \"content\"");
  CHECK(metric(content, "same") == 3);
  CHECK(warns(content, "the two datasets have the same records"));
}

TEST_CASE("compare: the order of members, spelling and ignored members do not matter; the order of a list does") {
  CHECK(metric(compare("{\"a\":{\"x\":1,\"y\":[true,null]},\"b\":\"é\"}\n",
                       "{\"b\":\"\\u00e9\",\"a\":{\"y\":[true,null],\"x\":1e0}}\n"),
               "same") == 1);
  CHECK(metric(compare("{\"a\":[1,2]}\n", "{\"a\":[2,1]}\n"), "same") == 0);
  CHECK(metric(compare("{\"a\":\"1\"}\n", "{\"a\":1}\n"), "same") == 0);
  CHECK(metric(compare("{\"a\":1,\"at\":\"08:00\"}\n", "{\"at\":\"09:00\",\"a\":1}\n", "ignore = [\"at\"]"), "same") ==
        1);
}

TEST_CASE("compare: records that share an id are paired, equal ones first, and told") {
  const RunOp run = compare("{\"id\":1,\"a\":1}\n{\"id\":1,\"a\":2}\n",
                            "{\"id\":1,\"a\":2}\n{\"id\":1,\"a\":3}\n{\"id\":1,\"a\":4}\n");
  CHECK(metric(run, "same") == 1);
  CHECK(metric(run, "changed") == 1);
  CHECK(metric(run, "added") == 1);
  CHECK(metric(run, "removed") == 0);
  CHECK(metric(run, "duplicate_ids") == 3);
  CHECK(warns(run, "3 records with an id that an earlier record"));
}

TEST_CASE("compare: thousands of records with one id") {
  std::string one, other;
  for (int i = 0; i < 5000; ++i) {
    one += "{\"id\":7,\"a\":1}\n";
    other += "{\"id\":7,\"a\":" + std::to_string(i % 2) + "}\n";
  }
  const RunOp run = compare(one, other, "", {.memory_budget = 64u << 10});
  REQUIRE(run.error == "");
  CHECK(metric(run, "same") == 2500);
  CHECK(metric(run, "changed") == 2500);
}

TEST_CASE("compare: some records without an id") {
  const RunOp run =
      compare("{\"id\":1,\"a\":1}\n{\"a\":2}\n{\"id\":null,\"a\":3}\n", "{\"id\":1,\"a\":5}\n{\"a\":2}\n");
  CHECK(metric(run, "same") == 1);
  CHECK(metric(run, "changed") == 1);
  CHECK(metric(run, "removed") == 1);
  CHECK(metric(run, "without_id") == 3);
  CHECK(warns(run, "3 records without an id, /id: compared by content"));
}

TEST_CASE("compare: ids that are not the same in kind, or not there") {
  CHECK(warns(compare("{\"id\":1}\n", "{\"id\":2}\n"), "no id of the reference, /id, is here"));
  CHECK(compare(before, before, "id = \"key\"").error.find("has an id, /key: look at the name") != std::string::npos);
  CHECK(compare(before, before, "label = \"lable\"").error.find("has a label, /lable") != std::string::npos);
}

TEST_CASE("compare: an empty dataset on one side or both") {
  const RunOp gone = compare(before, ""), fresh = compare("", before), none = compare("", "");
  CHECK(metric(gone, "removed") == 3);
  CHECK(warns(gone, "the dataset has no records"));
  CHECK(metric(fresh, "added") == 3);
  CHECK(warns(fresh, "before.jsonl has no records"));
  CHECK(warns(none, "neither dataset has a record"));
  CHECK(metric(fresh, "psi.n") == -1);
}

TEST_CASE("compare: drift of labels, also nested and in lists, of values and of numbers") {
  std::string was, is;
  const auto add = [](std::string& lines, const char* label, int times) {
    for (int i = 0; i < times; ++i) lines += std::string("{\"meta\":{\"label\":[\"") + label + "\"]},\"ok\":true}\n";
  };
  const char* const labels[] = {"甲", "乙", "丙", "丁", "戊"};
  const int r[] = {100, 200, 300, 250, 150}, c[] = {80, 170, 280, 290, 180};
  for (int i = 0; i < 5; ++i) {
    add(was, labels[i], r[i]);
    add(is, labels[i], c[i]);
  }
  const RunOp run = compare(was, is, "label = \"/meta/label\"");
  CHECK(metric(run, "psi.meta/label") == Approx(.0221247432).epsilon(1e-8));
  CHECK(metric(run, "js.meta/label") == Approx(.0525557664).epsilon(1e-8));
  CHECK(metric(run, "chi2.meta/label") == Approx(11.0345455).epsilon(1e-8));
  CHECK(metric(run, "cramers_v.meta/label") == Approx(.0593130).epsilon(1e-5));
  CHECK(metric(run, "linf.meta/label") == Approx(.04));
  CHECK(metric(run, "psi.ok") == 0);
  CHECK(rows(run, "compare_drift", 3).find("meta/label|labels|none\n") != std::string::npos);
  std::string x, z;
  for (const int v : {1, 2, 2, 3, 4, 5, 6, 7, 8, 9}) x += "{\"v\":" + std::to_string(v) + "}\n";
  for (const int v : {12, 2, 3, 4, 4, 5, 6, 7, 8, 9, 10, 11}) z += "{\"v\":" + std::to_string(v) + "}\n";
  const RunOp numbers = compare(x, z);
  CHECK(metric(numbers, "ks.v") == Approx(.25));
  CHECK(metric(numbers, "ks_p.v") == Approx(.7956).epsilon(1e-3));
  CHECK(metric(numbers, "wasserstein.v") == Approx(2.05));
  CHECK(metric(numbers, "wasserstein_std.v") == Approx(.785562).epsilon(1e-5));
}

TEST_CASE("compare: a field of another type, or whose numbers are infinite, is told and no reason to stop") {
  const RunOp run = compare("{\"v\":1}\n{\"v\":1e999}\n", "{\"v\":\"一\"}\n{\"v\":2}\n{\"v\":\"b\"}\n");
  REQUIRE(run.error == "");
  CHECK(metric(run, "fields_of_another_type") == 1);
  CHECK(warns(run, "v is text, and number there"));
  CHECK(metric(compare("{\"v\":1e999}\n", "{\"v\":1}\n"), "psi.v") == -1);
}

TEST_CASE("compare: words that moved") {
  const RunOp run = compare("{\"text\":\"cat cat dog\"}\n", "{\"text\":\"cat 明天 bird bird\"}\n");
  CHECK(metric(run, "words.new") == 2);
  CHECK(metric(run, "words.gone") == 1);
  CHECK(metric(run, "words.js") > 0.3);
  CHECK(rows(run, "compare_words", 2) == "bird|more\n明天|more\ndog|less\ncat|less\n");
  CHECK(metric(compare("{\"text\":\"a\"}\n", "{\"text\":\"b\"}\n", "vocabulary = false"), "words.new") == -1);
}

TEST_CASE("compare: the same whatever the memory, the chunks and the threads") {
  std::string was, is;
  for (int i = 0; i < 3000; ++i) {
    const std::string n = std::to_string(i);
    was += "{\"id\":" + n + ",\"text\":\"word" + n + " 词" + std::to_string(i % 7) + "\",\"v\":" + n + "}\n";
    if (i % 5 != 0)
      is += "{\"id\":" + n + ",\"text\":\"word" + n + " 词" + std::to_string(i % 11) + "\",\"v\":" + n + "}\n";
  }
  std::string first;
  for (const std::size_t chunk : {std::size_t{300}, std::size_t{1} << 20})
    for (const std::uint64_t memory : {std::uint64_t{64} << 10, std::uint64_t{64} << 20}) {
      const RunOp run = compare(was, is, "", {.threads = 2, .chunk_size = chunk, .memory_budget = memory});
      CHECK(metric(run, "removed") == 600);
      CHECK(metric(run, "same") + metric(run, "changed") == 2400);
      std::string all;
      for (const char* section : {"compare_changed", "compare_removed", "compare_drift", "compare_words"})
        all += rows(run, section, 3);
      if (first.empty()) first = all;
      CHECK(all == first);
    }
}

TEST_CASE("compare: what cannot be asked") {
  CHECK(run_op("compare", "", "{}\n").error.find("against") != std::string::npos);
  CHECK(run_op("compare", "against = \"\"", "{}\n").error.find("against is empty") != std::string::npos);
  CHECK(compare(before, before, "by = \"content\"\nid = \"id\"").error.find("looks at no id") != std::string::npos);
  CHECK(compare(before, before, "id = \"/a/*\"").error.find("a record has one id") != std::string::npos);
  CHECK(compare(before, before, "ignore = [\"/a/b\"]").error.find("only a member of the record itself") !=
        std::string::npos);
  CHECK(compare(before, before, "vocabulary = false\nwords = \"uax29\"").error.find("vocabulary = false") !=
        std::string::npos);
  CHECK(compare("not json\n", before).error != "");
}
