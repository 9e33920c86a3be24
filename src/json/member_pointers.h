// member_pointers: what fields a record has, for messages that say so.
#pragma once

#include <cstddef>
#include <set>
#include <string>
#include <string_view>

namespace dsprep::json {

// Adds the JSON Pointers of the members of an object and of those inside, as far as four levels down and a thousand of
// them; elements of arrays as "*", by the first. REQUIRES valid JSON.
void add_member_pointers(std::string_view object, std::set<std::string>& pointers);

}  // namespace dsprep::json
