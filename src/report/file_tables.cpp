#include "report/file_tables.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "base/human.h"
#include "dsprep/value.h"
#include "report/finding_card.h"
#include "report/html.h"
#include "report/ledger.h"
#include "report/numbers.h"

namespace dsprep::report {
namespace {

constexpr std::size_t config_letters = 40'000;

using Kind = pipeline::OutputFile::Kind;

void append_files(std::string& out, const Finding& files, std::uint64_t bytes) {
  const std::size_t n = files.rows.size();
  out += "<div class=\"card\"><details class=\"file\"><summary>" + files.title + "<small>" + shown_count(n) +
         (n == 1 ? " file, " : " files, ") + html(base::format_size(bytes)) + "</small></summary>";
  append_table(out, files);
  out += "</details></div>\n";
}

// `records`: nothing where the file is no list of them.
void add_file(Finding& files, const std::vector<std::string>& texts, std::optional<std::uint64_t> records,
              std::uint64_t bytes, const std::string& hash) {
  std::vector<Finding::Cell>& row = files.rows.emplace_back(texts.begin(), texts.end());
  if (records) row.emplace_back(static_cast<std::int64_t>(*records));
  else row.emplace_back(std::nan(""));
  row.emplace_back(static_cast<std::int64_t>(bytes));
  row.emplace_back(hash);
}

}  // namespace

void append_inputs_card(std::string& out, const pipeline::RunResult& result) {
  std::uint64_t bytes = 0;
  Finding files;
  files.title = "Inputs";
  files.columns = {
      "file", "part", {"records", Column::Kind::count}, {"size", Column::Kind::bytes}, {"XXH3-128", Column::Kind::id}};
  for (const pipeline::InputFile& file : result.inputs) {
    bytes += file.bytes;
    const std::string part = file.part + (file.damaged ? (file.part.empty() ? "damaged" : ", damaged") : "");
    add_file(files, {file.name, part}, file.records, file.bytes, file.hash);
  }
  append_files(out, files, bytes);
}

void append_outputs_card(std::string& out, const pipeline::RunResult& result) {
  std::uint64_t bytes = 0;
  Finding files;
  files.title = "Outputs";
  files.columns = {"file",
                   "kind",
                   "part",
                   {"records", Column::Kind::count},
                   {"size", Column::Kind::bytes},
                   {"XXH3-128", Column::Kind::id}};
  for (const pipeline::OutputFile& file : result.outputs) {
    bytes += file.bytes;
    const bool listed = file.kind != Kind::artifact && file.kind != Kind::card;
    add_file(files, {file.path, std::string(name_of(file.kind)), file.part},
             listed ? std::optional(file.records) : std::nullopt, file.bytes, file.hash);
  }
  append_files(out, files, bytes);
}

void append_config_card(std::string& out, const pipeline::Pipeline& pipeline) {
  out +=
      "<div class=\"card\"><details class=\"file\"><summary>Configuration<small>as resolved, with defaults</small>"
      "</summary><pre dir=\"auto\" tabindex=\"0\"><code>";
  append_html(out, shortened(indented(resolved_config(pipeline)), config_letters));
  out += "</code></pre></details></div>\n";
}

}  // namespace dsprep::report
