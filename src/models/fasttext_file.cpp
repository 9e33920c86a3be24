#include "models/fasttext_file.h"

#include <cstdint>
#include <cstring>
#include <string>

#include "text/utf8.h"

namespace dsprep::models {
namespace {

constexpr std::int32_t magic = 793712314;
constexpr std::int32_t oldest = 11, newest = 12;  // versions of the format
constexpr std::int32_t supervised = 3;
constexpr std::int64_t codebook = 256;  // centroids of a product quantizer
constexpr std::size_t longest_word = 64 << 10;
constexpr std::int64_t most_counts = 1'000'000'000'000'000;  // what the Huffman tree takes for infinity

// Reads little-endian numbers; the first that is missing or out of bounds makes it an error, and everything after is 0.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <class T>
  T number() {
    T value{};
    if (!need(sizeof(T), "the file ends too early")) return value;
    std::memcpy(&value, bytes_.data() + at_, sizeof(T));
    at_ += sizeof(T);
    return value;
  }
  template <class T>
  T number(std::string_view what, std::int64_t least, std::int64_t most) {
    const std::size_t start = at_;
    const T value = number<T>();
    if (ok() && (static_cast<std::int64_t>(value) < least || static_cast<std::int64_t>(value) > most)) {
      at_ = start;
      fail(std::string(what) + " is " + std::to_string(value) + ", not " + std::to_string(least) + " to " +
           std::to_string(most));
      return T{};
    }
    return value;
  }
  std::string_view word() {
    const std::size_t end = bytes_.find('\0', at_);
    if (end == bytes_.npos || end - at_ > longest_word) {
      fail("a word that does not end");
      return {};
    }
    const std::string_view found = bytes_.substr(at_, end - at_);
    at_ = end + 1;
    return found;
  }
  // Steps over n items of `size` bytes.
  std::string_view skip(std::int64_t n, std::int64_t size, std::string_view what) {
    const auto left = static_cast<std::int64_t>(bytes_.size() - at_);
    if (!ok()) return {};
    if (n < 0 || n > left / size) {
      fail(std::string(what) + " would go beyond the end of the file");
      return {};
    }
    const std::string_view found = bytes_.substr(at_, static_cast<std::size_t>(n * size));
    at_ += found.size();
    return found;
  }
  bool need(std::size_t size, const char* otherwise) {
    if (ok() && bytes_.size() - at_ < size) fail(otherwise);
    return ok();
  }
  void fail(std::string why) {
    if (ok()) error_ = std::move(why) + " (byte " + std::to_string(at_) + ")";
  }
  bool ok() const { return error_.empty(); }
  const std::string& error() const { return error_; }
  bool at_end() const { return at_ == bytes_.size(); }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
  std::string error_;
};

constexpr std::int64_t any = INT32_MAX;

struct Shape {
  std::int64_t dim = 0, bucket = 0, words = 0, labels = 0, pruned = -1;
};

void read_arguments(Reader& in, Shape& shape, std::int32_t version) {
  shape.dim = in.number<std::int32_t>("dim", 1, 1 << 16);
  in.number<std::int32_t>("ws", 0, any);
  in.number<std::int32_t>("epoch", 0, any);
  in.number<std::int32_t>("minCount", 0, any);
  in.number<std::int32_t>("neg", 0, any);
  const auto word_ngrams = in.number<std::int32_t>("wordNgrams", 0, 16);
  in.number<std::int32_t>("loss", 1, 4);
  const auto model = in.number<std::int32_t>("model", 1, 3);
  if (in.ok() && model != supervised) in.fail("these are word vectors, not a classifier");
  shape.bucket = in.number<std::int32_t>("bucket", 0, any);
  const auto shortest = in.number<std::int32_t>("minn", 0, 64);
  auto longest = in.number<std::int32_t>("maxn", 0, 64);
  if (version == oldest) longest = 0;  // of which the library makes no use
  if (longest > 0 && shortest > longest) in.fail("minn is more than maxn");
  in.number<std::int32_t>("lrUpdateRate", 0, any);
  in.number<double>();
  if ((longest > 0 || word_ngrams > 1) && shape.bucket == 0) in.fail("n-grams without buckets");
}

void read_dictionary(Reader& in, Shape& shape) {
  const auto size = in.number<std::int32_t>("the size of the dictionary", 1, any);
  shape.words = in.number<std::int32_t>("the number of words", 0, size);
  shape.labels = in.number<std::int32_t>("the number of labels", 1, size);
  if (in.ok() && shape.words + shape.labels != size) in.fail("words and labels are not the dictionary");
  in.number<std::int64_t>("the number of tokens", 0, most_counts);
  shape.pruned = in.number<std::int64_t>("the number of pruned words", -1, any);
  std::int64_t counts = 0;
  for (std::int32_t i = 0; in.ok() && i < size; ++i) {
    const std::string_view word = in.word();
    counts += in.number<std::int64_t>("a word's count", 0, most_counts - 1 - counts);
    const auto type = in.number<std::int8_t>("a word's type", 0, 1);
    if (!in.ok()) return;
    if (type != (i >= shape.words)) in.fail("the words do not come before the labels");
    if (type == 1 && (word.empty() || !text::valid_utf8(word))) in.fail("a label that is empty or not UTF-8");
  }
  for (std::int64_t i = 0; in.ok() && i < shape.pruned; ++i) {
    in.number<std::int32_t>("a pruned index", 0, any);
    in.number<std::int32_t>("a pruned index", 0, shape.pruned - 1);
  }
}

void read_quantizer(Reader& in, std::int64_t columns, std::int64_t& parts) {
  in.number<std::int32_t>("the width of a quantizer", columns, columns);
  parts = in.number<std::int32_t>("the parts of a quantizer", 1, columns);
  const auto part = in.number<std::int32_t>("the part of a quantizer", 1, columns);
  const auto last = in.number<std::int32_t>("the last part of a quantizer", 1, part > 0 ? part : 1);
  if (in.ok() && (parts - 1) * part + last != columns) in.fail("a quantizer whose parts are not its width");
  in.skip(columns * codebook, sizeof(float), "a quantizer");
}

void read_matrix(Reader& in, bool quantized, std::int64_t rows, std::int64_t columns) {
  const auto read_size = [&] {
    in.number<std::int64_t>("the rows of a matrix", rows, rows);
    in.number<std::int64_t>("the columns of a matrix", columns, columns);
  };
  if (!quantized) {
    read_size();
    in.skip(rows, columns * static_cast<std::int64_t>(sizeof(float)), "a matrix");
    return;
  }
  const bool norms = in.number<std::uint8_t>("a flag", 0, 1) != 0;
  read_size();
  const auto size = in.number<std::int32_t>("the size of a quantized matrix", 0, any);
  in.skip(size, 1, "a quantized matrix");
  std::int64_t parts = 0;
  read_quantizer(in, columns, parts);
  if (in.ok() && rows * parts != size) in.fail("a quantized matrix of another size than its rows");
  if (!norms) return;
  in.skip(rows, 1, "the norms of a matrix");
  read_quantizer(in, 1, parts);
}

}  // namespace

Status check_fasttext_file(std::string_view bytes) {
  Reader in(bytes);
  if (bytes.size() < 8 || in.number<std::int32_t>() != magic)
    return failure("it does not begin as a fastText model does");
  const auto version = in.number<std::int32_t>("the version", oldest, newest);
  Shape shape;
  read_arguments(in, shape, version);
  if (in.ok()) read_dictionary(in, shape);
  const bool quantized = in.number<std::uint8_t>("a flag", 0, 1) != 0;
  if (in.ok() && shape.pruned >= 0 && !quantized) in.fail("a pruned dictionary without quantization");
  const std::int64_t rows = shape.words + (shape.pruned >= 0 ? shape.pruned : shape.bucket);
  if (in.ok()) read_matrix(in, quantized, rows, shape.dim);
  const bool output_quantized = in.number<std::uint8_t>("a flag", 0, 1) != 0;
  if (in.ok()) read_matrix(in, quantized && output_quantized, shape.labels, shape.dim);
  if (in.ok() && !in.at_end()) in.fail("there is more in the file than a model");
  if (!in.ok()) return failure(in.error());
  return {};
}

}  // namespace dsprep::models
