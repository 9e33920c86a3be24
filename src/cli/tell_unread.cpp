#include "cli/tell_unread.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/human.h"
#include "base/log.h"
#include "cli/terminal.h"

namespace dsprep::cli {
namespace {

// "a, b, c and 4 more".
template <class Items, class Name>
std::string first_names(const Items& items, Name name) {
  constexpr std::size_t shown = 3;
  std::string names;
  for (std::size_t i = 0; i < std::min(shown, items.size()); ++i) names.append(i ? ", " : "").append(name(items[i]));
  if (items.size() > shown) names += " and " + base::format_count(items.size() - shown) + " more";
  return names;
}

}  // namespace

void tell_unread(const io::Inputs& inputs) {
  const auto files = [](std::size_t n) { return base::format_counted(n, "file"); };
  if (!inputs.passed_over.empty())
    say(base::LogLevel::warn, "passed over " + files(inputs.passed_over.size()) + " that by name hold no records: " +
                                  first_names(inputs.passed_over, [](const std::string& path) { return path; }) +
                                  " (a file that is named outright is read, whatever its name)");
  if (!inputs.repeated.empty())
    say(base::LogLevel::warn, files(inputs.repeated.size()) + " given twice, and read once: " +
                                  first_names(inputs.repeated, [](const io::Inputs::Repeated& again) {
                                    return again.path == again.first ? again.path : again.path + " is " + again.first;
                                  }));
}

}  // namespace dsprep::cli
