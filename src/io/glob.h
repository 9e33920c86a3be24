// Glob: patterns of paths. Private to io and its tests.
//
// '*' is any run of characters, '?' one character (a code point), "[a-z]" one of a set, "[!a-z]" or "[^a-z]" one
// outside of it, '\' takes the next character as it stands; none of them matches '/'. "**" as a whole component is any
// number of directories, none included; at the end it is every file below. As in a shell, a component that begins with
// a wildcard does not match a name that begins with '.'.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "port/files.h"

namespace dsprep::io {

bool has_wildcard(std::string_view path);

// One component: no '/' in either. Linear in the name for each '*', without recursion. A '[' that is never closed is
// itself.
bool component_matches(std::string_view pattern, std::string_view name);

struct GlobMatches {
  std::string base;                // the components before the first wildcard; "" where there are none
  std::vector<std::string> files;  // relative to the base, in natural order, each once; FIFOs and the like included
  bool directories = false;        // directories matched as well (they are not in `files`)
};
// Follows links; a directory that is reached twice below a "**" is read once.
Result<GlobMatches> expand_glob(port::Files& files, std::string_view pattern);

}  // namespace dsprep::io
