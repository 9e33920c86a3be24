#include "exec/take_sample.h"

#include <algorithm>
#include <cstdint>
#include <span>
#include <vector>

#include "base/human.h"
#include "json/record_state.h"
#include "text/utf8.h"

namespace dsprep::exec {
namespace {

constexpr std::size_t shown_chars = 300;
constexpr std::size_t chars_before_edit = 60;
constexpr std::size_t compared_bytes = 64u << 10;  // of a text: an edit further behind is not shown

// What a rule measured, in the words of its description: "words 12". A note may quote the text.
std::string measured(const pipeline::Step& step, const Measurement& m) {
  std::string why = std::string(step.spec->rules[m.rule].metric) + " " + base::format_number(m.value);
  if (!m.note.empty() && step.shows_texts) why += " (" + m.note + ")";
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

std::uint64_t order_of(const Member& member) { return member.record.key().high >> 1; }

pipeline::TakenSample taken(const Member& member, std::string_view file) {
  pipeline::TakenSample sample{order_of(member), std::string(file), member.state.id.line, {}};
  sample.sample.record = member.record.name();
  sample.sample.place = sample.file + ":" + std::to_string(sample.line);
  if (member.state.id.derived > 0) sample.sample.place += "#" + std::to_string(member.state.id.derived);
  return sample;
}

// The largest number of whole characters of `text` within `bytes`.
std::size_t whole_chars(std::string_view text, std::size_t bytes) {
  if (bytes >= text.size()) return text.size();
  while (bytes > 0 && (text[bytes] & 0xc0) == 0x80) --bytes;
  return bytes;
}

std::string excerpt(std::string_view text, std::size_t begin) {
  const std::string_view rest = text.substr(begin);
  const std::size_t size = text::byte_offset(rest, shown_chars);
  std::string out = begin > 0 ? "…" : "";
  return out.append(rest.substr(0, size)).append(size < rest.size() ? "…" : "");
}

}  // namespace

std::string beginning_of(std::string_view text) {
  return std::string(text.substr(0, text::byte_offset(text, shown_chars)));
}

void sample_drop(pipeline::StepSamples& samples, const pipeline::Step& step, const Judge& judge, const Member& member,
                 Field shown, std::string_view file) {
  const std::uint64_t order = order_of(member);
  const auto add = [&](Rule rule, auto&& why) {
    if (!samples.wants(rule, order)) return;
    pipeline::TakenSample sample = taken(member, file);
    if (rule != pipeline::StepSamples::no_rule) sample.sample.rule = step.spec->rules[rule].name;
    if (step.shows_texts) sample.sample.before = beginning_of(member.record.text(shown).value_or(""));
    sample.sample.why = why();
    samples.add(rule, std::move(sample));
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
  if (!by_rule) add(pipeline::StepSamples::no_rule, [&] { return original_of(judge); });
}

std::optional<Excerpts> around_the_edit(std::string_view before, std::string_view after) {
  const auto cut = [](std::string_view text) { return text.substr(0, whole_chars(text, compared_bytes)); };
  const std::string_view a = cut(before), b = cut(after);
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  const auto equal = static_cast<std::size_t>(differ.first - a.begin());
  // One goes on where the other ends: known only where that is its end, and no cut.
  if (equal == a.size() && equal == b.size()) return std::nullopt;
  if (equal == a.size() && a.size() < before.size()) return std::nullopt;
  if (equal == b.size() && b.size() < after.size()) return std::nullopt;
  std::size_t begin = whole_chars(a, equal);
  for (std::size_t chars = 0; chars < chars_before_edit && begin > 0; ++chars) begin = whole_chars(a, begin - 1);
  return Excerpts{excerpt(before, begin), excerpt(after, begin)};
}

bool EditSampler::before(const pipeline::StepSamples& samples, const Member& member, Field shown) {
  if (!samples.wants(pipeline::StepSamples::edited, order_of(member))) return false;
  const std::string_view text = member.record.text(shown).value_or("");
  text_.assign(text.substr(0, whole_chars(text, compared_bytes + shown_chars * 4)));
  return true;
}

void EditSampler::after(pipeline::StepSamples& samples, const Member& member, Field shown, std::string_view file) {
  auto excerpts = around_the_edit(text_, member.record.text(shown).value_or(""));
  if (!excerpts) return;
  pipeline::TakenSample sample = taken(member, file);
  sample.sample.outcome = Sample::Outcome::edited;
  sample.sample.before = std::move(excerpts->before);
  sample.sample.after = std::move(excerpts->after);
  samples.add(pipeline::StepSamples::edited, std::move(sample));
}

}  // namespace dsprep::exec
