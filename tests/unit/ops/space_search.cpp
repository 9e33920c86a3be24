#include "ops/normalize/whitespace/space_search.h"

#include <string>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;

namespace {

// As JSON spells it.
std::string escaped(std::string_view text) {
  constexpr std::string_view special = "\n\t\r\f\"\\", letters = "ntrf\"\\";
  std::string out;
  for (const char c : text) {
    const std::size_t at = special.find(c);
    if (at == special.npos) out += c;
    else (out += '\\') += letters[at];
  }
  return out;
}

// The places of all runs, by the book: white space at every character, one after another.
template <class Spelling>
std::vector<std::size_t> slow_runs(std::string_view text) {
  std::vector<std::size_t> runs;
  const char* const end = text.data() + text.size();
  const bool escaped = Spelling::line_feed.size() == 2;
  for (const char* p = text.data(); p < end;) {
    const char* stop = p;
    while (const std::size_t size = stop < end ? Spelling::space_at(stop, end).size : 0) stop += size;
    if (stop == p) {
      p += escaped && *p == '\\' ? 2 : 1;
      continue;
    }
    const std::string_view run(p, static_cast<std::size_t>(stop - p));
    if (stop == end || (run != " " && run != Spelling::line_feed))
      runs.push_back(static_cast<std::size_t>(p - text.data()));
    p = stop;
  }
  return runs;
}

template <class Spelling>
std::vector<std::size_t> found_runs(std::string_view text) {
  std::vector<std::size_t> runs;
  const char* const end = text.data() + text.size();
  ops::whitespace::SpaceSearch<Spelling> search(text);
  for (const char* p = text.data(); p < end;) {
    p = search.next_run(p);
    if (p == end) break;
    runs.push_back(static_cast<std::size_t>(p - text.data()));
    while (const std::size_t size = p < end ? Spelling::space_at(p, end).size : 0) p += size;
  }
  return runs;
}

// No control characters but those that have short escapes.
constexpr std::string_view pieces[] = {" ",      " ",      "\n",     "\n",     "\t",     "\r",     "\r\n",
                                       "\f",     "\\",     "\"",     "n",      "t",      "x",      "\u0085",
                                       "\u00a0", "\u2003", "\u2028", "\u3000", "\u3001", "\u00e9", "中"};

std::string random_text(base::Rng& rng) {
  std::string text;
  for (std::uint64_t n = rng.below(30); n > 0; --n) {
    text += pieces[rng.below(std::size(pieces))];
    if (rng.below(6) == 0) text.append(rng.below(70), rng.below(2) ? 'x' : '\\');
    if (rng.below(6) == 0)
      for (std::uint64_t k = rng.below(20); k > 0; --k) text += rng.below(2) ? "word " : "line\n";
  }
  return text;
}

}  // namespace

TEST_CASE("The search finds the runs of white space that a step from character to character finds, in both spellings") {
  base::Rng rng(7);
  std::size_t found = 0;
  for (int round = 0; round < 30000; ++round) {
    const std::string text = random_text(rng);
    const std::string spelled = escaped(text);
    const auto plain_runs = slow_runs<ops::whitespace::PlainSpelling>(text),
               escaped_runs = slow_runs<ops::whitespace::EscapedSpelling>(spelled);
    INFO(spelled);
    REQUIRE(plain_runs.size() == escaped_runs.size());
    REQUIRE(found_runs<ops::whitespace::PlainSpelling>(text) == plain_runs);
    REQUIRE(found_runs<ops::whitespace::EscapedSpelling>(spelled) == escaped_runs);
    found += plain_runs.size();
  }
  CHECK(found > 30000);
}

TEST_CASE("What an escape spells is the white space that it stands for") {
  for (const std::string_view first : pieces) {
    for (const std::string_view second : pieces) {
      const std::string text = std::string(first).append(second), spelled = escaped(text);
      const ops::whitespace::Space plain =
          ops::whitespace::PlainSpelling::space_at(text.data(), text.data() + text.size());
      const ops::whitespace::Space same =
          ops::whitespace::EscapedSpelling::space_at(spelled.data(), spelled.data() + spelled.size());
      INFO(spelled);
      CHECK(same.line_break == plain.line_break);
      CHECK(same.size == escaped(std::string_view(text).substr(0, plain.size)).size());
    }
  }
}
