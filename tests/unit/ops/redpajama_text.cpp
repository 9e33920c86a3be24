#include "ops/clean/signals/redpajama_text.h"

#include <map>

#include "ops/clean/signals/ngram_numbers.h"
#include "support/catch.h"
#include "support/random_text.h"
#include "text/char_facts.h"
#include "text/normalize.h"
#include "text/trim.h"

using namespace dsprep;

namespace {

bool is_space(std::string_view text, std::size_t i) { return text::space_length(text, i) > 0; }

// 0 white space, 1 word, 2 other; of each character with its bytes.
std::vector<std::pair<int, std::string>> kinds_of(std::string_view text) {
  std::vector<std::pair<int, std::string>> kinds;
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t at = i;
    const bool space = is_space(text, i);
    const char32_t c = text::decode(text, i);
    kinds.emplace_back(space ? 0 : text::is_word_character(text::char_facts(), c) ? 1 : 2, text.substr(at, i - at));
  }
  return kinds;
}

std::vector<std::string> words_slowly(std::string_view text) {
  std::vector<std::string> words;
  int last = 0;
  for (const auto& [kind, bytes] : kinds_of(text)) {
    if (kind != 0 && kind != last) words.emplace_back();
    if (kind != 0) words.back() += bytes;
    last = kind;
  }
  return words;
}

// Step by step, as it is described.
std::string normal_slowly(std::string_view text) {
  std::string left, lower, spaced, out;
  for (const char c : text)
    if (std::string_view("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~").find(c) == std::string_view::npos) left += c;
  text::to_lower(left, lower);
  const std::string_view trimmed = text::trim(lower);
  for (std::size_t i = 0; i < trimmed.size();) {
    const std::size_t size = text::space_length(trimmed, i);
    if (size == 0) spaced += trimmed[i++];
    else if (i += size; spaced.back() != ' ') spaced += ' ';
  }
  text::normalize(spaced, text::Form::nfd, out);
  return out;
}

std::uint64_t sentences_slowly(std::string_view text) {
  const auto kinds = kinds_of(text);
  const auto ends = [&](std::size_t i) {
    return kinds[i].second == "." || kinds[i].second == "!" || kinds[i].second == "?";
  };
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < kinds.size();) {
    const bool boundary = (kinds[i].first == 1) != (i > 0 && kinds[i - 1].first == 1);
    if (!boundary || ends(i)) {
      ++i;
      continue;
    }
    while (i < kinds.size() && !ends(i)) ++i;
    while (i < kinds.size() && ends(i)) ++i;
    ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("redpajama_text: fast as slow, on random texts") {
  base::Rng rng(21);
  std::vector<TextSpan> spans;
  std::string normal = "x", scratch;
  for (int round = 0; round < 4000; ++round) {
    const std::string text = test::random_text(rng, rng.below(80), rng.below(2) == 0 ? 100 : 60);
    INFO(text);
    ops::signals::split_wordpunct(text, spans);
    std::vector<std::string> words;
    for (const TextSpan& span : spans) words.emplace_back(span.of(text));
    REQUIRE(words == words_slowly(text));
    ops::signals::normalize_redpajama(text, normal, scratch);
    REQUIRE(normal == normal_slowly(text));
    REQUIRE(ops::signals::count_redpajama_sentences(text) == sentences_slowly(text));
  }
}

TEST_CASE("redpajama_text: by hand") {
  std::vector<TextSpan> spans;
  ops::signals::split_wordpunct("Don't. 今天。", spans);
  CHECK(spans.size() == 6);
  std::string normal, scratch;
  ops::signals::normalize_redpajama("  Don't  STOP,\nÉté! ", normal, scratch);
  CHECK(normal == "dont stop e\u0301te\u0301");
  CHECK(ops::signals::count_redpajama_sentences("One. Two!! ... Three") == 3);
  CHECK(ops::signals::count_redpajama_sentences("...") == 0);
}

TEST_CASE("redpajama_text: capitals, bullets, words of a normalised line") {
  CHECK(ops::signals::is_upper("ABC1"));
  CHECK(ops::signals::is_upper("ÄÖ"));
  for (const char* word : {"", "12", "AbC", "ǅ", "中文"}) CHECK_FALSE(ops::signals::is_upper(word));
  for (const char* line : {"• one", "‣", "– dash", "■"}) CHECK(ops::signals::starts_with_bullet(line));
  for (const char* line : {"", "- one", "— long dash", "…", "a •"}) CHECK_FALSE(ops::signals::starts_with_bullet(line));
  CHECK(ops::signals::count_word("javascript in javascript javascripts xjavascript javascript", "javascript") == 3);
  CHECK(ops::signals::count_word("", "javascript") == 0);
}

TEST_CASE("ngram_numbers: equal runs of words have equal numbers, in the order of first appearance") {
  base::Rng rng(22);
  for (int round = 0; round < 200; ++round) {
    std::vector<std::uint32_t> words(rng.below(60));
    const std::uint64_t vocabulary = 1 + rng.below(4);
    std::map<std::uint32_t, std::uint32_t> seen;
    for (auto& word : words) {
      const auto raw = static_cast<std::uint32_t>(rng.below(vocabulary));
      word = seen.try_emplace(raw, static_cast<std::uint32_t>(seen.size())).first->second;
    }
    ops::signals::NgramNumbers ngrams;
    ngrams.start(words, static_cast<std::uint32_t>(seen.size()));
    for (std::size_t n = 2; n <= 10; ++n) {
      ngrams.next();
      std::map<std::vector<std::uint32_t>, std::uint32_t> numbers;
      std::vector<std::uint32_t> expected;
      for (std::size_t i = 0; i + n <= words.size(); ++i) {
        const std::vector<std::uint32_t> run(words.begin() + static_cast<std::ptrdiff_t>(i),
                                             words.begin() + static_cast<std::ptrdiff_t>(i + n));
        expected.push_back(numbers.try_emplace(run, static_cast<std::uint32_t>(numbers.size())).first->second);
      }
      REQUIRE(std::vector<std::uint32_t>(ngrams.numbers().begin(), ngrams.numbers().end()) == expected);
      REQUIRE(ngrams.distinct() == numbers.size());
    }
  }
}
