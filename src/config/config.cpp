// toml++ reads the text; what is left to do is to say no. Every key is looked at, every type is checked here or (steps)
// by the compiler, and what nobody knows is refused where it stands.
//
// toml++ keeps tables sorted by key, but a user's order matters (shares of a split, steps of a plan): each key knows
// where it was written, so the order is restored from there.
#include "config/config.h"

#include <toml++/toml.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <span>
#include <sstream>
#include <variant>

#include "base/spell.h"
#include "config/key_depth.h"

namespace dsprep::config {
namespace {

constexpr int most_key_parts = 32;
constexpr int deepest_value = 32;

struct Entry {
  std::string key;
  const toml::node* node;
  toml::source_position position;  // of the key
};

// The entries of a table as they were written. Inline tables and dotted keys too.
std::vector<Entry> entries_of(const toml::table& table) {
  std::vector<Entry> entries;
  for (auto&& [key, node] : table) entries.push_back({std::string(key.str()), &node, key.source().begin});
  std::stable_sort(entries.begin(), entries.end(),
                   [](const Entry& a, const Entry& b) { return a.position < b.position; });
  return entries;
}

template <class T>
std::string written(const T& value) {
  std::ostringstream out;
  out << value;
  return out.str();
}

const char* type_of(const toml::node& node) {
  switch (node.type()) {
    case toml::node_type::none: return "nothing";
    case toml::node_type::table: return "a table";
    case toml::node_type::array: return "a list";
    case toml::node_type::string: return "text";
    case toml::node_type::integer: return "an integer";
    case toml::node_type::floating_point: return "a number";
    case toml::node_type::boolean: return "true or false";
    case toml::node_type::date:
    case toml::node_type::time:
    case toml::node_type::date_time: return "a date or time";
  }
  return "nothing";
}

// A TOML value as a parameter value; nothing where it nests too deep. Dates and times become text.
std::optional<ParamValue> value_of(const toml::node& node, int depth = 0) {
  if (depth > deepest_value) return std::nullopt;
  switch (node.type()) {
    case toml::node_type::none: return ParamValue();
    case toml::node_type::string: return ParamValue(node.as_string()->get());
    case toml::node_type::integer: return ParamValue(node.as_integer()->get());
    case toml::node_type::floating_point: return ParamValue(node.as_floating_point()->get());
    case toml::node_type::boolean: return ParamValue(node.as_boolean()->get());
    case toml::node_type::date: return ParamValue(written(node.as_date()->get()));
    case toml::node_type::time: return ParamValue(written(node.as_time()->get()));
    case toml::node_type::date_time: return ParamValue(written(node.as_date_time()->get()));
    case toml::node_type::array: {
      ParamList list;
      for (const toml::node& element : *node.as_array()) {
        auto value = value_of(element, depth + 1);
        if (!value) return std::nullopt;
        list.push_back(*std::move(value));
      }
      return ParamValue(std::move(list));
    }
    case toml::node_type::table: {
      ParamTable table;
      for (const Entry& entry : entries_of(*node.as_table())) {
        auto value = value_of(*entry.node, depth + 1);
        if (!value) return std::nullopt;
        table.emplace_back(entry.key, *std::move(value));
      }
      return ParamValue(std::move(table));
    }
  }
  return ParamValue();
}

// Reads one file. Each section has a function that names its keys once, in a list that refusals suggest from.
class Reader {
 public:
  explicit Reader(const std::string& name) : name_(name) {}

  Result<Config> read(const toml::table& root) {
    static const std::vector<std::string> known = {"seed", "dataset", "source", "step", "run"};
    for (const Entry& entry : entries_of(root)) {
      if (entry.key == "seed") DSPREP_CHECK(read_seed(entry));
      else if (entry.key == "dataset") DSPREP_CHECK(read_dataset(entry));
      else if (entry.key == "source") DSPREP_CHECK(read_tables(entry, &Reader::read_source));
      else if (entry.key == "step") DSPREP_CHECK(read_tables(entry, &Reader::read_step));
      else if (entry.key == "run") DSPREP_CHECK(read_run(entry));
      else return unknown(entry, "in a config", known);
    }
    return std::move(config_);
  }

