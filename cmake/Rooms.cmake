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

# The standard headers that most files include, compiled once a target: a third of what a build costs. A header that a file forgot
# to include compiles all the same then, so the rooms of the sanitizers' builds do without. dsprep_precompile(TARGET FILES HEADERS…): of so many
# files, with these headers too.
set(standard_headers <algorithm> <array> <charconv> <cstdint> <cstring> <functional> <map> <memory> <optional> <set> <span>
                     <string> <string_view> <unordered_map> <utility> <variant> <vector>)
set(worth_precompiling 8)   # files: a target with fewer takes longer to precompile them than it saves
set(precompiled_options $<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>)
function(dsprep_precompile target files)
  if(DSPREP_PRECOMPILE AND files GREATER_EQUAL worth_precompiling)
    target_precompile_headers(${target} PRIVATE ${standard_headers} ${ARGN})
    # g++ forgets which precompiled headers are the system's, and warns of what it inlined from them.
    target_compile_options(${target} PRIVATE ${precompiled_options})
  endif()
endfunction()

# LINK: what the room is made of, seen by those who include it; OWN: a library whose headers nobody else is to look for.
set(DSPREP_ROOMS "")
macro(dsprep_room room)
  cmake_parse_arguments(room "" "EXCEPT;ONLY" "LINK;OWN" ${ARGN})
  file(GLOB_RECURSE room_sources CONFIGURE_DEPENDS src/${room}/*.cpp)
  if(room_EXCEPT)
    list(FILTER room_sources EXCLUDE REGEX "/${room_EXCEPT}\\.cpp$")
  elseif(room_ONLY)
    list(FILTER room_sources INCLUDE REGEX "/${room_ONLY}\\.cpp$")
  endif()
  if(NOT room_sources)
    file(WRITE ${CMAKE_BINARY_DIR}/generated/empty_${room}.cpp "")
    set(room_sources ${CMAKE_BINARY_DIR}/generated/empty_${room}.cpp)
  endif()
  add_library(dsprep_${room} STATIC ${room_sources})
  list(LENGTH room_sources files)
  if(NOT DSPREP_SANITIZE)
    dsprep_precompile(dsprep_${room} ${files})
  endif()
  set(room_links "")
  foreach(link ${room_LINK})
    if(link IN_LIST DSPREP_ROOMS)
      list(APPEND room_links dsprep_${link})
    else()
      list(APPEND room_links ${link})
    endif()
  endforeach()
  target_link_libraries(dsprep_${room} PUBLIC dsprep_flags ${room_links} PRIVATE ${room_OWN})
  list(APPEND DSPREP_ROOMS ${room})
endmacro()

# The directory is the table: dsprep_table(ROOM TYPE FUNCTION HEADER NAMESPACE FOLDER GLOB SYMBOL) writes the FUNCTION that HEADER
# declares, into ROOM: all the constants of TYPE which the files of FOLDER that match GLOB define. SYMBOL says how one is called:
# a file's path without .cpp, with slashes as underscores, is its @file@.
function(dsprep_table room type function header namespace folder glob symbol)
  file(GLOB files CONFIGURE_DEPENDS RELATIVE ${PROJECT_SOURCE_DIR}/${folder} ${folder}/${glob})
  list(SORT files)
  set(declarations "")
  set(entries "")
  foreach(path ${files})
    string(REGEX REPLACE "\\.cpp$" "" file ${path})
    string(REPLACE "/" "_" file ${file})
    string(CONFIGURE "${symbol}" name @ONLY)
    string(APPEND declarations "extern const ${type} ${name};\n")
    string(APPEND entries "    &${namespace}::${name},\n")
  endforeach()
  get_filename_component(own_namespace ${header} DIRECTORY)
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/${function}.cpp @ONLY CONTENT
"// Made by CMake from the folder @folder@.
#include <iterator>

#include \"@header@\"
namespace dsprep::@namespace@ {
@declarations@}
namespace dsprep::@own_namespace@ {
std::span<const @type@* const> @function@() {
  static const @type@* const table[] = {
@entries@    nullptr};
  return {table, std::size(table) - 1};
}
}
")
  target_sources(dsprep_${room} PRIVATE ${CMAKE_BINARY_DIR}/generated/${function}.cpp)
endfunction()
