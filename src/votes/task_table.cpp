#include "votes/task_table.h"

#include <algorithm>
#include <bit>
#include <optional>

#include "base/hash.h"
#include "base/rng.h"
#include "spill/sorter.h"
#include "votes/answer_entries.h"

namespace dsprep::votes {

void most_probable(std::span<const double> probabilities, std::vector<std::uint32_t>& best) {
  constexpr double equal = 1e-12;
  best.clear();
  const double largest = *std::max_element(probabilities.begin(), probabilities.end());
  for (std::uint32_t i = 0; i < probabilities.size(); ++i)
    if (largest - probabilities[i] <= equal) best.push_back(i);
}

std::uint32_t draw(const std::vector<std::uint32_t>& best, std::uint64_t seed) {
  return best.size() == 1 ? best.front() : best[base::Rng(seed).below(best.size())];
}

void append_row(std::string& out, const std::vector<std::uint32_t>& best, std::span<const double> probabilities) {
  spill::append_be32(out, static_cast<std::uint32_t>(best.size()));
  for (const std::uint32_t label : best) spill::append_be32(out, label);
  for (const double p : probabilities) spill::append_be64(out, std::bit_cast<std::uint64_t>(p));
}

void read_row(std::string_view bytes, TaskRow& row) {
  row.best.clear();
  row.probabilities.clear();
  const auto take = [&](std::size_t size) {
    const std::string_view taken = bytes.substr(0, size);
    bytes.remove_prefix(size);
    return taken;
  };
  for (std::uint32_t left = spill::read_be32(take(4)); left > 0; --left) row.best.push_back(spill::read_be32(take(4)));
  while (!bytes.empty()) row.probabilities.push_back(std::bit_cast<double>(spill::read_be64(take(8))));
}

Verdict TaskMapper::map(Record& record, Context& context) {
  if (auto reason = reader_.read(record)) return Verdict::malformed(*std::move(reason));
  if (writer_.stays(record, context)) return Verdict::keep();
  key_.clear();
  append_task_key(key_, decision_.answers, record);
  const auto found = tasks_.find(key_);
  if (!found.ok()) return context.fail(found.error());
  if (!*found) return writer_.write(record, context, {}, 0, {});
  read_row(**found, row_);
  std::uint64_t seed = 0;
  if (row_.best.size() > 1)
    seed = decision_.answers.shape == Shape::tasks ? base::mix(decision_.seed, base::hash64(key_))
                                                   : context.rng_seed(record);
  const std::uint32_t best = draw(row_.best, seed);
  named_.clear();
  for (std::size_t i = 0; i < row_.probabilities.size(); ++i)
    named_.push_back({decision_.labels[i], row_.probabilities[i]});
  return writer_.write(record, context, decision_.labels[best], row_.probabilities[best], named_);
}

}  // namespace dsprep::votes