 private:
  Location at(toml::source_position position) const {
    return {name_, static_cast<int>(position.line), static_cast<int>(position.column)};
  }
  Error refuse(const Location& where, const std::string& why) const { return usage_error(where.prefix() + why); }
  Error unknown(const Entry& entry, const std::string& place, const std::vector<std::string>& known) const {
    std::string all;
    for (const std::string& key : known) all.append(all.empty() ? "" : ", ").append(key);
    return refuse(at(entry.position), "there is no key \"" + entry.key + "\" " + place +
                                          base::did_you_mean(entry.key, known) + "; there are: " + all);
  }
  Error wrong_type(const Entry& entry, const std::string& wanted) const {
    return refuse(at(entry.position), entry.key + ": expected " + wanted + ", got " + type_of(*entry.node));
  }

  Result<std::string> text(const Entry& entry) const {
    const auto* value = entry.node->as_string();
    if (!value) return wrong_type(entry, "text");
    if (value->get().empty()) return refuse(at(entry.position), entry.key + ": must not be empty");
    return value->get();
  }

  Status read_seed(const Entry& entry) {
    const auto* value = entry.node->as_integer();
    if (!value) return wrong_type(entry, "an integer");
    if (value->get() < 0) return refuse(at(entry.position), "seed: must not be negative");
    config_.pipeline.seed = static_cast<std::uint64_t>(value->get());
    config_.has_seed = true;
    return {};
  }

  Status read_dataset(const Entry& section) {
    static const std::vector<std::string> known = {"text", "id", "spans"};
    const toml::table* table = section.node->as_table();
    if (!table) return wrong_type(section, "a table: [dataset]");
    for (const Entry& entry : entries_of(*table)) {
      if (entry.key == "seed")
        return refuse(at(entry.position), "seed stands before the first table, not in [dataset]");
      if (entry.key != "text" && entry.key != "id" && entry.key != "spans")
        return unknown(entry, "in [dataset]", known);
      if (entry.key == "spans") {
        DSPREP_CHECK(read_spans(entry));
        continue;
      }
      DSPREP_TRY(std::string pointer, text(entry));
      if (entry.key == "text") {
        config_.pipeline.text = std::move(pointer);
        config_.has_text = true;
      } else {
        config_.pipeline.id = std::move(pointer);
        config_.has_id = true;
      }
    }
    return {};
  }

  // One name of an array of labels over the text; or a list, of names and of tables that say more: [[dataset.spans]].
  Status read_spans(const Entry& entry) {
    const toml::array* list = entry.node->as_array();
    if (!list) {
      if (!entry.node->is_string()) return wrong_type(entry, "text, or a list of tables: [[dataset.spans]]");
      SpansSpec spans;
      DSPREP_TRY(spans.spans, text(entry));
      spans.where = at(entry.position);
      config_.pipeline.spans.push_back(std::move(spans));
      return {};
    }
    if (list->empty()) return refuse(at(entry.position), "spans: must not be empty");
    for (const toml::node& node : *list) {
      SpansSpec spans;
      spans.where = at(node.source().begin);
      if (const toml::table* table = node.as_table()) {
        DSPREP_CHECK(read_labels(*table, spans));
      } else {
        DSPREP_TRY(spans.spans, text({entry.key, &node, node.source().begin}));
      }
      config_.pipeline.spans.push_back(std::move(spans));
    }
    return {};
  }

