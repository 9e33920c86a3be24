// Which language a text is in: one interface, two implementations.
//
//   DSPREP_TRY(const auto model, models::cld2_language_model(models::Cld2Tables::full));   // once; shared by all
//   threads const auto detector = model->detector();                                               // one per worker
//   const LanguageAnswer& answer = detector->detect("你好，世界");
//   model->labels()[answer.guesses[0].label]                                               // "zh"
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::models {

struct LanguageGuess {
  std::uint32_t label;  // index into LanguageModel::labels()
  double score;         // 0 to 1, in steps of 0.0001: what lies below differs between machines
};

struct LanguageAnswer {
  std::array<LanguageGuess, 3>
      guesses;  // the best first; [0] is always there: "und" with score 0 where nothing can be said
  std::size_t count = 1;
  bool reliable = false;  // the model itself would stand by it (fastText has no opinion: always true but for "und")
};

// Owned by one worker.
class LanguageDetector {
 public:
  virtual ~LanguageDetector() = default;
  // Valid until the next call. REQUIRES valid UTF-8. Time is linear in the text and memory a few times the text, so
  // that a caller with long texts should hand in a sample (ops/clean/language/sample_across.h).
  virtual const LanguageAnswer& detect(std::string_view text) = 0;
};

// Immutable and thread-safe; outlives its detectors.
class LanguageModel {
 public:
  virtual ~LanguageModel() = default;
  virtual std::unique_ptr<LanguageDetector> detector() const = 0;
  const std::vector<std::string>& labels() const { return labels_; }  // [0] is "und": undetermined

 protected:
  std::vector<std::string> labels_;
};

// CLD2, which is built in. Labels are BCP 47 ("he", not CLD2's "iw"). The score is the share of the text's letters, in
// bytes, that is in that language.
enum class Cld2Tables : std::uint8_t {
  full,   // of libcld2_full: some 160 languages
  small,  // of libcld2 itself: some 80 languages
};
Result<std::unique_ptr<LanguageModel>> cld2_language_model(Cld2Tables tables);

// A fastText classifier (.bin or .ftz, such as lid.176). Labels are the model's, without "__label__"; the score is its
// probability. Everything in the file is checked against its size before the library sees it: a file that is something
// else is an error that names `path`. `bytes` are not needed afterwards.
Result<std::unique_ptr<LanguageModel>> fasttext_language_model(std::string_view path, std::string_view bytes);

}  // namespace dsprep::models
