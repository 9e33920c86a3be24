// The assignment problem: each row to a column of its own so that the sum is largest (Hungarian method with potentials;
// Kuhn 1955, Jonker and Volgenant 1987). Cubic: for the few labels of a label model.
#pragma once

#include <limits>
#include <vector>

namespace dsprep::ops::label_model {

// `gain`: square. By row, its column.
inline std::vector<std::size_t> best_assignment(const std::vector<std::vector<double>>& gain) {
  const std::size_t n = gain.size();
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<double> row_price(n + 1), column_price(n + 1);
  std::vector<std::size_t> row_of(n + 1, 0), before(n + 1, 0);  // by column, from 1; 0: none
  for (std::size_t row = 1; row <= n; ++row) {
    row_of[0] = row;
    std::size_t column = 0;
    std::vector<double> least(n + 1, infinity);
    std::vector<bool> used(n + 1, false);
    do {
      used[column] = true;
      const std::size_t current = row_of[column];
      double step = infinity;
      std::size_t next = 0;
      for (std::size_t j = 1; j <= n; ++j) {
        if (used[j]) continue;
        const double cost = -gain[current - 1][j - 1] - row_price[current] - column_price[j];
        if (cost < least[j]) {
          least[j] = cost;
          before[j] = column;
        }
        if (least[j] < step) {
          step = least[j];
          next = j;
        }
      }
      for (std::size_t j = 0; j <= n; ++j) {
        if (used[j]) {
          row_price[row_of[j]] += step;
          column_price[j] -= step;
        } else {
          least[j] -= step;
        }
      }
      column = next;
    } while (row_of[column] != 0);
    for (; column != 0; column = before[column]) row_of[column] = row_of[before[column]];
  }
  std::vector<std::size_t> column_of(n);
  for (std::size_t j = 1; j <= n; ++j) column_of[row_of[j] - 1] = j - 1;
  return column_of;
}

}  // namespace dsprep::ops::label_model
