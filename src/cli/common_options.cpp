#include "cli/common_options.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <iterator>
#include <variant>

#include "base/human.h"
#include "base/spell.h"
#include "io/text_stream.h"

namespace dsprep::cli {
namespace {

Error expected(std::string_view wanted, const std::string& value) {
  return usage_error(std::string("expected ").append(wanted).append(", got \"").append(value).append("\""));
}

template <class T>
std::optional<T> number_in(std::string_view text) {
  T number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

Result<std::uint64_t> count_in(const std::string& value, std::uint64_t least, std::uint64_t most,
                               std::string_view wanted) {
  const auto number = number_in<std::uint64_t>(value);
  if (!number || *number < least || *number > most) return expected(wanted, value);
  return *number;
}

Result<std::uint64_t> size_in(const std::string& value, std::uint64_t least) {
  const auto size = base::parse_size(value);
  if (!size) return expected("a size like 512M or 4GiB", value);
  if (*size < least) return expected("a size of at least " + base::format_size(least), value);
  return *size;
}

Status set_task(CommonOptions& options, const std::string& value) {
  constexpr std::string_view wanted = "I/N with 0 <= I < N, like 0/4";
  const std::size_t slash = value.find('/');
  if (slash == std::string::npos) return expected(wanted, value);
  const auto task = number_in<std::uint64_t>(std::string_view(value).substr(0, slash));
  const auto tasks = number_in<std::uint64_t>(std::string_view(value).substr(slash + 1));
  if (!task || !tasks || *task >= *tasks || *tasks > 1'000'000) return expected(wanted, value);
  options.task = *task;
  options.tasks = *tasks;
  return {};
}

Status set_max_errors(CommonOptions& options, const std::string& value) {
  if (value.ends_with('%')) {
    const auto percent = number_in<double>(std::string_view(value).substr(0, value.size() - 1));
    if (!percent || !(*percent >= 0) || *percent > 100)
      return expected("a count or a percentage from 0% to 100%", value);
    options.max_errors = {true, *percent, 0};
  } else {
    const auto count = number_in<std::uint64_t>(value);
    if (!count) return expected("a count or a percentage, like 100 or 0.5%", value);
    options.max_errors = {false, 0, *count};
  }
  return {};
}

Status set_sample(CommonOptions& options, const std::string& value) {
  const auto fraction = number_in<double>(value);
  if (!fraction || !(*fraction > 0) || *fraction > 1) return expected("a fraction above 0, up to 1", value);
  options.sample = *fraction;
  return {};
}

// Text options: empty ones are mistakes of a shell script, not wishes.
template <std::optional<std::string> CommonOptions::*member>
Status set_text(CommonOptions& options, const std::string& value) {
  if (value.empty()) return usage_error("must not be empty");
  options.*member = value;
  return {};
}

template <bool CommonOptions::*member>
Status set_flag(CommonOptions& options, const std::string&) {
  options.*member = true;
  return {};
}

// A value of an enumeration whose names stand in the table in its order; set_common() has checked the name.
template <class E>
E choice(std::string_view choices, std::string_view value) {
  int index = 0;
  while (choices.substr(0, choices.find(' ')) != value) {
    choices.remove_prefix(choices.find(' ') + 1);
    ++index;
  }
  return static_cast<E>(index);
}

constexpr std::string_view codec_choices = "none gz zst", on_error_choices = "quarantine fail skip",
                           progress_choices = "auto bar log none", level_choices = "trace debug info warn error off",
                           format_choices = "text json", spool_choices = "auto always never";

constexpr CommonOption table[] = {
    {"output", 'o', "PATH", "stdout when it is not a terminal",
     "where the records go: a file where it ends in a known extension, - for stdout, else a dataset directory", "",
     set_text<&CommonOptions::output>},
    {"text", 0, "FIELD", "/text", "the text of a record: a JSON Pointer, or a name (body is /body)", "",
     set_text<&CommonOptions::text>, CommonOption::On::all, false},
    {"id", 0, "FIELD", "a hash of the line", "the id of a record", "", set_text<&CommonOptions::id>,
     CommonOption::On::all, false},
    {"config", 'c', "FILE", "", "add the steps of a TOML config where this stands", "", nullptr,
     CommonOption::On::steps, false},
    {"preset", 0, "NAME", "",
     "the same, of a config that came with dsprep or stands in $DSPREP_CONFIGS; `dsprep ops --presets` lists them", "",
     nullptr, CommonOption::On::steps, false},
    {"set", 0, "OP.PARAM=VALUE", "", "change one parameter of a step", "", nullptr, CommonOption::On::steps, false},
    {"dry-run", 0, "", "", "check everything, print the plan, read no record", "", set_flag<&CommonOptions::dry_run>,
     CommonOption::On::all, false},
    {"explain", 0, "", "", "add the trail of decisions to kept records (_dsprep)", "",
     set_flag<&CommonOptions::explain>, CommonOption::On::steps},
    {"audit", 0, "", "",
     "measure every rule of every record and drop nothing; the report shows what each rule would do", "",
     set_flag<&CommonOptions::audit>, CommonOption::On::clean},
    {"replay", 0, "DIR", "",
     "decide again from the measurements of an audit, with what --set says; with -o write what it would keep", "",
     set_text<&CommonOptions::replay>, CommonOption::On::run, false},
    {"trust-input", 0, "", "", "skip the strict validation of JSON", "", set_flag<&CommonOptions::trust_input>},
    {"into", 0, "FIELD", "", "write the part's name into this field: needed to split into one file or stream", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       if (v.empty()) return usage_error("must not be empty");
       o.into = v;
       return {};
     },
     CommonOption::On::split},
    {"any-part", 0, "", "",
     "augment records of every part and of none, validation and test, too; else those of the training part alone", "",
     set_flag<&CommonOptions::any_part>, CommonOption::On::augment},
    {"gate", 0, "METRIC<=NUMBER", "",
     "exit with 3 where a figure that a step finds does not keep to this (also >=, <, >, ==); may be repeated", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(Gate gate, parse_gate(v));
       o.gates.push_back(std::move(gate));
       return {};
     },
     CommonOption::On::steps},
    {"tmp", 0, "DIR", "beside the output", "where whole-dataset steps spill", "", set_text<&CommonOptions::tmp>},
    {"max-record-size", 0, "SIZE", "256M", "a larger record is malformed", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(o.max_record_size, size_in(v, 1));
       if (o.max_record_size >= 4ull << 30) return expected("a size below 4 GiB", v);
       return {};
     }},
    {"max-window", 0, "SIZE", "128M", "the most memory that a zstd frame or an xz stream may ask for, up to 2G", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(o.max_window, size_in(v, 1u << 20));
       if (o.max_window > compress::largest_window) return expected("a size from 1M to 2G", v);
       return {};
     }},
    {"threads", 'j', "N", "all cores", "worker threads", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(const std::uint64_t n, count_in(v, 1, 1024, "a number from 1 to 1024"));
       o.threads = static_cast<unsigned>(n);
       return {};
     }},
    {"memory", 0, "SIZE", "a quarter of RAM", "the budget of whole-dataset steps; past it they spill", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(o.memory, size_in(v, 1u << 20));
       return {};
     }},
    {"seed", 0, "N", "0", "what every random choice depends on, beside the record", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(o.seed, count_in(v, 0, UINT64_MAX, "a number from 0 to 18446744073709551615"));
       return {};
     },
     CommonOption::On::all, false},
    {"encoding", 0, "NAME", "told by the bytes", "the encoding of the input, like gbk or utf-16", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(o.encoding, io::encoding_named(v));
       return {};
     }},
    {"from", 0, "FORMAT[=PARAM=VALUE,…]", "by extension",
     "the format of the input, with its parameters; `dsprep formats` lists them", "", set_text<&CommonOptions::from>},
    {"to", 0, "FORMAT[=PARAM=VALUE,…]", "by the extension of FILE; else jsonl",
     "the format of the records that are written, with its parameters", "", set_text<&CommonOptions::to>,
     CommonOption::On::steps},
    {"compress", 0, "CODEC", "as the input; standard output: none", "how the output is compressed", codec_choices,
     [](CommonOptions& o, const std::string& v) -> Status {
       o.compress = compress::codec_named(v);
       return {};
     },
     CommonOption::On::steps},
    {"level", 0, "N", "zst 3, gz 6", "the level of compression: zst 1 to 22, gz 1 to 12", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(const std::uint64_t n, count_in(v, 1, 22, "a number from 1 to 22"));
       o.level = static_cast<int>(n);
       return {};
     },
     CommonOption::On::steps},
    {"shards", 0, "N", "as the input", "write N shards", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(o.shards, count_in(v, 1, 99'999, "a number from 1 to 99999"));
       return {};
     },
     CommonOption::On::steps},
    {"shard-size", 0, "SIZE", "as the input", "write shards of about this many uncompressed bytes", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(o.shard_size, size_in(v, 1));
       return {};
     },
     CommonOption::On::steps},
    {"dropped", 0, "DIR|none", "OUTPUT/dropped", "where dropped records go", "", set_text<&CommonOptions::dropped>,
     CommonOption::On::steps},
    {"on-error", 0, "HOW", "quarantine", "what to do with a malformed line; quarantine keeps it in malformed/",
     on_error_choices,
     [](CommonOptions& o, const std::string& v) -> Status {
       o.on_error = choice<exec::OnError>(on_error_choices, v);
       return {};
     }},
    {"max-errors", 0, "N|P%", "1%", "malformed records past which the exit code is 4", "", set_max_errors},
    {"resume", 0, "", "", "continue an interrupted run", "", set_flag<&CommonOptions::resume>, CommonOption::On::steps},
    {"force", 0, "", "", "replace what dsprep wrote at the output", "", set_flag<&CommonOptions::force>},
    {"task", 0, "I/N", "0/1", "do only the I-th of N shares of the input shards; all tasks write to one output", "",
     set_task, CommonOption::On::steps},
    {"limit", 0, "N", "", "only the first N lines", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(o.limit, count_in(v, 0, UINT64_MAX, "a number of lines"));
       return {};
     }},
    {"sample", 0, "P", "", "only a fraction P of the records, chosen by seed and id", "", set_sample},
    {"progress", 0, "HOW", "auto", "what stderr shows; auto: a bar on a terminal, a line every 10 seconds elsewhere",
     progress_choices,
     [](CommonOptions& o, const std::string& v) -> Status {
       o.progress = choice<ProgressStyle>(progress_choices, v);
       return {};
     }},
    {"quiet", 'q', "", "", "tell warnings and errors only: --log-level warn, --progress none", "",
     [](CommonOptions& o, const std::string&) -> Status {
       o.quiet = true;
       o.log.level = base::LogLevel::warn;
       o.progress = ProgressStyle::none;
       return {};
     },
     CommonOption::On::all, false},
    {"verbose", 'v', "", "", "tell the plan too, before the run: --log-level debug", "",
     [](CommonOptions& o, const std::string&) -> Status {
       o.verbose = true;
       o.log.level = base::LogLevel::debug;
       return {};
     },
     CommonOption::On::all, false},
    {"log-level", 0, "LEVEL", "info", "what is told on stderr", level_choices,
     [](CommonOptions& o, const std::string& v) -> Status {
       o.log.level = choice<base::LogLevel>(level_choices, v);
       return {};
     }},
    {"log-format", 0, "FORMAT", "text", "how it is told", format_choices,
     [](CommonOptions& o, const std::string& v) -> Status {
       o.log.json = v == "json";
       return {};
     }},
    {"chunk-size", 0, "SIZE", "1M", "bytes of a chunk", "",
     [](CommonOptions& o, const std::string& v) -> Status {
       DSPREP_TRY(o.chunk_size, size_in(v, 1));
       return {};
     },
     CommonOption::On::all, false, true},
    {"spool", 0, "HOW", "auto", "whether the next pass reads a spool", spool_choices,
     [](CommonOptions& o, const std::string& v) -> Status {
       o.spool = choice<exec::RunOptions::Spool>(spool_choices, v);
       return {};
     },
     CommonOption::On::all, false, true},
    {"help", 'h', "", "", "print help: of the subcommand, or of the operators named", "", nullptr,
     CommonOption::On::all, false},
};

