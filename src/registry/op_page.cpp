// The ops for a terminal: the list, and one op's page. At most 100 columns wide.
#include <algorithm>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "registry/describe.h"
#include "registry/param_texts.h"
#include "registry/registry.h"
#include "registry/value_text.h"
#include "registry/wrap.h"

namespace dsprep::registry {
namespace {

constexpr std::size_t width = 100;

void heading(std::string& out, std::string_view title) { out.append("\n").append(wrap(title, width, 0)); }

std::string type_text(const ParamInfo& info) {
  std::string type(name_of(info.type));
  if (info.hints.field) type = "field";
  if (info.hints.path) type = "path";
  if (info.type == ParamType::list && info.hints.field) type = "list of fields";
  if (info.type == ParamType::list && info.hints.path) type = "list of paths";
  return type;
}

}  // namespace

void write_param(std::string& out, const ParamInfo& info, std::size_t indent) {
  out.append(indent, ' ').append(info.name).append("  ").append(type_text(info));
  if (info.hints.required) out += ", required";
  else out.append(", default ").append(value_text(info.initial));
  out += '\n';
  std::string text(info.hints.meaning);
  if (const std::string range = range_text(info.hints); !range.empty()) text.append(" (").append(range).append(")");
  if (const std::string choices = choices_text(info.hints); !choices.empty()) text.append("; one of ").append(choices);
  if (info.optional && info.initial.set()) text += "; \"none\" switches it off";
  out += wrap(text, width, indent + 4);
  for (const ParamInfo& field : info.fields) write_param(out, field, indent + 4);
}

std::string flag_of(const OpSpec& op) {
  std::string flag = "--" + std::string(op.name);
  std::replace(flag.begin(), flag.end(), '_', '-');
  return flag;
}

std::string list_ops(const Registry& registry) {
  std::size_t longest = 0;
  for (const OpSpec* op : registry.all()) longest = std::max(longest, op->name.size());
  std::string out;
  for (const Family family : all_families) {
    const std::vector<const OpSpec*> ops = registry.of(family);
    if (ops.empty()) continue;
    if (!out.empty()) out += '\n';
    out.append(name_of(family)).append("\n");
    for (const OpSpec* op : ops) {
      out.append("  ").append(op->name).append(longest - op->name.size() + 2, ' ').append(op->summary);
      out += '\n';
    }
  }
  return out;
}

std::string op_page(const OpSpec& op) {
  const std::vector<ParamInfo> params = op.params();
  std::string out;
  out.append(op.name).append(" (").append(name_of(op.family)).append(")\n");
  out += wrap(op.summary, width, 2);
  out.append("\nUsage: dsprep ").append(name_of(op.family)).append(" ").append(flag_of(op));
  if (!params.empty()) out += "[=PARAM=VALUE,…]";
  out += " INPUT… -o OUTPUT\n";
  if (op.principal && !params.empty())
    out.append("Its parameters are also plain options of dsprep ").append(name_of(op.family)).append(".\n");
  if (!op.details.empty()) {
    out += '\n';
    out += wrap(op.details, width, 2);
  }
  if (!params.empty()) {
    heading(out, "Parameters");
    for (const ParamInfo& info : params) write_param(out, info, 2);
  }
  if (const auto table = variant_table(op); !table.empty()) {
    heading(out, "Variants: what each sets where nothing is given");
    for (std::size_t row = 1; row < table.size(); ++row) {
      std::string line = table[row][0] + ":";
      for (std::size_t i = 1; i < table[row].size(); ++i)
        line.append(i > 1 ? ", " : " ").append(table[0][i]).append(" ").append(table[row][i]);
      out += wrap(line, width, 2, 6);
    }
  }
  if (!op.rules.empty()) {
    heading(out, "Rules: a record is kept where");
    for (const RuleInfo& rule : op.rules)
      out +=
          wrap(std::string(rule.name) + ": " + std::string(rule.metric) + ", " + limit_text(rule, params), width, 2, 6);
  }
  if (!op.source.empty()) {
    heading(out, "Follows");
    out += wrap(op.source, width, 2);
  }
  for (const Example& example : op.examples) {
    heading(out, "Example: " + std::string(example.title));
    const auto block = [&](std::string_view label, std::string_view lines) {
      if (lines.empty()) return;
      out.append("  ").append(label).append("\n").append(indented_lines(lines, 4));
    };
    block("with", example.params);
    for (const ExampleFile& file : example.files) block("file " + std::string(file.name), file.bytes);
    block("in", example.input);
    block("out", example.output);
    block("dropped", example.dropped);
  }
  return out;
}

}  // namespace dsprep::registry
