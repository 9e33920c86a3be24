#include "ops/clean/signals/signal_lists.h"

#include <algorithm>
#include <optional>

#include "dsprep/value.h"
#include "text/lines.h"
#include "text/occurrences.h"
#include "text/trim.h"

namespace dsprep::ops::signals {
namespace {

void sort_unique(auto& items) {
  std::sort(items.begin(), items.end());
  items.erase(std::unique(items.begin(), items.end()), items.end());
}

}  // namespace

SortedLines read_lines(std::string_view bytes) {
  std::vector<TextSpan> spans;
  text::split_lines(bytes, spans);
  SortedLines lines;
  for (const TextSpan& span : spans) lines.emplace_back(text::trim(span.of(bytes)));
  sort_unique(lines);
  return lines;
}

bool holds(const SortedLines& lines, std::string_view item) {
  return std::binary_search(lines.begin(), lines.end(), item);
}

PhraseList::PhraseList(std::string_view bytes) : phrases(read_lines(bytes)) {
  for (const std::string& phrase : phrases) {
    first_words.push_back(phrase.substr(0, phrase.find(' ')));
    sizes.push_back(1 + text::count_occurrences(phrase, " "));
  }
  sort_unique(first_words);
  sort_unique(sizes);
}

Result<DomainNumbers> read_domains(const ResourceFile& file) {
  if (const auto fault = validate_json(file.bytes))
    return usage_error(file.path + ": " + fault->reason + " at byte " + std::to_string(fault->offset));
  const Value root(file.bytes);
  if (root.type() != FieldType::object) return usage_error(file.path + " is not a JSON object of domains and numbers");
  DomainNumbers domains;
  std::string scratch;
  for (Value::Members it = root.members(); it.next();) {
    const std::optional<std::int64_t> number = it.value().integer();
    const std::string domain(it.key(scratch));
    if (!number) return usage_error(file.path + ": the value of \"" + domain + "\" is not a whole number");
    domains.emplace_back(domain, *number);
  }
  std::stable_sort(domains.begin(), domains.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return domains;
}

}  // namespace dsprep::ops::signals