std::vector<std::string> split_choices(std::string_view choices) {
  std::vector<std::string> all;
  while (!choices.empty()) {
    const std::size_t end = std::min(choices.find(' '), choices.size());
    all.emplace_back(choices.substr(0, end));
    choices.remove_prefix(std::min(end + 1, choices.size()));
  }
  return all;
}

// A config's value as the command line would have it.
std::string text_of(const ParamValue& value) {
  if (const auto* text = std::get_if<std::string>(&value)) return *text;
  return registry::value_text(value);
}

}  // namespace

bool MalformedLimit::exceeded(std::uint64_t malformed, std::uint64_t read) const {
  if (!share) return malformed > count;
  return static_cast<double>(malformed) * 100 > percent * static_cast<double>(read);
}

std::string MalformedLimit::text() const { return share ? base::format_number(percent) + "%" : std::to_string(count); }

bool CommonOption::on_command(const Command& command) const {
  if (command.kind == Command::Kind::index) return on == On::all;
  if (command.kind != Command::Kind::pipeline) return name == "help";
  switch (on) {
    case On::all:
    case On::steps: return true;
    case On::clean: return command.is_run() || command.family == Family::clean;
    case On::run: return command.is_run();
    case On::split: return command.is_run() || command.family == Family::split;
    case On::augment: return command.is_run() || command.family == Family::augment;
  }
  return false;
}

