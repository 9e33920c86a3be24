// The options that all pipeline subcommands share. One table says everything about each (cli.md § Common options): the
// command line, the [run] table of a config, help, man page, completion and schema come from it.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/log.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/gate.h"
#include "compress/codec.h"
#include "dsprep/result.h"
#include "exec/run.h"
#include "registry/describe.h"
#include "report/gates.h"

namespace dsprep::cli {

// --max-errors: malformed records past this mean exit code 4.
struct MalformedLimit {
  bool share = true;  // of the records read, in percent; else a count
  double percent = 1;
  std::uint64_t count = 0;
  bool exceeded(std::uint64_t malformed, std::uint64_t read) const;
  std::string text() const;  // "1%", "20"
};

enum class ProgressStyle : std::uint8_t { automatic, bar, log, none };

// What the user typed, checked one by one and not yet against each other.
struct CommonOptions {
  std::vector<std::string> inputs;
  std::optional<std::string> output, text, id, tmp, dropped, replay, from, to;
  std::string into;
  std::string encoding;  // a name of io::encoding_named(); "": told by the bytes
  bool dry_run = false, explain = false, audit = false, trust_input = false, resume = false, force = false;
  bool any_part = false;
  bool quiet = false, verbose = false;  // what they mean is in `log` and `progress` already
  std::uint64_t max_record_size = 256ull << 20;
  std::uint64_t max_window = compress::usual_window;
  std::optional<unsigned> threads;
  std::optional<std::uint64_t> memory, seed, shards, shard_size, limit;
  std::optional<compress::Codec> compress;
  std::optional<int> level;
  exec::OnError on_error = exec::OnError::quarantine;
  MalformedLimit max_errors;
  std::uint64_t task = 0, tasks = 1;
  bool merge = false;  // dsprep merge: no option, but what is done with those of the tasks
  std::optional<double> sample;
  ProgressStyle progress = ProgressStyle::automatic;
  base::LogOptions log;
  std::vector<Gate> gates;
  std::size_t chunk_size = 1u << 20;
  exec::RunOptions::Spool spool = exec::RunOptions::Spool::automatic;
};

struct CommonOption {
  std::string_view name;  // "max-errors"
  char letter = 0;
  std::string_view value;    // "N|P%"; empty: a flag
  std::string_view initial;  // the default, as told
  std::string_view meaning;
  std::string_view choices;  // separated by spaces; empty: free
  // Checks and keeps a value (a flag's is "true"). Null: src/cli/assemble deals with the option itself.
  Status (*set)(CommonOptions& options, const std::string& value) = nullptr;
  // Subcommands (and run) that have it; steps: all but index, which has one step of its own and writes no records.
  enum class On { all, steps, clean, split, augment, run } on = On::all;
  bool in_config = true;  // may stand in [run]
  bool hidden = false;    // for tests

  bool on_command(const Command& command) const;
  OptionShape shape() const;
};

std::span<const CommonOption> common_options();

// Sets one, by its entry. `where` ("--limit", "p.toml:3:1: limit") leads the message of a refusal.
Status set_common(const CommonOption& option, const std::string& value, const std::string& where,
                  CommonOptions& options);

// Sets what a config's [run] table holds, for `command`.
Status set_from_config(const std::vector<ParamSetting>& run, const Command& command, CommonOptions& options);

// Refuses combinations that contradict each other.
Status check_together(const CommonOptions& options);

// The options that change what is written, where they differ from the default, by name: for the manifest and for
// --resume.
std::vector<std::pair<std::string, std::string>> output_options(const CommonOptions& options);

// As the registry's documents want them, without hidden ones.
std::vector<registry::OptionText> option_texts(const Command& command, bool config_only = false);

}  // namespace dsprep::cli
