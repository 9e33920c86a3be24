// SettledRewrite: rewrites a text again and again until that changes nothing, so that doing it twice is doing it once
// whatever the rewriting is. Where the text does not come to rest it stays as it was, and does so the next time, too.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/text_draft.h"

namespace dsprep::text {

// The changes that lead from a first text to a third: those to a second, and from there on. REQUIRES that no draft
// they are of was set as a whole.
void compose_changes(std::span<const TextDraft::Change> first, std::span<const TextDraft::Change> second,
                     std::vector<TextDraft::Change>& composed);

// Owned by one worker, used for text after text.
class SettledRewrite {
 public:
  // once(text, draft) rewrites by draft.keep and draft.replace, and counts what it replaces. False where the text would
  // change in each of `most` rounds: then nothing was replaced, nor counted. REQUIRES a draft in which nothing was
  // replaced.
  template <class Once>
  bool rewrite(std::string_view text, TextDraft& draft, int most, Once once) {
    const bool aligned = draft.aligned();
    now_.start(text, aligned);
    once(text, now_);
    if (!now_.changed()) {
      now_.forget_counts();
      return true;
    }
    if (aligned) changes_.assign(now_.changes().begin(), now_.changes().end());
    for (int round = 1; round < most; ++round) {
      const std::string_view last = now_.text();
      next_.start(last, aligned);
      once(last, next_);
      if (!next_.changed()) {
        next_.forget_counts();
        commit(draft);
        return true;
      }
      next_.take_counts([&](std::size_t kind, std::uint64_t n) { now_.count(kind, n); });
      now_.take_counts([&](std::size_t kind, std::uint64_t n) { next_.count(kind, n); });
      if (aligned) {
        compose_changes(changes_, next_.changes(), composed_);
        changes_.swap(composed_);
      }
      next_.text();  // while what it was made from is where it was: a short string moves with its owner
      std::swap(now_, next_);
    }
    now_.forget_counts();
    return false;
  }

 private:
  void commit(TextDraft& draft);

  TextDraft now_, next_;
  std::vector<TextDraft::Change> changes_, composed_;  // from the first text to that of now_
};

}  // namespace dsprep::text