OptionShape CommonOption::shape() const {
  return {std::string(name), value.empty() ? OptionShape::Takes::nothing : OptionShape::Takes::value, letter};
}

std::span<const CommonOption> common_options() { return table; }

Status set_common(const CommonOption& option, const std::string& value, const std::string& where,
                  CommonOptions& options) {
  if (!option.choices.empty()) {
    const std::vector<std::string> all = split_choices(option.choices);
    if (std::find(all.begin(), all.end(), value) == all.end()) {
      std::string list;
      for (const std::string& one : all) list.append(list.empty() ? "" : ", ").append(one);
      return usage_error(where + ": \"" + value + "\" is none of: " + list + base::did_you_mean(value, all));
    }
  }
  if (Status status = option.set(options, value); !status) return std::move(status).error().within(where);
  return {};
}

Status set_from_config(const std::vector<ParamSetting>& run, const Command& command, CommonOptions& options) {
  for (const ParamSetting& setting : run) {
    std::string name = setting.name;
    std::replace(name.begin(), name.end(), '_', '-');
    const std::string where = setting.where.text() + ": " + setting.name;
    const auto option =
        std::find_if(std::begin(table), std::end(table), [&](const CommonOption& o) { return o.name == name; });
    if (option == std::end(table) || !option->in_config) {
      if (name == "text" || name == "id") return usage_error(where + " stands in [dataset], not in [run]");
      if (name == "seed") return usage_error(where + " stands before the first table, not in [run]");
      std::vector<std::string> known;
      for (const CommonOption& o : table)
        if (o.in_config) known.emplace_back(o.name);
      return usage_error(where + ": [run] has no such option" + base::did_you_mean(name, known));
    }
    if (!option->on_command(command))
      return usage_error(where + ": dsprep " + std::string(command.name) + " has no such option");
    if (option->value.empty()) {
      const bool* on = std::get_if<bool>(&setting.value);
      if (!on) return usage_error(where + ": expected true or false, got " + registry::value_text(setting.value));
      if (!*on) continue;
    }
    if (const auto* list = std::get_if<ParamList>(&setting.value)) {
      if (option->name != "gate") return usage_error(where + ": expected one value, got a list");
      for (const ParamValue& one : *list) DSPREP_CHECK(set_common(*option, text_of(one), where, options));
      continue;
    }
    DSPREP_CHECK(set_common(*option, text_of(setting.value), where, options));
  }
  return {};
}

