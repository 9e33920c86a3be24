#include "report/row_bar.h"

#include <algorithm>
#include <cmath>
#include <string_view>

#include "report/numbers.h"

namespace dsprep::report {
namespace {

void append_bar_part(std::string& out, const char* kind, double from, double to) {
  out += "<rect class=\"" + std::string(kind) + "\" x=\"" + coordinate(100 * from) + "\" width=\"" +
         coordinate(100 * std::max(0.0, to - from)) + "\" height=\"8\"/>";
}

constexpr std::string_view bar_opening =
    "<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";

}  // namespace

void append_bar(std::string& out, double value, double low, double high) {
  low = std::min(0.0, low);
  high = std::max(0.0, high);
  const double range = high - low;
  if (!std::isfinite(value) || !std::isfinite(range) || range <= 0) return;
  constexpr double visible = 0.008;                  // what is there is seen
  const double zero = low < 0 ? -low / range : 0.0;  // never -0, which would be written
  double place = std::clamp((value - low) / range, 0.0, 1.0);
  if (value > 0) place = std::max(place, std::min(1.0, zero + visible));
  if (value < 0) place = std::min(place, std::max(0.0, zero - visible));
  out += bar_opening;
  append_bar_part(out, "b-rest", 0, 1);
  append_bar_part(out, value < 0 ? "b-minus" : "b-fill", std::min(zero, place), std::max(zero, place));
  out += "</svg>";
}

void append_share_bar(std::string& out, double stays, double lost) {
  stays = std::clamp(stays, 0.0, 1.0);
  out += bar_opening;
  append_bar_part(out, "b-rest", 0, 1);
  append_bar_part(out, "b-fill", 0, stays);
  append_bar_part(out, "b-lost", stays, std::clamp(stays + lost, 0.0, 1.0));
  out += "</svg>";
}

}  // namespace dsprep::report
