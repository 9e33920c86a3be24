#include "ops/clean/pii/own_patterns.h"

#include <algorithm>
#include <iterator>
#include <span>

#include "base/ascii.h"
#include "base/trim_ends.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"
#include "models/pii/scanner.h"
#include "text/regex.h"
#include "text/utf8.h"

namespace dsprep::ops::pii {

using namespace models::pii;  // Kind, Mode, Found, …

namespace {

constexpr std::string_view blanks = " \t\r";

bool is_name(std::string_view name) {
  return !name.empty() && name[0] >= 'a' && name[0] <= 'z' && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_';
  });
}

// Calls visit(line) for each line of a list that is not blank and not a comment.
template <class F>
Status each_line(const ResourceFile& file, F visit) {
  std::string_view rest = file.bytes;
  if (rest.starts_with("\xEF\xBB\xBF")) rest.remove_prefix(3);
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t end = std::min(rest.find('\n'), rest.size());
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (base::trim_ends(line, blanks).empty() || line.front() == '#') continue;
    const std::string where = file.path + ":" + std::to_string(number);
    if (!text::valid_utf8(line)) return usage_error(where + ": this line is not UTF-8");
    if (Status status = visit(line); !status.ok()) return std::move(status).error().within(where);
  }
  return {};
}

// NAME TAB PATTERN [TAB word, word]
Status add_pattern_line(Plan& plan, Binder& binder, std::string_view line, Mode mode) {
  const std::size_t tab = line.find('\t');
  if (tab == line.npos)
    return usage_error("no TAB: a line is NAME TAB PATTERN, and maybe TAB and words with commas between them");
  PatternParams given;
  given.name = base::trim_ends(line.substr(0, tab), blanks);
  line.remove_prefix(tab + 1);
  const std::size_t second = std::min(line.find('\t'), line.size());
  given.pattern = line.substr(0, second);
  for (std::string_view words = line.substr(std::min(second + 1, line.size())); !words.empty();) {
    const std::size_t comma = std::min(words.find(','), words.size());
    given.context.emplace_back(words.substr(0, comma));
    words.remove_prefix(std::min(comma + 1, words.size()));
  }
  return add_pattern(plan, binder, given, mode);
}

}  // namespace

std::vector<std::string_view> mode_choices() { return {std::begin(mode_names), std::end(mode_names)}; }

Status add_pattern(Plan& plan, Binder& binder, const PatternParams& given, Mode mode) {
  if (!is_name(given.name))
    return usage_error("\"" + given.name + "\" cannot name a pattern: use a-z, 0-9 and _, a letter first");
  for (const KindInfo& kind : all_kinds())
    if (kind.name == given.name)
      return usage_error("the pattern \"" + given.name + "\" has the name of a kind: give it another");
  if (plan.own.size() >= 10'000) return usage_error("too many patterns: at most 10,000");
  DSPREP_TRY(text::Regex regex, text::Regex::make((given.ignore_case ? "(?i)" : "") + given.pattern));
  if (regex.found_in(""))
    return usage_error("the pattern \"" + given.pattern + "\" matches nothing at all: it would be found everywhere");
  OwnPattern own{given.name, std::move(regex), {}};
  for (const std::string& word : given.context)
    if (!base::trim_ends(word, blanks).empty())
      own.context.push_back(base::ascii_lowered(base::trim_ends(word, blanks)));
  plan.search.own.push_back(std::move(own));
  Treatment treatment{given.mode ? mode_of(*given.mode) : mode, given.name, given.name, binder.counter(given.name)};
  std::transform(treatment.label.begin(), treatment.label.end(), treatment.label.begin(), upper);
  plan.own.push_back(std::move(treatment));
  return {};
}

Status add_pattern_file(Plan& plan, Binder& binder, const ResourceFile& file, Mode mode) {
  return each_line(file, [&](std::string_view line) { return add_pattern_line(plan, binder, line, mode); });
}

Status add_allowed_file(Plan& plan, const ResourceFile& file) {
  return each_line(file, [&](std::string_view line) -> Status {
    if (base::trim_ends(line, blanks) == "*") return usage_error("\"*\" would leave everything alone");
    plan.search.allowed.add(base::trim_ends(line, blanks));
    return {};
  });
}

}  // namespace dsprep::ops::pii
