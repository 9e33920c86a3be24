// The rules of the house about who may include and use what. Pure functions from sources to faults, so that the rules
// themselves can be tested.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace dsprep::layers {

// room → rooms it may include, its own apart. "dsprep" is include/dsprep, "main" is src/main.cpp.
using Table = std::map<std::string, std::set<std::string>>;

// Reads the fenced block ```layers of a Markdown page: lines of the form "ops: may include dsprep base text". Faults go
// to `faults`: an unknown line, a room nobody describes, a circle.
Table read_table(std::string_view markdown, std::vector<std::string>& faults);

// path ("src/json/escape.h", "include/dsprep/op.h") → contents.
using Sources = std::map<std::string, std::string>;

// Each fault as "file:line: what is wrong".
std::vector<std::string> check_layers(const Sources& sources, const Table& table);

// Headers of `rooms` that serve one op and nobody else, directly or through others of their room: they belong into the
// op's private folder.
std::vector<std::string> headers_of_one_op(const Sources& sources, const std::set<std::string>& rooms);

}  // namespace dsprep::layers
