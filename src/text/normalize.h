// Unicode normalization forms and case mapping, by ICU (its version's Unicode). Thread-safe.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <utility>

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

enum class Casing { fold, lower, upper, title };

// Full case mapping (ß → SS), with the habits of a language: "tr" and "az" (dotless i), "lt" (the dot stays under an
// accent), "el" (capitals without accents), "nl" (IJ), "hy"; all others are mapped alike. Immutable.
class CaseMapper {
 public:
  // A usage error where `language` is no language tag ("tr", "pt-BR"; "" for none).
  static Result<CaseMapper> make(Casing casing, std::string_view language);

  // Whether ASCII texts are mapped letter by letter, as if no language were known.
  bool plain_ascii() const { return casing_ != Casing::title && !dotless_; }
  // Whether `text` holds no cased letter that it changes: then it surely stays as it is. False: perhaps.
  bool settled(std::string_view text) const;
  // Whether each letter of `text` becomes what it becomes whatever stands around it.
  bool context_free(std::string_view text) const;
  // Replaces `out`. REQUIRES valid UTF-8, outside `out`.
  void map(std::string_view text, std::string& out) const;
  // The same, piece by piece, as normalize_pieces.
  void map_pieces(std::string_view text, const std::function<void(std::size_t)>& keep,
                  const std::function<void(std::size_t, std::string_view)>& replace) const;

 private:
  CaseMapper(Casing casing, std::string locale, bool dotless, bool special)
      : casing_(casing), locale_(std::move(locale)), dotless_(dotless), special_(special) {}
  Casing casing_;
  std::string locale_;
  bool dotless_, special_;  // i is the small letter of İ; the language has rules of its own for this casing
};

std::string icu_version();      // "72.1", for the manifest
std::string unicode_version();  // "15.0"

}  // namespace dsprep::text
