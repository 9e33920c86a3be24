#include "report/audit_chart.h"

#include <algorithm>
#include <cmath>

#include "io/audit_format.h"
#include "report/html.h"

namespace dsprep::report {
namespace {

constexpr double width = 520, left = 44, right = 12;
constexpr double top = 26, bars = 96, gap = 18, curve = 74, bottom = 22;
constexpr double plot_width = width - left - right, height = top + bars + gap + curve + bottom;
constexpr double curve_top = top + bars + gap;
constexpr std::size_t most_ticks = 7;

double across(double edge, std::size_t bins) { return left + plot_width * edge / static_cast<double>(bins); }

void append_text(std::string& out, double x, double y, const char* anchor, const char* kind, const std::string& text) {
  out += "<text x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" text-anchor=\"" + anchor + "\" class=\"" +
         kind + "\">" + html(text) + "</text>";
}

void append_line(std::string& out, double x1, double y1, double x2, double y2, const char* kind) {
  out += "<line x1=\"" + coordinate(x1) + "\" y1=\"" + coordinate(y1) + "\" x2=\"" + coordinate(x2) + "\" y2=\"" +
         coordinate(y2) + "\" class=\"" + kind + "\"/>";
}

bool bin_passes(const pipeline::AuditRuleReport& rule, const pipeline::AuditBin& bin) {
  if (!rule.limit) return true;
  using Compare = Judge::Limit::Compare;
  switch (rule.compare) {
    case Compare::at_least:
    case Compare::above: return bin.low >= *rule.limit;
    case Compare::at_most:
    case Compare::below: return bin.high <= *rule.limit;
    default: return bin.low <= *rule.limit && *rule.limit <= bin.high;
  }
}

void append_bars(std::string& out, const pipeline::AuditRuleReport& rule) {
  std::uint64_t highest = 1;
  for (const pipeline::AuditBin& bin : rule.bins) highest = std::max(highest, bin.count);
  append_line(out, left, top, width - right, top, "grid");
  append_text(out, left - 6, top + 4, "end", "axis", shown_briefly(static_cast<double>(highest)));
  const std::size_t n = rule.bins.size();
  const double slot = plot_width / static_cast<double>(n), space = std::min(1.5, slot * 0.15);
  for (std::size_t i = 0; i < n; ++i) {
    const pipeline::AuditBin& bin = rule.bins[i];
    if (bin.count == 0) continue;
    const double size = std::max(1.0, bars * static_cast<double>(bin.count) / static_cast<double>(highest));
    out += "<rect class=\"" + std::string(bin_passes(rule, bin) ? "column" : "a-fail") + "\" x=\"" +
           coordinate(across(static_cast<double>(i), n) + space / 2) + "\" y=\"" + coordinate(top + bars - size) +
           "\" width=\"" + coordinate(slot - space) + "\" height=\"" + coordinate(size) + "\"><title>" +
           html(shown_number(bin.low) + " – " + shown_number(bin.high) + ": " + shown_count(bin.count)) +
           "</title></rect>";
  }
  append_line(out, left, top + bars, width - right, top + bars, "base");
}

void append_curve(std::string& out, const pipeline::AuditRuleReport& rule, std::uint64_t records) {
  const std::size_t n = rule.bins.size();
  for (const auto& [share, label] : {std::pair{0.0, "0 %"}, {0.5, "50 %"}, {1.0, "100 %"}}) {
    const double y = curve_top + (1 - share) * curve;
    append_line(out, left, y, width - right, y, share == 0 ? "base" : "grid");
    append_text(out, left - 6, y + 4, "end", "axis", label);
  }
  const auto path = [&](bool all) {
    std::string points;
    for (std::size_t i = 0; i < rule.curve.size(); ++i) {
      const pipeline::AuditPoint& point = rule.curve[i];
      const double share = static_cast<double>(all ? point.kept_by_all : point.kept) /
                           static_cast<double>(std::max<std::uint64_t>(1, records));
      points.append(i ? " " : "")
          .append(coordinate(across(static_cast<double>(i), n)))
          .append(",")
          .append(coordinate(curve_top + (1 - std::min(1.0, share)) * curve));
    }
    return points;
  };
  out += "<polyline class=\"a-all\" points=\"" + path(true) + "\"/><polyline class=\"curve\" points=\"" + path(false) +
         "\"/>";
  for (std::size_t i = 0; i < rule.curve.size(); ++i) {
    const pipeline::AuditPoint& point = rule.curve[i];
    const bool at_limit = rule.limit && point.threshold == *rule.limit;
    const double share = static_cast<double>(point.kept) / static_cast<double>(std::max<std::uint64_t>(1, records));
    out += "<circle class=\"" + std::string(at_limit ? "a-now" : "a-dot") + "\" cx=\"" +
           coordinate(across(static_cast<double>(i), n)) + "\" cy=\"" +
           coordinate(curve_top + (1 - std::min(1.0, share)) * curve) + "\" r=\"" + (at_limit ? "3.5" : "5") +
           "\"><title>" +
           html("limit " + shown_number(point.threshold) + ": keeps " + shown_percent(point.kept, records) +
                ", with all other rules " + shown_percent(point.kept_by_all, records)) +
           "</title></circle>";
  }
}

void append_ticks(std::string& out, const pipeline::AuditRuleReport& rule) {
  const std::size_t n = rule.bins.size();
  const std::size_t every = std::max<std::size_t>(1, (n + most_ticks - 1) / most_ticks);
  std::vector<std::string> last;
  for (std::size_t i = 0; i <= n; i += every) {
    const double edge = i < n ? rule.bins[i].low : rule.bins[n - 1].high;
    const std::string label = shown_briefly(edge);
    if (!last.empty() && last.back() == label) continue;
    append_text(out, across(static_cast<double>(i), n), height - 5,
                i == 0   ? "start"
                : i == n ? "end"
                         : "middle",
                "axis", label);
    last.push_back(label);
  }
}

void append_limit(std::string& out, const pipeline::AuditRuleReport& rule) {
  if (!rule.limit) return;
  const std::size_t n = rule.bins.size();
  for (std::size_t i = 0; i <= n; ++i) {
    const double edge = i < n ? rule.bins[i].low : rule.bins[n - 1].high;
    if (edge != *rule.limit) continue;
    const double x = across(static_cast<double>(i), n);
    append_line(out, x, 15, x, curve_top + curve, "a-limit");
    const char* anchor = x > width - 90 ? "end" : x < left + 60 ? "start" : "middle";
    append_text(out, x, 11, anchor, "a-label",
                std::string(io::sign_of(rule.compare)) + " " + shown_number(*rule.limit));
    return;
  }
}

}  // namespace

void append_audit_chart(std::string& out, const pipeline::AuditRuleReport& rule, std::uint64_t records,
                        const std::string& id) {
  if (rule.measured == 0) {
    out += "<p class=\"hint\">Nothing could be measured.</p>";
    return;
  }
  if (rule.min == rule.max) {
    out += "<p class=\"hint\">Every value is " + html(shown_number(rule.min)) + ".</p>";
    return;
  }
  const double total = rule.curve.empty() ? top + bars + bottom : height;
  out += "<figure><svg class=\"audit\" viewBox=\"0 0 " + coordinate(width) + " " + coordinate(total) +
         "\" role=\"img\" aria-labelledby=\"" + id + "-t\"><title id=\"" + id + "-t\">" +
         html(rule.name + ": " + rule.metric + ", from " + shown_number(rule.min) + " to " + shown_number(rule.max)) +
         "; the table below holds the numbers</title>";
  append_bars(out, rule);
  if (!rule.curve.empty()) append_curve(out, rule, records);
  append_limit(out, rule);
  if (rule.curve.empty()) {
    append_text(out, left, total - 5, "start", "axis", shown_briefly(rule.bins.front().low));
    append_text(out, width - right, total - 5, "end", "axis", shown_briefly(rule.bins.back().high));
  } else {
    append_ticks(out, rule);
  }
  out += "</svg></figure>";
}

}  // namespace dsprep::report
