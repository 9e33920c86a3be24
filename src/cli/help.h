// Help texts, made of the tables.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"
#include "registry/describe.h"
#include "registry/registry.h"

namespace dsprep::cli {

std::string general_help();  // dsprep --help: needs no registry
std::string command_help(const Command& command, const registry::Registry& registry);

// All commands for man page and completion.
std::vector<registry::CommandText> command_texts(const registry::Registry& registry);

}  // namespace dsprep::cli
