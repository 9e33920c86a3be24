// How the Hugging Face hub calls a licence.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::cards {

// The hub's id of a licence as people write it ("CC-BY-4.0", "apache 2.0"): "cc-by-4.0", "apache-2.0"; "" where it has
// none.
std::string hub_licence(std::string_view licence);

// `licence` as the hub wants the name of one that it does not know: lower case, digits, '-' and '.'.
std::string licence_slug(std::string_view licence);

}  // namespace dsprep::cards
