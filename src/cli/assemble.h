// What the user wrote (words, presets, configs) → what is asked for: the steps in order, the options, the inputs.
//
// Reads config files; opens no input and writes nothing. What comes out has known options with values in range and ops
// that exist and belong here; parameters are checked by pipeline::compile.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "cli/audit_plan.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "dsprep/pipeline.h"
#include "dsprep/result.h"
#include "port/files.h"
#include "registry/registry.h"

namespace dsprep::cli {

// The world around a command line, as an argument.
struct Surroundings {
  port::Files& files;
  const registry::Registry& registry;
  std::vector<std::string> preset_directories;
};

struct Request {
  const Command* command = nullptr;
  std::vector<std::string> words;    // as given, the command first
  bool help = false;                 // nothing below but `named` is filled in
  std::vector<const OpSpec*> named;  // operators named by their flags
  PipelineSpec spec;
  std::vector<std::string> configs;  // the files it was read from, presets too, in order
  CommonOptions options;
  std::vector<std::string> remarks;  // to be told before the run: what the user may not have meant
  std::optional<Replay> replay;      // --replay: spec is its own, changed by --set
};

Result<Request> assemble(const Command& command, std::span<const std::string> words, const Surroundings& surroundings);

}  // namespace dsprep::cli
