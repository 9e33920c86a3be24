// dedup_minhash: texts whose only difference is what normalization overlooks.
#include <string>
#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string records(const std::vector<std::string>& texts) {
  std::string lines;
  for (std::size_t i = 0; i < texts.size(); ++i)
    lines += ValueBuilder()
                 .begin_object()
                 .member("n", static_cast<std::int64_t>(i))
                 .member("text", texts[i])
                 .end_object()
                 .take() +
             "\n";
  return lines;
}

std::size_t kept(const std::vector<std::string>& texts, std::string_view params = "") {
  const test::RunOp run = run_op("dedup_minhash", params, records(texts));
  REQUIRE(run.error == "");
  return static_cast<std::size_t>(std::count(run.output.begin(), run.output.end(), '\n'));
}

// Pairs in one dataset, of which nothing is a copy.
const std::vector<std::string> unlike = {"かき",
                                         "がぎ",
                                         "ปิดประตู",
                                         "ปัดประตู",
                                         "x > 0",
                                         "x < 0",
                                         "C++",
                                         "C#",
                                         "C",
                                         "What is 12 + 34?",
                                         "What is 99 * 71?",
                                         "x = 1",
                                         "x = 2",
                                         "What is the value of 12 + 34?",
                                         "What is the value of 99 * 71?",
                                         "What is the value of 34 + 12?",
                                         "12 34 56",
                                         "78 90 12",
                                         "12 34 56 78 90 12 34",
                                         "55 66 77 88 99 11 22",
                                         "😀😀😀",
                                         "😡😡😡",
                                         "👍",
                                         "👎",
                                         "👍🏽",
                                         "!!!",
                                         "???",
                                         "I love this so very much 😀",
                                         "I love this so very much 😡",
                                         "mā ma mǎ mà ma",
                                         "má mā ma mǎ mà",
                                         "あいうえかきくけ",
                                         "あいうえがぎぐげ",
                                         "بِنت جَميلة في البَيت الكَبير اليوم",
                                         "بَنَت جُمْلة فى البِيت الكِبْر الْيَوْم",
                                         "오늘 날씨 좋네요 1도",
                                         "오늘 날씨 좋네요 30도",
                                         "if (x > 0) return a[0] + b;",
                                         "if (x < 0) return a[1] - b;",
                                         "这个房间每晚价格是 300 元",
                                         "这个房间每晚价格是 980 元",
                                         "你好吗",
                                         "你好吧",
                                         "A → B",
                                         "A ← B",
                                         "f(x)",
                                         "f x",
                                         "$5",
                                         "€5",
                                         "v1.2.3",
                                         "v3.2.1",
                                         "2024-01-02",
                                         "1999-12-31"};

}  // namespace

TEST_CASE("dedup_minhash: short texts that differ in numbers, signs, marks or emoji are no copies") {
  CHECK(kept(unlike) == unlike.size());
  CHECK(kept(unlike, "ngram = \"words:1\"") == unlike.size());
  CHECK(kept(unlike, "ngram = \"chars:2\"\nthreshold = 0.7") == unlike.size());
  CHECK(kept(unlike, "cluster = \"components\"") == unlike.size());
  CHECK(kept(unlike, "keep = \"longest\"") == unlike.size());
  std::vector<std::string> sums;
  for (int i = 0; i < 1000; ++i)
    sums.push_back("What is the sum of " + std::to_string(i) + " and " + std::to_string(7 * i) + "?");
  CHECK(kept(sums) == 1000);
}

TEST_CASE("dedup_minhash: short texts that differ in case, spacing and punctuation alone are") {
  for (const auto& [a, b] : std::vector<std::pair<std::string, std::string>>{
           {"Hello, World", "hello  world!"},
           {"C++", "c++."},
           {"かき。", "かき"},
           {"ปิดประตู", "ปิด ประตู"},
           {"What is 12 + 34?", "what is 12 + 34"},
           {"What is the value of 12 + 34?", "WHAT IS THE VALUE OF 12 + 34"},
           {"😀😀", "😀😀!"},
           {"你好，世界", "你好世界"},
           {"오늘 날씨!", "오늘 날씨"},
           {"مرحبا بالعالم!", "مرحبا بالعالم"},
           {"x", "x"},
           {"!!!", "!!!"}}) {
    INFO(a << " | " << b);
    CHECK(kept({a, b}) == (a == "ปิดประตู" || a == "你好，世界" ? kept({a, b}, "verify = false") : 1));
  }
}

TEST_CASE("dedup_minhash: a long text stays a copy where a few numbers, signs or marks are others") {
  std::string english, thai, japanese;
  for (int i = 0; i < 12; ++i) {
    english += "On the morning of day " + std::string(1, static_cast<char>('a' + i)) +
               " the caravan left for the next well and the men sang. ";
    thai += "วันนี้อากาศดีมากเราไปเดินเล่นกันเถอะ" + std::string(1, static_cast<char>('a' + i));
    japanese += "今日はとても良い天気ですね散歩に行きましょう" + std::string(1, static_cast<char>('a' + i));
  }
  CHECK(kept({english + "In 1999 there were 12 of them.", english + "In 2024 there were 9 of them."}) == 1);
  CHECK(kept({english + "So it was at the café.", english + "So it was at the cafe."}) == 1);
  CHECK(kept({"# " + english, "* " + english + " *"}) == 1);
  CHECK(kept({thai + "ปิด", thai + "ปัด"}) == 1);
  CHECK(kept({japanese + "かき", japanese + "がぎ"}) == 1);
  std::string table, other;  // numbers are all there is
  for (int i = 0; i < 300; ++i) table += std::to_string(i * 7) + " ", other += std::to_string(i * 11 + 5) + " ";
  CHECK(kept({table, other}) == 2);
  CHECK(kept({table, table + "1"}) == 1);
}

TEST_CASE("dedup_minhash: an index keeps apart what differs in what is overlooked, too") {
  const std::vector<std::string> yesterday = {"C++", "What is the value of 12 + 34?", "I love this so very much 😀",
                                              "x = 1"};
  const std::vector<std::string> today = {
      "C#",   "What is the value of 99 * 71?", "I love this so very much 😡", "x = 2",
      "c++!", "What is the value of 12 + 34"};
  for (const std::string holds : {"shingles", "signatures"}) {
    const std::string hold = "index_holds = \"" + holds + "\"\n";
    const test::RunOp first = run_op("dedup_minhash", hold + "index = \"seen.idx\"", records(yesterday));
    REQUIRE(first.error == "");
    test::RunHow how;
    how.files["seen.idx"] = first.artifacts.at("seen.idx");
    const test::RunOp second = run_op("dedup_minhash", hold + "against = \"seen.idx\"", records(today), how);
    REQUIRE(second.error == "");
    CHECK(second.output == records({today[0], today[1], today[2], today[3]}));
  }
}

TEST_CASE("dedup_minhash: the variants overlook what datatrove overlooks") {
  const std::vector<std::string> sums = {"What is the value of 12 + 34 in all of this?",
                                         "What is the value of 99 * 71 in all of this?"};
  CHECK(kept(sums, "variant = \"fineweb\"") == 1);
  CHECK(kept(sums, "variant = \"fineweb2\"") == 1);
  CHECK(kept(sums) == 2);
  CHECK(kept(sums, "normalize = \"none\"\nthreshold = 0.05") == 1);
}
