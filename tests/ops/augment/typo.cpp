#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/alphabets.h"
#include "text/classes.h"
#include "text/graphemes.h"
#include "text/utf8.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

const std::string letters = "abcdefghijklmnopqrstuvwxyz";

std::vector<std::string> graphemes_of(const std::string& text) {
  std::vector<TextSpan> spans;
  text::split_graphemes(text, spans);
  std::vector<std::string> all;
  for (const TextSpan& span : spans) all.emplace_back(span.of(text));
  return all;
}

}  // namespace

TEST_CASE("typo: each kind of error is what it says") {
  for (std::uint64_t seed = 0; seed < 200; ++seed) {
    const auto one = [&](const char* error) {
      const auto texts = versions("typo", std::string("rate = 0.001\nerrors = [\"") + error + "\"]", letters, seed);
      REQUIRE(texts.size() == 2);
      return texts[1];
    };
    const std::string more = one("insert"), less = one("delete"), other = one("substitute"), swapped = one("transpose");
    REQUIRE(more.size() == 27);
    CHECK(std::includes(more.begin(), more.end(), letters.begin(), letters.begin()));
    std::size_t at = 0;  // letters is a subsequence
    for (const char c : more)
      if (at < letters.size() && c == letters[at]) ++at;
    CHECK(at == 26);
    CHECK(less.size() == 25);
    CHECK(std::includes(letters.begin(), letters.end(), less.begin(), less.end()));
    std::size_t different = 0;
    for (std::size_t i = 0; i < 26; ++i) different += other[i] != letters[i];
    CHECK(other.size() == 26);
    CHECK(different == 1);
    const auto [a, b] = std::mismatch(letters.begin(), letters.end(), swapped.begin());
    REQUIRE(a + 1 < letters.end());
    CHECK(a[0] == b[1]);
    CHECK(a[1] == b[0]);
    CHECK(std::equal(a + 2, letters.end(), b + 2, swapped.end()));
  }
}

TEST_CASE("typo: errors come at the rate that was asked for, all kinds as often") {
  std::string input;
  std::string text;
  for (int i = 0; i < 50; ++i) text += "abcdefghij";  // one word of 500 letters: no letter is alone
  for (int i = 0; i < 2000; ++i) input += record(std::to_string(i) + " " + text);
  const RunOp run = run_op("typo", "rate = 0.05", input);
  REQUIRE(run.error == "");
  double edits = 0, copies = 0;
  std::vector<double> lengths(200);
  for (const std::string& line : lines_of(run.output)) {
    if (line.find("_dsprep") == std::string::npos) continue;
    ++copies;
    edits += std::stod(edits_of(line));
  }
  CHECK(copies == 2000);
  CHECK(std::abs(edits / copies - 25) < 0.5);  // of 2,000 means: a standard error of 0.11
}

TEST_CASE("typo: a word loses no more than all but one of its letters, whatever the rate") {
  for (std::uint64_t seed = 0; seed < 50; ++seed)
    for (const std::string text : {"a bc def", "I am", "我 你好"}) {
      const auto texts = versions("typo", "rate = 1\nerrors = [\"delete\"]", text, seed);
      if (texts.size() < 2) continue;  // a duplicate
      CHECK(std::count(texts[1].begin(), texts[1].end(), ' ') == std::count(text.begin(), text.end(), ' '));
      CHECK(texts[1].find("  ") == std::string::npos);
      CHECK(texts[1].front() != ' ');
      CHECK(texts[1].back() != ' ');
    }
}

TEST_CASE("typo: a capital keeps its place where letters are exchanged") {
  CHECK(versions("typo", "copies = 5\nerrors = [\"transpose\"]", "Th").at(1) == "Ht");
  CHECK(versions("typo", "copies = 5\nerrors = [\"transpose\"]", "Эт").at(1) == "Тэ");
  CHECK(versions("typo", "copies = 5\nerrors = [\"transpose\"]", "Aa").at(1) == "aA");
  CHECK(versions("typo", "copies = 5\nerrors = [\"transpose\"]", "AB").at(1) == "BA");
  CHECK(versions("typo", "errors = [\"transpose\"]", "aa").size() == 1);
  CHECK(versions("typo", "rate = 1\nerrors = [\"transpose\"]", "abcdef").at(1) == "badcfe");
}

