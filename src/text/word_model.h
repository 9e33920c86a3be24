// word_model: the word model that a parameter `words` names.
#pragma once

#include <string_view>

#include "dsprep/text_view.h"

namespace dsprep::text {

// "uax29", "unicode"; any other name ("whitespace"; "variant", where that has the last word) is whitespace.
constexpr WordModel word_model(std::string_view name) {
  return name == "uax29" ? WordModel::uax29 : name == "unicode" ? WordModel::unicode : WordModel::whitespace;
}

}  // namespace dsprep::text
