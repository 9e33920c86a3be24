#include "dsprep/text_view.h"

#include <algorithm>
#include <cassert>
#include <vector>

#include "base/hash.h"
#include "text/char_counts.h"
#include "text/segment.h"
#include "text/utf8.h"

namespace dsprep {
namespace {

constexpr std::size_t word_models = 3;
constexpr int largest_ngram = 64;

// A vector that is computed when first asked for. Storage is kept from text to text, unless a giant has passed.
template <class T>
class Lazy {
 public:
  template <class Compute>
  std::span<const T> get(Compute compute) {
    if (!known_) {
      items_.clear();
      compute(items_);
      known_ = true;
    }
    return items_;
  }

  void forget() {
    constexpr std::size_t kept = std::size_t{1} << 20;
    known_ = false;
    if (items_.capacity() > kept) std::vector<T>().swap(items_);  // assigning {} would keep the storage
  }

 private:
  std::vector<T> items_;
  bool known_ = false;
};

void split_lines(std::string_view text, std::vector<TextSpan>& spans) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());  // std's find is a memchr
    spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
    begin = end + 1;
  }
}

void split_paragraphs(std::string_view text, std::vector<TextSpan>& spans) {
  std::size_t begin = 0;
  const auto add = [&](std::size_t end) {
    if (end > begin) spans.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)});
  };
  for (std::size_t from = 0; from < text.size();) {
    const std::size_t feed = text.find('\n', from);
    if (feed == std::string_view::npos) break;
    from = feed + 1;
    while (from < text.size() && text[from] == '\n') ++from;
    if (from - feed < 2) continue;
    add(feed);
    begin = from;
  }
  add(text.size());
}

}  // namespace

struct TextView::State {
  struct ByModel {
    Lazy<TextSpan> words;
    Lazy<std::uint64_t> hashes;
    std::vector<Lazy<std::uint64_t>> ngrams;  // by n; grows to the largest n asked for. Moving them moves no items
  };

  bool ascii = false, ascii_known = false;
  std::uint64_t chars = 0;
  bool chars_known = false;
  CharCounts counts;
  bool counts_known = false;
  Lazy<TextSpan> lines, paragraphs, sentences;
  std::array<ByModel, word_models> models;

  ByModel& by(WordModel model) { return models[static_cast<std::size_t>(model)]; }

  void forget() {
    ascii_known = chars_known = counts_known = false;
    lines.forget();
    paragraphs.forget();
    sentences.forget();
    for (ByModel& model : models) {
      model.words.forget();
      model.hashes.forget();
      for (auto& ngrams : model.ngrams) ngrams.forget();
    }
  }
};

TextView::TextView() : state_(std::make_unique<State>()) {}
TextView::~TextView() = default;
TextView::TextView(TextView&&) noexcept = default;
TextView& TextView::operator=(TextView&&) noexcept = default;

void TextView::reset(std::string_view text) {
  text_ = text;
  if (state_ == nullptr) state_ = std::make_unique<State>();  // moved from
  state_->forget();
}

bool TextView::ascii() const {
  if (!state_->ascii_known) {
    state_->ascii = text::is_ascii(text_);
    state_->ascii_known = true;
  }
  return state_->ascii;
}

std::uint64_t TextView::chars() const {
  if (state_->counts_known) return state_->counts.total;
  if (!state_->chars_known) {
    state_->chars = text::count_chars(text_);
    state_->chars_known = true;
  }
  return state_->chars;
}

const CharCounts& TextView::counts() const {
  if (!state_->counts_known) {
    state_->counts = text::count_classes(text_);
    state_->counts_known = true;
  }
  return state_->counts;
}

std::span<const TextSpan> TextView::words(WordModel model) const {
  return state_->by(model).words.get([&](std::vector<TextSpan>& spans) {
    switch (model) {
      case WordModel::whitespace: return text::split_whitespace(text_, spans);
      case WordModel::uax29: return text::split_words_uax29(text_, spans);
      case WordModel::unicode: return text::split_words_unicode(text_, spans);
    }
  });
}

std::span<const TextSpan> TextView::lines() const {
  return state_->lines.get([&](std::vector<TextSpan>& spans) { split_lines(text_, spans); });
}

std::span<const TextSpan> TextView::paragraphs() const {
  return state_->paragraphs.get([&](std::vector<TextSpan>& spans) { split_paragraphs(text_, spans); });
}

std::span<const TextSpan> TextView::sentences() const {
  return state_->sentences.get([&](std::vector<TextSpan>& spans) { text::split_sentences(text_, spans); });
}

std::span<const std::uint64_t> TextView::word_hashes(WordModel model) const {
  return state_->by(model).hashes.get([&](std::vector<std::uint64_t>& hashes) {
    const std::span<const TextSpan> spans = words(model);
    hashes.reserve(spans.size());
    for (const TextSpan& span : spans) hashes.push_back(base::hash64(span.of(text_)));
  });
}

std::span<const std::uint64_t> TextView::ngram_hashes(WordModel model, int n) const {
  assert(n >= 1 && n <= largest_ngram);
  auto& ngrams = state_->by(model).ngrams;
  const auto size = static_cast<std::size_t>(n);
  if (ngrams.size() <= size) ngrams.resize(size + 1);
  return ngrams[size].get([&](std::vector<std::uint64_t>& hashes) {
    const std::span<const std::uint64_t> of_words = word_hashes(model);
    if (of_words.size() < size) return;
    const std::size_t count = of_words.size() - size + 1;
    hashes.resize(count);
    const char* bytes = reinterpret_cast<const char*>(of_words.data());
    for (std::size_t i = 0; i < count; ++i) {
      hashes[i] = base::hash64({bytes + i * sizeof(std::uint64_t), size * sizeof(std::uint64_t)});
    }
  });
}

}  // namespace dsprep
