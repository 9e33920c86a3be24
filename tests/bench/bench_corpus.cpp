#include "bench_corpus.h"

#include <algorithm>
#include <vector>

#include "base/rng.h"

namespace dsprep::bench {
namespace {

// 4,096 made-up words with the length distribution of English, drawn with a frequency that falls with the rank.
const std::vector<std::string>& words() {
  static const std::vector<std::string> list = [] {
    static const char* const common[] = {"the", "of",  "and", "to",   "in",   "a",    "is", "that", "for",
                                         "it",  "as",  "was", "with", "be",   "by",   "on", "not",  "he",
                                         "his", "but", "at",  "are",  "this", "have", "or", "had",  "from"};
    std::vector<std::string> all(std::begin(common), std::end(common));
    base::Rng rng(99);
    static const char* const syllables[] = {"ba", "con", "der", "ment", "tion", "per", "al", "ing",
                                            "re", "so",  "ta",  "lu",   "ver",  "st",  "er"};
    while (all.size() < 4096) {
      std::string word;
      for (std::uint64_t k = 1 + rng.below(4); k > 0; --k) word += syllables[rng.below(15)];
      all.push_back(word);
    }
    return all;
  }();
  return list;
}

const char* const chinese[] = {"数据", "模型", "语言", "训练", "清洗", "文本", "质量", "系统", "开源",
                               "社区", "的",   "是",   "在",   "和",   "了",   "，",   "。"};

}  // namespace

std::string make_text(std::uint64_t n, const CorpusShape& shape) {
  base::Rng rng(shape.seed * 1'000'003 + n);
  if (n > 10 && rng.uniform() < shape.duplicates) return make_text(rng.below(n / 2), {shape.chinese, 0, shape.seed});
  if (n > 10 && shape.near_duplicates > 0 && rng.uniform() < shape.near_duplicates) {
    std::string near = make_text(rng.below(n / 2), {shape.chinese, 0, shape.seed});
    const double rate = 0.04 * rng.uniform();
    for (std::size_t at = near.find(' '); at != std::string::npos && at + 1 < near.size(); at = near.find(' ', at + 1))
      if (rng.uniform() < rate)
        near.replace(at + 1, std::min(near.find_first_of(" \n", at + 1), near.size()) - at - 1,
                     words()[rng.below(4096)]);
    return near;
  }
  std::string text;
  const std::size_t size = 1200 + rng.below(1400);
  if (rng.uniform() < shape.chinese) {
    while (text.size() < size) text += chinese[rng.below(17)];
    return text;
  }
  int in_line = 0, in_sentence = 0;
  while (text.size() < size) {
    const double u = rng.uniform();
    std::string word = words()[static_cast<std::size_t>(4095 * u * u * u)];
    if (in_sentence++ == 0) word[0] = static_cast<char>(word[0] - 'a' + 'A');
    text += word;
    if (in_sentence > 8 && rng.below(6) == 0) {
      text += rng.below(20) == 0 ? "\"." : ".";
      in_sentence = 0;
    }
    if (++in_line > 12 && rng.below(4) == 0) {
      text += rng.below(5) == 0 ? "\n\n" : "\n";
      in_line = 0;
    } else {
      text += ' ';
    }
  }
  return text;
}

void make_lines(std::uint64_t bytes, const CorpusShape& shape, const std::function<void(const std::string&)>& line) {
  std::uint64_t made = 0;
  for (std::uint64_t n = 0; made < bytes; ++n) {
    std::string out = "{\"id\":\"doc-" + std::to_string(n) + "\",\"url\":\"https://example.com/" +
                      std::to_string(n % 997) + "/" + std::to_string(n) + "\",\"text\":\"";
    for (const char c : make_text(n, shape)) {
      if (c == '\n') out += "\\n";
      else if (c == '"') out += "\\\"";
      else out += c;
    }
    out += "\",\"label\":\"" + std::string(n % 3 ? "news" : "blog") + "\",\"score\":0." +
           std::to_string(100 + n % 900) + "}\n";
    line(out);
    made += out.size();
  }
}

}  // namespace dsprep::bench
