#include "tokenizers/pre_tokenizers.h"

#include <string_view>
#include <utility>

#include "text/utf8.h"
#include "tokenizers/byte_characters.h"
#include "tokenizers/hugging_face_classes.h"

namespace dsprep::tokenizers {
namespace {

class PrefixSpace final : public PreTokenizer {
 public:
  void apply(Pieces& pieces) const override {
    const std::string_view text = pieces.text();
    pieces.rewrite([&](TextSpan word, std::string& out, std::vector<TextSpan>& words) {
      if (word.size() == 0) return;
      const auto begin = static_cast<std::uint32_t>(out.size());
      if (text[word.begin] != ' ') out += ' ';
      out += word.of(text);
      words.push_back({begin, static_cast<std::uint32_t>(out.size())});
    });
  }
};

class BytesAsCharacters final : public PreTokenizer {
 public:
  void apply(Pieces& pieces) const override {
    const std::string_view text = pieces.text();
    pieces.rewrite([&](TextSpan word, std::string& out, std::vector<TextSpan>& words) {
      if (word.size() == 0) return;
      const auto begin = static_cast<std::uint32_t>(out.size());
      append_byte_characters(word.of(text), out);
      words.push_back({begin, static_cast<std::uint32_t>(out.size())});
    });
  }
};

class Published final : public PreTokenizer {
 public:
  explicit Published(PublishedSplit split) : split_(split) {}
  void apply(Pieces& pieces) const override {
    pieces.cut(
        [&](TextSpan word, std::vector<TextSpan>& words) { split_published(split_, pieces.text(), word, words); });
  }

 private:
  PublishedSplit split_;
};

// Puts together what is matched and what lies between, from left to right.
class Joiner {
 public:
  Joiner(SplitBehavior behavior, std::vector<TextSpan>& words)
      : behavior_(behavior), words_(words), first_(words.size()) {}

  void add(TextSpan span, bool matched) {
    if (span.size() == 0) return;
    switch (behavior_) {
      case SplitBehavior::removed:
        if (!matched) words_.push_back(span);
        break;
      case SplitBehavior::isolated: words_.push_back(span); break;
      case SplitBehavior::contiguous:
        if (words_.size() > first_ && matched == last_matched_) words_.back().end = span.end;
        else words_.push_back(span);
        break;
      case SplitBehavior::merged_with_previous:
        if (matched && !last_matched_ && words_.size() > first_) words_.back().end = span.end;
        else words_.push_back(span);
        break;
      case SplitBehavior::merged_with_next:
        if (!matched && last_matched_) words_.back().end = span.end;
        else words_.push_back(span);
        break;
    }
    last_matched_ = matched;
  }

 private:
  SplitBehavior behavior_;
  std::vector<TextSpan>& words_;
  std::size_t first_;
  bool last_matched_ = false;
};

class PatternSplit final : public PreTokenizer {
 public:
  PatternSplit(SplitPattern pattern, SplitBehavior behavior, bool invert)
      : pattern_(std::move(pattern)), behavior_(behavior), invert_(invert) {}
  void apply(Pieces& pieces) const override {
    pieces.cut([&](TextSpan word, std::vector<TextSpan>& words) {
      Joiner joiner(behavior_, words);
      std::uint32_t at = word.begin;
      pattern_.find(word.of(pieces.text()), [&](std::size_t begin, std::size_t end) {
        const TextSpan found{word.begin + static_cast<std::uint32_t>(begin),
                             word.begin + static_cast<std::uint32_t>(end)};
        joiner.add({at, found.begin}, invert_);
        joiner.add(found, !invert_);
        at = found.end;
      });
      joiner.add({at, word.end}, invert_);
    });
  }

 private:
  SplitPattern pattern_;
  SplitBehavior behavior_;
  bool invert_;
};

// Cuts where a class of characters begins and ends. Each character of the class is a match of its own.
class ClassSplit final : public PreTokenizer {
 public:
  ClassSplit(std::uint8_t bit, SplitBehavior behavior) : bit_(bit), behavior_(behavior) {}
  void apply(Pieces& pieces) const override {
    const text::CodePointTable& bits = hugging_face_bits();
    const std::string_view text = pieces.text();
    pieces.cut([&](TextSpan word, std::vector<TextSpan>& words) {
      Joiner joiner(behavior_, words);
      std::uint32_t at = word.begin;
      for (std::size_t i = word.begin; i < word.end;) {
        const auto begin = static_cast<std::uint32_t>(i);
        if (!(bits[text::decode(text, i)] & bit_)) continue;
        joiner.add({at, begin}, false);
        at = static_cast<std::uint32_t>(i);
        joiner.add({begin, at}, true);
      }
      joiner.add({at, word.end}, false);
    });
  }

