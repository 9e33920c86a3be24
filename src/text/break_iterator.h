// BreakIterator: an ICU break iterator over UTF-8, run slice by slice (icu_slice.h). Includes ICU headers: only .cpp
// files of this room may include it.
#pragma once

#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <memory>
#include <string_view>

#include "text/icu_slice.h"

namespace dsprep::text {

// Not thread-safe: kept thread_local.
class BreakIterator {
 public:
  using Make = icu::BreakIterator* (*)(const icu::Locale&, UErrorCode&);

  explicit BreakIterator(Make make) {
    UErrorCode status = U_ZERO_ERROR;
    rules_.reset(make(icu::Locale::getRoot(), status));
  }
  ~BreakIterator() { utext_close(&text_); }
  BreakIterator(const BreakIterator&) = delete;
  BreakIterator& operator=(const BreakIterator&) = delete;

  // Calls emit(begin, end, rule_status) for each segment; the segments tile the text. Slices end after a LF, where
  // every set of rules breaks, or, where there is none for long, after a space.
  template <class Emit>
  void run(std::string_view text, Emit emit) {
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = next_icu_slice(text.substr(at), slice_size);
      run_slice(text.substr(at, size), at, emit);
      at += size;
    }
  }

 private:
  static constexpr std::size_t slice_size = std::size_t{4} << 20;

  template <class Emit>
  void run_slice(std::string_view slice, std::size_t offset, Emit& emit) {
    UErrorCode status = U_ZERO_ERROR;
    utext_openUTF8(&text_, slice.data(), static_cast<std::int64_t>(slice.size()), &status);
    if (rules_ != nullptr) rules_->setText(&text_, status);
    if (rules_ == nullptr || U_FAILURE(status)) {  // only where ICU's data is not installed or memory is short
      emit(offset, offset + slice.size(), std::int32_t{0});
      return;
    }
    std::int32_t begin = rules_->first();
    for (std::int32_t end = rules_->next(); end != icu::BreakIterator::DONE; end = rules_->next()) {
      emit(offset + static_cast<std::size_t>(begin), offset + static_cast<std::size_t>(end), rules_->getRuleStatus());
      begin = end;
    }
  }

  std::unique_ptr<icu::BreakIterator> rules_;
  UText text_ = UTEXT_INITIALIZER;
};

}  // namespace dsprep::text
