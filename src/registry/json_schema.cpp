// The ops for programs: a JSON Schema (draft 7) of a config file, for editors, and everything there is to know, as
// JSON.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/span_labels.h"
#include "dsprep/value.h"
#include "registry/describe.h"
#include "registry/param_json.h"
#include "registry/registry.h"

namespace dsprep::registry {
namespace {

void write_choices(ValueBuilder& out, const ParamHints& hints) {
  out.begin_array();
  for (const std::string_view choice : hints.choices) out.text(choice);
  out.end_array();
}

void write_bounds(ValueBuilder& out, const ParamHints& hints) {
  if (hints.min) out.member("minimum", *hints.min);
  if (hints.max) out.member("maximum", *hints.max);
}

void write_text_schema(ValueBuilder& out, const ParamHints& hints) {
  out.member("type", "string");
  if (!hints.choices.empty()) {
    out.key("enum");
    write_choices(out, hints);
  }
}

void write_members(ValueBuilder& out, const std::vector<ParamInfo>& infos);

// The members of the schema of a value of that type.
void write_type(ValueBuilder& out, const ParamInfo& info) {
  switch (info.type) {
    case ParamType::boolean: out.member("type", "boolean"); break;
    case ParamType::integer:
      out.member("type", "integer");
      write_bounds(out, info.hints);
      break;
    case ParamType::number:
      out.member("type", "number");
      write_bounds(out, info.hints);
      break;
    case ParamType::text: write_text_schema(out, info.hints); break;
    case ParamType::list:
      // One text is a list of one.
      out.key("anyOf").begin_array().begin_object();
      write_text_schema(out, info.hints);
      out.end_object().begin_object().member("type", "array").key("items").begin_object();
      write_text_schema(out, info.hints);
      out.end_object().end_object().end_array();
      break;
    case ParamType::table:
      out.member("type", "object").key("additionalProperties").begin_object().member("type", "number");
      write_bounds(out, info.hints);
      out.end_object();
      break;
    case ParamType::table_list:
      out.member("type", "array").key("items").begin_object();
      write_members(out, info.fields);
      out.end_object();
      break;
  }
}

void write_param_schema(ValueBuilder& out, const ParamInfo& info) {
  out.begin_object().member("description", info.hints.meaning);
  if (info.initial.set()) {
    out.key("default");
    write_json(out, info.initial);
  }
  // "none" takes the limit away. An own text may be anything, "none" included.
  if (info.optional && (info.type != ParamType::text || !info.hints.choices.empty())) {
    out.key("anyOf").begin_array().begin_object();
    write_type(out, info);
    out.end_object().begin_object().member("const", "none").end_object().end_array();
  } else {
    write_type(out, info);
  }
  out.end_object();
}

void write_properties(ValueBuilder& out, const std::vector<ParamInfo>& infos) {
  for (const ParamInfo& info : infos) {
    out.key(info.name);
    write_param_schema(out, info);
  }
}

void write_required(ValueBuilder& out, const std::vector<ParamInfo>& infos, std::string_view first = {}) {
  out.key("required").begin_array();
  if (!first.empty()) out.text(first);
  for (const ParamInfo& info : infos)
    if (info.hints.required) out.text(info.name);
  out.end_array();
}

void write_members(ValueBuilder& out, const std::vector<ParamInfo>& infos) {
  out.member("type", "object").key("properties").begin_object();
  write_properties(out, infos);
  out.end_object();
  write_required(out, infos);
  out.member("additionalProperties", false);
}

void text_property(ValueBuilder& out, std::string_view name, std::string_view description,
                   std::string_view initial = {}) {
  out.key(name).begin_object().member("type", "string").member("description", description);
  if (!initial.empty()) out.member("default", initial);
  out.end_object();
}

void write_step(ValueBuilder& out, const OpSpec& op) {
  const std::vector<ParamInfo> params = op.params();
  out.begin_object().member("title", op.name).member("description", op.summary).member("type", "object");
  out.key("properties").begin_object();
  out.key("op").begin_object().member("const", op.name).member("description", op.summary).end_object();
  text_property(out, "name",
                "what dropped/ and --set call the step; default: the op, or op-2, op-3, … where it is repeated");
  write_properties(out, params);
  out.end_object();
  write_required(out, params, "op");
  out.member("additionalProperties", false).end_object();
}

void choices_property(ValueBuilder& out, std::string_view name, std::string_view description,
                      std::span<const std::string_view> choices) {
  out.key(name).begin_object().key("enum").begin_array();
  for (const std::string_view choice : choices) out.text(choice);
  out.end_array().member("default", choices.front()).member("description", description).end_object();
}

void write_spans(ValueBuilder& out) {
  out.key("spans").begin_object().member("description", "span labels over the text, moved along with edits");
  out.key("anyOf").begin_array().begin_object().member("type", "string").end_object();
  out.begin_object().member("type", "array").member("minItems", std::int64_t{1});
  out.key("items").begin_object().key("anyOf").begin_array();
  out.begin_object().member("type", "string").end_object();
  out.begin_object().member("type", "object").key("properties").begin_object();
  text_property(out, "text", "the text they are labels over", "text");
  text_property(out, "spans", "JSON Pointer of the array of labels");
  choices_property(out, "unit", "what start and end count", span_unit_names);
  choices_property(out, "lost", "what becomes of a label whose text is gone", lost_span_names);
  out.end_object().key("required").begin_array().text("spans").end_array();
  out.member("additionalProperties", false).end_object().end_array().end_object();
  out.end_object().end_array().end_object();
}

void write_source(ValueBuilder& out) {
  out.begin_object().member("type", "object").key("properties").begin_object();
  out.key("paths").begin_object().member("description", "files, globs, directories, or \"-\"");
  out.key("anyOf").begin_array().begin_object().member("type", "string").end_object();
  out.begin_object().member("type", "array").key("items").begin_object().member("type", "string").end_object();
  out.member("minItems", std::int64_t{1}).end_object().end_array().end_object();
  text_property(out, "name", "the source's name");
  text_property(out, "format", "the format of its files; default: by their extension");
  text_property(out, "encoding", "the encoding of its files, like gbk; default: told by their bytes");
  out.key("params")
      .begin_object()
      .member("type", "object")
      .member("description", "parameters of the format; `dsprep formats NAME` lists them")
      .end_object();
  text_property(out, "licence", "the licence of its records");
  out.key("weight")
      .begin_object()
      .member("type", "number")
      .member("minimum", std::int64_t{0})
      .member("description", "how much of it a step `mix` draws, in proportion to the other sources")
      .end_object();
  out.key("fields")
      .begin_object()
      .member("type", "object")
      .member("description", "logical field name → JSON Pointer in this source");
  out.key("additionalProperties").begin_object().member("type", "string").end_object().end_object();
  out.end_object()
      .key("required")
      .begin_array()
      .text("paths")
      .end_array()
      .member("additionalProperties", false)
      .end_object();
}

void write_run(ValueBuilder& out, const std::vector<OptionText>& options) {
  out.begin_object()
      .member("type", "object")
      .member("description", "options of the command line by their long names; the command line wins");
  if (!options.empty()) {
    out.key("properties").begin_object();
    for (const OptionText& option : options) {
      out.key(option.flags.substr(option.flags.rfind("--") + 2)).begin_object().member("description", option.meaning);
      if (option.value.empty()) out.member("type", "boolean");
      if (!option.choices.empty()) {
        out.key("enum").begin_array();
        for (const std::string& choice : option.choices) out.text(choice);
        out.end_array();
      }
      out.end_object();
    }
    out.end_object();
  }
  out.end_object();
}

void write_param_json(ValueBuilder& out, const ParamInfo& info) {
  out.begin_object().member("name", info.name).member("type", name_of(info.type)).member("meaning", info.hints.meaning);
  out.member("optional", info.optional).member("required", info.hints.required);
  out.key("default");
  write_json(out, info.initial);
  if (info.hints.min) out.member("min", *info.hints.min);
  if (info.hints.max) out.member("max", *info.hints.max);
  if (!info.hints.choices.empty()) {
    out.key("choices");
    write_choices(out, info.hints);
  }
  if (info.hints.field) out.member("field", true);
  if (info.hints.path) out.member("path", true);
  if (!info.fields.empty()) {
    out.key("fields").begin_array();
    for (const ParamInfo& field : info.fields) write_param_json(out, field);
    out.end_array();
  }
  out.end_object();
}

std::string_view compare_name(Judge::Limit::Compare compare) {
  static constexpr std::string_view names[] = {"none", "at_least", "at_most", "above", "below", "equals"};
  return names[static_cast<std::size_t>(compare)];
}

void write_op_json(ValueBuilder& out, const OpSpec& op) {
  out.begin_object().member("name", op.name).member("family", name_of(op.family)).member("flag", flag_of(op));
  out.member("summary", op.summary).member("details", op.details).member("source", op.source);
  out.member("principal", op.principal).member("derives", op.derives);
  out.member("cost", op.cost == Cost::heavy ? "heavy" : "light");
  out.key("params").begin_array();
  for (const ParamInfo& info : op.params()) write_param_json(out, info);
  out.end_array().key("rules").begin_array();
  for (const RuleInfo& rule : op.rules) {
    out.begin_object()
        .member("name", rule.name)
        .member("metric", rule.metric)
        .member("compare", compare_name(rule.compare));
    if (rule.param.empty()) out.member("limit", rule.limit);
    else out.member("param", rule.param);
    out.end_object();
  }
  out.end_array().key("examples").begin_array();
  for (const Example& example : op.examples) {
    out.begin_object().member("title", example.title).member("params", example.params).member("input", example.input);
    out.member("output", example.output).member("dropped", example.dropped).key("files").begin_array();
    for (const ExampleFile& file : example.files)
      out.begin_object().member("name", file.name).member("bytes", file.bytes).end_object();
    out.end_array().end_object();
  }
  out.end_array().end_object();
}

}  // namespace

std::string json_schema(const Registry& registry, const std::vector<OptionText>& run_options) {
  ValueBuilder out;
  out.begin_object().member("$schema", "http://json-schema.org/draft-07/schema#").member("title", "dsprep config");
  out.member("type", "object").key("properties").begin_object();
  out.key("seed")
      .begin_object()
      .member("type", "integer")
      .member("minimum", std::int64_t{0})
      .member("default", std::int64_t{0});
  out.member("description", "every random choice depends on it and on the record").end_object();
  out.key("dataset").begin_object().member("type", "object").key("properties").begin_object();
  text_property(out, "text", "JSON Pointer of the text; \"*\" stands for every element", "/text");
  text_property(out, "id", "JSON Pointer of the id; without it a record's id is a hash of its line");
  write_spans(out);
  out.end_object().member("additionalProperties", false).end_object();
  out.key("source").begin_object().member("type", "array").key("items");
  write_source(out);
  out.end_object();
  out.key("run");
  write_run(out, run_options);
  out.key("step").begin_object().member("type", "array").key("items").begin_object().key("oneOf").begin_array();
  for (const OpSpec* op : registry.all()) write_step(out, *op);
  out.end_array().end_object().end_object();
  out.end_object().member("additionalProperties", false).end_object();
  return indented(out.json()) + "\n";
}

std::string ops_json(const Registry& registry) {
  ValueBuilder out;
  out.begin_array();
  for (const OpSpec* op : registry.all()) write_op_json(out, *op);
  out.end_array();
  return indented(out.json()) + "\n";
}

}  // namespace dsprep::registry
