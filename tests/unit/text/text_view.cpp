#include "dsprep/text_view.h"

#include <map>

#include "base/hash.h"
#include "support/catch.h"
#include "support/random_text.h"
#include "text/classes.h"
#include "text/segment.h"
#include "text/trim.h"

using namespace dsprep;

namespace {

constexpr WordModel models[] = {WordModel::whitespace, WordModel::uax29, WordModel::unicode};

using Pieces = std::vector<std::string>;
Pieces pieces(const TextView& view, std::span<const TextSpan> spans) {
  Pieces out;
  for (const TextSpan& span : spans) out.emplace_back(span.of(view.text()));
  return out;
}

TextView view_of(std::string_view text) {
  TextView view;
  view.reset(text);
  return view;
}
Pieces lines(std::string_view text) {
  const TextView view = view_of(text);
  return pieces(view, view.lines());
}
Pieces paragraphs(std::string_view text) {
  const TextView view = view_of(text);
  return pieces(view, view.paragraphs());
}

}  // namespace

TEST_CASE("Lines: empties are kept, a final LF ends the last line") {
  CHECK(lines("").empty());
  CHECK(lines("\n") == Pieces{""});
  CHECK(lines("a") == Pieces{"a"});
  CHECK(lines("a\n") == Pieces{"a"});
  CHECK(lines("a\n\n") == Pieces{"a", ""});
  CHECK(lines("\na\r\nb") == Pieces{"", "a\r", "b"});
}

TEST_CASE("Paragraphs: runs of two or more LF part them, empties are dropped") {
  CHECK(paragraphs("").empty());
  CHECK(paragraphs("\n\n\n").empty());
  CHECK(paragraphs("a\nb") == Pieces{"a\nb"});
  CHECK(paragraphs("a\n\nb\n\n\n\nc") == Pieces{"a", "b", "c"});
  CHECK(paragraphs("\n\na\n") == Pieces{"a\n"});
  CHECK(paragraphs("a\n\n") == Pieces{"a"});
  CHECK(paragraphs("\na") == Pieces{"\na"});
}

TEST_CASE("A TextView forgets when it is reset") {
  TextView view;
  CHECK(view.text().empty());
  CHECK(view.ascii());
  CHECK(view.chars() == 0);
  CHECK(view.words(WordModel::uax29).empty());
  for (const std::string text : {"One two. \u4e2d\u6587\n\nthree", "x", "", "caf\u00e9 9"}) {
    view.reset(text);
    const TextView fresh = view_of(text);
    CHECK(view.ascii() == fresh.ascii());
    CHECK(view.chars() == fresh.chars());
    CHECK(view.counts().total == view.chars());
    CHECK(pieces(view, view.lines()) == pieces(fresh, fresh.lines()));
    CHECK(pieces(view, view.paragraphs()) == pieces(fresh, fresh.paragraphs()));
    CHECK(pieces(view, view.sentences()) == pieces(fresh, fresh.sentences()));
    for (const WordModel model : models) {
      CHECK(pieces(view, view.words(model)) == pieces(fresh, fresh.words(model)));
      const auto a = view.ngram_hashes(model, 2), b = fresh.ngram_hashes(model, 2);
      CHECK(std::vector(a.begin(), a.end()) == std::vector(b.begin(), b.end()));
      const auto ids = view.word_ids(model), fresh_ids = fresh.word_ids(model);
      CHECK(std::vector(ids.begin(), ids.end()) == std::vector(fresh_ids.begin(), fresh_ids.end()));
      CHECK(view.distinct_words(model) == fresh.distinct_words(model));
      CHECK(view.word_facts(model).size() == fresh.word_facts(model).size());
    }
    CHECK(pieces(view, view.universal_lines()) == pieces(fresh, fresh.universal_lines()));
    CHECK(pieces(view, view.trimmed_lines()) == pieces(fresh, fresh.trimmed_lines()));
  }
}

TEST_CASE("chars() is the same whether counts() was asked before or not") {
  const TextView first = view_of("a\u4e2d"), second = view_of("a\u4e2d");
  second.counts();
  CHECK(first.chars() == 2);
  CHECK(second.chars() == 2);
}

TEST_CASE("Results are computed once and stay where they are") {
  const TextView view = view_of("a b c d e f");
  const auto words = view.words(WordModel::whitespace);
  const auto pairs = view.ngram_hashes(WordModel::whitespace, 2);
  const auto five = view.ngram_hashes(WordModel::whitespace, 64);
  CHECK(five.empty());
  CHECK(view.words(WordModel::whitespace).data() == words.data());
  CHECK(view.ngram_hashes(WordModel::whitespace, 2).data() == pairs.data());
  CHECK(view.words(WordModel::uax29).data() != words.data());
}

TEST_CASE("A TextView may be moved, and one moved from may be reset") {
  TextView view = view_of("a b");
  const auto words = view.words(WordModel::whitespace);
  TextView other = std::move(view);
  CHECK(other.words(WordModel::whitespace).data() == words.data());
  view.reset("c");
  CHECK(view.words(WordModel::whitespace).size() == 1);
  view = std::move(other);
  CHECK(view.words(WordModel::whitespace).size() == 2);
}

