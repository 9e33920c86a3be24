#include "exec/sample_drop.h"

#include "base/human.h"
#include "text/utf8.h"

namespace dsprep::exec {
namespace {

constexpr std::size_t shown_chars = 300;

// What a rule measured, in the words of its description: "words 12".
std::string measured(const pipeline::Step& step, const Measurement& m) {
  std::string why = std::string(step.spec->rules[m.rule].metric) + " " + base::format_number(m.value);
  if (!m.note.empty()) why += " (" + m.note + ")";
  return why;
}

// Of a duplicate: the record that it is a copy of. Empty for all others.
std::string original_of(const Judge& judge) {
  for (const auto& [key, json] : judge.attached()) {
    if (key != "duplicate_of") continue;
    const Value original(json);
    const auto line = original["line"].integer();
    return "copy of " + std::string(original["file"].text().value_or("")) +
           (line ? " line " + std::to_string(*line) : "");
  }
  return {};
}

}  // namespace

std::string beginning_of(std::string_view text) {
  return std::string(text.substr(0, text::byte_offset(text, shown_chars)));
}

void sample_drop(pipeline::DropSamples& samples, const pipeline::Step& step, const Judge& judge, const Member& member,
                 Field shown, std::string_view file) {
  const std::uint64_t order = member.record.key().high >> 1;
  const auto add = [&](Rule rule, auto&& why) {
    if (!samples.wants(rule, order)) return;
    samples.add(rule, {order, std::string(file), member.state.id.line,
                       beginning_of(member.record.text(shown).value_or("")), why()});
  };
  bool by_rule = false;
  for (const Measurement& m : judge.measurements()) {
    if (m.passed) continue;
    by_rule = true;
    add(m.rule, [&] {
      std::string original = original_of(judge);
      return original.empty() ? measured(step, m) : original;
    });
  }
  if (!by_rule) add(pipeline::DropSamples::no_rule, [&] { return original_of(judge); });
}

}  // namespace dsprep::exec
