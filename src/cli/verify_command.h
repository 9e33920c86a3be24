// dsprep verify DIR: is a dataset what its manifest says?
#pragma once

#include <span>
#include <string>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::cli {

Result<int> verify_command(std::span<const std::string> words, port::Files& files);  // the exit code

}  // namespace dsprep::cli
