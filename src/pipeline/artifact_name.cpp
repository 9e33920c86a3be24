#include "pipeline/artifact_name.h"

#include <algorithm>
#include <iterator>

#include "base/ascii.h"

namespace dsprep::pipeline {
namespace {

constexpr std::string_view ours[] = {"data",     "dropped",     "malformed",   "audit",     "manifest.json",
                                     "run.json", "report.html", "report.json", "readme.md", "croissant.json"};

bool same(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return base::ascii_lower(x) == base::ascii_lower(y); });
}

}  // namespace

std::string_view artifact_name_fault(std::string_view name) {
  constexpr std::size_t longest = 200;  // with what is put behind it while it is written
  if (name.empty()) return "it is empty; give a file name";
  if (name.find('/') != std::string_view::npos)
    return "it stands in the output directory itself; give a name without \"/\"";
  if (name.front() == '.') return "a name that begins with \".\" is hidden; give another";
  if (name.ends_with(".tmp") || name.ends_with(".dsprep")) return "that ending is dsprep's own; give another";
  if (name.size() > longest) return "it is too long; give a shorter one";
  if (std::any_of(name.begin(), name.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }))
    return "it holds a control character; give another";
  if (std::any_of(std::begin(ours), std::end(ours), [&](std::string_view own) { return same(name, own); }))
    return "dsprep writes that file itself; give a name of its own";
  return {};
}

}  // namespace dsprep::pipeline
