// TimeParams: what can be asked of time, and what it comes to.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dsprep/binder.h"
#include "dsprep/params.h"
#include "dsprep/result.h"
#include "ops/split/time/lay_out.h"
#include "ops/split/time/read_dates.h"
#include "spill/workspace.h"

namespace dsprep::ops::time {

struct TimeParams {
  std::string field;
  std::string numbers = "none";
  std::vector<std::string> cuts, parts;
  std::optional<NumberTable> ratios;
  std::string windows = "none";
  std::optional<std::int64_t> rounds;
  std::optional<std::string> train, validation, test, from, gap, purge, embargo;
  void fields(ParamFields& f);
};

// Shared by all workers.
struct TimePlan {
  DateFields fields;
  Schedule schedule;
  Counter purged{};
  std::optional<Counter> copies = {};  // of several rounds: what a record is written beyond once
  spill::Workspace* workspace = nullptr;
};

Result<TimePlan> bind_time(const TimeParams& params, Binder& binder);

}  // namespace dsprep::ops::time
