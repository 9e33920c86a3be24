#include "support/judged.h"
#include "text/word_lists.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
double value(const std::string& params, std::string_view text, const RunHow& how = {}) {
  return measured("stop_word_ratio", "min_ratio = 0\n" + params, "min_ratio", text, how);
}
}  // namespace

TEST_CASE("stop_word_ratio: words are trimmed and in lower case") {
  CHECK(value("", "The cat") == 0.5);
  CHECK(value("", "(THE) \"cat\", -- the!") == 2 / 3.0);
  CHECK(value("language = \"de\"", "Der Bär und die Öfen") == 0.6);
  CHECK(value("language = \"zh\"\nwords = \"unicode\"", "我们的城市") == 2 / 3.0);
  CHECK(value("language = \"ru\"", "И это берёза") == 2 / 3.0);
}

TEST_CASE("stop_word_ratio: stop words of several words count all of them") {
  CHECK(value("language = \"vi\"", "có thể xyz abc") == 0.5);
  RunHow how;
  how.files["stop.txt"] = "# mine\n as well as \nas\n\n";
  CHECK(value("file = \"stop.txt\"", "you as well as me as well", how) == 4 / 7.0);
  CHECK(value("file = \"stop.txt\"", "as well", how) == 0.5);
}

TEST_CASE("stop_word_ratio: limits, nothing to measure, refusals") {
  CHECK(kept("stop_word_ratio", "min_ratio = 0.5\nmax_ratio = 0.5", "the cat"));
  CHECK(failed("stop_word_ratio", "", "cat dog the bird") == "min_ratio 0.25");
  CHECK(failed("stop_word_ratio", "max_ratio = 0.4", "the cat") == "max_ratio 0.5");
  CHECK(kept("stop_word_ratio", "min_ratio = 1", ""));
  CHECK(kept("stop_word_ratio", "min_ratio = 1", "—— … \u0301") == false);  // a mark is a word, and no stop word
  CHECK(kept("stop_word_ratio", "min_ratio = 1", "—— … ::"));
  CHECK(run_op("stop_word_ratio", "language = \"xx\"", "").error != "");
  CHECK(run_op("stop_word_ratio", "file = \"nowhere\"", "").error.find("nowhere") != std::string::npos);
  RunHow how;
  how.files["none.txt"] = "# nothing\n";
  how.files["bad.txt"] =
      "good\nb\xff"
      "d\n";
  CHECK(run_op("stop_word_ratio", "file = \"none.txt\"", "", how).error.find("none.txt has no stop word") !=
        std::string::npos);
  CHECK(run_op("stop_word_ratio", "file = \"bad.txt\"", "", how).error.find("bad.txt:2:2: this is not UTF-8") !=
        std::string::npos);
}

TEST_CASE("word lists: as published") {
  CHECK(text::stop_word_lists().size() == 58);
  CHECK(text::bad_word_lists().size() == 28);
  std::size_t stop = 0, bad = 0, english = 0;
  for (const auto& list : text::stop_word_lists())
    text::each_word(text::stop_word_lists(), list.language, [&](std::string_view) { ++stop; });
  for (const auto& list : text::bad_word_lists())
    text::each_word(text::bad_word_lists(), list.language, [&](std::string_view) { ++bad; });
  text::each_word(text::stop_word_lists(), "en", [&](std::string_view) { ++english; });
  CHECK(stop == 21707);
  CHECK(bad == 2666);
  CHECK(english == 1298);
}
