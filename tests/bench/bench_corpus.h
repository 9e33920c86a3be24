// Records for the benches: English-like text of about 2 KB with the line breaks and quotes of real documents, some
// Chinese, some duplicates. A function of the seed and the size.
#pragma once

#include <cstdint>
#include <functional>
#include <string>

namespace dsprep::bench {

struct CorpusShape {
  double chinese = 0.02;     // share of records in Chinese
  double duplicates = 0.05;  // share of records whose text came before
  std::uint64_t seed = 1;
  double near_duplicates = 0;  // share of records that are an earlier one with up to 4 % of its words exchanged
};

// One text; `n` numbers the record.
std::string make_text(std::uint64_t n, const CorpusShape& shape);
// Lines until `bytes` are reached.
void make_lines(std::uint64_t bytes, const CorpusShape& shape, const std::function<void(const std::string&)>& line);

}  // namespace dsprep::bench
