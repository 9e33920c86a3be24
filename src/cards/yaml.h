// What a dataset card needs of YAML: scalars that come back as they went in, and features as `datasets` writes them.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::cards {

// `text`, valid UTF-8, as a scalar on one line, in quotes where it would mean something else without.
std::string yaml_text(std::string_view text);

// Appends the items of the list "features" (see TypeTree::features()), each line behind `indent`.
void append_features_yaml(std::string& out, std::string_view features, std::string_view indent);

}  // namespace dsprep::cards