 private:
  std::uint8_t bit_;
  SplitBehavior behavior_;
};

class WordRuns final : public PreTokenizer {
 public:
  void apply(Pieces& pieces) const override {
    const text::CodePointTable& bits = hugging_face_bits();
    const std::string_view text = pieces.text();
    pieces.cut([&](TextSpan word, std::vector<TextSpan>& words) {
      std::uint8_t last = hf_space;
      for (std::size_t i = word.begin; i < word.end;) {
        const auto begin = static_cast<std::uint32_t>(i);
        const std::uint8_t kind = bits[text::decode(text, i)] & (hf_space | hf_word);
        if (!(kind & hf_space)) {
          if (kind == last) words.back().end = static_cast<std::uint32_t>(i);
          else words.push_back({begin, static_cast<std::uint32_t>(i)});
        }
        last = kind;
      }
    });
  }
};

class BertWords final : public PreTokenizer {
 public:
  void apply(Pieces& pieces) const override {
    const text::CodePointTable& bits = hugging_face_bits();
    const std::uint8_t* const ascii = bits.ascii();
    const std::string_view text = pieces.text();
    pieces.cut([&](TextSpan word, std::vector<TextSpan>& words) {
      std::uint32_t open = word.begin;  // where the word under way begins
      for (std::size_t i = word.begin; i < word.end;) {
        const auto begin = static_cast<std::uint32_t>(i);
        const auto byte = static_cast<unsigned char>(text[i]);
        const std::uint8_t kind = byte < 0x80 ? (++i, ascii[byte]) : bits[text::decode(text, i)];
        if (!(kind & (hf_space | hf_punctuation))) continue;
        if (begin > open) words.push_back({open, begin});
        open = static_cast<std::uint32_t>(i);
        if (!(kind & hf_space)) words.push_back({begin, open});
      }
      if (word.end > open) words.push_back({open, word.end});
    });
  }
};

class Metaspace final : public PreTokenizer {
 public:
  explicit Metaspace(MetaspaceRules rules) : rules_(std::move(rules)) {}
  void apply(Pieces& pieces) const override {
    const std::string_view text = pieces.text();
    const std::string_view mark = rules_.replacement;
    pieces.rewrite([&](TextSpan word, std::string& out, std::vector<TextSpan>& words) {
      if (word.size() == 0) return;
      words.push_back({static_cast<std::uint32_t>(out.size()), 0});
      const auto boundary = [&] {
        const auto at = static_cast<std::uint32_t>(out.size());
        if (!rules_.split || at == words.back().begin) return;
        words.back().end = at;
        words.push_back({at, 0});
      };
      const std::string_view bytes = word.of(text);
      const bool wanted = rules_.prepend == MetaspaceRules::Prepend::always ||
                          (rules_.prepend == MetaspaceRules::Prepend::first && pieces.begins(word));
      if (wanted && bytes[0] != ' ' && bytes.substr(0, mark.size()) != mark) out += mark;
      for (std::size_t i = 0; i < bytes.size();) {
        const char c = bytes[i];
        if (c == ' ') {
          boundary();
          out += mark;
          ++i;
        } else if (c == mark[0] && bytes.substr(i, mark.size()) == mark) {
          boundary();
          out += mark;
          i += mark.size();
        } else {
          const std::size_t begin = i;
          while (++i < bytes.size() && bytes[i] != ' ' && bytes[i] != mark[0]) {
          }
          out.append(bytes, begin, i - begin);
        }
      }
      words.back().end = static_cast<std::uint32_t>(out.size());
    });
  }

 private:
  MetaspaceRules rules_;
};

}  // namespace

std::unique_ptr<PreTokenizer> prefix_space() { return std::make_unique<PrefixSpace>(); }
std::unique_ptr<PreTokenizer> bytes_as_characters() { return std::make_unique<BytesAsCharacters>(); }
std::unique_ptr<PreTokenizer> split_by(PublishedSplit split) { return std::make_unique<Published>(split); }
std::unique_ptr<PreTokenizer> split_by(SplitPattern pattern, SplitBehavior behavior, bool invert) {
  return std::make_unique<PatternSplit>(std::move(pattern), behavior, invert);
}
std::unique_ptr<PreTokenizer> split_by(CharKind kind, SplitBehavior behavior) {
  const HuggingFaceBits bit = kind == CharKind::punctuation ? hf_punctuation
                              : kind == CharKind::number    ? hf_number
                                                            : hf_space;
  return std::make_unique<ClassSplit>(bit, behavior);
}
std::unique_ptr<PreTokenizer> word_runs() { return std::make_unique<WordRuns>(); }
std::unique_ptr<PreTokenizer> bert_words() { return std::make_unique<BertWords>(); }
std::unique_ptr<PreTokenizer> metaspace(MetaspaceRules rules) { return std::make_unique<Metaspace>(std::move(rules)); }

}  // namespace dsprep::tokenizers
