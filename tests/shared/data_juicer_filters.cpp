// Data-Juicer's own tests of its filters (input → records kept), from $DSPREP_SHARED/data/peers/data_juicer.
// docs/parity.md says which of them dsprep does not follow, and why.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;

namespace {

struct Case {
  std::string_view op, test, ours, params;
  std::string_view more = {};  // kept here and not there
};

constexpr Case cases[] = {
    {"text_length_filter", "test_case", "length", "min_chars = 10\nmax_chars = 50"},
    {"specified_field_filter", "test_case", "where", "field = \"/meta/suffix\"\nvalues = [\".pdf\", \".txt\"]"},
    {"specified_numeric_field_filter", "test_case", "where", "field = \"/meta/star\"\nmin = 10\nmax = 70"},
    {"specified_numeric_field_filter", "test_str_case", "where", "field = \"/meta/star\"\nmin = 10\nmax = 70"},
    // These have words by a SentencePiece model there, and by ICU's dictionary here, which decides otherwise of two
    // texts.
    {"stopwords_filter", "test_zh_case", "stop_word_ratio", "language = \"zh\"\nwords = \"unicode\"\nmin_ratio = 0.2",
     "字母、数字、下划线、占比、代码"},
    {"word_repetition_filter", "test_zh_case", "word_repetition", "words = \"unicode\"\nn = 3\nmax_ratio = 0.2",
     "欢迎来到阿里巴巴巴巴巴巴巴巴"},
    {"words_num_filter", "test_zh_case", "length", "words = \"unicode\"\nmin_words = 10\nmax_words = 25"},
};

std::vector<std::string> lines_of(Value records) {
  std::vector<std::string> lines;
  for (Value::Elements it = records.elements(); it.next();) lines.emplace_back(it.value()["text"].text().value());
  return lines;
}

}  // namespace

TEST_CASE("Data-Juicer's filters keep the same records") {
  const char* shared = std::getenv("DSPREP_SHARED");
  std::ifstream file(std::string(shared != nullptr ? shared : "") + "/data/peers/data_juicer/filter_keep_sets.jsonl");
  if (shared == nullptr || !file) {
    std::cout << "skipped: filter_keep_sets.jsonl (DSPREP_SHARED is not set, or has none)\n";
    return;
  }
  std::size_t found = 0;
  for (std::string line; std::getline(file, line);) {
    const Value test(line);
    for (const Case& c : cases) {
      if (test["op"].text() != c.op || test["test"].text() != c.test) continue;
      ++found;
      std::string input;
      for (Value::Elements it = test["input"].elements(); it.next();) input.append(it.value().raw()).append("\n");
      const test::RunOp run = test::run_op(c.ours, c.params, input);
      REQUIRE(run.error == "");
      std::vector<std::string> kept;
      for (std::string_view rest = run.output; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1))
        kept.emplace_back(Value(rest.substr(0, rest.find('\n')))["text"].text().value());
      INFO(c.op << " " << c.test);
      if (!c.more.empty()) CHECK(std::erase(kept, c.more) == 1);
      CHECK(kept == lines_of(test["expected"]));
    }
  }
  CHECK(found == std::size(cases));
}
