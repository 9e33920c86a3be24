// A fastText classifier in a few bytes, for tests: words and labels with vectors of one's own, output by softmax.
#pragma once

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

namespace dsprep::test {

struct TinyFasttext {
  struct Entry {
    std::string name;
    std::vector<float> vector;
  };
  std::vector<Entry> words, labels;
  std::int32_t dim = 2, version = 12, model = 3, bucket = 0, minn = 0, maxn = 0;

  std::string bytes() const {
    std::string out;
    for (const std::int32_t n : {793712314, version, dim, 5, 5, 1, 5, 1, 3, model, bucket, minn, maxn, 100})
      put(out, n);
    put(out, 1e-4);
    put(out, static_cast<std::int32_t>(words.size() + labels.size()));
    put(out, static_cast<std::int32_t>(words.size()));
    put(out, static_cast<std::int32_t>(labels.size()));
    put(out, std::int64_t{100});
    put(out, std::int64_t{-1});
    for (const auto* entries : {&words, &labels}) {
      for (const Entry& entry : *entries) {
        out += entry.name;
        out += '\0';
        put(out, std::int64_t{10});
        put(out, static_cast<std::int8_t>(entries == &labels));
      }
    }
    for (const auto* entries : {&words, &labels}) {
      put(out, std::uint8_t{0});  // not quantized
      put(out, static_cast<std::int64_t>(entries->size()) + (entries == &words ? bucket : 0));
      put(out, std::int64_t{dim});
      for (const Entry& entry : *entries)
        for (const float x : entry.vector) put(out, x);
      if (entries == &words)
        for (std::int64_t i = 0; i < std::int64_t{bucket} * dim; ++i) put(out, 0.0f);
    }
    return out;
  }

 private:
  template <class T>
  static void put(std::string& out, T value) {
    char raw[sizeof(T)];
    std::memcpy(raw, &value, sizeof(T));
    out.append(raw, sizeof(T));
  }
};

// "hello" and "world" are English, "你好" and "世界" Chinese.
inline TinyFasttext tiny_english_or_chinese() {
  TinyFasttext model;
  model.words = {{"</s>", {0, 0}}, {"hello", {3, 0}}, {"world", {3, 0}}, {"你好", {0, 3}}, {"世界", {0, 3}}};
  model.labels = {{"__label__en", {2, 0}}, {"__label__zh", {0, 2}}};
  return model;
}

}  // namespace dsprep::test
