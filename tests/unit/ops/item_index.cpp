#include "ops/clean/decontaminate/item_index.h"

#include <cmath>
#include <map>
#include <set>
#include <string>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::ops::decontaminate;

namespace {

std::string words_of(base::Rng& rng, std::size_t n, std::uint64_t vocabulary) {
  std::string text;
  for (std::size_t i = 0; i < n; ++i)
    text += (i ? " " : "") + std::string("wo") + std::to_string(rng.below(vocabulary));
  return text;
}

}  // namespace

// The slow twin: every item against every place of the text, word by word.
TEST_CASE("ItemIndex: n-grams and whole items are those that comparing finds") {
  base::Rng rng(21);
  for (int round = 0; round < 300; ++round) {
    ItemOptions options;
    options.ngram = 5 + rng.below(9);
    options.min_words = 1 + rng.below(3);
    options.alone_below = 0;
    options.near = rng.below(2) == 0;
    ItemIndex index(options);
    const std::uint64_t vocabulary = 1 + rng.below(6);
    std::vector<FoldedWords> items;  // by piece
    for (std::uint32_t i = 0; i < 12; ++i) {
      const std::string text = words_of(rng, 1 + rng.below(20), vocabulary);
      if (index.add(i, text) != ItemIndex::Added::yes) continue;
      split_folded_words(text, items.emplace_back());
    }
    index.finish();
    const std::string text = words_of(rng, rng.below(60), vocabulary);
    FoldedWords words;
    split_folded_words(text, words);
    using Place = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;
    std::set<Place> expected_whole, expected_ngram, whole, ngram;
    for (std::uint32_t piece = 0; piece < items.size(); ++piece) {
      const auto& item = items[piece].hashes;
      for (const std::size_t run : {options.ngram, item.size()})
        for (std::size_t at = 0; at + run <= words.size(); ++at)
          for (std::size_t from = 0; from + run <= item.size(); ++from) {
            if (!std::equal(item.begin() + static_cast<std::ptrdiff_t>(from),
                            item.begin() + static_cast<std::ptrdiff_t>(from + run),
                            words.hashes.begin() + static_cast<std::ptrdiff_t>(at)))
              continue;
            const Place place{piece, words.spans[at].begin, words.spans[at + run - 1].end};
            if (run == options.ngram) expected_ngram.insert(place);
            if (run == item.size()) expected_whole.insert(place);
          }
    }
    ItemIndex::Scratch scratch;
    std::vector<ItemMatch> matches;
    index.find(text, scratch, matches);
    for (const ItemMatch& match : matches) {
      if (match.by == ItemMatch::By::whole) whole.insert({match.key, match.begin, match.end});
      if (match.by == ItemMatch::By::ngram)
        for (const std::uint32_t piece : index.pieces_of(match.key)) ngram.insert({piece, match.begin, match.end});
      if (match.by == ItemMatch::By::near) {
        CHECK(options.near);
        CHECK(match.score >= options.near_score - 1e-6);
        CHECK(match.begin < match.end);
      }
    }
    CHECK(whole == expected_whole);
    CHECK(ngram == expected_ngram);
  }
}

TEST_CASE("ItemIndex: an n-gram of very many items is a template") {
  ItemIndex index{ItemOptions{}};
  const std::string frame =
      "which of the following statements about the reign of the king is true namely the one about ";
  for (std::uint32_t i = 0; i < 40; ++i)
    CHECK(index.add(i, frame + "name" + std::to_string(i) + " and others") == ItemIndex::Added::yes);
  index.finish();
  const auto find = [&](const std::string& text) {
    ItemIndex::Scratch scratch;
    std::vector<ItemMatch> matches;
    index.find(text, scratch, matches);
    std::set<std::uint32_t> exact;
    for (const ItemMatch& match : matches) {
      if (match.by == ItemMatch::By::whole) exact.insert(match.key);
      if (match.by == ItemMatch::By::ngram)
        for (const std::uint32_t piece : index.pieces_of(match.key)) exact.insert(piece);
    }
    return exact;
  };
  CHECK(find("a b " + frame + "nobody") == std::set<std::uint32_t>{});
  CHECK(find("a b " + frame + "name7 and others c") == std::set<std::uint32_t>{7});
}

