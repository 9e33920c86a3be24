# The word lists of data/ go into the binary as they stand, one literal a file (src/text/word_lists.h).
function(dsprep_word_lists)
  set(entries "")
  foreach(list stop_words bad_words)
    file(GLOB files CONFIGURE_DEPENDS ${PROJECT_SOURCE_DIR}/data/${list}/*.txt)
    list(SORT files)
    string(APPEND entries "constexpr WordListFile ${list}[] = {\n")
    foreach(file ${files})
      set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${file})
      get_filename_component(language ${file} NAME_WLE)
      file(READ ${file} words)
      string(APPEND entries "    {\"${language}\", R\"words(${words})words\"},\n")
    endforeach()
    string(APPEND entries "};\n")
  endforeach()
  file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/generated/word_lists.cpp @ONLY CONTENT
"// Made by CMake from the folder data.
#include \"text/word_lists.h\"
namespace dsprep::text {
namespace {
@entries@}  // namespace
std::span<const WordListFile> stop_word_lists() { return stop_words; }
std::span<const WordListFile> bad_word_lists() { return bad_words; }
}  // namespace dsprep::text
")
  target_sources(dsprep_text PRIVATE ${CMAKE_BINARY_DIR}/generated/word_lists.cpp)
endfunction()
