#include "cli/report_output.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <variant>

#include "base/human.h"
#include "cli/terminal.h"
#include "dsprep/value.h"
#include "exec/overlap.h"
#include "io/file_list.h"
#include "registry/checks_parts.h"
#include "report/numbers.h"
#include "report/render.h"
#include "report/text_table.h"

namespace dsprep::cli {
namespace {

using Report = OutputTarget::Report;
constexpr std::string_view html_name = "report.html", json_name = "report.json";

// The metrics as a table of names and numbers: what a person at a prompt, or awk, wants.
std::string metrics_text(const pipeline::RunResult& result) {
  std::size_t longest = 0;
  for (const auto& [step, findings] : result.findings)
    for (const Metric& metric : findings.metrics) longest = std::max(longest, metric.name.size());
  std::string out;
  for (const auto& [step, findings] : result.findings) {
    if (!out.empty()) out += '\n';
    out.append(step);
    if (!findings.title.empty()) out.append(": ").append(findings.title);
    out += '\n';
    for (const Metric& metric : findings.metrics)
      out.append("  ")
          .append(metric.name)
          .append(longest - metric.name.size() + 2, ' ')
          .append(base::format_number(metric.value))
          .append(report::interval_and_unit(metric))
          .append("\n");
  }
  return out;
}

std::string cell_text(const Finding::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  if (const auto* whole = std::get_if<std::int64_t>(&cell)) return std::to_string(*whole);
  return report::plain_number(std::get<double>(cell));
}

// A table: columns side by side, with the text of a record, where it is shown, at the end of the line.
std::string found_text(const Finding& finding) {
  std::vector<std::vector<std::string>> rows(1);
  for (const Column& column : finding.columns) rows.front().push_back(column.name);
  for (const auto& cells : finding.rows) {
    auto& row = rows.emplace_back();
    for (const Finding::Cell& cell : cells) row.push_back(cell_text(cell));
  }
  std::vector<std::size_t> widths(finding.columns.size());
  for (auto& row : rows) {
    if (finding.columns.front().name == "text") std::rotate(row.begin(), row.begin() + 1, row.end());
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], report::width_of(row[i]));
  }
  std::string out = "\n" + finding.title + "\n";
  for (const auto& row : rows) {
    out += "  ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      out += row[i];
      if (i + 1 < row.size()) out.append(widths[i] - report::width_of(row[i]) + 2, ' ');
    }
    out += '\n';
  }
  return out;
}

// What steps found that look at the parts of a dataset: a person who has to repair it wants to see the records.
std::string checks_text(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result) {
  std::string out;
  for (const pipeline::Step& step : pipeline.steps) {
    if (!registry::checks_parts(*step.spec)) continue;
    for (const auto& [name, findings] : result.findings)
      for (const Finding& finding : findings.sections)
        if (name == step.name && finding.chart == Finding::Chart::none) out += found_text(finding);
  }
  return out;
}

// Did dsprep write it? By what each report says of itself.
Result<bool> is_report(port::Files& files, const std::string& path) {
  if (path.ends_with(".json")) {
    DSPREP_TRY(const std::string json, files.read_all(path));
    return !validate_json(json) && Value(json)["config_hash"].exists();
  }
  DSPREP_TRY(const std::unique_ptr<port::ReadFile> file, files.open(path));
  std::string head(1024, '\0');
  DSPREP_TRY(const std::size_t n, file->read(0, {head.data(), head.size()}));
  return std::string_view(head).substr(0, n).find("<meta name=\"generator\" content=\"dsprep\">") !=
         std::string_view::npos;
}

}  // namespace

Status refuse_inside_inputs(port::Files& files, const std::string& path, const io::Inputs& inputs) {
  DSPREP_TRY(const std::string where, exec::absolute_path(files, path));
  for (const std::string& input : inputs.directories) {
    DSPREP_TRY(const std::string read, files.canonical(input));
    if (exec::lies_in(where, read))
      return usage_error("-o " + path + " lies inside the input " + input +
                         ": the next run would read it; write it elsewhere");
  }
  for (const io::Shard& shard : inputs.shards) {
    if (shard.path == "-") continue;
    for (std::size_t i = 0; i < shard.file_count(); ++i) {
      const auto read = files.canonical(std::string(shard.file(i).path));  // a pipe has no path
      if (read.ok() && *read == where)
        return usage_error("-o " + path + " is an input, and inputs are never written to: choose another -o");
    }
  }
  return {};
}