Status check_together(const CommonOptions& options) {
  if (options.shards && options.shard_size)
    return usage_error("--shards and --shard-size exclude each other: give one of them");
  if (options.tasks > 1 && (options.shards || options.shard_size))
    return usage_error("--task cannot re-shard: leave out --shards and --shard-size, or run without --task");
  if (options.tasks > 1 && options.limit)
    return usage_error("--task cannot know where the first N lines end: leave out --limit");
  if (options.tasks > 1 && options.force)
    return usage_error(
        "--force with --task would remove what the other tasks have done: remove the output first, or choose "
        "another");
  if (options.audit && options.replay)
    return usage_error("--audit and --replay exclude each other: measure, or decide from what was measured");
  if (options.replay && options.tasks > 1)
    return usage_error("--replay does not measure, so it needs no tasks: leave out --task");
  if (options.quiet && options.verbose) return usage_error("--quiet and --verbose exclude each other");
  if (options.resume && options.force)
    return usage_error("--resume and --force exclude each other: continue the output, or replace it");
  if (options.level && options.compress == compress::Codec::none)
    return usage_error("--level means nothing with --compress none");
  if (options.level && options.compress == compress::Codec::gz && *options.level > 12)
    return usage_error("--level: gz has levels 1 to 12, not " + std::to_string(*options.level));
  return {};
}

