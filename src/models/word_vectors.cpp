#include "models/word_vectors.h"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cmath>
#include <cstring>
#include <optional>

#include "base/hash.h"
#include "text/utf8.h"

namespace dsprep::models {
namespace {

constexpr std::size_t buffer_size = std::size_t{4} << 20;
constexpr std::size_t longest_word = std::size_t{1} << 20;
constexpr std::size_t most_dimensions = 100'000;

// Reads a file from its beginning to its end, and shows as much of it as is asked for.
class Window {
 public:
  explicit Window(const port::ReadFile& file) : file_(file) {}

  // What lies ahead, at least `wanted` bytes where there are so many.
  Result<std::string_view> ahead(std::size_t wanted) {
    if (buffer_.size() - at_ < wanted && !ended_) {
      buffer_.erase(0, at_);
      at_ = 0;
      const std::size_t had = buffer_.size();
      buffer_.resize(std::max(wanted, had) + buffer_size);
      DSPREP_TRY(const std::size_t n, file_.read(read_, {buffer_.data() + had, buffer_.size() - had}));
      ended_ = n < buffer_.size() - had;
      read_ += n;
      buffer_.resize(had + n);
    }
    return std::string_view(buffer_).substr(at_);
  }
  void pass(std::size_t bytes) {
    at_ += bytes;
    offset_ += bytes;
  }
  std::uint64_t offset() const { return offset_; }

 private:
  const port::ReadFile& file_;
  std::string buffer_;
  std::size_t at_ = 0;
  std::uint64_t read_ = 0, offset_ = 0;
  bool ended_ = false;
};

bool is_space(char c) { return c == ' ' || c == '\t'; }

std::string_view trim_end(std::string_view line) {
  while (!line.empty() && (is_space(line.back()) || line.back() == '\r')) line.remove_suffix(1);
  return line;
}

// The number that `text` begins with, cut off it with the space in front.
std::optional<float> take_number(std::string_view& text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  if (text.starts_with('+')) text.remove_prefix(1);
  float value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  std::string_view rest = text.substr(static_cast<std::size_t>(end - text.data()));
  if (fault == std::errc::result_out_of_range)
    value = 0;  // too small for a float: what is too large says so as a double
  else if (fault != std::errc()) return std::nullopt;
  if (fault == std::errc::result_out_of_range) {
    double wide = 0;
    (void)std::from_chars(text.data(), text.data() + text.size(), wide);
    if (std::abs(wide) > 1) return std::nullopt;
  }
  if (!std::isfinite(value) || (!rest.empty() && !is_space(rest.front()))) return std::nullopt;
  text = rest;
  return value;
}

std::optional<std::uint64_t> take_count(std::string_view& text) {
  while (!text.empty() && is_space(text.front())) text.remove_prefix(1);
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end == text.data()) return std::nullopt;
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  return value;
}

struct Header {
  std::uint64_t words = 0, dimensions = 0;
};
// "400000 300", and nothing else.
std::optional<Header> header_of(std::string_view line) {
  line = trim_end(line);
  const auto words = take_count(line);
  const bool parted = !line.empty() && is_space(line.front());
  const auto dimensions = words && parted ? take_count(line) : std::nullopt;
  if (!dimensions || !line.empty()) return std::nullopt;
  return Header{*words, *dimensions};
}

std::string shown(std::string_view word) {
  std::string out = "\"";
  for (const char c : word.substr(0, 40)) out += static_cast<unsigned char>(c) < 0x20 ? '?' : c;
  return out + "\"";
}

std::size_t count_numbers(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) count += !is_space(text[i]) && (i == 0 || is_space(text[i - 1]));
  return count;
}

}  // namespace

// Looks at every word of a file, once.
class WordVectorScan {
 public:
  WordVectorScan(WordVectors& vectors) : vectors_(vectors), window_(*vectors.file_) {}

