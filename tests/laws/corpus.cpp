#include "laws/corpus.h"

#include <vector>

#include "base/rng.h"
#include "dsprep/value.h"

namespace dsprep::test {

std::map<std::string, std::string> make_corpus(const CorpusShape& shape) {
  static const std::vector<std::string> words = {"the",
                                                 "of",
                                                 "dataset",
                                                 "cleaning",
                                                 "语言",
                                                 "模型",
                                                 "数据集",
                                                 "ภาษาไทย",
                                                 "العربية",
                                                 "日本語",
                                                 "ﬁne",
                                                 "ｗｉｄｅ",
                                                 "e\u0301te\u0301",
                                                 "naïve",
                                                 "👩‍👩‍👧‍👦",
                                                 "12",
                                                 "3.14",
                                                 "\t",
                                                 "\n",
                                                 "\n\n\n",
                                                 "  ",
                                                 "quote\"",
                                                 "back\\",
                                                 "TREC",
                                                 "emoji😀",
                                                 "𝒳"};
  base::Rng rng(7);
  std::map<std::string, std::string> files;
  std::vector<std::string> texts;
  for (int shard = 0; shard < shape.shards; ++shard) {
    std::string bytes = shard == 1 ? "\xef\xbb\xbf" : "";
    for (int i = 0; i < shape.records; ++i) {
      std::string text;
      if (!texts.empty() && rng.below(5) == 0) {
        text = texts[rng.below(texts.size())];  // exact duplicates, across shards too
      } else {
        const std::uint64_t n = rng.below(20) == 0 ? 400 : rng.below(25);
        for (std::uint64_t k = 0; k < n; ++k) text += (k > 0 ? " " : "") + words[rng.below(words.size())];
        texts.push_back(text);
      }
      ValueBuilder record;
      record.begin_object().member("id", "r" + std::to_string(shard) + "-" + std::to_string(i)).member("text", text);
      static const char* labels[] = {"news", "blog", "新闻"};
      if (rng.below(4) != 0) record.member("label", labels[rng.below(3)]);
      if (rng.below(3) == 0) record.key("score").raw(rng.below(2) ? "1.50" : "12345678901234567890123");
      record.key("messages").raw(R"([{"role":"user","content":"hi 1"},{"role":"assistant","content":"你好 22"}])");
      record.end_object();
      bytes += record.json();
      bytes += rng.below(9) == 0 ? "\r\n" : "\n";
      if (rng.below(15) == 0) bytes += "  \n";
      if (shape.bad_lines && rng.below(25) == 0) bytes += "{\"text\":\"cut\n";
      if (shape.bad_lines && rng.below(40) == 0) bytes += "{\"text\":\"\xff\xfe\"}\n";
    }
    if (shard == 2) bytes.pop_back();  // a last line without its terminator
    files["in/part-" + std::to_string(shard) + ".jsonl"] = bytes;
  }
  return files;
}

}  // namespace dsprep::test
