#include "cli/tell_findings.h"

#include <string>

#include "base/log.h"
#include "cli/terminal.h"

namespace dsprep::cli {

void say_warnings(const std::vector<report::RunWarning>& warnings) {
  for (const report::RunWarning& warning : warnings) {
    const bool note = warning.warning.severity == Warning::Severity::note;
    say_event(
        note ? base::LogLevel::info : base::LogLevel::warn, [&] { return "dsprep: " + report::warning_line(warning); },
        [&] { return report::warning_members(warning); });
  }
}

bool say_gates(const std::vector<pipeline::GateResult>& gates) {
  bool broken = false;
  for (const pipeline::GateResult& gate : gates) {
    if (gate.state == pipeline::GateResult::State::held) continue;
    say(base::LogLevel::error, gate.line);
    broken = true;
  }
  return broken;
}

}  // namespace dsprep::cli
