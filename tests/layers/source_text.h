// C++ source as the layer rules see it: without comments and without what stands in quotes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dsprep::layers {

struct Include {
  std::string path;     // "json/escape.h", or simdjson.h
  bool quoted = false;  // "…" rather than <…>
  int line = 0;
};

struct SourceText {
  std::string code;  // comments and the insides of literals are spaces; line ends stay where they are
  std::vector<Include> includes;
};

SourceText read_source(std::string_view text);

// The lines (from 1) on which `name` stands as a whole token: "std::hash" is not in "std::hash_thing" nor in
// "xstd::hash".
std::vector<int> lines_with(const std::string& code, std::string_view name);
// The same where the next character that is no space is '(': a call.
std::vector<int> lines_calling(const std::string& code, std::string_view name);
// Lines with a token that begins with `head` and ends with `tail`: "std::" … "_distribution".
std::vector<int> lines_with_affixes(const std::string& code, std::string_view head, std::string_view tail);

}  // namespace dsprep::layers