  Status run() {
    DSPREP_TRY(std::string_view ahead, window_.ahead(longest_word));
    if (ahead.empty()) return fault("is empty");
    if (ahead.size() >= 4 && ahead.substr(0, 4) == std::string_view("\xba\x16\x4f\x2f", 4))
      return fault("is a fastText model, not a list of vectors");
    for (const std::string_view magic : {"\x1f\x8b", "\x28\xb5\x2f\xfd", "BZh", "\xfd\x37zXZ", "PK\x03\x04"})
      if (ahead.starts_with(magic)) return fault("is compressed: unpack it, and");
    const std::size_t line_end = std::min(ahead.find('\n'), ahead.size());
    const std::optional<Header> header = header_of(ahead.substr(0, line_end));
    if (!header && !is_text(ahead.substr(0, 1u << 16))) return fault("is no list of vectors");
    if (!header) return scan_text(std::nullopt);
    if (header->words == 0 || header->dimensions == 0 || header->dimensions > most_dimensions)
      return fault("begins with \"" + std::string(trim_end(ahead.substr(0, std::min<std::size_t>(line_end, 60)))) +
                   "\", which is no number of words and of dimensions");
    const std::string_view behind = ahead.substr(std::min(line_end + 1, ahead.size()));
    if (behind.empty()) return fault("ends behind its first line");
    const bool binary = !is_text(behind.substr(0, 1u << 16));
    window_.pass(std::min(line_end + 1, ahead.size()));
    return binary ? scan_binary(*header) : scan_text(header);
  }

 private:
  Error fault(const std::string& what) const {
    return usage_error(vectors_.path_ + " " + what + (what.ends_with("and") ? "" : ":") +
                       " give vectors of word2vec (text or binary), GloVe or fastText (.vec)");
  }
  Error fault_at_line(std::uint64_t line, const std::string& what) const {
    return usage_error(vectors_.path_ + ":" + std::to_string(line) + ": " + what);
  }

  // Numbers as floats have bytes that no text has.
  static bool is_text(std::string_view bytes) {
    return std::none_of(bytes.begin(), bytes.end(), [](char c) {
      return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r';
    });
  }

  Status add(std::string_view word, std::uint64_t offset, std::size_t size) {
    if (vectors_.rows_.size() >= WordVectors::none - 1) return fault("has more than four thousand million words");
    vectors_.index_.insert(base::hash64(word), static_cast<std::uint32_t>(vectors_.rows_.size()));
    vectors_.rows_.push_back({offset, static_cast<std::uint32_t>(size)});
    return {};
  }

  Status scan_text(std::optional<Header> header) {
    std::uint64_t line_number = header ? 2 : 1;
    if (header) vectors_.dimensions_ = header->dimensions;
    for (;; ++line_number) {
      DSPREP_TRY(std::string_view ahead, window_.ahead(1));
      if (ahead.empty()) break;
      std::size_t end = ahead.find('\n');
      while (end == ahead.npos) {
        const std::size_t had = ahead.size();
        if (had > longest_word + vectors_.dimensions_ * 64 + buffer_size)
          return fault_at_line(line_number,
                               "a line of more than " + std::to_string(had >> 20) + " MiB: this is no vector");
        DSPREP_TRY(ahead, window_.ahead(had + 1));
        end = ahead.size() == had ? had : ahead.find('\n', had);
      }
      const std::string_view line = trim_end(ahead.substr(0, end));
      if (!line.empty()) DSPREP_CHECK(scan_line(line, line_number, header.has_value()));
      window_.pass(std::min(end + 1, ahead.size()));
    }
    if (vectors_.rows_.empty()) return fault("has no vector in it");
    if (header && vectors_.rows_.size() != header->words)
      return fault("has " + std::to_string(vectors_.rows_.size()) + " vectors, and its first line says " +
                   std::to_string(header->words) + ", so it is not whole");
    return {};
  }

  Status scan_line(std::string_view line, std::uint64_t number, bool has_header) {
    std::size_t& dimensions = vectors_.dimensions_;
    std::size_t word_end = line.find_first_of(" \t", 1);
    if (word_end == line.npos) return fault_at_line(number, shown(line) + " has no vector");
    if (dimensions == 0) dimensions = count_numbers(line.substr(word_end));
    // GloVe's words may have spaces in them: ". . ."; its vector is then what stands last.
    std::size_t fields = count_numbers(line.substr(word_end));
    while (fields > dimensions && !has_header) {
      const std::size_t next = line.find_first_not_of(" \t", word_end);
      std::string_view rest = line.substr(next);
      if (take_number(rest)) break;  // a number too many
      word_end = line.find_first_of(" \t", next);
      --fields;
    }
    const std::string_view word = line.substr(0, word_end);
    if (fields != dimensions)
      return fault_at_line(number, "the vector of " + shown(word) + " has " + std::to_string(fields) +
                                       " numbers, the others have " + std::to_string(dimensions));
    if (!text::valid_utf8(word)) return fault_at_line(number, "its word is not UTF-8: convert the file");
    std::string_view numbers = line.substr(word_end);
    for (std::size_t i = 0; i < dimensions; ++i)
      if (!take_number(numbers))
        return fault_at_line(number, "number " + std::to_string(i + 1) + " of the vector of " + shown(word) + ", " +
                                         shown(numbers.substr(0, numbers.find_first_of(" \t"))) + ", is none");
    return add(word, window_.offset() + word_end, line.size() - word_end);
  }

