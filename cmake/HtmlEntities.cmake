# data/html/entities.txt goes into the binary as it stands (src/text/html_entities.h), one literal a line.
function(dsprep_html_entities)
  set(file ${PROJECT_SOURCE_DIR}/data/html/entities.txt)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(READ ${file} entities)
  string(REPLACE ";" "@semicolon@" entities "${entities}")
  string(REGEX REPLACE "([^\n]+)\n" "    \"\\1\\\\n\"\n" entities "${entities}")
  string(REPLACE "@semicolon@" ";" entities "${entities}")
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/html_entities_data.cpp @ONLY CONTENT
"// Made by CMake from data/html/entities.txt.
#include \"text/html_entities_data.h\"
namespace dsprep::text {
std::string_view html_entities_data() {
  return
@entities@      ;
}
}  // namespace dsprep::text
")
  target_sources(dsprep_text PRIVATE ${CMAKE_BINARY_DIR}/generated/html_entities_data.cpp)
endfunction()
