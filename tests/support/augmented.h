// What tests of augmenters ask: the texts that a record becomes, and whether counts are distributed as they should be.
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

namespace dsprep::test {

inline std::vector<std::string> lines_of(const std::string& output) {
  std::vector<std::string> lines;
  for (std::size_t at = 0, end; at < output.size(); at = end + 1) {
    end = output.find('\n', at);
    lines.push_back(output.substr(at, end - at));
  }
  return lines;
}

inline std::string text_of(const std::string& line) { return Value(line)["text"].text().value(); }
inline std::string edits_of(const std::string& line) {
  return std::string(Value(line)["_dsprep"]["recipe"]["edits"].raw());
}

// The record, then its copies.
inline std::vector<std::string> versions(std::string_view op, std::string_view params, std::string_view text,
                                         std::uint64_t seed = 0) {
  RunHow how;
  how.seed = seed;
  const RunOp run = run_op(op, params, record(text), how);
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  std::vector<std::string> texts;
  for (const std::string& line : lines_of(run.output)) texts.push_back(text_of(line));
  REQUIRE(!texts.empty());
  CHECK(texts[0] == text);
  return texts;
}

// Is this χ² with so many degrees of freedom below its 99th percentile (Wilson and Hilferty 1931)?
inline bool is_likely(double chi2, std::size_t freedom) {
  const double k = static_cast<double>(freedom), spread = 2 / (9 * k);
  const double root = 1 - spread + 2.3263 * std::sqrt(spread);
  return chi2 < k * root * root * root;
}

// Two samples of counts: the same distribution? Bins of fewer than ten are put together with the next.
inline bool same_distribution(std::vector<double> a, std::vector<double> b) {
  a.resize(std::max(a.size(), b.size()));
  b.resize(a.size());
  double all_a = 0, all_b = 0;
  for (std::size_t i = 0; i < a.size(); ++i) all_a += a[i], all_b += b[i];
  double chi2 = 0, in_a = 0, in_b = 0;
  std::size_t bins = 0;
  for (std::size_t i = 0; i < a.size(); ++i) {
    in_a += a[i];
    in_b += b[i];
    if (in_a + in_b < 10) continue;
    const double difference = std::sqrt(all_b / all_a) * in_a - std::sqrt(all_a / all_b) * in_b;
    chi2 += difference * difference / (in_a + in_b);
    ++bins;
    in_a = in_b = 0;
  }
  INFO("chi2 " << chi2 << " of " << bins << " bins");
  CHECK(bins > 1);
  return bins > 1 && is_likely(chi2, bins - 1);
}

// Params that every augmenter refuses, records that every one leaves alone or calls malformed.
inline void check_careless(std::string_view op, std::string_view without_edits) {
  for (const char* params : {"copies = 0", "copies = -1", "copies = 1001", "copies = \"two\"", "protect = [\"(\"]",
                             "protect_spans = [\"spans\"]", "feild = \"text\""}) {
    INFO(params);
    const RunOp run = run_op(op, params, record("a b c"));
    CHECK(run.error != "");
    CHECK(run.output == "");
  }
  for (const char* line : {"{}\n", "{\"text\":null}\n", "{\"text\":7}\n", "{\"text\":{}}\n"}) {
    INFO(line);
    const RunOp run = run_op(op, "", line);
    CHECK(run.output == "");
    CHECK(run.malformed != "");
  }
  for (const std::string_view text : {std::string_view(""), std::string_view("  \n"), without_edits}) {
    const RunOp run = run_op(op, "", record(text));
    REQUIRE(run.error == "");
    CHECK(run.output == record(text));
    REQUIRE(!run.result.books.steps[0].counters.empty());
    CHECK(run.result.books.steps[0].counters[0] == 1);
  }
}

}  // namespace dsprep::test