  Status read_labels(const toml::table& table, SpansSpec& spans) const {
    static const std::vector<std::string> known = {"text", "spans", "unit", "lost"};
    for (const Entry& entry : entries_of(table)) {
      if (std::find(known.begin(), known.end(), entry.key) == known.end())
        return unknown(entry, "in [[dataset.spans]]", known);
      DSPREP_TRY(std::string value, text(entry));
      if (entry.key == "text") spans.text = std::move(value);
      else if (entry.key == "spans") spans.spans = std::move(value);
      else if (entry.key == "unit") DSPREP_CHECK(choose(entry, value, span_unit_names, spans.unit));
      else DSPREP_CHECK(choose(entry, value, lost_span_names, spans.lost));
    }
    if (spans.spans.empty())
      return refuse(spans.where, "[[dataset.spans]]: \"spans\" is missing: it names the array of labels");
    return {};
  }

  // One of the names of an enumeration, which stand in its order.
  template <class Choice>
  Status choose(const Entry& entry, const std::string& value, std::span<const std::string_view> names,
                Choice& choice) const {
    const auto found = std::find(names.begin(), names.end(), value);
    if (found != names.end()) {
      choice = static_cast<Choice>(found - names.begin());
      return {};
    }
    std::string all;
    for (const std::string_view name : names) all.append(all.empty() ? "" : ", ").append(name);
    return refuse(at(entry.position), entry.key + ": there is no \"" + value + "\"" +
                                          base::did_you_mean(value, {names.begin(), names.end()}) +
                                          "; there are: " + all);
  }

  // [[step]] and [[source]]: a list of tables, each read by `read_one`.
  Status read_tables(const Entry& section, Status (Reader::*read_one)(const toml::table&, const Location&)) {
    const toml::array* array = section.node->as_array();
    const std::string header = "[[" + section.key + "]]";
    if (!array) return wrong_type(section, "a list of tables: " + header + " in double brackets");
    for (const toml::node& node : *array) {
      const Location where = at(node.source().begin);
      const toml::table* table = node.as_table();
      if (!table) return refuse(where, header + ": expected a table, got " + type_of(node));
      DSPREP_CHECK((this->*read_one)(*table, where));
    }
    return {};
  }

  Status read_step(const toml::table& table, const Location& where) {
    StepSpec step;
    step.where = where;
    for (const Entry& entry : entries_of(table)) {
      if (entry.key == "op") {
        DSPREP_TRY(step.op, text(entry));
        step.where = at(entry.position);
      } else if (entry.key == "name") {
        DSPREP_TRY(step.name, text(entry));
      } else {
        DSPREP_TRY(ParamValue value, any(entry));
        step.params.push_back({entry.key, std::move(value), at(entry.position)});
      }
    }
    if (step.op.empty())
      return refuse(where, "[[step]]: \"op\" is missing: it names the operator; `dsprep ops` lists them");
    config_.pipeline.steps.push_back(std::move(step));
    return {};
  }

  Status read_source(const toml::table& table, const Location& where) {
    static const std::vector<std::string> known = {"paths",  "name",    "format", "encoding",
                                                   "params", "licence", "weight", "fields"};
    SourceSpec source;
    source.where = where;
    for (const Entry& entry : entries_of(table)) {
      if (entry.key == "paths") {
        DSPREP_TRY(source.paths, texts(entry));
      } else if (entry.key == "name") {
        DSPREP_TRY(source.name, text(entry));
      } else if (entry.key == "format") {
        DSPREP_TRY(source.format, text(entry));
      } else if (entry.key == "encoding") {
        DSPREP_TRY(source.encoding, text(entry));
      } else if (entry.key == "params") {
        const toml::table* params = entry.node->as_table();
        if (!params) return wrong_type(entry, "a table of parameters of the format, like { delimiter = \";\" }");
        for (const Entry& param : entries_of(*params)) {
          DSPREP_TRY(ParamValue value, any(param));
          source.params.push_back({param.key, std::move(value), at(param.position)});
        }
      } else if (entry.key == "licence") {
        DSPREP_TRY(source.licence, text(entry));
      } else if (entry.key == "weight") {
        DSPREP_TRY(source.weight, weight(entry));
        source.weight_where = at(entry.position);
      } else if (entry.key == "fields") {
        const toml::table* fields = entry.node->as_table();
        if (!fields) return wrong_type(entry, "a table of field names, like { text = \"/body\" }");
        for (const Entry& field : entries_of(*fields)) {
          DSPREP_TRY(std::string pointer, text(field));
          source.fields.emplace(field.key, std::move(pointer));
        }
      } else {
        return unknown(entry, "in [[source]]", known);
      }
    }
    if (!source.params.empty() && source.format.empty())
      return refuse(where, "[[source]]: params belong to a format: name it, like format = \"csv\"");
    if (source.paths.empty())
      return refuse(where, "[[source]]: \"paths\" is missing: files, globs, directories, or \"-\"");
    config_.pipeline.sources.push_back(std::move(source));
    return {};
  }

