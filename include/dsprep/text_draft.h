// TextDraft: a new text, written from left to right beside the old one.
//
// What a rewriter (text_rewriter.h) and an augmenter (augmenter.h) are handed: keep and replace eat the old text, and
// what is behind the last of them stays. A text of which nothing is replaced is not copied, let alone set.
//   draft.keep(5).replace(2, " ");
//   draft.keep_to(word.begin).replace(word.size(), "other");
// A TextEdit is the same on the record itself, for ops that need no frame.
#pragma once

#include <array>
#include <cassert>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"

namespace dsprep {

// Byte counts and offsets; they must fall between characters. Owned by one worker, used for text after text.
class TextDraft {
 public:
  // A stretch of the old text that another took the place of, behind `kept` bytes that stay.
  struct Change {
    std::size_t kept, old_size, new_size;
  };

  // Begins anew; `old` must outlive the draft. `aligned`: the changes are remembered, so that span labels can follow.
  void start(std::string_view old, bool aligned) {
    old_ = old;
    aligned_ = aligned;
    at_ = kept_ = 0;
    changed_ = whole_ = false;
    changes_.clear();
  }

  std::string_view old_text() const { return old_; }
  std::size_t at() const { return at_; }                        // how much of the old text has been eaten
  std::string_view rest() const { return old_.substr(at_); }    // what has not
  bool aligned() const { return aligned_; }                     // worth the price of an exact alignment?
  bool changed() const { return changed_; }                     // so far
  bool whole() const { return whole_; }                         // set as a whole?
  std::span<const Change> changes() const { return changes_; }  // of an aligned draft that is not whole

  TextDraft& keep(std::size_t bytes) { return keep_to(at_ + bytes); }
  TextDraft& keep_to(std::size_t offset) {
    assert(at_ <= offset && offset <= old_.size());
    at_ = offset;
    return *this;
  }
  // Bytes that are replaced by themselves are kept. replace(0, with) inserts.
  TextDraft& replace(std::size_t bytes, std::string_view with) {
    assert(bytes <= old_.size() - at_);
    if (with == old_.substr(at_, bytes)) return keep(bytes);
    if (!changed_) new_.clear();
    changed_ = true;
    new_.append(old_.data() + kept_, at_ - kept_).append(with);
    if (aligned_) changes_.push_back({at_ - kept_, bytes, with.size()});
    kept_ = at_ += bytes;
    return *this;
  }
  // The whole new text, for what cannot say where it changed something: write it into this string, which is empty.
  // REQUIRES a draft in which nothing was replaced. Labels go by the beginning and the end that stay the same.
  std::string& rewrite() {
    assert(!changed_);
    changed_ = whole_ = true;
    at_ = kept_ = old_.size();
    new_.clear();
    return new_;
  }

  // The new text. Nothing can be replaced any more.
  std::string_view text() {
    if (!changed_) return old_;
    new_.append(old_.data() + kept_, old_.size() - kept_);
    at_ = kept_ = old_.size();
    return new_;
  }

  // Gives the element its new text, with its span labels. REQUIRES an element that has the old one.
  void apply(Record& record, Field field, std::size_t index) {
    if (!changed_) return;
    const std::string_view now = text();
    if (whole_ || !record.carries_spans(field)) {
      record.set_text(field, now, index);
      return;
    }
    assert(aligned_);
    TextEdit edit = record.edit(field, index);
    std::size_t from = 0;  // in the new text
    for (const Change& change : changes_) {
      from += change.kept;
      edit.keep(change.kept).replace(change.old_size, now.substr(from, change.new_size));
      from += change.new_size;
    }
    edit.finish();
  }

  // ---- counts of kinds of changes (Rules::counts) ----
  static constexpr std::size_t most_kinds = 32;
  void count(std::size_t kind, std::uint64_t n = 1) {
    assert(kind < most_kinds);
    counts_[kind] += n;
    counted_ = true;
  }
  // Hands each count that is not 0 to visit(kind, n), and forgets them.
  template <class Visit>
  void take_counts(Visit visit) {
    if (!counted_) return;
    for (std::size_t kind = 0; kind < most_kinds; ++kind)
      if (counts_[kind] != 0) visit(kind, counts_[kind]);
    forget_counts();
  }
  void forget_counts() {
    counts_ = {};
    counted_ = false;
  }

 private:
  std::string_view old_;
  std::string new_;  // up to kept_, where something has changed
  std::size_t at_ = 0, kept_ = 0;
  bool aligned_ = false, changed_ = false, whole_ = false;
  std::vector<Change> changes_;
  std::array<std::uint64_t, most_kinds> counts_ = {};
  bool counted_ = false;
};

}  // namespace dsprep
