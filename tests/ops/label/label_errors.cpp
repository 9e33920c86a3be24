#include <cmath>
#include <string>

#include "ops/label/label_errors/confident.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::ops::label_errors;
using test::run_op;

namespace {

std::string reason(std::string_view line, std::string_view more = "") {
  const test::RunOp run =
      run_op("label_errors", "probabilities = \"p\"\n" + std::string(more), std::string(line) + "\n");
  CHECK(run.error == "");
  CHECK(run.output == "");
  return std::string(Value(run.malformed)["reason"].text().value_or(""));
}

}  // namespace

TEST_CASE("label_errors: scores are cleanlab's") {  // cleanlab 2.9.0, rank.get_label_quality_scores
  const double p[] = {0.7, 0.2, 0.1};
  CHECK(score_of(Score::self_confidence, 1, p) == 0.2);
  CHECK(score_of(Score::normalized_margin, 0, p) == Approx(0.75));
  CHECK(score_of(Score::normalized_margin, 2, p) == Approx(0.2));
  const double h = -(0.7 * std::log(0.7) + 0.2 * std::log(0.2) + 0.1 * std::log(0.1)) / std::log(3.0);
  CHECK(score_of(Score::confidence_weighted_entropy, 1, p) == Approx(std::log(h / 0.2 + 1) / (h / 0.2)).epsilon(1e-12));
  const double sure[] = {1, 0};
  CHECK(score_of(Score::confidence_weighted_entropy, 0, sure) == Approx(0).margin(1e-12));
}

TEST_CASE("label_errors: a calibrated joint keeps the records of every label") {
  const Counts joint = {{30, 7, 1}, {5, 20, 3}, {1, 1, 1}};
  const std::vector<std::uint64_t> records = {100, 41, 7};
  const Counts made = calibrated(joint, records);
  for (std::size_t k = 0; k < 3; ++k) {
    std::int64_t sum = 0;
    for (const std::int64_t count : made[k]) sum += count;
    CHECK(sum == static_cast<std::int64_t>(records[k]));
  }
  CHECK(made[0] == std::vector<std::int64_t>{79, 18, 3});
  CHECK(to_take(made, 1) == made);
  CHECK(to_take({{0, 3}, {2, 5}}, 1) == Counts{{1, 2}, {2, 5}});
}

TEST_CASE("label_errors: what cannot be judged is malformed, with the reason") {
  CHECK(reason(R"({"p":[1]})") == "field /label is missing");
  CHECK(reason(R"({"label":"a"})") == "field /p is missing");
  CHECK(reason(R"({"label":"a","p":"x"})") == "field /p is text, not array or object");
  CHECK(reason(R"({"label":"a","p":{"b":1}})") == "the label in /label has no probability in /p");
  CHECK(reason(R"({"label":2,"p":[0.5,0.5]})") == "the label in /label has no probability in /p");
  CHECK(reason(R"({"label":0,"p":[0.5,0.6]})") == "the probabilities in /p do not add up to 1");
  CHECK(reason(R"({"label":0,"p":[1.5,-0.5]})") == "the probabilities in /p are not all numbers from 0 to 1");
  CHECK(reason(R"({"label":"好","p":[0.5,0.5]})", "classes = [\"好\"]") ==
        "the probabilities in /p are not as many as classes has names");
}

TEST_CASE("label_errors: lists that differ in length, and lists beside objects, are refused") {
  const auto error = [](std::string_view input) {
    return run_op("label_errors", "probabilities = \"p\"", input).error;
  };
  CHECK(error("{\"label\":0,\"p\":[0.5,0.5]}\n{\"label\":0,\"p\":[1]}\n").find("from 1 to 2 probabilities") !=
        std::string::npos);
  CHECK(error("{\"label\":0,\"p\":[0.5,0.5]}\n{\"label\":\"a\",\"p\":{\"a\":1}}\n").find("lists in some records") !=
        std::string::npos);
  CHECK(error("") == "");
  CHECK(run_op("label_errors", "probabilities = \"p\"\ninto = \"label\"", "").error.find("is what is judged") !=
        std::string::npos);
}

TEST_CASE("label_errors: one class has no issues, and labels of a list may have names") {
  const test::RunOp one = run_op("label_errors", "probabilities = \"p\"", "{\"label\":\"a\",\"p\":{\"a\":1}}\n");
  CHECK(one.output == "{\"label\":\"a\",\"p\":{\"a\":1},\"issue\":false}\n");
  const test::RunOp named = run_op("label_errors",
                                   "probabilities = \"p\"\nclasses = [\"坏\", \"好\"]\nsuggestion = \"s\"\nmethod = "
                                   "\"predicted_neq_given\"",
                                   "{\"label\":\"坏\",\"p\":[0.1,0.9]}\n{\"label\":\"好\",\"p\":[0.1,0.9]}\n");
  CHECK(named.output ==
        "{\"label\":\"坏\",\"p\":[0.1,0.9],\"issue\":true,\"s\":\"好\"}\n{\"label\":\"好\",\"p\":[0.1,0.9],\"issue\":"
        "false}\n");
}
