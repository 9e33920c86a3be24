#include "cli/tell_findings.h"

#include <string>

#include "base/human.h"
#include "base/log.h"
#include "cli/terminal.h"
#include "report/text_table.h"

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
  using State = pipeline::GateResult::State;
  std::size_t broken = 0;
  report::TextTable table;
  table.add({"gate", "value", "verdict"});
  for (const pipeline::GateResult& gate : gates) {
    if (gate.state == State::held) continue;
    say(base::LogLevel::error, gate.line);
    table.add({gate.gate, gate.value ? base::format_number(*gate.value) : "none",
               gate.state == State::undecided ? "cannot be judged" : "broken"});
    ++broken;
  }
  if (broken > 1)
    say(base::LogLevel::error, base::format_count(broken) + " of " + base::format_count(gates.size()) +
                                   " gates did not hold\n" + table.text("  "));
  return broken != 0;
}

}  // namespace dsprep::cli
