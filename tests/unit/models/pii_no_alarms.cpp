// Orders, GUIDs, versions, hashes, tables and the like: none of them is personal data, alone or beside others.
#include <string>
#include <vector>

#include "models/pii/scanner.h"
#include "support/catch.h"
#include "unit/models/harmless_codes.h"
#include "unit/models/harmless_numbers.h"

using namespace dsprep::models::pii;

namespace {

std::vector<std::string_view> lines_of(std::string_view list) {
  std::vector<std::string_view> lines;
  while (!list.empty()) {
    const std::size_t end = std::min(list.find('\n'), list.size());
    if (end > 0) lines.push_back(list.substr(0, end));
    list.remove_prefix(std::min(end + 1, list.size()));
  }
  return lines;
}

}  // namespace

TEST_CASE("pii: no false alarms") {
  Search search;
  for (std::size_t i = 0; i < kind_count; ++i) search.settings.wanted[i] = all_kinds()[i].by_default;
  search.settings.regions = {"US", "GB", "CN"};
  Scanner scanner(search);
  std::size_t strings = 0;
  for (const std::string_view list : {harmless_numbers, harmless_codes})
    for (const std::string_view text : lines_of(list)) {
      ++strings;
      for (const Found& f : scanner.scan(text)) {
        INFO(text << ": " << text.substr(f.begin, f.end - f.begin) << " is called " << info_of(f.kind).name);
        CHECK(false);
      }
    }
  CHECK(strings >= 500);
}
