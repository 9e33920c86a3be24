#include "text/settled_rewrite.h"

#include <algorithm>
#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace dsprep::text {
namespace {

// A stretch of one text and what it became in the next.
struct Stretch {
  std::size_t old_begin, old_end, new_begin, new_end;
};

// Goes through changes, as stretches with their places.
class Places {
 public:
  explicit Places(std::span<const TextDraft::Change> changes) : changes_(changes) { next(); }
  bool done() const { return done_; }
  const Stretch& here() const { return here_; }
  void next() {
    if (i_ == changes_.size()) {
      done_ = true;
      return;
    }
    const TextDraft::Change& change = changes_[i_++];
    here_.old_begin = here_.old_end + change.kept;
    here_.new_begin = here_.new_end + change.kept;
    here_.old_end = here_.old_begin + change.old_size;
    here_.new_end = here_.new_begin + change.new_size;
  }

 private:
  std::span<const TextDraft::Change> changes_;
  std::size_t i_ = 0;
  Stretch here_ = {0, 0, 0, 0};
  bool done_ = false;
};

}  // namespace

void compose_changes(std::span<const TextDraft::Change> first, std::span<const TextDraft::Change> second,
                     std::vector<TextDraft::Change>& composed) {
  composed.clear();
  Places a(first), b(second);
  std::size_t last = 0;  // where the last stretch ended in the second text
  while (!a.done() || !b.done()) {
    // The changes that touch each other's characters of the second text become one.
    const bool a_first = b.done() || (!a.done() && a.here().new_begin <= b.here().old_begin);
    const std::size_t begin = a_first ? a.here().new_begin : b.here().old_begin;
    std::size_t end = begin, grown_a = 0, shrunk_a = 0, grown_b = 0, shrunk_b = 0;
    const auto take_a = [&] {
      end = std::max(end, a.here().new_end);
      grown_a += a.here().new_end - a.here().new_begin, shrunk_a += a.here().old_end - a.here().old_begin;
      a.next();
    };
    const auto take_b = [&] {
      end = std::max(end, b.here().old_end);
      grown_b += b.here().new_end - b.here().new_begin, shrunk_b += b.here().old_end - b.here().old_begin;
      b.next();
    };
    if (a_first) take_a();
    else take_b();
    for (bool more = true; more;) {
      more = false;
      if (!a.done() && a.here().new_begin < end) take_a(), more = true;
      if (!b.done() && b.here().old_begin < end) take_b(), more = true;
    }
    const std::size_t kept = begin - last;
    const std::size_t old_size = end - begin - grown_a + shrunk_a, new_size = end - begin - shrunk_b + grown_b;
    composed.push_back({kept, old_size, new_size});
    last = end;
  }
}

void SettledRewrite::commit(TextDraft& draft) {
  now_.take_counts([&](std::size_t kind, std::uint64_t n) { draft.count(kind, n); });
  const std::string_view text = now_.text();
  if (!draft.aligned()) {
    draft.rewrite().assign(text);
    return;
  }
  std::size_t at = 0;
  for (const TextDraft::Change& change : changes_) {
    at += change.kept;
    draft.keep(change.kept).replace(change.old_size, text.substr(at, change.new_size));
    at += change.new_size;
  }
}

}  // namespace dsprep::text