  // What a mix shall have of a source, in proportion.
  Result<double> weight(const Entry& entry) const {
    const auto number = entry.node->value<double>();
    if (!number || !entry.node->is_number()) return wrong_type(entry, "a number");
    if (!std::isfinite(*number) || *number < 0 || *number > 1e15)
      return refuse(at(entry.position),
                    "weight: must be a number from 0 to 10^15: it is a proportion, and 0 leaves the source out");
    return *number;
  }

  // One text or a list of them.
  Result<std::vector<std::string>> texts(const Entry& entry) const {
    std::vector<std::string> all;
    if (const toml::array* array = entry.node->as_array()) {
      for (const toml::node& node : *array) {
        DSPREP_TRY(std::string one, text({entry.key, &node, node.source().begin}));
        all.push_back(std::move(one));
      }
      if (all.empty()) return refuse(at(entry.position), entry.key + ": must not be empty");
    } else {
      DSPREP_TRY(std::string one, text(entry));
      all.push_back(std::move(one));
    }
    return all;
  }

  Status read_run(const Entry& section) {
    const toml::table* table = section.node->as_table();
    if (!table) return wrong_type(section, "a table: [run]");
    for (const Entry& entry : entries_of(*table)) {
      if (entry.node->is_table()) return wrong_type(entry, "one value, or a list");
      DSPREP_TRY(ParamValue value, any(entry));
      config_.run.push_back({entry.key, std::move(value), at(entry.position)});
    }
    return {};
  }

  Result<ParamValue> any(const Entry& entry) const {
    auto value = value_of(*entry.node);
    if (!value) return refuse(at(entry.position), entry.key + ": nested deeper than " + std::to_string(deepest_value));
    return *std::move(value);
  }

  const std::string& name_;
  Config config_;
};

}  // namespace

Result<Config> parse(std::string_view text, const std::string& name) {
  if (const auto deep = find_deep_key(text, most_key_parts))
    return usage_error(Location{name, deep->line, deep->column}.text() + ": a key of more than " +
                       std::to_string(most_key_parts) + " parts");
  try {
    const toml::table root = toml::parse(text, std::string_view(name));
    return Reader(name).read(root);
  } catch (const toml::parse_error& error) {
    const auto position = error.source().begin;
    const Location where{name, static_cast<int>(position.line), static_cast<int>(position.column)};
    return usage_error(where.prefix() + std::string(error.description()));
  }
}

std::optional<ParamValue> parse_value(std::string_view text) {
  // As an element of a list with a second one behind it: a comment would swallow that, a comma would make a third, a
  // line break and another key would show in the table.
  const std::string wrapped = "v = [" + std::string(text) + ", 0]";
  if (find_deep_key(wrapped, most_key_parts)) return std::nullopt;
  try {
    const toml::table root = toml::parse(std::string_view(wrapped));
    const toml::node* node = root.get("v");
    const toml::array* pair = node ? node->as_array() : nullptr;
    if (root.size() != 1 || !pair || pair->size() != 2) return std::nullopt;
    return value_of(*pair->get(0));
  } catch (const toml::parse_error&) {
    return std::nullopt;
  }
}

}  // namespace dsprep::config
