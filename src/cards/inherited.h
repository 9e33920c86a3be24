// What the cards of the datasets that a run reads say of all their records: it holds of what comes of them.
#pragma once

#include <string>
#include <vector>

#include "port/files.h"

namespace dsprep::cards {

struct Inherited {
  std::vector<std::string> licences, languages;  // empty where one of the inputs does not say
};

// `inputs`: as they were given. One that is no dataset directory of dsprep says nothing.
Inherited inherited(port::Files& files, const std::vector<std::string>& inputs);

}  // namespace dsprep::cards
