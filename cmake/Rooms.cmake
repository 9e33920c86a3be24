# A room is a folder of src/: every .cpp below it, one static library dsprep_<room>.
add_library(dsprep_flags INTERFACE)
# a * b + c is rounded twice on every machine: those with a fused instruction would give other bytes.
target_compile_options(dsprep_flags INTERFACE -ffp-contract=off)
target_compile_options(dsprep_flags INTERFACE -Wall -Wextra -Wshadow -Wno-missing-field-initializers
                       $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>>:-Wno-restrict>  # GCC bug 105651
                       $<$<BOOL:${DSPREP_WERROR}>:-Werror>)
if(DSPREP_SANITIZE)
  add_compile_options(-fsanitize=${DSPREP_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${DSPREP_SANITIZE})
endif()
target_include_directories(dsprep_flags INTERFACE ${PROJECT_SOURCE_DIR}/include ${PROJECT_SOURCE_DIR}/src)

# The standard headers that most files include, compiled once a room: a third of what a build costs. A header that a file forgot
# to include compiles all the same then, so the sanitizers' builds do without.
set(standard_headers <algorithm> <array> <charconv> <cstdint> <cstring> <functional> <map> <memory> <optional> <set> <span>
                     <string> <string_view> <unordered_map> <utility> <variant> <vector>)
set(worth_precompiling 8)   # files: a room with fewer takes longer to precompile them than it saves

set(DSPREP_ROOMS "")
macro(dsprep_room room)
  cmake_parse_arguments(room "" "" "LINK" ${ARGN})
  file(GLOB_RECURSE room_sources CONFIGURE_DEPENDS src/${room}/*.cpp)
  if(NOT room_sources)
    file(WRITE ${CMAKE_BINARY_DIR}/generated/empty_${room}.cpp "")
    set(room_sources ${CMAKE_BINARY_DIR}/generated/empty_${room}.cpp)
  endif()
  add_library(dsprep_${room} STATIC ${room_sources})
  list(LENGTH room_sources files)
  if(DSPREP_PRECOMPILE AND NOT DSPREP_SANITIZE AND files GREATER_EQUAL worth_precompiling)
    target_precompile_headers(dsprep_${room} PRIVATE ${standard_headers})
    # g++ forgets which precompiled headers are the system's, and warns of what it inlined from them.
    target_compile_options(dsprep_${room} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>)
  endif()
  set(room_links "")
  foreach(link ${room_LINK})
    if(link IN_LIST DSPREP_ROOMS)
      list(APPEND room_links dsprep_${link})
    else()
      list(APPEND room_links ${link})
    endif()
  endforeach()
  target_link_libraries(dsprep_${room} PUBLIC dsprep_flags ${room_links})
  list(APPEND DSPREP_ROOMS ${room})
endmacro()

# The directory is the table: src/ops/<family>/<name>.cpp defines dsprep::ops::<family>_<name>.
function(dsprep_op_table)
  file(GLOB op_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/src/ops src/ops/*/*.cpp)
  list(SORT op_files)
  set(declarations "")
  set(entries "")
  foreach(op_file ${op_files})
    string(REGEX REPLACE "^([a-z0-9_]+)/([a-z0-9_]+)\\.cpp$" "\\1_\\2" op ${op_file})
    string(APPEND declarations "extern const OpSpec ${op};\n")
    string(APPEND entries "    &ops::${op},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/op_table.cpp @ONLY CONTENT
"// Made by CMake from the folder src/ops.
#include \"registry/op_table.h\"
namespace dsprep::ops {
@declarations@}
namespace dsprep::registry {
std::span<const OpSpec* const> op_table() {
  static const OpSpec* const table[] = {
@entries@    nullptr};
  return {table, std::size(table) - 1};
}
}
")
  target_sources(dsprep_registry PRIVATE ${CMAKE_BINARY_DIR}/generated/op_table.cpp)
endfunction()

# The directory is the table: src/formats/<name>.cpp defines dsprep::formats::<name>_format.
function(dsprep_format_table)
  file(GLOB format_files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/src/formats src/formats/*.cpp)
  list(SORT format_files)
  set(declarations "")
  set(entries "")
  foreach(format_file ${format_files})
    string(REGEX REPLACE "^([a-z0-9_]+)\\.cpp$" "\\1_format" format ${format_file})
    string(APPEND declarations "extern const FormatSpec ${format};\n")
    string(APPEND entries "    &formats::${format},\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/format_table.cpp @ONLY CONTENT
"// Made by CMake from the folder src/formats.
#include <iterator>

#include \"formats/format_table.h\"
namespace dsprep::formats {
@declarations@std::span<const FormatSpec* const> format_table() {
  static const FormatSpec* const table[] = {
@entries@    nullptr};
  return {table, std::size(table) - 1};
}
}
")
  target_sources(dsprep_formats PRIVATE ${CMAKE_BINARY_DIR}/generated/format_table.cpp)
endfunction()
