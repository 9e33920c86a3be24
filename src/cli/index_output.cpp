#include "cli/index_output.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "base/human.h"
#include "cli/report_output.h"
#include "dedup/seen_index.h"
#include "pipeline/books.h"

namespace dsprep::cli {
namespace {

std::uint64_t metric(const pipeline::RunResult& result, std::string_view name) {
  for (const Metric& one : result.findings.front().findings.metrics)
    if (one.name == name) return static_cast<std::uint64_t>(one.value);
  return 0;
}

std::string line(std::uint64_t n, std::string_view what) {
  const std::string count = base::format_count(n);
  const std::size_t gap = std::max<std::size_t>(27, what.size() + count.size() + 1) - what.size() - count.size();
  return "  " + std::string(what) + std::string(gap, ' ') + count + "\n";
}

}  // namespace

Status prepare_index(port::Files& files, const std::string& path, bool force, const io::Inputs& inputs) {
  DSPREP_CHECK(refuse_inside_inputs(files, path, inputs));
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(path));
  if (!info) return {};
  if (info->kind == port::FileInfo::Kind::directory)
    return usage_error("-o " + path + " is a directory: an index is one file");
  if (info->kind != port::FileInfo::Kind::file)
    return usage_error("-o " + path + " is no regular file: an index is one");
  if (info->size == 0) return {};
  if (!force) return usage_error("-o " + path + " exists: --force replaces it, or choose another place");
  DSPREP_TRY(const bool ours, dedup::SeenIndex::is_index(files, path));
  if (!ours)
    return usage_error("-o " + path +
                       " exists and is no index: --force replaces only what dsprep wrote; choose another place");
  return {};
}

void count_unread(pipeline::RunResult& result) {
  pipeline::Books& books = result.books;
  const std::uint64_t unread = books.read - books.malformed - metric(result, "records");
  if (unread == 0) return;
  books.malformed += unread;
  books.malformed_reasons[result.findings.front().step + ": its field is missing or no text"] += unread;
}

Result<std::string> index_summary(port::Files& files, const std::string& path, const pipeline::RunResult& result) {
  const pipeline::Books& books = result.books;
  std::string out = "read " + base::format_counted(books.read, "record") + " from " +
                    base::format_counted(result.inputs.size(), "file") + " (" + base::format_size(books.bytes_in) + ")";
  if (result.passes > 1) out += " in " + base::format_count(result.passes) + " passes";
  out += "\n" + line(metric(result, "duplicates"), "duplicates") + line(books.malformed, "malformed");
  for (const auto& [reason, n] : books.malformed_reasons)
    out += "  malformed: " + reason + " (" + base::format_count(n) + ")\n";
  DSPREP_TRY(const auto index, dedup::SeenIndex::open(files, path));
  return out + "wrote " + path + ": " + base::format_counted(index->size(), "record") + ", " +
         base::format_size(index->bytes()) + "\n";
}

}  // namespace dsprep::cli
