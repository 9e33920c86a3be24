// Data-Juicer's own pairs of chinese_convert, punctuation and whitespace, from $DSPREP_SHARED/data/peers/data_juicer.
// docs/parity.md says which of them dsprep does not follow, and why.
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;

TEST_CASE("Data-Juicer's pairs of texts: Chinese conversions and punctuation") {
  const char* shared = std::getenv("DSPREP_SHARED");
  std::ifstream file(std::string(shared != nullptr ? shared : "") + "/data/peers/data_juicer/pairs_text_target.jsonl");
  if (shared == nullptr || !file) {
    std::cout << "skipped: pairs_text_target.jsonl (DSPREP_SHARED is not set, or has none)\n";
    return;
  }
  std::size_t chinese = 0, punctuation = 0, other_words = 0;
  for (std::string line; std::getline(file, line);) {
    const Value pair(line);
    const std::string op = pair["op"].text().value(), name = pair["test"].text().value();
    std::string ours, params;
    if (op == "chinese_convert_mapper") {
      ours = "chinese";
      params = "conversion = \"" + name.substr(5) + "\"";  // test_s2t
      ++chinese;
    } else if (op == "punctuation_normalization_mapper") {
      ours = "punctuation";
      params = "variant = \"data_juicer\"";
      ++punctuation;
    } else {
      continue;
    }
    INFO(op << " " << name);
    const test::RunOp run = test::run_op(ours, params, test::record(pair["text"].text().value()));
    REQUIRE(run.error == "");
    const std::string target = pair["target"].text().value();
    // OpenCC's dictionaries before 1.1.7 have 信息安全 → 資訊保安, as Hong Kong says.
    if (target == "網路連線異常，請檢查資訊安全" && run.output != test::record(target)) {
      CHECK(run.output == test::record("網路連線異常，請檢查資訊保安"));
      ++other_words;
      continue;
    }
    CHECK(run.output == test::record(target));
  }
  CHECK(chinese == 21);
  CHECK(punctuation == 1);
  CHECK(other_words <= 1);
}
