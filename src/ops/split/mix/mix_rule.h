// MixRule: how much a mix draws of each source.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "dsprep/params.h"
#include "split/draw.h"
#include "split/draw_step.h"

namespace dsprep::ops::mix {

enum class Method : std::uint8_t { weights, temperature, unimax };
enum class Exhausted : std::uint8_t { stop, cycle, renormalize };

struct MixHow {
  Method method = Method::weights;
  Exhausted exhausted = Exhausted::stop;
  NumberTable weights;  // by name of the source; each of the sources is there, where they are known beforehand
  double temperature = 1;
  std::optional<double> cap;
  std::uint64_t max_epochs = 1;       // no_limit: none
  std::optional<std::uint64_t> size;  // in the unit
  bool bytes = false;
  bool by_field = false;                        // sources are values, and known when all records have been seen
  std::vector<std::vector<std::string>> marks;  // by source: JSON of the fields that tell where a record is from
};

class MixRule final : public split::DrawRule {
 public:
  explicit MixRule(MixHow how) : how_(std::move(how)) {}

  Status want(std::vector<split::DrawnClass>& sources) const override;
  void tell(const std::vector<split::DrawnClass>& sources, Findings& findings) const override;
  std::vector<std::vector<std::string>> marks(const std::vector<split::DrawnClass>&) const override {
    return how_.marks;
  }

 private:
  Result<std::vector<double>> weights_of(const std::vector<split::DrawnClass>& sources) const;
  std::vector<std::uint64_t> most_of(const std::vector<split::DrawnClass>& sources) const;
  std::string amount(std::uint64_t size) const;

  MixHow how_;
};

}  // namespace dsprep::ops::mix
