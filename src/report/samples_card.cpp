#include "report/samples_card.h"

#include <algorithm>
#include <map>

#include "pipeline/books.h"
#include "pipeline/samples.h"
#include "report/html.h"
#include "report/numbers.h"
#include "report/utf8.h"

namespace dsprep::report {
namespace {

constexpr std::size_t most_shown = 20;  // of a card; report.json holds them all
constexpr std::size_t text_letters = 700;
constexpr std::size_t record_letters = 40;
constexpr std::size_t why_letters = 160;

bool same_card(const StepSample& a, const StepSample& b) {
  return a.step == b.step && a.sample->rule == b.sample->rule && a.sample->outcome == b.sample->outcome;
}

// How much two texts have in common at their ends, in whole code points.
std::size_t common_prefix(std::string_view a, std::string_view b) {
  const auto differ = std::mismatch(a.begin(), a.end(), b.begin(), b.end());
  auto n = static_cast<std::size_t>(differ.first - a.begin());
  while (n > 0 && ((n < a.size() && (a[n] & 0xc0) == 0x80) || (n < b.size() && (b[n] & 0xc0) == 0x80))) --n;
  return n;
}

std::size_t common_suffix(std::string_view a, std::string_view b) {
  std::size_t n = 0;
  while (n < a.size() && n < b.size() && a[a.size() - 1 - n] == b[b.size() - 1 - n]) ++n;
  while (n > 0 && (a[a.size() - n] & 0xc0) == 0x80) --n;
  return n;
}

void append_text(std::string& out, std::string_view text) {
  out += "<p dir=\"auto\">";
  if (text.empty()) out += "<i>empty</i>";
  else append_html(out, shortened(text, text_letters));
  out += "</p>";
}

// The text before and after, with what lies between their common ends marked.
void append_edit(std::string& out, const std::string& before, const std::string& after) {
  const std::string a = valid_utf8(shortened(before, text_letters)), b = valid_utf8(shortened(after, text_letters));
  const std::size_t prefix = common_prefix(a, b);
  const std::size_t suffix = common_suffix(std::string_view(a).substr(prefix), std::string_view(b).substr(prefix));
  const auto append = [&](std::string_view text, const char* mark) {
    const std::string_view changed = text.substr(prefix, text.size() - prefix - suffix);
    out += "<p dir=\"auto\">" + html(text.substr(0, prefix));
    if (!changed.empty()) out += std::string("<") + mark + ">" + html(changed) + "</" + mark + ">";
    out += html(text.substr(text.size() - suffix)) + "</p>";
  };
  append(a, "del");
  append(b, "ins");
}

void append_sample(std::string& out, const StepSample& shown) {
  const Sample& sample = *shown.sample;
  out += "<li>";
  if (shown.hidden) out += "<p><i>not shown: it may hold what a step removes</i></p>";
  else if (sample.outcome == Sample::Outcome::edited) append_edit(out, sample.before, sample.after);
  else append_text(out, sample.before);
  if (!shown.hidden && sample.outcome == Sample::Outcome::derived) append_text(out, sample.after);
  out += "<small><span dir=\"auto\">" + html(sample.place.empty() ? sample.record : sample.place) + "</span>";
  if (!sample.place.empty() && !sample.record.empty())
    out += " · <span class=\"mono\">" + html(shortened(sample.record, record_letters)) + "</span>";
  if (!sample.why.empty()) out += " · <span dir=\"auto\">" + html(shortened(sample.why, why_letters)) + "</span>";
  out += "</small></li>";
}

}  // namespace

std::vector<StepSample> samples_of(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  std::vector<StepSample> samples;
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const pipeline::Step& step = pipeline.steps[i];
    if (i < result.books.steps.size())
      for (const auto& [rule, taken] : result.books.steps[i].samples.by_rule())
        for (const pipeline::TakenSample& one : taken) samples.push_back({step.name, &one.sample, !step.shows_texts});
    for (const pipeline::StepFindings& findings : result.findings)
      if (findings.step == step.name)
        for (const Sample& sample : findings.findings.samples)
          samples.push_back({step.name, &sample, !step.shows_texts});
  }
  return samples;
}

std::string_view name_of(Sample::Outcome outcome) {
  switch (outcome) {
    case Sample::Outcome::kept: return "kept";
    case Sample::Outcome::edited: return "edited";
    case Sample::Outcome::derived: return "derived";
    case Sample::Outcome::dropped: return "dropped";
    case Sample::Outcome::malformed: break;
  }
  return "malformed";
}

void append_samples_cards(std::string& out, const std::vector<StepSample>& samples) {
  out += "<div class=\"cards samples\">\n";
  for (auto first = samples.begin(); first != samples.end();) {
    const auto end = std::find_if(first, samples.end(), [&](const StepSample& s) { return !same_card(s, *first); });
    out += "<section class=\"card\"><h3>" + html(first->step) + " <span class=\"op\">" +
           std::string(name_of(first->sample->outcome));
    if (!first->sample->rule.empty()) out += ": " + html(first->sample->rule);
    out += "</span></h3><ol>";
    const auto n = static_cast<std::size_t>(end - first);
    for (std::size_t i = 0; i < std::min(n, most_shown); ++i) append_sample(out, first[static_cast<std::ptrdiff_t>(i)]);
    out += "</ol>";
    if (n > most_shown)
      out += "<p class=\"hint\">The first " + shown_count(most_shown) + " of " + shown_count(n) +
             "; report.json holds them all.</p>";
    out += "</section>\n";
    first = end;
  }
  out += "</div>\n";
}

void append_samples(ValueBuilder& json, const std::vector<StepSample>& samples) {
  json.begin_object();
  for (std::size_t i = 0; i < samples.size(); ++i) {
    if (i == 0 || samples[i].step != samples[i - 1].step) json.key(valid_utf8(samples[i].step)).begin_array();
    const Sample& sample = *samples[i].sample;
    json.begin_object().member("outcome", name_of(sample.outcome));
    if (!sample.rule.empty()) json.member("rule", valid_utf8(sample.rule));
    json.member("record", valid_utf8(sample.record));
    if (!sample.place.empty()) json.member("place", valid_utf8(sample.place));
    if (samples[i].hidden) json.member("hidden", true);
    else json.member("before", valid_utf8(sample.before));
    const bool has_after = sample.outcome == Sample::Outcome::edited || sample.outcome == Sample::Outcome::derived;
    if (has_after && !samples[i].hidden) json.member("after", valid_utf8(sample.after));
    if (!sample.why.empty()) json.member("why", valid_utf8(sample.why));
    json.end_object();
    if (i + 1 == samples.size() || samples[i].step != samples[i + 1].step) json.end_array();
  }
  json.end_object();
}

}  // namespace dsprep::report
