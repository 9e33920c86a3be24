#include <string>
#include <vector>

#include "ops/report/score/bleu_tokens.h"
#include "ops/report/score/classification.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::ops::score;
using test::run_op;

namespace {

std::string tokens(const char* tokenizer, std::string_view segment) {
  BleuTokens splitter(*bleu_tokenizer(tokenizer));
  std::string text, joined;
  std::vector<std::string_view> parts;
  splitter.split(segment, text, parts);
  for (const std::string_view part : parts) joined.append(joined.empty() ? "" : " ").append(part);
  return joined;
}

double metric(const test::RunOp& run, std::string_view name) {
  for (const auto& step : run.result.findings)
    for (const Metric& one : step.findings.metrics)
      if (one.name == name) return one.value;
  return -1;
}

}  // namespace

TEST_CASE("score: BLEU's tokens are sacreBLEU's") {  // sacreBLEU 2.6.0
  CHECK(tokens("13a", "Hello, world! It's 3.5-4 (or &quot;so&quot;).") ==
        "Hello , world ! It's 3.5 - 4 ( or \" so \" ) .");
  CHECK(tokens("13a", "a..b 1,000 x-ray 5-fold\n") == "a . . b 1,000 x-ray 5 - fold");
  CHECK(tokens("13a", "你好，世界。") == "你好，世界。");
  CHECK(tokens("intl", "你好，世界。") == "你好 ， 世界 。");
  CHECK(tokens("zh", "你好，world。") == "你 好 ， world 。");
  CHECK(tokens("char", "日本 a") == "日 本 a");
  CHECK(tokens("none", "a,b  c") == "a,b c");
  CHECK(tokens("13a", "") == "");
}

TEST_CASE("score: a classification as scikit-learn scores it") {
  ClassificationTotals totals, next;
  const char* right[] = {"2", "0", "2", "2", "0", "1"};
  const char* predicted[] = {"0", "0", "2", "2", "0", "2"};
  for (int i = 0; i < 6; ++i) (i < 3 ? totals : next).count(std::string(right[i]), std::string(predicted[i]));
  totals.merge(std::move(next));
  const ClassificationScores scores = scores_of(totals);
  CHECK(scores.accuracy == Approx(4.0 / 6));
  CHECK(scores.macro_precision == Approx(.44444444));
  CHECK(scores.macro_recall == Approx(.55555556));
  CHECK(scores.macro_f1 == Approx(.48888889));
  CHECK(scores.micro_f1 == Approx(.66666667));
  CHECK(scores.weighted_precision == Approx(.55555556));
  CHECK(scores.weighted_f1 == Approx(.6));
  CHECK(scores.mcc == Approx(.452267).epsilon(1e-5));
  CHECK(scores.kappa == Approx(.428571).epsilon(1e-5));
}

TEST_CASE("score: texts against references") {
  const std::string how = "task = \"translation\"\n";
  const auto bleu = [&](std::string_view line) {
    return metric(run_op("score", how, std::string(line) + "\n"), "score.bleu");
  };
  CHECK(bleu(R"({"hypothesis":"the cat sat on the mat","reference":"the cat sat on the mat"})") == Approx(100));
  CHECK(bleu(R"({"hypothesis":"x y z w","reference":["the cat sat on the mat"]})") == 0);
  CHECK(bleu(R"({"hypothesis":"","reference":"a"})") == 0);
  const test::RunOp equal = run_op("score", how, "{\"hypothesis\":\"好 \",\"reference\":[\"坏\",\"好\"]}\n");
  CHECK(metric(equal, "score.exact_match") == 1);
  CHECK(metric(equal, "score.chrf") == Approx(100));
}

TEST_CASE("score: what cannot be scored is counted, with the reason, and what contradicts itself is refused") {
  const auto reason = [](std::string_view params, std::string_view line) {
    const test::RunOp run = run_op("score", params, std::string(line) + "\n");
    CHECK(metric(run, "score.unscored") == 1);
    CHECK(metric(run, "score.records") == 0);
    const auto& warnings = run.result.findings.at(0).findings.warnings;
    const std::string text = warnings.at(warnings.size() - 1).text;
    return text.substr(text.find("because ") + 8);
  };
  const std::string classification = "task = \"classification\"", translation = "task = \"translation\"";
  CHECK(reason(classification, "{\"label\":1}") == "field /prediction is missing");
  CHECK(reason(classification, "{\"label\":[1],\"prediction\":1}").find("one is a list") != std::string::npos);
  CHECK(reason(translation, "{\"hypothesis\":\"a\",\"reference\":[]}").find("empty list") != std::string::npos);
  CHECK(reason(translation, "{\"hypothesis\":1,\"reference\":\"a\"}") == "field /hypothesis is number, not text");
  CHECK(run_op("score", "task = \"classification\"\ntokenizer = \"zh\"", "").error.find("is for task") !=
        std::string::npos);
  CHECK(run_op("score", "task = \"classification\"\nlabel = \"prediction\"", "").error.find("with itself") !=
        std::string::npos);
  CHECK(run_op("score", "", "").error != "");
  CHECK(run_op("score", classification, "").error == "");
}
