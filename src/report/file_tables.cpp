#include "report/file_tables.h"

#include <algorithm>

#include "base/human.h"
#include "dsprep/value.h"
#include "report/finding_card.h"
#include "report/html.h"
#include "report/ledger.h"

namespace dsprep::report {
namespace {

constexpr std::size_t config_letters = 40'000;
constexpr std::size_t path_letters = 400;

void append_opening(std::string& out, std::string_view title, std::size_t files, std::uint64_t bytes) {
  out += "<div class=\"card\"><details class=\"file\"><summary>" + std::string(title) + "<small>" + shown_count(files) +
         (files == 1 ? " file, " : " files, ") + html(base::format_size(bytes)) +
         "</small></summary><div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"" + std::string(title) +
         "\"><table><thead><tr>";
}

void append_head(std::string& out, std::string_view title, bool numeric = false) {
  out += std::string("<th scope=\"col\"") + (numeric ? " class=\"num\">" : ">") + std::string(title) + "</th>";
}

void append_name(std::string& out, std::string_view name) {
  out += "<tr><th scope=\"row\" class=\"text\" dir=\"auto\">" + html(shortened(name, path_letters)) + "</th>";
}

void append_cell(std::string& out, std::string_view kind, const std::string& inside) {
  out += "<td class=\"" + std::string(kind) + "\">" + inside + "</td>";
}

void append_closing(std::string& out, std::size_t files) {
  out += "</tbody></table></div>";
  append_rows_hint(out, files);
  out += "</details></div>\n";
}

}  // namespace

void append_inputs_card(std::string& out, const pipeline::RunResult& result) {
  std::uint64_t bytes = 0;
  for (const pipeline::InputFile& file : result.inputs) bytes += file.bytes;
  append_opening(out, "Inputs", result.inputs.size(), bytes);
  append_head(out, "file");
  append_head(out, "part");
  append_head(out, "records", true);
  append_head(out, "size", true);
  append_head(out, "XXH3-128");
  out += "</tr></thead><tbody>\n";
  for (std::size_t i = 0; i < std::min(result.inputs.size(), most_rows); ++i) {
    const pipeline::InputFile& file = result.inputs[i];
    append_name(out, file.name);
    append_cell(out, "text", html(file.part) + (file.damaged ? (file.part.empty() ? "damaged" : ", damaged") : ""));
    append_cell(out, "num", shown_count(file.records));
    append_cell(out, "num", html(base::format_size(file.bytes)));
    append_cell(out, "mono hash", html(file.hash));
    out += "</tr>\n";
  }
  append_closing(out, result.inputs.size());
}

void append_outputs_card(std::string& out, const pipeline::RunResult& result) {
  std::uint64_t bytes = 0;
  for (const pipeline::OutputFile& file : result.outputs) bytes += file.bytes;
  append_opening(out, "Outputs", result.outputs.size(), bytes);
  append_head(out, "file");
  append_head(out, "kind");
  append_head(out, "part");
  append_head(out, "records", true);
  append_head(out, "size", true);
  append_head(out, "XXH3-128");
  out += "</tr></thead><tbody>\n";
  for (std::size_t i = 0; i < std::min(result.outputs.size(), most_rows); ++i) {
    const pipeline::OutputFile& file = result.outputs[i];
    append_name(out, file.path);
    append_cell(out, "text", std::string(name_of(file.kind)));
    append_cell(out, "text", html(file.part));
    append_cell(out, "num",
                file.kind == pipeline::OutputFile::Kind::artifact || file.kind == pipeline::OutputFile::Kind::card
                    ? ""
                    : shown_count(file.records));
    append_cell(out, "num", html(base::format_size(file.bytes)));
    append_cell(out, "mono hash", html(file.hash));
    out += "</tr>\n";
  }
  append_closing(out, result.outputs.size());
}

void append_config_card(std::string& out, const pipeline::Pipeline& pipeline) {
  out +=
      "<div class=\"card\"><details class=\"file\"><summary>Configuration<small>as resolved, with defaults</small>"
      "</summary><pre dir=\"auto\" tabindex=\"0\"><code>";
  append_html(out, shortened(indented(resolved_config(pipeline)), config_letters));
  out += "</code></pre></details></div>\n";
}

}  // namespace dsprep::report
