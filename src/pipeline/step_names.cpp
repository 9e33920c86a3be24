#include "pipeline/step_names.h"

#include <algorithm>
#include <map>

namespace dsprep::pipeline {

std::vector<std::string> step_names(const std::vector<StepSpec>& steps) {
  std::vector<std::string> names;
  std::map<std::string, int> seen;
  for (const StepSpec& step : steps) {
    if (!step.name.empty()) {
      names.push_back(step.name);
      continue;
    }
    std::string name = step.op;
    std::replace(name.begin(), name.end(), '-', '_');
    const int n = ++seen[name];
    names.push_back(n == 1 ? name : name + "-" + std::to_string(n));
  }
  return names;
}

}  // namespace dsprep::pipeline