std::vector<std::pair<std::string, std::string>> output_options(const CommonOptions& options) {
  std::vector<std::pair<std::string, std::string>> changed;
  const CommonOptions initial;
  const auto add = [&](const char* name, std::string value) { changed.emplace_back(name, std::move(value)); };
  if (options.explain) add("--explain", "true");
  if (options.audit) add("--audit", "true");
  if (options.trust_input) add("--trust-input", "true");
  if (!options.into.empty()) add("--into", options.into);
  if (options.any_part) add("--any-part", "true");
  if (options.max_record_size != initial.max_record_size)
    add("--max-record-size", std::to_string(options.max_record_size));
  if (options.from) add("--from", *options.from);
  if (!options.encoding.empty()) add("--encoding", options.encoding);
  if (options.to) add("--to", *options.to);
  if (options.compress) add("--compress", std::string(compress::name_of(*options.compress)));
  if (options.level) add("--level", std::to_string(*options.level));
  if (options.shards) add("--shards", std::to_string(*options.shards));
  if (options.shard_size) add("--shard-size", std::to_string(*options.shard_size));
  if (options.dropped == "none") add("--dropped", "none");
  if (options.on_error == exec::OnError::fail) add("--on-error", "fail");
  if (options.on_error == exec::OnError::skip) add("--on-error", "skip");
  if (options.limit) add("--limit", std::to_string(*options.limit));
  if (options.sample) add("--sample", base::format_number(*options.sample));
  return changed;
}

std::vector<registry::OptionText> option_texts(const Command& command, bool config_only) {
  std::vector<registry::OptionText> texts;
  for (const CommonOption& option : table) {
    if (option.hidden || !option.on_command(command) || (config_only && !option.in_config)) continue;
    registry::OptionText text;
    if (option.letter) text.flags.append("-").append(1, option.letter).append(", ");
    text.flags.append("--").append(option.name);
    text.value = option.value;
    text.meaning = option.meaning;
    text.choices = split_choices(option.choices);
    for (const std::string& choice : text.choices)
      text.meaning.append(&choice == &text.choices.front() ? "; one of " : ", ").append(choice);
    if (!option.initial.empty()) text.meaning.append(" (default: ").append(option.initial).append(")");
    texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace dsprep::cli
