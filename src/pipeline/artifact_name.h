// What a step may call a file of its own in the output directory.
#pragma once

#include <string_view>

namespace dsprep::pipeline {

// What is wrong with the name, and what to do; "" where it will do. Not ours by any spelling of case: some file systems
// know none.
std::string_view artifact_name_fault(std::string_view name);

}  // namespace dsprep::pipeline
