#include "ops/label/dawid_skene/em.h"

#include <cmath>
#include <map>

#include "base/rng.h"
#include "support/catch.h"
#include "support/quiet_decider.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::ops;
using test::run_op;

namespace {

// 300 tasks, 12 annotators of three kinds, two of three labels that are often confused.
dawid_skene::AnswerMatrix random_answers(std::uint64_t seed) {
  base::Rng rng(seed);
  dawid_skene::AnswerMatrix matrix;
  matrix.labels = {"\"a\"", "\"b\"", "\"c\""};
  for (int w = 0; w < 12; ++w) matrix.annotators.push_back(std::to_string(w));
  matrix.begin.push_back(0);
  for (int task = 0; task < 300; ++task) {
    const auto truth = static_cast<std::uint32_t>(rng.below(3));
    for (std::uint32_t w = 0; w < 12; ++w) {
      if (rng.below(3) == 0) continue;
      const double right = w < 4 ? 0.9 : w < 8 ? 0.6 : 0.34;
      matrix.annotator.push_back(w);
      matrix.label.push_back(rng.uniform() < right ? truth : static_cast<std::uint32_t>(rng.below(3)));
    }
    matrix.keys.push_back(std::to_string(task));
    matrix.begin.push_back(matrix.label.size());
  }
  return matrix;
}

// The same as the paper writes it: no logarithms, no blocks.
std::vector<double> slow_twin(const dawid_skene::AnswerMatrix& m, std::size_t iterations) {
  const std::size_t K = m.labels.size(), W = m.annotators.size(), n = m.tasks();
  std::vector<std::vector<double>> q(n, std::vector<double>(K));
  for (std::size_t t = 0; t < n; ++t)
    for (auto a = m.begin[t]; a < m.begin[t + 1]; ++a)
      q[t][m.label[a]] += 1.0 / static_cast<double>(m.begin[t + 1] - m.begin[t]);
  for (std::size_t i = 0; i < iterations; ++i) {
    std::vector<double> p(K);
    std::map<std::tuple<std::size_t, std::size_t, std::size_t>, double> pi;
    std::map<std::pair<std::size_t, std::size_t>, double> sum;
    for (std::size_t t = 0; t < n; ++t)
      for (std::size_t k = 0; k < K; ++k) {
        p[k] += q[t][k] / static_cast<double>(n);
        for (auto a = m.begin[t]; a < m.begin[t + 1]; ++a) {
          pi[{m.annotator[a], k, m.label[a]}] += q[t][k];
          sum[{m.annotator[a], k}] += q[t][k];
        }
      }
    for (std::size_t t = 0; t < n; ++t) {
      double all = 0;
      for (std::size_t k = 0; k < K; ++k) {
        q[t][k] = p[k];
        for (auto a = m.begin[t]; a < m.begin[t + 1]; ++a)
          q[t][k] *= std::max(1e-10, pi[{m.annotator[a], k, m.label[a]}] / sum[{m.annotator[a], k}]);
        all += q[t][k];
      }
      for (double& x : q[t]) x /= all;
    }
    (void)W;
  }
  std::vector<double> flat;
  for (const auto& row : q) flat.insert(flat.end(), row.begin(), row.end());
  return flat;
}

}  // namespace

TEST_CASE("dawid_skene: the posteriors are those of the model as it is written down") {
  for (const std::uint64_t seed : {1u, 2u, 3u}) {
    const dawid_skene::AnswerMatrix matrix = random_answers(seed);
    test::QuietDecider decider;
    const auto fit = dawid_skene::fit(matrix, 15, 0, decider);
    REQUIRE(fit.ok());
    const std::vector<double> twin = slow_twin(matrix, fit->log_likelihood.size());
    REQUIRE(twin.size() == fit->posterior.size());
    double largest = 0;
    for (std::size_t i = 0; i < twin.size(); ++i) largest = std::max(largest, std::abs(twin[i] - fit->posterior[i]));
    CHECK(largest < 1e-9);
  }
}

TEST_CASE("dawid_skene: the log-likelihood never falls, and the fit converges") {
  for (std::uint64_t seed = 10; seed < 20; ++seed) {
    test::QuietDecider decider;
    const auto fit = dawid_skene::fit(random_answers(seed), 1000, 1e-9, decider);
    REQUIRE(fit.ok());
    CHECK(fit->converged);
    for (std::size_t i = 1; i < fit->log_likelihood.size(); ++i)
      CHECK(fit->log_likelihood[i] >= fit->log_likelihood[i - 1] - 1e-6);
  }
}

TEST_CASE("dawid_skene: odd datasets are defined") {
  const auto run = [](std::string_view input) {
    const test::RunOp ran = run_op("dawid_skene", "answers = \"a\"", input);
    CHECK(ran.error == "");
    CHECK(ran.malformed == "");
    return ran.output;
  };
  CHECK(run("") == "");
  CHECK(run("{\"a\":[]}\n") == "{\"a\":[]}\n");
  // One annotator, one class, annotators who never meet.
  CHECK(run("{\"a\":[{\"annotator\":1,\"label\":\"好\"}]}\n") ==
        "{\"a\":[{\"annotator\":1,\"label\":\"好\"}],\"label\":\"好\"}\n");
  CHECK(run("{\"a\":[{\"annotator\":\"x\",\"label\":1}]}\n{\"a\":[{\"annotator\":\"y\",\"label\":2}]}\n") ==
        "{\"a\":[{\"annotator\":\"x\",\"label\":1}],\"label\":1}\n{\"a\":[{\"annotator\":\"y\",\"label\":2}],\"label\":"
        "2}\n");
  CHECK(run_op("dawid_skene", "answers = \"a\"\ngold = \"label\"", "").error.find("same field") != std::string::npos);
}
