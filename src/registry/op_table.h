// The specs of src/ops; its definition is written by CMake from the folder (cmake/Rooms.cmake).
#pragma once

#include <span>

#include "dsprep/op_spec.h"

namespace dsprep::registry {

std::span<const OpSpec* const> op_table();

}  // namespace dsprep::registry