TEST_CASE("ItemIndex: near items of which two words were changed, left out or put in are found, with their score") {
  base::Rng rng(22);
  ItemOptions options;
  options.near_score = 0.3;
  for (int round = 0; round < 400; ++round) {
    ItemIndex index(options);
    const std::size_t n = 10 + rng.below(60);
    std::vector<std::string> item;
    std::string text;
    for (std::size_t i = 0; i < n; ++i) {
      item.push_back("wo" + std::to_string(i));
      text += item.back() + " ";
    }
    CHECK(index.add(0, text) == ItemIndex::Added::yes);
    index.finish();
    std::size_t lost = 0;
    for (int k = 0; k < 2; ++k) {
      const std::size_t at = rng.below(item.size());
      switch (rng.below(3)) {
        case 0:
          lost += item[at][0] == 'w';
          item[at] = "changed";
          break;
        case 1:
          lost += item[at][0] == 'w';
          item.erase(item.begin() + static_cast<std::ptrdiff_t>(at));
          break;
        default:
          item.insert(item.begin() + static_cast<std::ptrdiff_t>(std::max<std::size_t>(at, 1)),
                      "inserted");  // its ends stand at borders
      }
    }
    std::string edited = "some words before. ";
    for (const std::string& word : item) edited += word + " ";
    edited += "| and behind";
    ItemIndex::Scratch scratch;
    std::vector<ItemMatch> matches;
    index.find(edited, scratch, matches);
    double best = 0;
    for (const ItemMatch& match : matches)
      if (match.by == ItemMatch::By::near) best = std::max(best, static_cast<double>(match.score));
    INFO(edited);
    // All words are equally rare here.
    CHECK(best == Approx(static_cast<double>(n - lost) / static_cast<double>(n)).epsilon(1e-5));
  }
}

TEST_CASE("ItemIndex: nothing to find, nothing to find it in, and text of one word repeated") {
  ItemIndex none{ItemOptions{}};
  none.finish();
  ItemIndex::Scratch scratch;
  std::vector<ItemMatch> matches;
  none.find("some text", scratch, matches);
  CHECK(matches.empty());
  ItemIndex index{ItemOptions{}};
  CHECK(index.add(0, "ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab ab") == ItemIndex::Added::yes);
  CHECK(index.add(1, "AB ab ab ab ab AB ab ab ab ab ab ab ab ab ab ab ab ab ab ab") == ItemIndex::Added::known);
  CHECK(index.add(2, "two words") == ItemIndex::Added::too_short);
  index.finish();
  index.find("", scratch, matches);
  CHECK(matches.empty());
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "ab ";
  index.find(text, scratch, matches);
  CHECK(matches.size() > 99000);
  CHECK(matches.size() < 500000);
}

namespace {

// By what the items are found in a text, in order of strength.
std::set<ItemMatch::By> found_by(const std::vector<std::string>& items, const std::string& text) {
  ItemIndex index{ItemOptions{}};
  for (std::uint32_t i = 0; i < items.size(); ++i) index.add(i, items[i]);
  index.finish();
  ItemIndex::Scratch scratch;
  std::vector<ItemMatch> matches;
  index.find(text, scratch, matches);
  std::set<ItemMatch::By> found;
  for (const ItemMatch& match : matches) found.insert(match.by);
  return found;
}
bool is_found(const std::string& item, const std::string& text) { return !found_by({item}, text).empty(); }

}  // namespace

TEST_CASE("ItemIndex: a short item is not found in pieces of code, addresses and lists") {
  CHECK(is_found("What is Linux ?", "Q: what is linux? A: a kernel"));
  CHECK(is_found("What is Linux ?", "| What is *Linux* | a kernel |"));
  CHECK(is_found("What is Linux ?", "- what is\n  Linux\n- why"));
  CHECK_FALSE(is_found("What is Linux ?", "[1]: https://itsfoss.com/what-is-linux/"));
  CHECK_FALSE(is_found("What is Linux ?", "[1]: what_is_linux"));
  CHECK_FALSE(is_found("What is Linux ?", "the answer to, what is linux, and more"));
  CHECK_FALSE(is_found("int main void", "int main(void) {"));
  CHECK_FALSE(is_found("return true else", "return (true); else"));
  CHECK(is_found("\"Yes\", said the king", "Then: \"Yes\", said the king."));
  CHECK(is_found("\"Yes\", said the king", "Then: 'Yes' said the king!"));
}

