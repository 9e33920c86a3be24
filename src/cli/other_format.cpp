#include "cli/other_format.h"

#include <algorithm>
#include <iterator>

#include "port/files.h"

namespace dsprep::cli {
namespace {

constexpr std::string_view endings[] = {
    ".json", ".csv",  ".tsv", ".parquet", ".arrow", ".feather", ".avro", ".orc",  ".txt", ".text", ".xml",    ".yaml",
    ".yml",  ".toml", ".htm", ".html",    ".md",    ".pdf",     ".doc",  ".docx", ".xls", ".xlsx", ".sqlite", ".db",
    ".warc", ".zip",  ".tar", ".tgz",     ".gz",    ".zst",     ".bz2",  ".xz",   ".lz4", ".7z"};

}  // namespace

Status refuse_other_format(const std::string& path, std::string_view written) {
  std::string name(port::base_name(path));
  for (char& c : name)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const bool promises = std::any_of(std::begin(endings), std::end(endings), [&](std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
  });
  if (!promises || path.ends_with('/')) return {};
  return usage_error("-o " + path + ": " + std::string(written) + "; for a directory of that name write " + path + "/");
}

}  // namespace dsprep::cli
