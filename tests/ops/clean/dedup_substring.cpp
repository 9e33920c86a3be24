#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/segment.h"
#include "text/utf8.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

using Texts = std::vector<std::string>;

std::string records(const Texts& texts) {
  std::string all;
  for (const std::string& text : texts) all += record(text);
  return all;
}
Texts texts_of(const std::string& output) {
  Texts texts;
  for (std::size_t at = 0, end; at < output.size(); at = end + 1) {
    end = output.find('\n', at);
    texts.push_back(*Value(std::string_view(output).substr(at, end - at))["text"].text());
  }
  return texts;
}
Texts ran(const std::string& params, const Texts& texts, test::RunHow how = {}) {
  const test::RunOp run = run_op("dedup_substring", params + "\nmin_chars_left = 0", records(texts), how);
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  return texts_of(run.output);
}

// The slow twin: a suffix array over all tokens, a separator of its own behind each text. Which tokens go.
std::vector<std::vector<bool>> twin(const std::vector<std::vector<int>>& texts, std::size_t length, bool keep_first) {
  std::vector<int> all;
  int separator = -1;
  for (const auto& text : texts) {
    all.insert(all.end(), text.begin(), text.end());
    all.push_back(separator--);
  }
  const std::size_t n = all.size();
  std::vector<std::size_t> suffixes(n), rank(n), next(n);
  std::iota(suffixes.begin(), suffixes.end(), 0u);
  std::vector<int> values = all;
  std::sort(values.begin(), values.end());
  for (std::size_t i = 0; i < n; ++i)
    rank[i] = static_cast<std::size_t>(std::lower_bound(values.begin(), values.end(), all[i]) - values.begin());
  for (std::size_t k = 1;; k *= 2) {  // prefix doubling
    const auto key = [&](std::size_t i) { return std::pair(rank[i], i + k < n ? rank[i + k] + 1 : 0); };
    std::sort(suffixes.begin(), suffixes.end(), [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
    if (n == 0) break;
    next[suffixes[0]] = 0;
    for (std::size_t i = 1; i < n; ++i)
      next[suffixes[i]] = next[suffixes[i - 1]] + (key(suffixes[i - 1]) < key(suffixes[i]));
    rank = next;
    if (rank[suffixes[n - 1]] == n - 1 || k > n) break;
  }
  const auto common = [&](std::size_t a, std::size_t b) {  // up to `length`
    std::size_t k = 0;
    while (k < length && a + k < n && b + k < n && all[a + k] == all[b + k]) ++k;
    return k;
  };
  std::vector<bool> goes(n);
  for (std::size_t i = 0; i < n;) {
    std::size_t end = i + 1;
    while (end < n && common(suffixes[i], suffixes[end]) == length) ++end;
    if (end - i > 1) {
      const std::size_t first = *std::min_element(suffixes.begin() + static_cast<std::ptrdiff_t>(i),
                                                  suffixes.begin() + static_cast<std::ptrdiff_t>(end));
      for (std::size_t k = i; k < end; ++k)
        if (!keep_first || suffixes[k] != first)
          std::fill_n(goes.begin() + static_cast<std::ptrdiff_t>(suffixes[k]), length, true);
    }
    i = end;
  }
  std::vector<std::vector<bool>> out;
  std::size_t at = 0;
  for (const auto& text : texts) {
    out.emplace_back(goes.begin() + static_cast<std::ptrdiff_t>(at),
                     goes.begin() + static_cast<std::ptrdiff_t>(at + text.size()));
    at += text.size() + 1;
  }
  return out;
}

Texts words_of(const std::string& text) {
  std::vector<TextSpan> spans;
  text::split_words_uax29(text, spans);
  Texts words;
  for (const TextSpan& span : spans) words.emplace_back(span.of(text));
  return words;
}

void check_words(const Texts& texts, std::size_t length, bool keep_first, test::RunHow how = {}) {
  std::map<std::string, int> numbers;
  std::vector<std::vector<int>> tokens;
  for (const std::string& text : texts) {
    tokens.emplace_back();
    for (const std::string& word : words_of(text))
      tokens.back().push_back(numbers.try_emplace(word, static_cast<int>(numbers.size())).first->second);
  }
  const auto goes = twin(tokens, length, keep_first);
  const Texts out =
      ran("length = " + std::to_string(length) + "\nkeep = \"" + (keep_first ? "first" : "none") + "\"", texts, how);
  REQUIRE(out.size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const Texts words = words_of(texts[i]);
    Texts kept;
    for (std::size_t k = 0; k < words.size(); ++k)
      if (!goes[i][k]) kept.push_back(words[k]);
    if (words_of(out[i]) == kept) continue;
    INFO("length " << length << ", keep first " << keep_first << ", text " << i << "\n"
                   << records(texts).substr(0, 3000));
    REQUIRE(words_of(out[i]) == kept);
  }
}

// Whether a text may be cut between two characters of the alphabets used here.
bool is_border(char32_t a, char32_t b) {
  const auto is_word = [](char32_t c) { return (c >= 'a' && c <= 'z') || c == U'é' || c == 0x301; };
  return b != 0x301 && !(is_word(a) && is_word(b));
}

// Characters and bytes: the twin's stretches, shortened to borders; the gap on one side, where there is one, is not
// looked at (no spaces in these texts).
void check_characters(const Texts& texts, std::size_t length, bool keep_first, bool bytes) {
  std::vector<std::vector<int>> tokens;
  for (const std::string& text : texts) {
    tokens.emplace_back();
    if (bytes)
      for (const char c : text) tokens.back().push_back(static_cast<unsigned char>(c));
    else
      for (std::size_t i = 0; i < text.size();) tokens.back().push_back(static_cast<int>(text::decode(text, i)));
  }
  const auto goes = twin(tokens, length, keep_first);
  const Texts out =
      ran("unit = \"" + std::string(bytes ? "bytes" : "characters") + "\"\nlength = " + std::to_string(length) +
              "\nkeep = \"" + (keep_first ? "first" : "none") + "\"",
          texts);
  REQUIRE(out.size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string& text = texts[i];
    std::vector<bool> gone(text.size());  // by byte
    for (std::size_t at = 0, token = 0; at < text.size(); ++token) {
      std::size_t end = at;
      if (bytes) ++end;
      else text::decode(text, end);
      for (; at < end; ++at) gone[at] = goes[i][token];
    }
    const auto border = [&](std::size_t at) {
      if (at == 0 || at == text.size()) return true;
      if (text::is_continuation(text[at])) return false;
      std::size_t before = at - 1, next = at;
      while (text::is_continuation(text[before])) --before;
      const char32_t b = text::decode(text, next), a = text::decode(text, before);
      return is_border(a, b);
    };
    std::string expected;
    for (std::size_t at = 0; at < text.size();) {
      if (!gone[at]) {
        expected += text[at++];
        continue;
      }
      std::size_t end = at;
      while (end < text.size() && gone[end]) ++end;
      std::size_t from = at, to = end;
      while (from < to && !border(from)) ++from;
      while (to > from && !border(to)) --to;
      expected += text.substr(at, from - at) + text.substr(to, end - to);
      at = end;
    }
    INFO("length " << length << ", keep first " << keep_first << ", bytes " << bytes << ", text " << i << "\n"
                   << records(texts));
    REQUIRE(out[i] == expected);
  }
}

}  // namespace

TEST_CASE("dedup_substring: words, against a suffix array, on small random texts") {
  base::Rng rng(31);
  for (int round = 0; round < 700; ++round) {
    const std::uint64_t alphabet = 1 + rng.below(4);
    Texts texts(1 + rng.below(5));
    for (std::string& text : texts) {
      const std::uint64_t n = rng.below(rng.below(4) ? 30 : 3);
      for (std::uint64_t i = 0; i < n; ++i)
        text += (i ? (rng.below(4)   ? " "
                      : rng.below(2) ? ", "
                                     : "\n")
                   : "") +
                std::string(rng.below(6) ? 1 : 2, "abcd"[rng.below(alphabet)]) + (rng.below(9) ? "" : " 中文");
    }
    check_words(texts, 2 + rng.below(9), rng.below(2) == 0);
  }
}

TEST_CASE("dedup_substring: words, against a suffix array, on longer texts with planted copies") {
  base::Rng rng(32);
  for (int round = 0; round < 40; ++round) {
    const std::size_t length = 3 + rng.below(60);
    Texts texts, pool;
    for (int i = 0; i < 20; ++i) {
      std::string text;
      const std::uint64_t n = rng.below(200);
      for (std::uint64_t k = 0; k < n; ++k) text += "w" + std::to_string(rng.below(rng.below(3) ? 500 : 5)) + " ";
      if (!pool.empty() && rng.below(2) == 0) {
        const Texts words = words_of(pool[rng.below(pool.size())]);
        const std::size_t from = words.empty() ? 0 : rng.below(words.size());
        for (std::size_t k = from; k < std::min(words.size(), from + 3 * length); ++k)
          text += words[k] + (rng.below(9) ? " " : "\n");
      }
      pool.push_back(text);
      texts.push_back(text);
    }
    check_words(texts, length, rng.below(2) == 0);
  }
}

TEST_CASE("dedup_substring: characters and bytes, against a suffix array") {
  base::Rng rng(33);
  static const char* alphabets[] = {"ab.", "中文。", "a中.", "é\u0301a|", "a"};
  for (int round = 0; round < 600; ++round) {
    const std::string_view alphabet = alphabets[rng.below(5)];
    Texts texts(1 + rng.below(4));
    for (std::string& text : texts) {
      const std::uint64_t n = rng.below(40);
      std::vector<std::string_view> letters;
      for (std::size_t i = 0; i < alphabet.size();) {
        const std::size_t at = i;
        text::decode(alphabet, i);
        letters.push_back(alphabet.substr(at, i - at));
      }
      for (std::uint64_t i = 0; i < n; ++i) text += letters[rng.below(letters.size())];
    }
    check_characters(texts, 2 + rng.below(9), rng.below(2) == 0, rng.below(2) == 0);
  }
}

TEST_CASE("dedup_substring: what stands around a stretch") {
  const std::string x = "one two three four five";
  CHECK(ran("length = 5", {x, "a b. " + x + ". c", x + " d", "e " + x, "f\n\n" + x + "\n\ng", "h " + x + "\n\ni",
                           "j\n\n" + x + " k"}) == Texts{x, "a b. . c", "d", "e", "f\n\ng", "h\n\ni", "j\n\nk"});
  // What stands between words does not count: "c" belongs to what is repeated.
  CHECK(ran("length = 5", {x + ". c", x + " c"}) == Texts{x + ". c", ""});
  CHECK(ran("length = 5", {"一二三四五", "甲乙一二三四五丙丁", "甲一二三四丙"}) ==
        Texts{"一二三四五", "甲乙丙丁", "甲一二三四丙"});
  CHECK(ran("length = 5\nwords = \"whitespace\"", {"a, b c d e", "a b c d e", "x a, b c d e"}) ==
        Texts{"a, b c d e", "a b c d e", "x"});
}

TEST_CASE("dedup_substring: judged by what is left, where something was removed") {
  const std::string x = "one two three four five";
  const test::RunOp run =
      run_op("dedup_substring", "length = 5\nmin_chars_left = 3\nmin_words_left = 2\nmin_share_left = 0.5",
             record(x) + record(x + " 好") + record("short"));
  REQUIRE(run.error == "");
  CHECK(run.output == record(x) + record("short"));
  const Value mark = Value(run.dropped)["_dsprep"];
  REQUIRE(mark["failed"].size() == 3);
  CHECK(mark["failed"].at(0)["value"].number() == 1);
  CHECK(mark["failed"].at(1)["value"].number() == 1);
  CHECK(*mark["failed"].at(2)["value"].number() == Approx(1.0 / 25));
  CHECK(mark["spans_removed"].integer() == 1);
  CHECK(run.result.books.steps[0].counters[0] == 1);
  CHECK(run.result.books.steps[0].counters[1] == 24);
}

TEST_CASE("dedup_substring: the report counts, and names the records that are copied most") {
  const std::string x = "one two three four five six";
  const test::RunOp run =
      run_op("dedup_substring", "length = 5", record("a") + record(x) + record("b " + x) + record("c " + x));
  REQUIRE(run.error == "");
  const Findings& findings = run.result.findings.at(0).findings;
  std::map<std::string, double> metrics;
  for (const Metric& metric : findings.metrics) metrics[metric.name] = metric.value;
  CHECK(metrics["records"] == 4);
  CHECK(metrics["units"] == 1 + 6 + 7 + 7);
  CHECK(metrics["blocks"] >= 3);
  CHECK(metrics["windows_compared"] >= 2);
}

TEST_CASE("dedup_substring: elements of a field; what is no text") {
  const std::string x = "one two three four five";
  const auto chat = [](const std::string& a, const std::string& b) {
    return "{\"m\":[{\"c\":\"" + a + "\"},{\"c\":\"" + b + "\"}]}\n";
  };
  const test::RunOp run = run_op("dedup_substring", "length = 5\nfield = \"/m/*/c\"\nmin_chars_left = 0",
                                 chat("a " + x, x + " b") + chat(x, x) + chat("one two", "three four five"));
  REQUIRE(run.error == "");
  CHECK(run.output == chat("a " + x, "b") + chat("", "") + chat("one two", "three four five"));
  CHECK(run_op("dedup_substring", "", "{}\n{\"text\":1}\n" + record("a")).result.books.malformed == 2);
}

TEST_CASE("dedup_substring: empty, equal, repetitive") {
  CHECK(ran("", {}) == Texts{});
  CHECK(ran("", {"", "", ""}) == Texts{"", "", ""});
  const std::string page = [] {
    std::string s;
    for (int i = 0; i < 80; ++i) s += "w" + std::to_string(i) + " ";
    return s;
  }();
  Texts equal(2000, page);
  const Texts out = ran("", equal);
  CHECK(out[0] == page);
  for (std::size_t i = 1; i < out.size(); ++i) CHECK(out[i] == "");
  const std::string a(300000, 'a');
  CHECK(ran("unit = \"bytes\"\nlength = 100", {a + " b"}) == Texts{a + " b"});  // one word: it may not be cut
  std::string stars;
  for (int i = 0; i < 100000; ++i) stars += "*";
  CHECK(ran("unit = \"characters\"\nlength = 100", {stars + "b"}) == Texts{"*b"});  // one period stays
  CHECK(ran("unit = \"characters\"\nlength = 100\nkeep = \"none\"", {stars + "b"}) == Texts{"b"});
  std::string words;
  for (int i = 0; i < 100000; ++i) words += "la ";
  CHECK(words_of(ran("", {words}).at(0)).size() == 1);
}

TEST_CASE("dedup_substring: the same for any threads, chunk size and memory") {
  base::Rng rng(34);
  Texts texts;
  for (int i = 0; i < 500; ++i) {
    std::string text;
    for (int part = 0; part < 4; ++part)
      if (i > 10 && rng.below(3) == 0) text += texts[rng.below(texts.size())].substr(0, 200) + " ";
      else
        for (int k = 0; k < 20; ++k) text += "w" + std::to_string(rng.below(3000)) + (rng.below(9) ? " " : "。");
    std::string valid;
    for (std::size_t at = 0; at < text.size();) {  // a cut copy may end within a character
      std::size_t end = at + 1;
      while (end < text.size() && text::is_continuation(text[end])) ++end;
      if (text::valid_utf8(std::string_view(text).substr(at, end - at))) valid += text.substr(at, end - at);
      at = end;
    }
    texts.push_back(valid);
  }
  for (const char* params : {"length = 12", "length = 9\nkeep = \"none\"", "unit = \"characters\"\nlength = 40",
                             "unit = \"bytes\"\nlength = 60\nkeep = \"none\""}) {
    std::set<std::string> outputs;
    for (const unsigned threads : {1u, 3u})
      for (const std::size_t chunk_size : {std::size_t{300}, std::size_t{1} << 20})
        for (const std::uint64_t memory : {std::uint64_t{64} << 10, std::uint64_t{64} << 20}) {
          test::RunHow how;
          how.threads = threads;
          how.chunk_size = chunk_size;
          how.memory_budget = memory;
          const test::RunOp run = run_op("dedup_substring", params, records(texts), how);
          REQUIRE(run.error == "");
          CHECK(run.output.size() < records(texts).size() * 3 / 4);
          outputs.insert(run.output + run.dropped);
        }
    CHECK(outputs.size() == 1);
  }
}
