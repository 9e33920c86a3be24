// The formats: the list, one format's page for a terminal, and the generated part of docs/formats/<name>.md.
#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "registry/describe.h"
#include "registry/param_texts.h"
#include "registry/wrap.h"

namespace dsprep::registry {
namespace {

constexpr std::size_t width = 100;

std::vector<ParamInfo> params_of(std::vector<ParamInfo> (*describe)()) {
  return describe ? describe() : std::vector<ParamInfo>();
}

std::string extensions_of(const FormatSpec& format) {
  std::string all;
  for (const std::string_view extension : format.extensions) all.append(all.empty() ? "" : " ").append(extension);
  return all;
}

std::string_view ways_of(const FormatSpec& format) {
  if (!format.writer) return "read";
  return format.reader ? "read, written" : "written";
}

// "--from csv, --to csv, or the extension .csv"
std::string choice_of(const FormatSpec& format) {
  const std::string name(format.name);
  std::string text;
  if (format.reader) text += "--from " + name;
  if (format.writer) text.append(text.empty() ? "" : ", ").append("--to " + name);
  return text + ", or by extension: " + extensions_of(format);
}

}  // namespace

std::string list_formats(std::span<const FormatSpec* const> formats) {
  std::size_t longest = 0;
  for (const FormatSpec* format : formats) longest = std::max(longest, format->name.size());
  std::string out;
  for (const FormatSpec* format : formats)
    out.append("  ")
        .append(format->name)
        .append(longest - format->name.size() + 2, ' ')
        .append(format->summary)
        .append(" (")
        .append(ways_of(*format))
        .append("; ")
        .append(extensions_of(*format))
        .append(")\n");
  return out;
}

std::string format_page(const FormatSpec& format) {
  std::string out = std::string(format.name) + " (format; " + std::string(ways_of(format)) + ")\n";
  out += wrap(format.summary, width, 2);
  out += wrap("Chosen with " + choice_of(format) + ".", width, 2);
  if (!format.details.empty()) out += "\n" + wrap(format.details, width, 2);
  const auto section = [&](std::string_view title, const std::vector<ParamInfo>& params) {
    if (params.empty()) return;
    out.append("\n").append(title).append("\n");
    for (const ParamInfo& info : params) write_param(out, info, 2);
  };
  section("Parameters of --from", params_of(format.reader_params));
  section("Parameters of --to", params_of(format.writer_params));
  if (!format.source.empty()) out += "\nFollows\n" + wrap(format.source, width, 2);
  for (const FormatExample& example : format.examples) {
    out += "\n" + wrap("Example: " + std::string(example.title), width, 0);
    const auto block = [&](std::string_view label, std::string_view text) {
      if (text.empty()) return;
      out.append("  ").append(label).append("\n").append(indented_lines(text, 4));
    };
    block("with", example.params);
    block("file", example.file);
    block("records", example.records);
  }
  return out;
}

std::string format_markdown(const FormatSpec& format) {
  std::string out = "# " + std::string(format.name) + "\n\n" + std::string(format.summary) + ". Chosen with `" +
                    choice_of(format) + "`.\n";
  if (!format.details.empty()) out.append("\n").append(format.details).append("\n");
  const auto section = [&](std::string_view option, const std::vector<ParamInfo>& params) {
    if (params.empty()) return;
    out.append("\n## Parameters of ").append(option).append("\n\n").append(param_table_head);
    write_param_rows(out, params, "");
  };
  section("--from", params_of(format.reader_params));
  section("--to", params_of(format.writer_params));
  if (!format.source.empty()) out.append("\n## Source\n\n").append(format.source).append("\n");
  if (!format.examples.empty()) out += "\n## Examples\n";
  for (const FormatExample& example : format.examples) {
    out.append("\n### ").append(example.title).append("\n");
    const auto block = [&](std::string_view label, std::string_view language, std::string_view text) {
      if (text.empty()) return;
      out.append("\n").append(label).append("\n\n");
      write_block(out, language, text);
    };
    block("Parameters:", "toml", example.params);
    block("File:", "text", example.file);
    block("Records:", "json", example.records);
  }
  return out;
}

}  // namespace dsprep::registry
