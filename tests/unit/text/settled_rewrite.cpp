#include "text/settled_rewrite.h"

#include <string>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;
using text::compose_changes;
using text::SettledRewrite;

namespace {

using Changes = std::vector<TextDraft::Change>;

// Random changes of a text of `size` characters.
Changes random_changes(base::Rng& rng, std::size_t size) {
  Changes changes;
  for (std::size_t at = 0;;) {
    const std::size_t kept = rng.below(4), old_size = rng.below(3), new_size = rng.below(3);
    if (at + kept + old_size > size) return changes;
    if (old_size + new_size > 0) changes.push_back({kept, old_size, new_size});
    else continue;
    at += kept + old_size;
  }
}

// The new text: characters that stay are small letters, new ones are capitals.
std::string apply(const std::string& old, const Changes& changes, char fresh) {
  std::string now;
  std::size_t at = 0;
  for (const TextDraft::Change& change : changes) {
    now.append(old, at, change.kept).append(change.new_size, fresh);
    at += change.kept + change.old_size;
  }
  return now + old.substr(at);
}

}  // namespace

TEST_CASE("composed changes lead to the same text, and change nothing that stayed") {
  base::Rng rng(5);
  std::size_t exact = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string first;
    for (std::size_t n = rng.below(12); n > 0; --n) first += static_cast<char>('a' + first.size());
    const Changes a = random_changes(rng, first.size());
    const std::string second = apply(first, a, 'A');
    const Changes b = random_changes(rng, second.size());
    const std::string third = apply(second, b, 'B');
    Changes composed;
    compose_changes(a, b, composed);
    // Whatever is kept is the same character in both texts, and what is new adds up.
    std::size_t from = 0, to = 0;
    bool same = true;
    const auto keep = [&](std::size_t n) {
      same &= from + n <= first.size() && to + n <= third.size() && first.compare(from, n, third, to, n) == 0;
      from += n, to += n;
    };
    std::size_t kept = 0;
    for (const TextDraft::Change& change : composed) {
      keep(change.kept), kept += change.kept;
      from += change.old_size, to += change.new_size;
    }
    CHECK(first.size() - from == third.size() - to);
    keep(first.size() - from);
    CHECK(same);
    // Most of what stayed is kept: only what lies inside of a change of either is not.
    std::size_t stayed = 0;
    for (const char c : third) stayed += c >= 'a';
    exact += kept + (first.size() - from) <= stayed;
  }
  CHECK(exact == 20000);
}

TEST_CASE("a text is rewritten until it rests, or not at all") {
  SettledRewrite settled;
  const auto shorter = [](std::string_view text, TextDraft& draft) {  // "xy" becomes "y"
    for (std::size_t at; (at = text.find("xy", draft.at())) != text.npos;) {
      draft.keep_to(at).replace(2, "y");
      draft.count(3);
    }
  };
  for (const bool aligned : {false, true}) {
    TextDraft draft;
    const std::string text = "axxxyb, cxy";
    draft.start(text, aligned);
    CHECK(settled.rewrite(text, draft, 5, shorter));
    CHECK(draft.text() == "ayb, cy");
    std::uint64_t counted = 0;
    draft.take_counts([&](std::size_t kind, std::uint64_t n) { counted += kind == 3 ? n : 100; });
    CHECK(counted == 4);
    draft.start(text, aligned);
    CHECK(!settled.rewrite(text, draft, 3, shorter));
    CHECK(!draft.changed());
    draft.take_counts([&](std::size_t, std::uint64_t) { CHECK(false); });
    draft.start("ay", aligned);
    CHECK(settled.rewrite("ay", draft, 1, shorter));
    CHECK(!draft.changed());
  }
}
