#include <string>

#include "ops/label/label_model/assignment.h"

#include <algorithm>
#include <numeric>

#include "base/rng.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "votes/vote_counts.h"

using namespace dsprep;
using test::run_op;

TEST_CASE("label_model: the best assignment is that of all permutations") {
  base::Rng rng(7);
  for (int round = 0; round < 200; ++round) {
    const std::size_t n = 1 + rng.below(6);
    std::vector<std::vector<double>> gain(n, std::vector<double>(n));
    for (auto& row : gain)
      for (double& x : row) x = static_cast<double>(rng.below(20));
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), 0u);
    double best = -1;
    do {
      double sum = 0;
      for (std::size_t i = 0; i < n; ++i) sum += gain[i][order[i]];
      best = std::max(best, sum);
    } while (std::next_permutation(order.begin(), order.end()));
    double found = 0;
    const auto chosen = ops::label_model::best_assignment(gain);
    for (std::size_t i = 0; i < n; ++i) found += gain[i][chosen[i]];
    CHECK(found == best);
  }
}

// Snorkel's own fixture (test/labeling/test_analysis.py), as definitions of LFAnalysis.
TEST_CASE("label_model: votes are counted as Snorkel's LFAnalysis counts them") {
  const int rows[6][6] = {{-1, -1, 0, -1, -1, 0}, {-1, -1, -1, 2, -1, -1},  {2, -1, -1, -1, -1, 0},
                          {1, -1, 2, -1, 0, 0},   {-1, -1, -1, -1, -1, -1}, {1, -1, 0, 2, 1, 0}};
  votes::VoteCounts counts, second;
  for (int row = 0; row < 6; ++row) {
    std::vector<votes::Answer> answers;
    std::vector<std::string> names = {"0", "1", "2"};
    for (std::size_t rule = 0; rule < 6; ++rule)
      if (rows[row][rule] >= 0) answers.push_back({{}, names[static_cast<std::size_t>(rows[row][rule])], rule});
    REQUIRE((row < 2 ? counts : second).count(answers, 6).ok());
  }
  REQUIRE(counts.merge(std::move(second)).ok());
  CHECK(counts.records() == 6);
  CHECK(counts.covered() == 5);
  CHECK(counts.overlapping() == 4);
  CHECK(counts.conflicting() == 3);
  const std::uint64_t overlaps[] = {3, 0, 3, 1, 2, 4}, conflicts[] = {3, 0, 2, 1, 2, 3},
                      coverage[] = {3, 0, 3, 2, 2, 4};
  std::uint64_t voted[6] = {};
  const auto items = counts.items();
  const auto together = counts.together();
  for (std::size_t i = 0; i < items.size(); ++i) voted[items[i].rule] += together[i][i];
  for (std::size_t rule = 0; rule < 6; ++rule) {
    CHECK(counts.overlaps(rule) == overlaps[rule]);
    CHECK(counts.conflicts(rule) == conflicts[rule]);
    CHECK(voted[rule] == coverage[rule]);
  }
  CHECK(counts.labels() == std::vector<std::string>{"0", "1", "2"});
}

TEST_CASE("label_model: what cannot be fitted is said") {
  const auto error = [](std::string_view params, std::string_view input) {
    return run_op("label_model", "votes = \"v\"\n" + std::string(params), input).error;
  };
  CHECK(error("", "{\"v\":[1,0]}\n").find("it needs three; use majority") != std::string::npos);
  CHECK(error("", "{\"v\":[null,null,null]}\n") == "");
  CHECK(error("class_balance = { a = 1 }", "{\"v\":[\"a\",\"b\",\"a\"]}\n").find("nothing of the label \"b\"") !=
        std::string::npos);
  CHECK(error("class_balance = { a = 1, b = 1, x = 1 }", "{\"v\":[\"a\",\"b\",\"a\"]}\n").find("leave out") !=
        std::string::npos);
  CHECK(error("class_balance = { a = 0 }", "").find("above 0") != std::string::npos);
  CHECK(error("class_balance = { a = 1 }\nbalance = \"majority\"", "").find("give one") != std::string::npos);
  CHECK(error("learning_rate = 1e9", "{\"v\":[\"a\",\"b\",\"a\"]}\n{\"v\":[\"a\",\"b\",\"b\"]}\n")
            .find("learning_rate lower") != std::string::npos);
}