TEST_CASE("typo: new letters are of the script of their place, what is no letter stays") {
  const std::string texts[] = {"Привет мир", "γειά σου",     "مرحبا بالعالم", "שלום עולם", "สวัสดีชาวโลก",
                               "नमस्ते दुनिया", "今天天气很好", "こんにちは",    "안녕하세요"};
  for (const std::string& text : texts) {
    std::set<std::uint8_t> scripts;
    const auto add = [&](const std::string& of, std::set<std::uint8_t>& to) {
      for (std::size_t i = 0; i < of.size();) {
        const char32_t c = text::decode(of, i);
        if (text::classes_of(c) & text::letter) to.insert(text::script_of(c));
      }
    };
    add(text, scripts);
    for (std::uint64_t seed = 0; seed < 30; ++seed) {
      const auto made =
          versions("typo", "rate = 0.5\ncopies = 3", "1: " + text + " 👨‍👩‍👧, 🇨🇳!", seed);
      CHECK(made.size() > 1);
      for (std::size_t i = 1; i < made.size(); ++i) {
        INFO(made[i]);
        std::set<std::uint8_t> now;
        add(made[i], now);
        CHECK(now == scripts);
        CHECK(made[i].starts_with("1: "));
        CHECK(made[i].ends_with(" 👨‍👩‍👧, 🇨🇳!"));
      }
    }
  }
}

TEST_CASE("typo: clusters are never torn") {
  // Each letter with marks of its own: a mark is always behind a letter that it was behind before.
  const std::string text = "e\u0301a\u0308o\u0302n\u0303 กำ นี้ ที่";
  const auto before = graphemes_of(text);
  const std::set<std::string> known(before.begin(), before.end());
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    for (const std::string& made : versions("typo", "rate = 0.5\ncopies = 2", text, seed))
      for (const std::string& cluster : graphemes_of(made)) {
        INFO(made << ": " << cluster);
        std::size_t behind = text::char_length(cluster[0]);
        if (behind < cluster.size()) CHECK(known.count(cluster) == 1);
      }
}

TEST_CASE("typo: what is protected stays") {
  const std::string text = "see https://example.org/a?b=c or ask 北京 for details";
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto made = versions("typo", "rate = 0.4\ncopies = 2\nprotect = [\"https?://[^ ]+\", \"北京\"]", text, seed);
    REQUIRE(made.size() == 3);
    for (const std::string& one : made) {
      CHECK(one.find("https://example.org/a?b=c") != std::string::npos);
      CHECK(one.find("北京") != std::string::npos);
    }
  }
}

TEST_CASE("typo: copies hang on the seed and the record, not on its neighbours") {
  const RunOp both = run_op("typo", "", record("first text") + record("second text"));
  const RunOp turned = run_op("typo", "", record("second text") + record("first text"));
  const auto a = lines_of(both.output), b = lines_of(turned.output);
  REQUIRE(a.size() == 4);
  REQUIRE(b.size() == 4);
  CHECK(a[1] == b[3]);
  CHECK(a[3] == b[1]);
  CHECK(versions("typo", "copies = 3", letters, 1) != versions("typo", "copies = 3", letters, 2));
}

TEST_CASE("typo: careless parameters and texts") {
  check_careless("typo", "123 👍 !?");
  for (const char* params : {"rate = 0", "rate = 1.5", "rate = -0.1", "errors = []", "errors = [\"swap\"]"}) {
    INFO(params);
    CHECK(run_op("typo", params, record("abc")).error != "");
  }
  CHECK(run_op("typo", "rate = 0", record("abc")).error.find("give more than 0") != std::string::npos);
  const auto many = versions("typo", "copies = 200", "one letter or two");
  CHECK(many.size() > 150);
  CHECK(std::set<std::string>(many.begin(), many.end()).size() == many.size());
  CHECK(versions("typo", "copies = 3", "x").size() > 1);
}