  Status scan_binary(const Header& header) {
    vectors_.binary_ = true;
    vectors_.dimensions_ = header.dimensions;
    const std::size_t size = header.dimensions * sizeof(float);
    for (std::uint64_t n = 1; n <= header.words; ++n) {
      const auto fault_at_word = [&](const std::string& what) {
        return usage_error(vectors_.path_ + ": word " + std::to_string(n) + " of " + std::to_string(header.words) +
                           " " + what + ": give vectors of word2vec, text or binary, and the whole file");
      };
      DSPREP_TRY(std::string_view ahead, window_.ahead(longest_word + size + 2));
      const std::size_t begin =
          ahead.starts_with('\n') ? 1 : 0;  // word2vec ends a vector with a line feed, gensim does not
      const std::size_t end = ahead.substr(0, longest_word).find(' ', begin);
      if (end == ahead.npos) return fault_at_word(ahead.empty() ? "is missing" : "has no end");
      const std::string_view word = ahead.substr(begin, end - begin);
      if (ahead.size() - end - 1 < size) return fault_at_word(shown(word) + " has no whole vector");
      const char* const numbers = ahead.data() + end + 1;
      for (std::size_t i = 0; i < header.dimensions; ++i) {
        float value;
        std::memcpy(&value, numbers + i * sizeof(float), sizeof(float));
        if (!std::isfinite(value)) return fault_at_word(shown(word) + " has a number that is none");
      }
      if (!text::valid_utf8(word)) ++odd_words_;  // cut off by the program that made the file: nobody asks for it
      DSPREP_CHECK(add(word, window_.offset() + end + 1, size));
      window_.pass(end + 1 + size);
    }
    DSPREP_TRY(const std::string_view rest, window_.ahead(2));
    if (rest.size() > 1 || (rest.size() == 1 && rest != "\n"))
      return fault("goes on behind its " + std::to_string(header.words) + " vectors");
    if (odd_words_ * 2 > header.words) return fault("has words that are not UTF-8");
    return {};
  }

  WordVectors& vectors_;
  Window window_;
  std::uint64_t odd_words_ = 0;
};

Result<std::shared_ptr<const WordVectors>> WordVectors::open(port::Files& files, const std::string& path) {
  auto vectors = std::make_shared<WordVectors>();
  auto file = files.open(path);
  if (!file.ok()) return files.of_named(path, std::move(file).error());
  vectors->file_ = *std::move(file);
  vectors->path_ = path;
  DSPREP_CHECK(WordVectorScan(*vectors).run());
  return std::shared_ptr<const WordVectors>(std::move(vectors));
}

std::uint32_t WordVectors::number(std::string_view word) const { return index_.find(base::hash64(word)); }

WordVectorReader::WordVectorReader(const WordVectors& vectors) : vectors_(vectors) {
  constexpr std::size_t most_bytes = std::size_t{16} << 20;
  slots_ = std::clamp<std::size_t>(most_bytes / (vectors.dimensions() * sizeof(float)), 1, 1u << 14);
  slots_ = std::min(std::bit_floor(slots_), std::bit_ceil(vectors.size()));
  cached_.assign(slots_, WordVectors::none);
  values_.resize(slots_ * vectors.dimensions());
}

// Files are in the order of frequency, so a word's number is as good as a hash.
Result<std::span<const float>> WordVectorReader::vector(std::uint32_t number) {
  const std::size_t dimensions = vectors_.dimensions(), slot = number & (slots_ - 1);
  const std::span<float> values(values_.data() + slot * dimensions, dimensions);
  if (cached_[slot] == number) return std::span<const float>(values);
  cached_[slot] = WordVectors::none;
  const WordVectors::Row& row = vectors_.rows_[number];
  bytes_.resize(row.size);
  DSPREP_TRY(const std::size_t n, vectors_.file_->read(row.offset, {bytes_.data(), bytes_.size()}));
  const auto changed = [&] { return failure(vectors_.path_ + " has changed since it was opened: start again"); };
  if (n != bytes_.size()) return changed();
  if (vectors_.binary_) {
    std::memcpy(values.data(), bytes_.data(), bytes_.size());
  } else {
    std::string_view numbers = bytes_;
    for (float& value : values) {
      const std::optional<float> read = take_number(numbers);
      if (!read) return changed();
      value = *read;
    }
  }
  cached_[slot] = number;
  return std::span<const float>(values);
}

}  // namespace dsprep::models
