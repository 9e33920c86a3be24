#include "io/text_stream.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <utility>

#include "base/spell.h"
#include "charset/charset.h"
#include "text/utf8.h"

namespace dsprep::io {
namespace {

using charset::Encoding;

constexpr double confident = 0.8;

std::string_view name_of(Encoding::Told told) {
  switch (told) {
    case Encoding::Told::by_user: return "user";
    case Encoding::Told::by_mark: return "mark";
    default: return "bytes";
  }
}

// Are enough lines of the sample no UTF-8, and hardly any beyond ASCII is?
bool most_lines_are_other(std::string_view sample) {
  std::uint64_t ascii = 0, good = 0, bad = 0;
  while (!sample.empty()) {
    const std::size_t end = std::min(sample.find('\n'), sample.size());
    const std::string_view line = sample.substr(0, end);
    if (text::is_ascii(line)) ++ascii;
    else if (text::valid_utf8(line)) ++good;
    else ++bad;
    sample.remove_prefix(std::min(end + 1, sample.size()));
  }
  return 10 * bad >= ascii + good + bad && bad >= 20 * good;
}

bool is_wide(std::string_view name) { return name.starts_with("utf-16") || name.starts_with("utf-32"); }

// JSON begins with ASCII, whatever it says: without a mark, UTF-16 and UTF-32 show by the zeros in the first two units.
bool begins_like_json(std::string_view sample, std::string_view name) {
  const std::size_t unit = name.starts_with("utf-32") ? 4 : 2, low = name.ends_with("le") ? 0 : unit - 1;
  for (std::size_t i = 0; i < std::min(2 * unit, sample.size()); ++i)
    if ((sample[i] != '\0') != (i % unit == low)) return false;
  const char first = sample.size() > low ? sample[low] : '\0';
  return first == '{' || first == ' ' || first == '\t' || first == '\r' || first == '\n';
}

// By its bytes; nothing where they are passed on as they stand.
std::optional<Encoding> detected(std::string_view sample, bool whole, bool lines_stand_alone) {
  Encoding encoding = charset::detect(sample, whole);
  if (encoding.name == "utf-8") return std::nullopt;
  const bool certain =
      encoding.told == Encoding::Told::by_mark || (is_wide(encoding.name) && begins_like_json(sample, encoding.name));
  if (lines_stand_alone && !certain && (encoding.confidence < confident || !most_lines_are_other(sample)))
    return std::nullopt;
  return encoding;
}

class DecodedStream final : public TextStream {
 public:
  DecodedStream(std::unique_ptr<compress::ByteStream> stream, std::string encoding, bool lines_stand_alone)
      : stream_(std::move(stream)), asked_(std::move(encoding)), lines_stand_alone_(lines_stand_alone) {}

  Result<std::size_t> read(std::span<char> into) override {
    if (!begun_) begin();
    if (!converter_) {
      if (rest_.empty()) return stream_->read(into);
      const std::size_t size = rest_.copy(into.data(), into.size());
      rest_.remove_prefix(size);
      return size;
    }
    std::size_t size = 0;
    while (size < into.size()) {
      if (rest_.empty()) {
        if (ended_) break;
        convert_more();
        continue;
      }
      const std::size_t n = rest_.copy(into.data() + size, into.size() - size);
      rest_.remove_prefix(n);
      size += n;
    }
    if (size == 0 && error_) return *error_;
    return size;
  }
  bool damaged() const override { return stream_->damaged(); }
  std::uint64_t compressed_position() const override { return stream_->compressed_position(); }
  TextFacts facts() const override {
    if (!converter_) return {};
    return {encoding_.name, std::string(name_of(encoding_.told)), encoding_.confidence, converter_->undecodable()};
  }

 private:
  void begin() {
    begun_ = true;
    if (asked_ == "utf-8") return;
    sample_.resize(charset::sample_size);
    std::size_t size = 0;
    while (size < sample_.size() && !ended_) size += read_raw({sample_.data() + size, sample_.size() - size});
    sample_.resize(size);
    const bool whole = ended_ && !error_;
    if (!asked_.empty()) {
      encoding_ = charset::as_named(asked_, sample_);
    } else if (std::optional<Encoding> found = detected(sample_, whole, lines_stand_alone_)) {
      encoding_ = *std::move(found);
    } else {
      rest_ = sample_;
      ended_ = false;
      error_.reset();  // comes again with the next read
      return;
    }
    converter_.emplace(charset::Converter::make(encoding_.name).value());
    const std::string raw = std::exchange(sample_, {});
    convert(std::string_view(raw).substr(encoding_.mark));
  }

  std::size_t read_raw(std::span<char> into) {
    Result<std::size_t> n = stream_->read(into);
    ended_ = !n.ok() || *n == 0;
    if (n.ok()) return *n;
    error_ = std::move(n).error();
    return 0;
  }

  void convert_more() {
    raw_.resize(charset::sample_size);
    const std::size_t size = read_raw(raw_);
    convert(std::string_view(raw_).substr(0, size));
  }

  void convert(std::string_view raw) {
    sample_.clear();
    // A character that damage has cut in half is part of the damage.
    converter_->convert(raw, ended_ && !error_, sample_);
    rest_ = sample_;
  }

  const std::unique_ptr<compress::ByteStream> stream_;
  const std::string asked_;
  const bool lines_stand_alone_;
  Encoding encoding_;
  std::optional<charset::Converter> converter_;
  std::string sample_;     // of the file; later what was converted
  std::string raw_;        // scratch
  std::string_view rest_;  // of sample_: not delivered yet
  std::optional<Error> error_;
  bool begun_ = false, ended_ = false;
};

}  // namespace

Result<std::string> encoding_named(const std::string& label) {
  if (std::string name = charset::name_of_label(label); !name.empty()) return name;
  const std::string meant = base::did_you_mean(label, charset::encoding_names());
  std::string message = "unknown encoding \"" + label + "\"" + meant;
  if (meant.empty())
    message += ": known are utf-8, utf-16, gb18030, big5, shift_jis, euc-jp, euc-kr, windows-1252, koi8-r and others";
  return usage_error(message);
}

std::unique_ptr<TextStream> text_stream(std::unique_ptr<compress::ByteStream> stream, const std::string& encoding,
                                        bool lines_stand_alone) {
  return std::make_unique<DecodedStream>(std::move(stream), encoding, lines_stand_alone);
}

}  // namespace dsprep::io
