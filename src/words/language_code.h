// language_code: the language that a label names, whatever tool wrote it.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::words {

// Replaces `code` by the ISO 639-1 code of "en", "EN", "en-US", "zh_CN", "zh-Hant", "eng", "eng_Latn", "__label__en"
// and "nb" ("no"); by the label itself in lower case, without what stands behind a '-' or '_', where there is none.
void language_code(std::string_view label, std::string& code);

}  // namespace dsprep::words
