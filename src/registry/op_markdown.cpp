// An op's reference page, the part that is generated: docs/ops/<family>.<op>.md holds it between markers.
#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "registry/describe.h"
#include "registry/param_texts.h"
#include "registry/value_text.h"

namespace dsprep::registry {
namespace {

// A table cell: a pipe would end it, a line break the table.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '|') out += "\\|";
    else if (c == '\n') out += ' ';
    else out += c;
  }
  return out;
}

// Code in a table cell. A backtick inside asks for a longer fence.
std::string code(std::string_view text) {
  const bool backtick = text.find('`') != std::string_view::npos;
  return std::string(backtick ? "`` " : "`").append(cell(text)).append(backtick ? " ``" : "`");
}

}  // namespace

void write_param_rows(std::string& out, const std::vector<ParamInfo>& params, const std::string& prefix) {
  for (const ParamInfo& info : params) {
    std::string type(name_of(info.type));
    if (info.hints.field) type += " (field)";
    if (info.hints.path) type += " (path)";
    std::string meaning = cell(info.hints.meaning);
    if (const std::string choices = choices_text(info.hints); !choices.empty())
      meaning.append("; one of ").append(cell(choices));
    out.append("| ").append(code(prefix + info.name)).append(" | ").append(type).append(" | ");
    out.append(info.hints.required ? "required" : code(value_text(info.initial))).append(" | ");
    out.append(cell(range_text(info.hints))).append(" | ").append(meaning).append(" |\n");
    write_param_rows(out, info.fields, prefix + info.name + "[].");
  }
}

void write_block(std::string& out, std::string_view language, std::string_view text) {
  std::size_t longest = 2, run = 0;
  for (const char c : text) {
    run = c == '`' ? run + 1 : 0;
    longest = std::max(longest, run);
  }
  const std::string fence(longest + 1, '`');
  out.append(fence).append(language).append("\n").append(text);
  if (!text.empty() && text.back() != '\n') out += '\n';
  out.append(fence).append("\n");
}

std::string op_markdown(const OpSpec& op) {
  const std::vector<ParamInfo> params = op.params();
  std::string out = "# " + std::string(op.name) + "\n\n";
  out.append(op.summary)
      .append(". Family: `")
      .append(name_of(op.family))
      .append("`. Flag: `")
      .append(flag_of(op))
      .append("`.\n");
  if (!op.details.empty()) {
    out.append("\n").append(op.details);
    if (out.back() != '\n') out += '\n';
  }
  if (!params.empty()) {
    out.append("\n## Parameters\n\n").append(param_table_head);
    write_param_rows(out, params, "");
    if (op.principal)
      out.append("\nThese are also plain options of `dsprep ").append(name_of(op.family)).append("`.\n");
  }
  if (const auto table = variant_table(op); !table.empty()) {
    out += "\n## Variants\n\nWhat `variant` sets where nothing is given.\n\n";
    for (std::size_t i = 0; i < table.size(); ++i) {
      for (const std::string& text : table[i]) out.append("| ").append(text.empty() ? "" : code(text)).append(" ");
      out += "|\n";
      if (i > 0) continue;
      for (std::size_t column = 0; column < table[0].size(); ++column) out += "|---";
      out += "|\n";
    }
  }
  if (!op.rules.empty()) {
    out += "\n## Rules\n\nA record is kept where each of these holds.\n\n| rule | measured | limit |\n|---|---|---|\n";
    for (const RuleInfo& rule : op.rules)
      out.append("| ")
          .append(code(rule.name))
          .append(" | ")
          .append(cell(rule.metric))
          .append(" | ")
          .append(cell(limit_text(rule, params)))
          .append(" |\n");
  }
  if (!op.source.empty()) out.append("\n## Source\n\n").append(op.source).append("\n");
  if (!op.examples.empty()) out += "\n## Examples\n";
  for (const Example& example : op.examples) {
    out.append("\n### ").append(example.title).append("\n");
    const auto block = [&](std::string_view label, std::string_view language, std::string_view text) {
      if (text.empty()) return;
      out.append("\n").append(label).append("\n\n");
      write_block(out, language, text);
    };
    if (!example.params.empty()) block("Parameters:", "toml", example.params);
    for (const ExampleFile& file : example.files) block("File `" + std::string(file.name) + "`:", "text", file.bytes);
    block("Input:", "json", example.input);
    const bool parts = op.family == Family::split && !example.output.starts_with('{');
    block(parts ? "Output (part, TAB, record):" : "Output:", parts ? "text" : "json", example.output);
    block("Dropped:", "json", example.dropped);
  }
  return out;
}

}  // namespace dsprep::registry
