// The lists that signals are looked up in: words, phrases, domains.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/result.h"

namespace dsprep::ops::signals {

using SortedLines = std::vector<std::string>;

// Lines of a list file, without white space at their ends, each once.
SortedLines read_lines(std::string_view bytes);
bool holds(const SortedLines& lines, std::string_view item);

struct PhraseList {
  explicit PhraseList(std::string_view bytes);

  SortedLines phrases, first_words;
  std::vector<std::size_t> sizes;  // how many words phrases have, each size once
};

using DomainNumbers = std::vector<std::pair<std::string, std::int64_t>>;  // sorted

// A JSON object of domains and whole numbers.
Result<DomainNumbers> read_domains(const ResourceFile& file);

}  // namespace dsprep::ops::signals
