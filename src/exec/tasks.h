// Tasks: --task I/N. All tasks share one OUT; each does the input shards whose number modulo N is its own, leaves its marker
// in OUT/.dsprep/, and whoever finds all markers there puts the whole together.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "port/files.h"

namespace dsprep::exec {

std::vector<std::uint32_t> share(std::size_t shards, std::uint64_t task, std::uint64_t tasks);

// Leaves the marker of `task`; true where all `tasks` have left theirs.
Result<bool> mark_done(port::Files& files, const std::string& state_directory, std::uint64_t task, std::uint64_t tasks);

}  // namespace dsprep::exec
