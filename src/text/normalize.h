// Unicode normalization forms and case folding, by ICU (its version's Unicode). Thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "dsprep/result.h"

namespace dsprep::text {

enum class Form { nfc, nfd, nfkc, nfkd, nfkc_casefold };

// True where `text` is surely in that form already: ASCII (without A–Z for nfkc_casefold), or ICU's quick check says
// yes. False, too, where more than a hundred combining marks stand in a row. REQUIRES valid UTF-8.
bool is_normalized(std::string_view text, Form form);
// Replaces `out`. REQUIRES valid UTF-8, outside `out`.
void normalize(std::string_view text, Form form, std::string& out);
// The same, piece by piece: keep(n) for unchanged bytes, replace(n, with) for changed ones, in order. n may be 0 for
// replace; the n add up to the text's size. `with` is valid during the call.
void normalize_pieces(std::string_view text, Form form, const std::function<void(std::size_t)>& keep,
                      const std::function<void(std::size_t, std::string_view)>& replace);

// Each replaces `out`. REQUIRES valid UTF-8, outside `out`.
void fold_case(std::string_view text, std::string& out);  // Unicode default full case folding, no locale
void to_lower(std::string_view text, std::string& out);   // full lower-casing, root locale (final sigma too)

std::string icu_version();      // "72.1", for the manifest
std::string unicode_version();  // "15.0"

}  // namespace dsprep::text
