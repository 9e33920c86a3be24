#include "words/dictionary.h"

#include <cmath>
#include <map>
#include <string>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"
#include "text/utf8.h"

using namespace dsprep;

namespace {

words::Dictionary dictionary_of(const std::string& lines) {
  auto dictionary = words::Dictionary::read({"dict.txt", lines});
  REQUIRE(dictionary.ok());
  return std::move(dictionary).value();
}

std::string fault_of(const std::string& lines) {
  const auto dictionary = words::Dictionary::read({"dict.txt", lines});
  return dictionary.ok() ? "" : dictionary.error().message;
}

std::string cut(const words::Dictionary& dictionary, std::string_view text) {
  words::Dictionary::Scratch scratch;
  std::vector<TextSpan> pieces;
  dictionary.cut(text, scratch, pieces);
  std::string joined;
  for (const TextSpan& piece : pieces) joined.append(joined.empty() ? "" : "|").append(piece.of(text));
  return joined;
}

// jieba's own steps, over characters as strings.
struct SlowTwin {
  std::map<std::string, double> frequencies;  // of words and, with 0, of what they begin with
  double total = 0;

  void add(const std::vector<std::string>& word, double frequency) {
    total += frequency;
    std::string prefix;
    for (const std::string& c : word) frequencies.emplace(prefix += c, 0);
    frequencies[prefix] = frequency;
  }

  std::vector<std::string> cut(const std::vector<std::string>& chars) const {
    const std::size_t n = chars.size();
    std::vector<std::pair<double, std::size_t>> route(n + 1);
    for (std::size_t k = n; k-- > 0;) {
      std::vector<std::size_t> ends;
      std::string piece;
      for (std::size_t i = k; i < n; ++i) {
        const auto found = frequencies.find(piece += chars[i]);
        if (found == frequencies.end()) break;
        if (found->second != 0) ends.push_back(i);
      }
      if (ends.empty()) ends.push_back(k);
      bool first = true;
      for (const std::size_t end : ends) {
        piece.clear();
        for (std::size_t i = k; i <= end; ++i) piece += chars[i];
        const auto found = frequencies.find(piece);
        const double frequency = found == frequencies.end() || found->second == 0 ? 1 : found->second;
        const std::pair<double, std::size_t> way{std::log(frequency) - std::log(total) + route[end + 1].first, end};
        if (first || way > route[k]) route[k] = way;
        first = false;
      }
    }
    std::vector<std::string> pieces;
    std::string open;
    for (std::size_t x = 0; x < n; x = route[x].second + 1) {
      std::string piece;
      for (std::size_t i = x; i <= route[x].second; ++i) piece += chars[i];
      if (piece.size() == 1 && std::isalnum(static_cast<unsigned char>(piece[0]))) {
        open += piece;
        continue;
      }
      if (!open.empty()) pieces.push_back(std::exchange(open, ""));
      pieces.push_back(piece);
    }
    if (!open.empty()) pieces.push_back(open);
    return pieces;
  }
};

}  // namespace

TEST_CASE("dictionary: the likeliest cut") {
  const words::Dictionary dictionary = dictionary_of(
      "南京 100 ns\n南京市 80 ns\n市长 300 n\n长江 90 ns\n大桥 70 n\n长江大桥 60 nz\n江大桥 1 nr\nT恤 9 n\nC++ 5\n");
  CHECK(dictionary.size() == 9);
  CHECK(cut(dictionary, "南京市长江大桥") == "南京市|长江大桥");
  CHECK(cut(dictionary, "") == "");
  CHECK(cut(dictionary, " \n\t\u3000\u00a0\x1f") == "");
  CHECK(cut(dictionary, "猫狗") == "猫|狗");
  CHECK(cut(dictionary, "买T恤 with C++17, 3.14%") == "买|T恤|with|C++|17|,|3|.|14|%");
  CHECK(cut(dictionary, "カナé😀") == "カ|ナ|é|😀");  // each by itself, as jieba
  CHECK(cut(dictionary, "\u9fd5\u9fd6") == "\u9fd5|\u9fd6");
}

TEST_CASE("dictionary: as jieba's steps say, on random words and texts") {
  const std::vector<std::string> alphabet = {"中", "国", "人", "民", "大", "学", "生", "a", "b", "1", "+", "."};
  base::Rng rng(5);
  const auto some = [&](std::size_t most) {
    std::vector<std::string> chars(1 + rng.below(most));
    for (std::string& c : chars) c = alphabet[rng.below(alphabet.size())];
    return chars;
  };
  for (int round = 0; round < 60; ++round) {
    SlowTwin twin;
    std::string lines;
    for (int i = 0; i < 30; ++i) {
      const std::vector<std::string> word = some(4);
      const std::uint64_t frequency = i == 0 ? 7 : rng.below(1000);
      twin.add(word, static_cast<double>(frequency));
      for (const std::string& c : word) lines += c;
      lines += " " + std::to_string(frequency) + " n\n";
    }
    const words::Dictionary dictionary = dictionary_of(lines);
    for (int i = 0; i < 50; ++i) {
      const std::vector<std::string> chars = some(40);
      std::string text, expected;
      for (const std::string& c : chars) text += c;
      for (const std::string& piece : twin.cut(chars)) expected += (expected.empty() ? "" : "|") + piece;
      CHECK(cut(dictionary, text) == expected);
    }
  }
}

TEST_CASE("dictionary: a long run, and a long word") {
  std::string word, text;
  for (int i = 0; i < 1000; ++i) word += "字";
  for (int i = 0; i < 100; ++i) text += word;
  const words::Dictionary dictionary = dictionary_of(word + " 1000\n字 1\n");
  words::Dictionary::Scratch scratch;
  std::vector<TextSpan> pieces;
  dictionary.cut(text, scratch, pieces);
  CHECK(pieces.size() == 100);
}

TEST_CASE("dictionary: what is wrong with a file is said with its line") {
  CHECK(fault_of("中国 5 ns\n大学\n").starts_with("dict.txt:2: \"大学\" is no entry: give WORD FREQUENCY [TAG]"));
  CHECK(fault_of("中国  5\n").starts_with("dict.txt:1: "));
  CHECK(fault_of("中国 -5\n").starts_with("dict.txt:1: "));
  CHECK(fault_of("中国 1e3 n\n").starts_with("dict.txt:1: "));
  CHECK(fault_of("中国 99999999999999999999\n").starts_with("dict.txt:1: "));
  CHECK(fault_of("中国 5\n\xff 5\n").starts_with("dict.txt:2:1: this is not UTF-8"));
  CHECK(fault_of("").starts_with("dict.txt has no word in it"));
  CHECK(fault_of("# nothing\n\n中 0\n").starts_with("dict.txt has no word in it"));
  CHECK(fault_of("\xef\xbb\xbf中国 5 ns\r\n") == "");
}
