#include "formats/csv/cell_writer.h"

#include <algorithm>

namespace dsprep::formats::csv {

// Every delimiter that could be guessed is put in quotes: so the guess can only be ours.
CellWriter::CellWriter(char delimiter) {
  for (const char c : {delimiter, '"', '\r', '\n', ',', ';', '\t', '|'}) special_[static_cast<unsigned char>(c)] = true;
}

bool CellWriter::needs_quotes(std::string_view value) const {
  if (value.empty()) return false;
  if (value.front() == ' ' || value.back() == ' ' || value.front() == '\'' || value.starts_with("\xef\xbb\xbf"))
    return true;
  return std::any_of(value.begin(), value.end(), [this](char c) { return special_[static_cast<unsigned char>(c)]; });
}

void CellWriter::append(std::string_view value, bool alone, std::string& out) const {
  if (!needs_quotes(value)) {
    if (value.empty() && alone) out += "\"\"";
    else out.append(value);
    return;
  }
  out.push_back('"');
  for (std::size_t at = 0;;) {
    const std::size_t quote = value.find('"', at);
    if (quote == value.npos) {
      out.append(value, at);
      break;
    }
    out.append(value, at, quote + 1 - at).push_back('"');
    at = quote + 1;
  }
  out.push_back('"');
}

}  // namespace dsprep::formats::csv
