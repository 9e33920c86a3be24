#include "report/books_card.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <string_view>
#include <variant>
#include <vector>

#include "base/human.h"
#include "report/finding_card.h"
#include "report/html.h"
#include "report/numbers.h"

namespace dsprep::report {
namespace {

// Dropped and malformed differ from kept by pattern and place, not by colour alone.
constexpr std::string_view hatch =
    "<defs><pattern id=\"hatch\" width=\"7\" height=\"7\" patternUnits=\"userSpaceOnUse\" "
    "patternTransform=\"rotate(45)\">"
    "<rect class=\"f-bad\" width=\"7\" height=\"7\"/><line class=\"f-bad-line\" x1=\"0\" y1=\"0\" x2=\"0\" y2=\"7\"/>"
    "</pattern></defs>";

void append_flow(std::string& out, const pipeline::Books& books) {
  if (books.read == 0) return;
  constexpr double whole = 1000;
  const auto size_of = [&](std::uint64_t n) {
    return std::clamp(whole * static_cast<double>(n) / static_cast<double>(books.read), 0.0, whole);
  };
  const double kept = size_of(books.kept), dropped = size_of(books.dropped);
  const double bad = books.malformed > 0 ? std::max(6.0, size_of(books.malformed)) : 0;
  out += "<svg class=\"flow\" viewBox=\"0 0 1000 14\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"" +
         shown_percent(books.kept, books.read) + " kept, " + shown_percent(books.dropped, books.read) + " dropped, " +
         shown_percent(books.malformed, books.read) + " malformed\">" + std::string(hatch);
  const auto part = [&](double x, double size, const std::string& how) {
    if (size > 0)
      out += "<rect x=\"" + coordinate(x) + "\" width=\"" + coordinate(size) + "\" height=\"14\" " + how + "/>";
  };
  part(0, kept, "class=\"f-kept\"");
  part(kept, dropped, "class=\"f-dropped\"");
  part(std::min(kept + dropped, whole - bad), bad, "fill=\"url(#hatch)\"");
  out += "</svg>";
}

// A number with its name below; `key` is its swatch in the bar, `share` its part of the whole.
void append_term(std::string& out, std::uint64_t n, std::string_view name, std::string_view key,
                 const std::string& share) {
  out += "<div class=\"term\"><span class=\"value" + std::string(n == 0 ? " zero" : "") + "\">" + shown_count(n) +
         "</span><span class=\"label\">";
  if (!key.empty())
    out += "<svg class=\"key\" viewBox=\"0 0 10 10\" aria-hidden=\"true\"><rect width=\"10\" height=\"10\" " +
           std::string(key) + "/></svg>";
  out += std::string(name);
  if (!share.empty()) out += " <span class=\"share\">" + share + "</span>";
  out += "</span></div>";
}

void append_sign(std::string& out, std::string_view sign) {
  out += "<span class=\"sign\">" + std::string(sign) + "</span>";
}

void append_fact(std::string& out, std::string_view name, const std::string& value) {
  out += "<span>" + std::string(name) + " <b>" + value + "</b></span>";
}

}  // namespace

void append_books_card(std::string& out, const pipeline::Books& books) {
  const auto share = [&](std::uint64_t n) { return shown_percent(n, books.read); };
  out += "<div class=\"card\">";
  append_flow(out, books);
  out += "<div class=\"sum\">";
  append_term(out, books.read, "read", "", "");
  append_sign(out, "=");
  append_term(out, books.kept, "kept", "class=\"f-kept\"", share(books.kept));
  append_sign(out, "+");
  append_term(out, books.dropped, "dropped", "class=\"f-dropped\"", share(books.dropped));
  append_sign(out, "+");
  append_term(out, books.malformed, "malformed", "fill=\"url(#hatch)\"", share(books.malformed));
  // A report keeps records and writes none: the second equation would only puzzle.
  const bool wrote = books.bytes_out > 0 || books.written == 0;
  if (wrote) {
    out += "<hr>";
    append_term(out, books.written, "written", "", "");
    append_sign(out, "=");
    append_term(out, books.kept, "kept", "", "");
    append_sign(out, "+");
    append_term(out, books.copies, "copies", "", "");
    append_sign(out, "+");
    append_term(out, books.added, "added", "", "");
  }
  out += "</div><div class=\"facts\">";
  append_fact(out, "bytes read", html(base::format_size(books.bytes_in)));
  if (wrote) append_fact(out, "bytes written", html(base::format_size(books.bytes_out)));
  if (books.blank_lines > 0) append_fact(out, "blank lines", shown_count(books.blank_lines));
  if (books.skipped > 0) append_fact(out, "skipped", shown_count(books.skipped));
  std::uint64_t passed_over = 0;
  for (const auto& [what, count] : books.passed_over) passed_over += count;
  if (passed_over > 0) append_fact(out, "passed over", shown_count(passed_over));
  if (books.derived_dropped > 0) append_fact(out, "derived records dropped again", shown_count(books.derived_dropped));
  if (books.damaged_shards > 0) append_fact(out, "damaged input files", shown_count(books.damaged_shards));
  if (books.undecodable > 0) append_fact(out, "undecodable places, now U+FFFD", shown_count(books.undecodable));
  out += "</div></div>\n";
}

void append_reasons_card(std::string& out, const pipeline::Books& books) {
  if (books.malformed_reasons.empty()) return;
  Finding reasons;
  reasons.title = "Malformed lines";
  reasons.note = "Why lines could not be used as records.";
  reasons.chart = Finding::Chart::bars;
  reasons.columns = {"reason", {"lines", Column::Kind::count}};
  for (const auto& [reason, count] : books.malformed_reasons)
    reasons.rows.push_back({reason, static_cast<std::int64_t>(count)});
  std::stable_sort(reasons.rows.begin(), reasons.rows.end(), [](const auto& a, const auto& b) {
    return std::get<std::int64_t>(a[1]) > std::get<std::int64_t>(b[1]);
  });
  append_finding(out, reasons, "malformed", true);
}

}  // namespace dsprep::report