Status refuse_existing_report(port::Files& files, const std::string& path, bool force) {
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(path));
  if (!info || info->kind == port::FileInfo::Kind::other || info->size == 0)
    return {};  // a FIFO, a device: written into
  if (info->kind == port::FileInfo::Kind::directory) return usage_error("-o " + path + " is a directory, not a file");
  DSPREP_TRY(const bool ours, is_report(files, path));
  if (!ours)
    return usage_error(
        "-o " + path +
        " exists and is no report of dsprep: --force replaces only what dsprep wrote; choose another place");
  if (!force) return usage_error("-o " + path + " exists: --force replaces the report there, or choose another place");
  return {};
}

Status prepare_report(port::Files& files, const OutputTarget& target, bool force, const io::Inputs& inputs,
                      const std::vector<std::string>& reads) {
  if (target.report == Report::text || target.report == Report::json_stream) return {};
  const std::string& path = target.report_path;
  DSPREP_CHECK(refuse_inside_inputs(files, path, inputs));
  DSPREP_TRY(const std::string where, exec::absolute_path(files, path));
  for (const std::string& read : reads) {
    DSPREP_TRY(const std::string in, exec::absolute_path(files, read));
    if (exec::lies_in(where, in))
      return usage_error("-o " + path + (where == in ? "" : " lies in " + read + ", which") +
                         " is read, and what is read is never written to: choose another -o");
  }
  if (target.report != Report::directory) return refuse_existing_report(files, path, force);
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(path));
  if (!info) return {};
  if (info->kind == port::FileInfo::Kind::file) return usage_error("-o " + path + " is a file, not a directory");
  if (info->kind == port::FileInfo::Kind::other)
    return usage_error("-o " + path +
                       " is no directory: a report goes into a stream as text without -o, and as JSON with -o -");
  DSPREP_TRY(const std::vector<port::DirEntry> entries, files.list(path));
  if (!entries.empty() && !force)
    return usage_error("-o " + path + " exists: --force replaces the report there, or choose another place");
  for (const std::string_view name : {html_name, json_name})
    DSPREP_CHECK(refuse_existing_report(files, port::join(path, name), force));
  return {};
}

std::vector<exec::ClosingFile> report_files(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result,
                                            const report::PageFacts& facts) {
  return {{std::string(html_name), report::report_html(pipeline, result, facts)},
          {std::string(json_name), report::report_json(pipeline, result)}};
}

Status write_report_to(port::Files& files, const std::string& path, std::string_view report) {
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(path));
  if (!info || info->kind != port::FileInfo::Kind::other) return files.write_atomically(path, report);
  DSPREP_TRY(const std::unique_ptr<port::WriteFile> into, files.write_into(path));
  DSPREP_CHECK(into->append(report));
  return into->close();
}

Status write_report(port::Files& files, const OutputTarget& target, const pipeline::Pipeline& pipeline,
                    const pipeline::RunResult& result, const report::PageFacts& facts) {
  switch (target.report) {
    case Report::none: return {};
    case Report::text: return print(metrics_text(result) + checks_text(pipeline, result));
    case Report::json_stream: return print(report::report_json(pipeline, result));
    case Report::directory:
      DSPREP_CHECK(files.make_directories(target.report_path));
      for (const exec::ClosingFile& file : report_files(pipeline, result, facts))
        DSPREP_CHECK(files.write_atomically(port::join(target.report_path, file.name), file.bytes));
      return {};
    case Report::html_file:
    case Report::json_file: {
      DSPREP_CHECK(files.make_directories(port::parent_of(target.report_path)));
      const bool html = target.report == Report::html_file;
      return write_report_to(
          files, target.report_path,
          html ? report::report_html(pipeline, result, facts) : report::report_json(pipeline, result));
    }
  }
  return {};
}

}  // namespace dsprep::cli
