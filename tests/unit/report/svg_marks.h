// The marks of a chart, read back from its SVG.
#pragma once

#include <cmath>
#include <string>
#include <string_view>
#include <vector>

namespace dsprep::test {

struct SvgMark {
  std::string kind, title, points;
  double x = 0, y = 0, width = 0, height = 0, opacity = 0;
};

inline std::string svg_attribute(std::string_view tag, const std::string& name) {
  const std::string key = " " + name + "=\"";
  const std::size_t at = tag.find(key);
  if (at == tag.npos) return "";
  const std::size_t begin = at + key.size();
  return std::string(tag.substr(begin, tag.find('"', begin) - begin));
}

// The elements `element` of which a class is `kind`.
inline std::vector<SvgMark> svg_marks(const std::string& svg, const std::string& element, const std::string& kind) {
  std::vector<SvgMark> marks;
  for (std::size_t at = svg.find("<" + element + " "); at != svg.npos; at = svg.find("<" + element + " ", at + 1)) {
    const std::size_t end = svg.find('>', at);
    const std::string_view tag = std::string_view(svg).substr(at, end - at);
    const auto number = [&](const std::string& name) {
      const std::string text = svg_attribute(tag, name);
      return text.empty() ? std::nan("") : std::stod(text);
    };
    SvgMark mark;
    mark.kind = svg_attribute(tag, "class");
    if ((" " + mark.kind + " ").find(" " + kind + " ") == std::string::npos) continue;
    const bool circle = element == "circle";
    mark.x = number(circle ? "cx" : element == "line" ? "x1" : "x");
    mark.y = number(circle ? "cy" : element == "line" ? "y1" : "y");
    mark.width = number("width");
    mark.height = number("height");
    mark.opacity = number("fill-opacity");
    mark.points = svg_attribute(tag, "points");
    if (svg.compare(end + 1, 7, "<title>") == 0) mark.title = svg.substr(end + 8, svg.find("</title>", end) - end - 8);
    marks.push_back(std::move(mark));
  }
  return marks;
}

// "1,2 3,4" as x and y in turn.
inline std::vector<double> svg_points(const std::string& points) {
  std::vector<double> numbers;
  for (std::size_t at = 0; at < points.size();) {
    std::size_t used = 0;
    numbers.push_back(std::stod(points.substr(at), &used));
    at += used + 1;
  }
  return numbers;
}

}  // namespace dsprep::test
