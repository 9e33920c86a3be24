// Is this a fastText classifier that the library can be trusted with?
//
// fastText believes its files: it allocates what a header says, and indexes with what it reads. So the file is read
// once here, every number against its bounds and against the size of the file, and nothing is allocated.
#pragma once

#include <string_view>

#include "dsprep/result.h"

namespace dsprep::models {

// An error says what is wrong and at which byte, without the file's name.
Status check_fasttext_file(std::string_view bytes);

}  // namespace dsprep::models
