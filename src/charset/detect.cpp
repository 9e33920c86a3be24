// The order of evidence. What is cheap and certain comes first, so that UTF-8 costs one pass over the sample.
#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "charset/charset.h"
#include "charset/guess.h"
#include "text/utf8.h"

namespace dsprep::charset {
namespace {

using Told = Encoding::Told;
using namespace std::string_view_literals;

std::optional<Encoding> by_mark(std::string_view sample) {
  struct Mark {
    std::string_view bytes, name;
  };
  // UTF-32 before UTF-16, whose mark begins it: a text that begins with U+0000 is none.
  static constexpr Mark marks[] = {{"\xef\xbb\xbf"sv, "utf-8"},    {"\xff\xfe\0\0"sv, "utf-32le"},
                                   {"\0\0\xfe\xff"sv, "utf-32be"}, {"\xff\xfe"sv, "utf-16le"},
                                   {"\xfe\xff"sv, "utf-16be"},     {"\x84\x31\x95\x33"sv, "gb18030"}};
  for (const Mark& mark : marks)
    if (sample.starts_with(mark.bytes)) return Encoding{std::string(mark.name), Told::by_mark, 1, mark.bytes.size()};
  return std::nullopt;
}

struct Reading {
  std::uint64_t undecodable = 0;
  std::string text;
};

Reading read_as(std::string_view name, std::string_view sample, bool whole) {
  Reading reading;
  if (Result<Converter> converter = Converter::make(name); converter.ok()) {
    converter->convert(sample, whole, reading.text);
    reading.undecodable = converter->undecodable();
  }
  return reading;
}

// UTF-8 with a few faults is UTF-8 with a few faults: in no other encoding are sequences of it frequent. `good`: how
// many of them to each fault it takes.
bool is_utf8(std::string_view sample, bool whole, std::uint64_t good) {
  if (text::valid_utf8(sample)) return true;
  const Reading reading = read_as("utf-8", sample, whole);
  if (reading.undecodable == 0) return true;
  const auto beyond = [](std::string_view text) {
    return static_cast<std::uint64_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) >= 0xc0; }));
  };
  return beyond(reading.text) > good * reading.undecodable;
}

// UTF-8 (ASCII, for the most part) in which zeros stand by mistake. UTF-16 is not that: of ASCII every other byte is
// zero, and of other scripts the upper bytes are control characters or no UTF-8.
bool is_text_with_zeros(std::string_view sample) {
  const auto zeros = static_cast<std::size_t>(std::count(sample.begin(), sample.end(), '\0'));
  if (3 * zeros >= sample.size()) return false;
  const bool controls = std::any_of(sample.begin(), sample.end(), [](char c) {
    return c > '\0' && c < ' ' && c != '\t' && c != '\n' && c != '\r' && c != '\f' && c != '\x1b';
  });
  return !controls && is_utf8(sample, false, 20);
}

// Text in ASCII characters has a zero byte in each unit; text in other scripts has them in its spaces and line ends.
// What is read as UTF-16 or UTF-32 must be all text: no zero character, and no unit that is no character.
std::optional<Encoding> by_zero_bytes(std::string_view sample, bool whole) {
  if (sample.find('\0') == sample.npos || is_text_with_zeros(sample)) return std::nullopt;
  constexpr std::size_t enough = 4096;
  std::optional<Encoding> best;
  float best_score = 0;
  for (const std::string_view name : {"utf-32le"sv, "utf-32be"sv, "utf-16le"sv, "utf-16be"sv}) {
    const std::size_t unit = name.starts_with("utf-32") ? 4 : 2;
    if (sample.size() < unit || (whole && sample.size() % unit != 0)) continue;
    const Reading reading = read_as(name, sample, whole);
    if (reading.undecodable > 0 || reading.text.find('\0') != reading.text.npos) continue;
    const float score = wide_score(sample.substr(0, enough), name);
    if (best && score <= best_score) continue;
    best = Encoding{std::string(name), Told::by_bytes, 0.99};
    best_score = score;
  }
  return best;
}

// ISO-2022-JP and -KR are ASCII by their bytes.
std::optional<Encoding> by_escapes(std::string_view sample, bool whole) {
  if (sample.find('\x1b') == sample.npos) return std::nullopt;
  for (const std::string_view name : {"iso-2022-jp"sv, "iso-2022-kr"sv}) {
    const Reading reading = read_as(name, sample, whole);
    if (reading.undecodable == 0 && !text::is_ascii(reading.text))
      return Encoding{std::string(name), Told::by_bytes, 0.99};
  }
  return std::nullopt;
}

std::optional<Encoding> by_declaration(std::string_view sample, bool whole, std::string_view declared) {
  const std::string name = name_of_label(declared);
  // Bytes in UTF-16 that can be read by what they declare are not: the declaration itself would be in UTF-16.
  if (name.empty() || name.starts_with("utf-")) return std::nullopt;
  if (read_as(name, sample, whole).undecodable * 500 > sample.size()) return std::nullopt;
  return Encoding{name, Told::by_declaration};
}

// "utf-16" may be either; which one a mark tells.
bool may_be_marked(std::string_view name, std::string_view marked) {
  if (name.starts_with("utf-16") || name.starts_with("utf-32")) return marked.substr(0, 6) == name.substr(0, 6);
  return marked == name || (marked == "gb18030" && name == "gbk");
}

}  // namespace

Encoding as_named(std::string_view name, std::string_view sample) {
  if (const auto marked = by_mark(sample); marked && may_be_marked(name, marked->name))
    return {marked->name, Told::by_user, 1, marked->mark};
  return {std::string(name), Told::by_user};
}

Encoding detect(std::string_view sample, bool whole, std::string_view declared) {
  if (auto encoding = by_mark(sample)) return *std::move(encoding);
  if (auto encoding = by_zero_bytes(sample, whole)) return *std::move(encoding);
  if (auto encoding = by_escapes(sample, whole)) return *std::move(encoding);
  const bool declared_utf8 = name_of_label(declared) == "utf-8";
  if (is_utf8(sample, whole, declared_utf8 ? 1 : 20)) return {};
  if (auto encoding = by_declaration(sample, whole, declared)) return *std::move(encoding);
  return guess(sample, whole);
}

}  // namespace dsprep::charset
