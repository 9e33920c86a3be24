// What the tests of ratio share.
#pragma once

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

namespace dsprep::test::ratio {

using Sizes = std::map<std::string, int>;

struct Line {
  std::string part, json;
  std::string at(std::string_view pointer) const { return std::string(Value(json).find(pointer).raw()); }
};

inline std::vector<Line> lines_of(const test::RunOp& run) {
  std::vector<Line> lines;
  for (std::size_t at = 0, end; at < run.output.size(); at = end + 1) {
    end = run.output.find('\n', at);
    const std::string line = run.output.substr(at, end - at);
    const std::size_t tab = line.find('\t');
    lines.push_back({line.substr(0, tab), line.substr(tab + 1)});
  }
  return lines;
}

inline Sizes sizes_of(const test::RunOp& run) {
  Sizes sizes;
  for (const Line& line : lines_of(run)) ++sizes[line.part];
  return sizes;
}

inline test::RunOp split(std::string_view params, const std::string& input, test::RunHow how = {}) {
  test::RunOp run = run_op("ratio", params, input, how);
  CAPTURE(params);
  REQUIRE(run.error == "");
  return run;
}

inline test::RunHow seeded(std::uint64_t seed) {
  test::RunHow how;
  how.seed = seed;
  return how;
}

inline test::RunHow with_ledger(const test::RunOp& before) {
  test::RunHow how;
  how.files["old.ledger"] = before.artifacts.at("split.ledger");
  return how;
}

inline double metric(const test::RunOp& run, std::string_view name) {
  for (const Metric& found : run.result.findings.at(0).findings.metrics)
    if (found.name == name) return found.value;
  FAIL("no metric " << name);
  return 0;
}

// The values of `pointer` that stand in more than one part.
inline std::set<std::string> torn(const test::RunOp& run, std::string_view pointer) {
  std::map<std::string, std::set<std::string>> parts;
  for (const Line& line : lines_of(run)) parts[line.at(pointer)].insert(line.part);
  std::set<std::string> found;
  for (const auto& [value, in] : parts)
    if (in.size() > 1) found.insert(value);
  return found;
}

inline std::map<std::string, std::string> part_by_id(const test::RunOp& run) {
  std::map<std::string, std::string> parts;
  for (const Line& line : lines_of(run)) parts[line.at("/id")] = line.part;
  return parts;
}

inline std::string customers(int n, std::uint64_t seed, int first = 0) {
  base::Rng rng(seed);
  std::string input;
  for (int i = first; i < first + n; ++i) {
    const std::uint64_t customer = std::min(rng.below(300), rng.below(300));
    input += "{\"id\":" + std::to_string(i) + ",\"customer\":" + std::to_string(customer) + ",\"label\":\"" +
             (rng.below(10) < 7 ? "常见"
              : rng.below(3)    ? "b"
                                : "稀少") +
             "\",\"text\":\"文 " + std::to_string(i) + "\"}\n";
  }
  return input;
}

// A word of letters: numbers in words are overlooked where near-duplicates are looked for.
inline std::string word(std::uint64_t n) {
  std::string letters = "w";
  for (; n > 0; n /= 20) letters += static_cast<char>('a' + n % 20);
  return letters;
}

inline std::string sentence(int number, int changed) {
  std::string text;
  base::Rng rng(static_cast<std::uint64_t>(number) + 1);
  for (int i = 0; i < 40; ++i) text += (i == 0 ? "" : " ") + word(rng.below(100'000));
  if (changed > 0) text += " extra" + std::string(static_cast<std::size_t>(changed), 'x');
  return text;
}

// Each sentence several times, with a word more each time.
inline std::string near_copies(int sentences, int copies) {
  std::string input;
  for (int copy = 0; copy < copies; ++copy)
    for (int i = 0; i < sentences; ++i)
      input += "{\"id\":" + std::to_string(copy * sentences + i) + ",\"base\":" + std::to_string(i) + ",\"label\":\"" +
               std::to_string(i % 3) + "\",\"text\":\"" + sentence(i, copy) + "\"}\n";
  return input;
}

}  // namespace dsprep::test::ratio
