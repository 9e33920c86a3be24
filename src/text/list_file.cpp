#include "text/list_file.h"

#include <algorithm>
#include <string>

#include "text/utf8.h"

namespace dsprep::text {
namespace {

// Byte of the first sequence that is not UTF-8, counted from 1. REQUIRES one.
std::size_t bad_column(std::string_view line) {
  std::size_t good = 0;
  for (std::size_t end = 1; end <= line.size(); ++end) {
    if (valid_utf8(line.substr(good, end - good))) good = end;
    else if (end - good >= 4) break;
  }
  return good + 1;
}

}  // namespace

Status each_entry(const ResourceFile& file, const std::function<Status(std::string_view)>& take) {
  std::string_view rest = file.bytes;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (std::size_t number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    const std::string place = file.path + ":" + std::to_string(number);
    if (!valid_utf8(line))
      return usage_error(place + ":" + std::to_string(bad_column(line)) + ": this is not UTF-8: convert the file");
    const std::size_t first = line.find_first_not_of(" \t\r\f\v");
    if (first == std::string_view::npos || line[first] == '#') continue;
    line = line.substr(first, line.find_last_not_of(" \t\r\f\v") + 1 - first);
    if (Status status = take(line); !status.ok()) return std::move(status).error().within(place);
  }
  return {};
}

}  // namespace dsprep::text
