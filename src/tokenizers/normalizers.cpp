#include "tokenizers/normalizers.h"

#include <unicode/uchar.h>

#include <utility>

#include "text/code_point_table.h"
#include "text/properties.h"
#include "text/utf8.h"
#include "tokenizers/byte_characters.h"
#include "tokenizers/hugging_face_classes.h"

namespace dsprep::tokenizers {
namespace {

class FormNormalizer final : public Normalizer {
 public:
  explicit FormNormalizer(text::Form form) : form_(form) {}
  bool normalize(std::string_view text, std::string& out) const override {
    if (text::is_normalized(text, form_)) return false;
    text::normalize(text, form_, out);
    return true;
  }

 private:
  text::Form form_;
};

class Lowercase final : public Normalizer {
 public:
  bool normalize(std::string_view text, std::string& out) const override {
    out.clear();
    for (std::size_t i = 0; i < text.size();) {
      const char32_t c = text::decode(text, i);
      if (c < 0x80) out += static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
      else if (c == 0x130) out += "i\u0307";
      else text::append_utf8(out, static_cast<char32_t>(u_tolower(static_cast<UChar32>(c))));
    }
    return true;
  }
};

class Strip final : public Normalizer {
 public:
  Strip(bool left, bool right) : left_(left), right_(right) {}
  bool normalize(std::string_view text, std::string& out) const override {
    const text::CodePointTable& bits = hugging_face_bits();
    std::size_t begin = 0, end = text.size();
    while (left_ && begin < end) {
      std::size_t behind = begin;
      if (!(bits[text::decode(text, behind)] & hf_space)) break;
      begin = behind;
    }
    while (right_ && end > begin) {
      std::size_t at = end - 1;
      while (text::is_continuation(text[at])) --at;
      std::size_t behind = at;
      if (!(bits[text::decode(text, behind)] & hf_space)) break;
      end = at;
    }
    if (begin == 0 && end == text.size()) return false;
    out.assign(text.substr(begin, end - begin));
    return true;
  }

 private:
  bool left_, right_;
};

// Leaves out what has `bit`.
class StripAccents final : public Normalizer {
 public:
  bool normalize(std::string_view text, std::string& out) const override {
    if (text::is_ascii(text)) return false;
    const text::CodePointTable& bits = hugging_face_bits();
    out.clear();
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t begin = i;
      if (!(bits[text::decode(text, i)] & hf_mark)) out.append(text, begin, i - begin);
    }
    return true;
  }
};

class Nmt final : public Normalizer {
 public:
  bool normalize(std::string_view text, std::string& out) const override {
    out.clear();
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t begin = i;
      const char32_t c = text::decode(text, i);
      if (removed(c)) continue;
      if (spaced(c)) out += ' ';
      else out.append(text, begin, i - begin);
    }
    return true;
  }

 private:
  static bool removed(char32_t c) {
    return (c >= 0x1 && c <= 0x8) || c == 0xb || (c >= 0xe && c <= 0x1f) || c == 0x7f || c == 0x8f || c == 0x9f;
  }
  static bool spaced(char32_t c) {
    return c == 0x9 || c == 0xa || c == 0xc || c == 0xd || c == 0x1680 || (c >= 0x200b && c <= 0x200f) || c == 0x2028 ||
           c == 0x2029 || c == 0x2581 || c == 0xfeff || c == 0xfffd;
  }
};

class ByteLevel final : public Normalizer {
 public:
  bool normalize(std::string_view text, std::string& out) const override {
    out.clear();
    append_byte_characters(text, out);
    return true;
  }
};

class Prepend final : public Normalizer {
 public:
  explicit Prepend(std::string what) : what_(std::move(what)) {}
  bool normalize(std::string_view text, std::string& out) const override {
    if (text.empty()) return false;
    out.assign(what_).append(text);
    return true;
  }

 private:
  std::string what_;
};

class ReplaceText final : public Normalizer {
 public:
  ReplaceText(std::string pattern, std::string content) : pattern_(std::move(pattern)), content_(std::move(content)) {}
  bool normalize(std::string_view text, std::string& out) const override {
    std::size_t found = text.find(pattern_);
    if (found == text.npos) return false;
    out.clear();
    std::size_t at = 0;
    for (; found != text.npos; found = text.find(pattern_, at)) {
      out.append(text, at, found - at).append(content_);
      at = found + pattern_.size();
    }
    out.append(text, at);
    return true;
  }

 private:
  std::string pattern_, content_;
};

class ReplacePattern final : public Normalizer {
 public:
  ReplacePattern(SplitPattern pattern, std::string content)
      : pattern_(std::move(pattern)), content_(std::move(content)) {}
  bool normalize(std::string_view text, std::string& out) const override {
    out.clear();
    std::size_t at = 0;
    pattern_.find(text, [&](std::size_t begin, std::size_t end) {
      out.append(text, at, begin - at).append(content_);
      at = end;
    });
    out.append(text, at);
    return true;
  }

