#include "cards/dataset_card.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/human.h"
#include "cards/feature.h"
#include "cards/file_format.h"
#include "cards/licence.h"
#include "cards/yaml.h"
#include "report/ledger.h"
#include "report/utf8.h"

namespace dsprep::cards {
namespace {

// Longer lists serve nobody: the hub takes minutes to read them.
constexpr std::uint64_t most_fields = 1'000;
constexpr std::size_t most_rows = 200;

// ---- the header ----

std::string_view size_category(std::uint64_t records) {
  constexpr std::pair<std::uint64_t, std::string_view> below[] = {
      {1'000, "n<1K"},
      {10'000, "1K<n<10K"},
      {100'000, "10K<n<100K"},
      {1'000'000, "100K<n<1M"},
      {10'000'000, "1M<n<10M"},
      {100'000'000, "10M<n<100M"},
      {1'000'000'000, "100M<n<1B"},
      {10'000'000'000, "1B<n<10B"},
      {100'000'000'000, "10B<n<100B"},
      {1'000'000'000'000, "100B<n<1T"},
  };
  for (const auto& [end, name] : below)
    if (records < end) return name;
  return "n>1T";
}

// One value stands behind the key, several are a list.
void append_list(std::string& out, std::string_view key, const std::vector<std::string>& values) {
  if (values.empty()) return;
  out.append(key).append(":");
  if (values.size() == 1) {
    out.append(" ").append(yaml_text(report::valid_utf8(values[0]))) += '\n';
    return;
  }
  out += '\n';
  for (const std::string& value : values) out.append("- ").append(yaml_text(report::valid_utf8(value))) += '\n';
}

// Of records of which some came without a licence, or with an unknown one, none can be claimed for all.
void append_licences(std::string& out, const CardFacts& facts) {
  if (!facts.all_licensed || facts.licences.empty()) return;
  std::vector<std::string> ids;
  for (const std::string& licence : facts.licences) {
    const std::string id = hub_licence(licence);
    if (id.empty()) {
      out += "license: other\n";
      std::string names;
      for (const std::string& one : facts.licences)
        names.append(names.empty() ? "" : "-and-").append(licence_slug(one));
      out.append("license_name: ").append(yaml_text(names)) += '\n';
      return;
    }
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
  }
  append_list(out, "license", ids);
}

// Parts whose names `datasets` takes for one (a-b and a_b) are one split. One without records is left out, which
// `datasets` refuses to load; where there is no other it stands here all the same, lest dropped/ be taken for the data.
struct Loaded {
  std::string name;
  std::vector<std::string> patterns;
  std::uint64_t records = 0, bytes = 0;
};

std::vector<Loaded> loaded_splits(const CardFacts& facts) {
  std::vector<Loaded> loaded;
  const bool empty = facts.records() == 0;
  for (const Split& split : facts.splits) {
    if (split.records == 0 && !empty) continue;
    auto one = std::find_if(loaded.begin(), loaded.end(), [&](const Loaded& l) { return l.name == split.name; });
    if (one == loaded.end()) one = loaded.insert(one, Loaded{split.name, {}});
    one->patterns.push_back(split.pattern());
    one->records += split.records;
    one->bytes += split.bytes;
  }
  return loaded;
}

void append_configs(std::string& out, const std::vector<Loaded>& splits) {
  out += "configs:\n- config_name: default\n  data_files:\n";
  for (const Loaded& split : splits) {
    out.append("  - split: ").append(yaml_text(split.name)).append("\n    path:\n");
    for (const std::string& pattern : split.patterns) out.append("    - \"").append(pattern).append("\"\n");
  }
}

std::string how_exact(const OutputTypes& types) {
  if (types.footers) return "the types that the files say";
  if (types.exact()) return "of all records";
  return "seen in " + base::format_count(types.records) + " of " + base::format_count(types.of) +
         " records: a record that was not looked at may have others";
}

// What `datasets` compares what it has read with: so nothing that it counts otherwise than we do.
void append_info(std::string& out, const CardFacts& facts, const std::vector<Loaded>& splits) {
  const FileFormat format = file_format_of(facts.first_file);
  if (!format.countable) return;
  out += "dataset_info:\n";
  if (format.typed && facts.types.known() && facts.types.fields <= most_fields) {
    out.append("  # ").append(how_exact(facts.types)) += '\n';
    out += "  features:\n";
    append_features_yaml(out, facts.types.features, "  ");
  }
  out += "  # num_bytes: of the files as they are, compressed where they are\n  splits:\n";
  for (const Loaded& split : splits)
    out.append("  - name: ")
        .append(yaml_text(split.name))
        .append("\n    num_bytes: " + std::to_string(split.bytes))
        .append("\n    num_examples: " + std::to_string(split.records) + "\n");
  const std::string bytes = std::to_string(facts.bytes());
  out.append("  download_size: ").append(bytes).append("\n  dataset_size: ").append(bytes) += '\n';
}

void append_header(std::string& out, const CardFacts& facts) {
  const std::vector<Loaded> splits = loaded_splits(facts);
  out += "---\n";
  append_licences(out, facts);
  append_list(out, "language", facts.languages);
  out.append("size_categories:\n- ").append(size_category(facts.records())) += '\n';
  if (!splits.empty()) append_configs(out, splits);
  append_info(out, facts, splits);
  out += "---\n\n";
}

// ---- the text ----

// Text from outside in a cell of a table: as it is, whatever it looks like to Markdown or HTML.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : report::valid_utf8(text)) {
    if (c == '\n' || c == '\r' || c == '\t') {
      out += ' ';
    } else if (c == '<') {
      out += "&lt;";
    } else if (c == '&') {
      out += "&amp;";
    } else {
      if (std::string_view("\\|`*_[]~$").find(c) != std::string_view::npos) out += '\\';
      out += c;
    }
  }
  return out;
}

void append_splits(std::string& out, const CardFacts& facts) {
  out += "| split | files | records | bytes |\n|---|---:|---:|---:|\n";
  for (const Split& split : facts.splits)
    out += "| " + cell(split.part.empty() ? split.name : split.part) + " | " + base::format_count(split.files) + " | " +
           base::format_count(split.records) + " | " + base::format_count(split.bytes) + " |\n";
}

void append_books(std::string& out, const pipeline::Books& books) {
  out += "\nOf " + base::format_count(books.read) + " records read, " + base::format_count(books.kept) +
         " were kept, " + base::format_count(books.dropped) + " dropped (`dropped/`, each with the reason) and " +
         base::format_count(books.malformed) + " malformed (`malformed/`).\n";
  if (books.added > 0) out += base::format_count(books.added) + " were derived from others.\n";
  if (books.copies > 0) out += base::format_count(books.copies) + " are further copies of one that was kept.\n";
}

std::string type_name(const Feature& feature) {
  switch (feature.kind()) {
    case Feature::Kind::value: return feature.dtype();
    case Feature::Kind::json: return "of several types";
    case Feature::Kind::list: return "list of " + type_name(feature.element());
    case Feature::Kind::object: break;
  }
  std::string names, scratch;
  std::size_t n = 0;
  for (Value::Members it = feature.members(); it.next(); ++n)
    if (n < 8) names.append(names.empty() ? "" : ", ").append(it.key(scratch));
  return "{" + names + (n > 8 ? ", …" : "") + "}";
}

void append_fields(std::string& out, const OutputTypes& types) {
  if (!types.known()) return;
  out += "\n## Fields\n\nTypes: " + how_exact(types) + ".\n\n| field | type |\n|---|---|\n";
  std::size_t n = 0;
  std::string scratch;
  for (Value::Members it = Value(types.features).members(); it.next(); ++n)
    if (n < most_rows) out += "| " + cell(it.key(scratch)) + " | " + cell(type_name(Feature(it.value()))) + " |\n";
  if (n > most_rows)
    out += "\nThe first " + base::format_count(most_rows) + " of " + base::format_count(n) + " fields.\n";
}

void append_steps(std::string& out, const pipeline::Pipeline& pipeline, const pipeline::Books& books) {
  if (pipeline.steps.empty()) return;
  out += "\n## Steps\n\n| step | in | changed | dropped | added | dropped by rule |\n|---|---:|---:|---:|---:|---|\n";
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const pipeline::StepBooks& step = report::books_of_step(books, i);
    std::string rules;
    for (const report::Tally& rule : report::rule_tallies(pipeline.steps[i], step))
      if (rule.count > 0 && step.dropped > 0)
        rules.append(rules.empty() ? "" : ", ").append(cell(rule.name)).append(" " + base::format_count(rule.count));
    out += "| " + cell(pipeline.steps[i].name) + " | " + base::format_count(step.in) + " | " +
           base::format_count(step.changed) + " | " + base::format_count(step.dropped) + " | " +
           base::format_count(step.added) + " | " + rules + " |\n";
  }
}

void append_sources(std::string& out, const pipeline::Pipeline& pipeline) {
  if (pipeline.spec.sources.empty()) return;
  out += "\n## Sources\n\n| source | licence |\n|---|---|\n";
  for (const SourceInfo& source : pipeline.sources)
    out += "| " + cell(source.name) + " | " + (source.licence.empty() ? "not given" : cell(source.licence)) + " |\n";
}

}  // namespace

std::string dataset_card(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result,
                         const CardFacts& facts) {
  std::string out;
  append_header(out, facts);
  out += "# Dataset\n\nWritten by dsprep " + facts.version +
         ". `manifest.json` lists every file with its hash, and all settings; `dsprep verify` checks them.\n\n";
  append_splits(out, facts);
  append_books(out, result.books);
  append_fields(out, facts.types);
  append_steps(out, pipeline, result.books);
  append_sources(out, pipeline);
  return out;
}

}  // namespace dsprep::cards