TEST_CASE("ItemIndex: items of numbers and single letters alone are not looked for") {
  const std::string code = "x = [1, 2, 3]\nfor i in (1, 2, 3, 4, 5, 6):\n  a and b\n1,2,3\n(k-1)/k\n3*10^12\n";
  for (const std::string item :
       {"1,2,3", "1, 2, 3, 4, 5, 6", "a and b", "(k-1)/k", "3*10^12", "１，２，３", "0.5 : 1"}) {
    INFO(item);
    ItemIndex index{ItemOptions{}};
    CHECK(index.add(0, item) == ItemIndex::Added::too_short);
    CHECK_FALSE(is_found(item, code));
  }
  std::string numbers;
  for (int i = 0; i < 40; ++i) numbers += std::to_string(i) + ", ";
  CHECK(found_by({"Which is the next of " + numbers + "and why?"}, "x = [" + numbers + "]") ==
        std::set<ItemMatch::By>{});  // no n-gram says anything
  CHECK(is_found("Which is the next of " + numbers + "and why?", "Which is the next of " + numbers + "and why?"));
  CHECK(is_found("What is 12 + 34?", "1. What is 12 + 34?"));
  CHECK(is_found("이 꽃 이름은?", "문제: 이 꽃 이름은"));
}

TEST_CASE("ItemIndex: where words are not set apart, lengths are in words, not in characters") {
  // Four ideographs are two words and a half; five are three.
  CHECK_FALSE(is_found("总体不错!!!!", "位置好。总体不错。"));
  CHECK(is_found("什么是红斑？", "问：什么是红斑？"));
  CHECK_FALSE(is_found("感觉很不错?", "采光很好，感觉很不错，网速慢"));
  CHECK(is_found("河北承德秋染避暑山庄", "有人说河北承德秋染避暑山庄的事"));  // ten in a row
  CHECK_FALSE(is_found("北承德秋染避暑山庄", "有人说河北承德秋染避暑山庄的事"));
  // Too short to be found with a word changed: it would be a phrase that everybody uses.
  CHECK_FALSE(is_found("我的第一本小人书", "我已经开始写。我的第一本书。"));
  CHECK_FALSE(is_found("二手房翻新需要注意什么？", "二手手机需要注意什么？"));
  CHECK_FALSE(is_found("不错，对的起这个价格", "总之，对得起这个价格。"));
  CHECK(found_by({"请问水在标准大气压下的沸点是多少摄氏度？"}, "请问水在标准的气压下的沸点是多少度？") ==
        std::set<ItemMatch::By>{ItemMatch::By::near});
  // 14 characters are no n-gram, 22 are.
  const std::string photos = "今年真美，盘锦红海滩正当红，但要在正确的时间出现在正确的地点";
  CHECK_FALSE(is_found(photos, "你必须在正确的时间出现在正确的地点。"));
  CHECK(found_by({photos}, "盘锦红海滩正当红，但要在正确的时间出现在正确的地点。").count(ItemMatch::By::ngram) == 1);
  const std::string thai = "น้ำเดือดที่อุณหภูมิกี่องศาเซลเซียสเมื่ออยู่ที่ความดันบรรยากาศมาตรฐาน";
  CHECK_FALSE(is_found(thai, "อากาศวันนี้ร้อนมาก อุณหภูมิกี่องศา"));
  CHECK(is_found(thai, "ถาม: " + thai));
  CHECK(is_found("水の沸点は何度ですか？", "問：水の沸点は何度ですか"));
}

TEST_CASE("ItemIndex: a short item with a changed word stands by itself, and most of its words are there") {
  const std::string item = "What is the first day of the week according to whom?";
  CHECK(is_found(item, "1. What is the last day of the week according to whom?"));
  CHECK(is_found(item, "Was ist the first day of the week according to whom?"));
  CHECK_FALSE(is_found(item, "I am told that what is the last day of the week according to whom it may concern"));
  CHECK_FALSE(is_found("I need my card as soon as possible.", "They must be finished as soon as possible."));
  CHECK_FALSE(is_found("What is the first day of the week ?", "Outputs the number of the day of the week. By default"));
  CHECK_FALSE(is_found("What is the first day of the week ?", "the week (Sunday as the first day of the week) begins"));
  CHECK_FALSE(is_found("How long will it take to get to me?", "How long will it take her to paint 17 lilies?"));
}
