# data/html/main_text.trees goes into the binary as it stands (src/html/main_text_trees.h). A literal may not be too long for the
# compiler: one a line.
function(dsprep_html_trees)
  set(file ${PROJECT_SOURCE_DIR}/data/html/main_text.trees)
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
  file(STRINGS ${file} trees)
  set(lines "")
  foreach(tree ${trees})
    string(APPEND lines "    \"${tree}\\n\"\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/main_text_trees.cpp @ONLY CONTENT
"// Made by CMake from data/html/main_text.trees.
#include \"html/main_text_trees.h\"
namespace dsprep::html {
std::string_view main_text_trees() {
  return
@lines@      ;
}
}  // namespace dsprep::html
")
  target_sources(dsprep_html PRIVATE ${CMAKE_BINARY_DIR}/generated/main_text_trees.cpp)
endfunction()
