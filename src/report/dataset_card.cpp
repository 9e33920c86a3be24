#include "report/dataset_card.h"

#include <algorithm>
#include <vector>

#include "base/human.h"
#include "report/ledger.h"

namespace dsprep::report {
namespace {

struct Split {
  std::string name, part;  // the name is as `datasets` allows: letters, digits, '_'
  std::uint64_t files = 0, records = 0, bytes = 0;
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
    auto split = std::find_if(splits.begin(), splits.end(), [&](const Split& s) { return s.part == file.part; });
    if (split == splits.end()) split = splits.insert(splits.end(), Split{split_name(file.part), file.part});
    ++split->files;
    split->records += file.records;
    split->bytes += file.bytes;
  }
  return splits;
}

// Matches the files of the part and of no other: the numbers have five digits or more (io/shard_sink.h).
std::string pattern_of(const Split& split) {
  return split.part.empty() ? "data/part-[0-9]*" : "data/" + split.part + "-[0-9]*-of-*";
}

// A split without records is left out: there is nothing from which `datasets` could tell its columns.
void append_configs(std::string& out, const std::vector<Split>& splits) {
  out += "---\nconfigs:\n- config_name: default\n  data_files:\n";
  std::vector<std::string> names;
  for (const Split& split : splits) {
    if (split.records == 0) continue;
    const bool again =
        std::find(names.begin(), names.end(), split.name) != names.end();  // a-b and a_b are one name there
    if (!again) out += "  - split: " + split.name + "\n    path:\n    - \"" + pattern_of(split) + "\"\n";
    for (const Split& other : splits)
      if (!again && &other != &split && other.name == split.name && other.records > 0)
        out += "    - \"" + pattern_of(other) + "\"\n";
    names.push_back(split.name);
  }
  out += "---\n\n";
}

}  // namespace

std::string dataset_card(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result,
                         std::string_view version) {
  const std::vector<Split> splits = splits_of(result);
  std::string out;
  if (std::any_of(splits.begin(), splits.end(), [](const Split& s) { return s.records > 0; }))
    append_configs(out, splits);
  const pipeline::Books& books = result.books;
  out += "# Dataset\n\nWritten by dsprep " + std::string(version) +
         ". `manifest.json` lists every file with its hash; `dsprep verify` checks them.\n\n";
  out += "| split | files | records | bytes |\n|---|---:|---:|---:|\n";
  for (const Split& split : splits)
    out += "| " + (split.part.empty() ? split.name : split.part) + " | " + base::format_count(split.files) + " | " +
           base::format_count(split.records) + " | " + base::format_count(split.bytes) + " |\n";
  out += "\nOf " + base::format_count(books.read) + " records read, " + base::format_count(books.kept) +
         " were kept, " + base::format_count(books.dropped) + " dropped (`dropped/`, each with the reason) and " +
         base::format_count(books.malformed) + " malformed (`malformed/`).\n";
  if (books.added > 0) out += base::format_count(books.added) + " were derived from others.\n";
  if (!pipeline.steps.empty()) {
    out += "\n## Steps\n\n| step | in | changed | dropped | added |\n|---|---:|---:|---:|---:|\n";
    for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
      const pipeline::StepBooks& step = books_of_step(books, i);
      out += "| " + pipeline.steps[i].name + " | " + base::format_count(step.in) + " | " +
             base::format_count(step.changed) + " | " + base::format_count(step.dropped) + " | " +
             base::format_count(step.added) + " |\n";
    }
  }
  return out;
}

}  // namespace dsprep::report
