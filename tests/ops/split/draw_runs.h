// What the tests of mix, balance and subsample share.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_files.h"
#include "support/run_op.h"

namespace dsprep::test::draw {

using Counts = std::map<std::string, int>;

inline std::vector<std::string> lines_of(std::string_view bytes) {
  std::vector<std::string> lines;
  for (std::size_t at = 0, end; at < bytes.size(); at = end + 1) {
    end = bytes.find('\n', at);
    lines.emplace_back(bytes.substr(at, end - at));
  }
  return lines;
}

// How many lines have each value of `pointer`. Of a line in a part the part's name and a TAB stand in front.
inline Counts counts_of(std::string_view output, std::string_view pointer) {
  Counts counts;
  for (const std::string& line : lines_of(output)) {
    const std::string json = line.substr(line.find('{'));
    ++counts[std::string(Value(json).find(pointer).raw())];
  }
  return counts;
}

inline RunOp run(std::string_view op, std::string_view params, const std::string& input, RunHow how = {}) {
  RunOp ran = run_op(op, params, input, how);
  CAPTURE(op, params);
  REQUIRE(ran.error == "");
  return ran;
}

inline std::string error_of(std::string_view op, std::string_view params, const std::string& input = "") {
  return run_op(op, params, input).error;
}
inline bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

inline double metric(const pipeline::RunResult& result, std::string_view name) {
  for (const Metric& found : result.findings.at(0).findings.metrics)
    if (found.name == name) return found.value;
  FAIL("no metric " << name);
  return 0;
}
inline std::string warnings(const pipeline::RunResult& result) {
  std::string all;
  for (const Warning& warning : result.findings.at(0).findings.warnings) all += warning.text + "\n";
  return all;
}

// `n` records of a label with numbers from `first`.
inline std::string labelled(std::string_view label, int n, int first = 0) {
  std::string lines;
  for (int i = 0; i < n; ++i)
    lines += "{\"label\":\"" + std::string(label) + "\",\"n\":" + std::to_string(first + i) + ",\"text\":\"文 " +
             std::to_string(first + i) + "\"}\n";
  return lines;
}

// All data of a run, file after file.
inline std::string data_of(const RunFiles& ran) {
  REQUIRE(ran.error == "");
  std::string all;
  for (const auto& [path, bytes] : ran.files)
    if (path.starts_with("data/")) all += bytes;
  return all;
}

}  // namespace dsprep::test::draw
