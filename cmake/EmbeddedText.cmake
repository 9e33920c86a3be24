# A text file goes into the binary as it stands: dsprep_embedded_text(ROOM FILE FUNCTION HEADER NAMESPACE) writes the FUNCTION that
# HEADER declares, which gives the bytes of FILE. One literal a line: a long one is too much for some compilers.
function(dsprep_embedded_text room file function header namespace)
  set(path ${PROJECT_SOURCE_DIR}/${file})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
  file(READ ${path} lines)
  string(REPLACE ";" "@semicolon@" lines "${lines}")   # which would part a list
  string(REGEX REPLACE "([^\n]+)\n" "    \"\\1\\\\n\"\n" lines "${lines}")
  string(REPLACE "@semicolon@" ";" lines "${lines}")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/${function}.cpp @ONLY CONTENT
"// Made by CMake from @file@.
#include \"@header@\"
namespace dsprep::@namespace@ {
std::string_view @function@() {
  return
@lines@      ;
}
}  // namespace dsprep::@namespace@
")
  target_sources(dsprep_${room} PRIVATE ${CMAKE_BINARY_DIR}/generated/${function}.cpp)
endfunction()