TEST_CASE("n-gram hashes follow their definition") {
  base::Rng rng(10);
  for (int round = 0; round < 200; ++round) {
    const std::string text = test::random_text(rng, rng.below(300), 60);
    const TextView view = view_of(text);
    for (const WordModel model : models) {
      const auto words = view.words(model);
      const auto hashes = view.word_hashes(model);
      REQUIRE(hashes.size() == words.size());
      for (std::size_t i = 0; i < words.size(); ++i) REQUIRE(hashes[i] == base::hash64(words[i].of(text)));
      for (const int n : {1, 2, 5, 13, 64}) {
        const auto ngrams = view.ngram_hashes(model, n);
        const auto size = static_cast<std::size_t>(n);
        REQUIRE(ngrams.size() == (words.size() < size ? 0 : words.size() - size + 1));
        for (std::size_t i = 0; i < ngrams.size(); ++i) {
          std::string bytes;
          for (std::size_t k = 0; k < size; ++k) {
            for (int shift = 0; shift < 64; shift += 8) bytes += static_cast<char>(hashes[i + k] >> shift);
          }
          REQUIRE(ngrams[i] == base::hash64(bytes));
        }
      }
    }
  }
}

TEST_CASE("Word facts and numbers follow their definitions, in ASCII and beyond") {
  base::Rng rng(12);
  for (int round = 0; round < 400; ++round) {
    const std::string text = test::random_text(rng, rng.below(300), round % 2 == 0 ? 100 : 50);
    const TextView view = view_of(text);
    for (const WordModel model : models) {
      const auto words = view.words(model);
      const auto facts = view.word_facts(model);
      const auto ids = view.word_ids(model);
      REQUIRE(facts.size() == words.size());
      REQUIRE(ids.size() == words.size());
      std::map<std::string_view, std::uint32_t> numbers;
      for (std::size_t i = 0; i < words.size(); ++i) {
        const std::string_view word = words[i].of(text);
        std::uint32_t chars = 0, letters = 0;
        bool alphanumeric = false;
        for (std::size_t at = 0; at < word.size(); ++chars) {
          const std::uint16_t classes = text::classes_of(text::decode(word, at));
          if (chars == 0) alphanumeric = (classes & (text::letter | text::digit | text::other_number)) != 0;
          letters += (classes & text::letter) != 0;
        }
        REQUIRE(facts[i].chars == chars);
        REQUIRE((facts[i].has_letter != 0) == (letters > 0));
        REQUIRE((facts[i].starts_alphanumeric != 0) == alphanumeric);
        REQUIRE(ids[i] == numbers.emplace(word, static_cast<std::uint32_t>(numbers.size())).first->second);
      }
      REQUIRE(view.distinct_words(model) == numbers.size());
    }
  }
}

TEST_CASE("Words are told apart however many there are") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += std::to_string(i % 3000) + " ";
  TextView view = view_of(text);
  CHECK(view.distinct_words(WordModel::whitespace) == 3000);
  for (std::uint32_t i = 0; i < 5000; ++i) REQUIRE(view.word_ids(WordModel::whitespace)[i] == i % 3000);
  view.reset("b a b");
  CHECK(view.distinct_words(WordModel::whitespace) == 2);
  CHECK(view.word_ids(WordModel::whitespace)[1] == 1);
}

TEST_CASE("Lines without white space at their ends") {
  const TextView view = view_of("  a b\t\r\n\n\u3000\u00a0\u4e2d\u6587\u2003\n \x1f \n\u200b");
  CHECK(pieces(view, view.trimmed_lines()) == Pieces{"a b", "", "\u4e2d\u6587", "", "\u200b"});
  CHECK(view.trimmed_lines().size() == view.lines().size());
}

TEST_CASE("Lines as Python's str.splitlines() finds them") {
  const auto split = [](std::string_view text) {
    const TextView view = view_of(text);
    return pieces(view, view.universal_lines());
  };
  CHECK(split("").empty());
  CHECK(split("\n") == Pieces{""});
  CHECK(split("a\r\nb\rc\n\rd") == Pieces{"a", "b", "c", "", "d"});
  CHECK(split("a\vb\fc\x1c"
              "d\x1d"
              "e\x1e"
              "f\x1fg") == Pieces{"a", "b", "c", "d", "e", "f\x1fg"});
  CHECK(split("a\u0085b\u2028c\u2029") == Pieces{"a", "b", "c"});
  CHECK(split("a\u2027b\u202ac\u0084") == Pieces{"a\u2027b\u202ac\u0084"});
}

// These numbers are in people's files: a change breaks every index built before.
TEST_CASE("Hashes are frozen") {
  const TextView view = view_of("the quick  brown\nfox");
  CHECK(view.word_hashes(WordModel::whitespace)[0] == 0xcb1283631cf33d7dull);
  CHECK(view.ngram_hashes(WordModel::whitespace, 1)[0] == 0x9d354303e70904dbull);
  CHECK(view.ngram_hashes(WordModel::whitespace, 4)[0] == 0x9c233f8941bfb6a5ull);
  const TextView same = view_of(" the quick brown fox ");
  CHECK(same.ngram_hashes(WordModel::whitespace, 4)[0] == view.ngram_hashes(WordModel::whitespace, 4)[0]);
}
