// Stemmer: words cut back to their stems by Snowball (libstemmer), with a cache of words.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

struct sb_stemmer;

namespace dsprep::words {

// Every algorithm that the library has, by name ("english"), ascending.
const std::vector<std::string>& stemmer_names();
// Its number for an algorithm's name or a language's code ("en", "deu"); -1 where it has none. Thread-safe.
int find_stemmer(const std::string& language);

// One language's; owned by one worker.
class Stemmer {
 public:
  explicit Stemmer(int number);  // of find_stemmer
  ~Stemmer();
  Stemmer(const Stemmer&) = delete;
  Stemmer& operator=(const Stemmer&) = delete;

  // The stem of the word in lower case, with letters and their accents composed; "" for a few words. Valid until the
  // next call.
  std::string_view stem(std::string_view word);

  // A word that is longer stays as it is: no language has one, and some algorithms take the square of its length.
  static constexpr std::size_t longest_word = 1024;

 private:
  // Direct-mapped: a word has one place, and takes it from whoever was there.
  static constexpr std::size_t most_bytes = 54, slots = 1u << 13;
  struct Slot {
    std::uint64_t hash = 0;
    std::uint8_t word_size = 0, stem_size = 0;  // 0: free
    char bytes[most_bytes];                     // the word, behind it the stem
  };

  std::string_view ask(std::string_view word);

  sb_stemmer* stemmer_;
  bool turkish_, english_;
  std::vector<Slot> cache_;
  std::string lowered_, composed_, stem_;
};

// A worker's stemmers, made when first asked for.
class Stemmers {
 public:
  Stemmer& of(int number);

 private:
  std::vector<std::unique_ptr<Stemmer>> stemmers_;
};

}  // namespace dsprep::words
