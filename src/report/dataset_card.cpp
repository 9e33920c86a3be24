#include "report/dataset_card.h"

#include <algorithm>
#include <vector>

#include "base/human.h"
#include "report/ledger.h"
#include "report/utf8.h"

namespace dsprep::report {
namespace {

struct Split {
  std::string name;                    // as `datasets` allows: letters, digits, '_'
  std::uint64_t files = 0, records = 0, bytes = 0;
  std::vector<std::string> paths;      // with records: `datasets` cannot read a file without any
};

// Dataset libraries call what is not split "train".
std::string split_name(const std::string& part) {
  std::string name = part.empty() ? "train" : part;
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
}

std::vector<Split> splits_of(const pipeline::RunResult& result) {
  std::vector<Split> splits;
  for (const pipeline::OutputFile& file : result.outputs) {
    if (file.kind != pipeline::OutputFile::Kind::data) continue;
    const std::string name = split_name(file.part);
    auto split = std::find_if(splits.begin(), splits.end(), [&](const Split& s) { return s.name == name; });
    if (split == splits.end()) split = splits.insert(splits.end(), Split{name});
    ++split->files;
    split->records += file.records;
    split->bytes += file.bytes;
    if (file.records > 0) split->paths.push_back(file.path);
  }
  return splits;
}

// YAML in double quotes: for the paths that dsprep writes nothing needs an escape but these.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + "\"";
}

void append_configs(std::string& out, const std::vector<Split>& splits) {
  out += "---\nconfigs:\n- config_name: default\n  data_files:\n";
  for (const Split& split : splits) {
    if (split.paths.empty()) continue;
    out += "  - split: " + split.name + "\n    path:\n";
    for (const std::string& path : split.paths) out += "    - " + quoted(valid_utf8(path)) + "\n";
  }
  out += "---\n\n";
}

}  // namespace

std::string dataset_card(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, std::string_view version) {
  const std::vector<Split> splits = splits_of(result);
  std::string out;
  if (std::any_of(splits.begin(), splits.end(), [](const Split& s) { return !s.paths.empty(); })) append_configs(out, splits);
  const pipeline::Books& books = result.books;
  out += "# Dataset\n\nWritten by dsprep " + std::string(version) + ". `manifest.json` lists every file with its hash; `dsprep verify` checks them.\n\n";
  out += "| split | files | records | bytes |\n|---|---:|---:|---:|\n";
  for (const Split& split : splits)
    out += "| " + split.name + " | " + base::format_count(split.files) + " | " + base::format_count(split.records) + " | " +
           base::format_count(split.bytes) + " |\n";
  out += "\nOf " + base::format_count(books.read) + " records read, " + base::format_count(books.kept) + " were kept, " +
         base::format_count(books.dropped) + " dropped (`dropped/`, each with the reason) and " +
         base::format_count(books.malformed) + " malformed (`malformed/`).\n";
  if (books.added > 0) out += base::format_count(books.added) + " were derived from others.\n";
  if (!pipeline.steps.empty()) {
    out += "\n## Steps\n\n| step | in | changed | dropped | added |\n|---|---:|---:|---:|---:|\n";
    for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
      const pipeline::StepBooks& step = books_of_step(books, i);
      out += "| " + pipeline.steps[i].name + " | " + base::format_count(step.in) + " | " + base::format_count(step.changed) + " | " +
             base::format_count(step.dropped) + " | " + base::format_count(step.added) + " |\n";
    }
  }
  return out;
}

}  // namespace dsprep::report