 private:
  SplitPattern pattern_;
  std::string content_;
};

// BERT's steps in one pass: what a character becomes depends on it alone. (Canonical order, which NFD would also
// restore, can only show between marks that are not removed: spacing ones, and those younger than Unicode 8.)
class Bert final : public Normalizer {
 public:
  explicit Bert(BertNormalization what) : what_(what), places_(text::code_points) {
    const text::CodePointTable& bits = hugging_face_bits();
    const std::vector<std::uint8_t> quick = text::enumerated_property(UCHAR_NFD_QUICK_CHECK);
    const std::vector<std::uint8_t> lowers = text::binary_property(UCHAR_CHANGES_WHEN_LOWERCASED);
    std::string result;
    for (char32_t c = 0; c < text::code_points; ++c) {
      if (c >= 0xd800 && c < 0xe000) continue;
      const bool decomposes = what_.strip_accents && (quick[c] == 0 || bits[c] & hf_nonspacing);
      const bool cleaned = what_.clean_text && bits[c] & (hf_control | hf_space);
      const bool chinese = what_.chinese_characters && bits[c] & hf_chinese;
      if (!decomposes && !cleaned && !chinese && !(what_.lowercase && lowers[c])) continue;
      become(c, result);
      places_[c] = {static_cast<std::uint32_t>(arena_.size()), static_cast<std::uint8_t>(result.size()), true};
      arena_ += result;
    }
    for (unsigned c = 0; c < 0x80; ++c) {
      const Place place = places_[c];
      ascii_[c] = !place.changes ? static_cast<char>(c) : place.size == 0 ? '\0' : arena_[place.begin];
      drops_[c] = place.changes && place.size == 0;
    }
  }

  bool normalize(std::string_view text, std::string& out) const override {
    out.clear();
    out.reserve(text.size() + text.size() / 8);
    for (std::size_t i = 0; i < text.size();) {
      const std::size_t begin = i;
      while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80 &&
             !drops_[static_cast<unsigned char>(text[i])])
        ++i;
      if (i > begin) {
        const std::size_t at = out.size();
        out.resize(at + (i - begin));
        for (std::size_t k = 0; k < i - begin; ++k) out[at + k] = ascii_[static_cast<unsigned char>(text[begin + k])];
        if (i == text.size()) break;
      }
      const std::size_t from = i;
      const Place place = places_[text::decode(text, i)];
      if (place.changes) out.append(arena_, place.begin, place.size);
      else out.append(text, from, i - from);
    }
    return true;
  }

 private:
  struct Place {
    std::uint32_t begin = 0;
    std::uint8_t size = 0;
    bool changes = false;
  };

  void become(char32_t c, std::string& result) const {
    const text::CodePointTable& bits = hugging_face_bits();
    result.clear();
    if (what_.clean_text) {
      if (bits[c] & hf_control || c == 0) return;
      if (bits[c] & hf_space) return result.assign(1, ' '), void();
    }
    const bool chinese = what_.chinese_characters && bits[c] & hf_chinese;
    std::string one, other;
    text::append_utf8(one, c);
    if (what_.strip_accents) {
      text::normalize(one, text::Form::nfd, other);
      one.clear();
      for (std::size_t i = 0; i < other.size();) {
        const char32_t part = text::decode(other, i);
        if (!(bits[part] & hf_nonspacing)) text::append_utf8(one, part);
      }
    }
    if (what_.lowercase && lowercase_.normalize(one, other)) one.swap(other);
    if (chinese) result += ' ';
    result += one;
    if (chinese) result += ' ';
  }

  BertNormalization what_;
  Lowercase lowercase_;
  std::vector<Place> places_;
  std::string arena_;
  char ascii_[128] = {};
  bool drops_[128] = {};
};

}  // namespace

std::unique_ptr<Normalizer> normal_form(text::Form form) { return std::make_unique<FormNormalizer>(form); }
std::unique_ptr<Normalizer> lowercase() { return std::make_unique<Lowercase>(); }
std::unique_ptr<Normalizer> strip(bool left, bool right) { return std::make_unique<Strip>(left, right); }
std::unique_ptr<Normalizer> strip_accents() { return std::make_unique<StripAccents>(); }
std::unique_ptr<Normalizer> byte_level() { return std::make_unique<ByteLevel>(); }
std::unique_ptr<Normalizer> nmt() { return std::make_unique<Nmt>(); }
std::unique_ptr<Normalizer> prepend(std::string what) { return std::make_unique<Prepend>(std::move(what)); }
std::unique_ptr<Normalizer> replace(SplitPattern pattern, std::string content) {
  return std::make_unique<ReplacePattern>(std::move(pattern), std::move(content));
}
std::unique_ptr<Normalizer> replace_text(std::string pattern, std::string content) {
  return std::make_unique<ReplaceText>(std::move(pattern), std::move(content));
}
std::unique_ptr<Normalizer> bert_normalizer(BertNormalization what) { return std::make_unique<Bert>(what); }

}  // namespace dsprep::tokenizers
