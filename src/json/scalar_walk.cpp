#include "json/scalar_walk.h"

#include <array>
#include <cstring>
#include <string>
#include <utility>

#include "json/number_grammar.h"
#include "json/string_escape.h"
#include "json/utf8_sequence.h"
#include "json/value_scan.h"

namespace dsprep::json {
namespace {

// Bytes at which a scan through a string must look closer: quotes, backslashes, controls, and all that is not ASCII.
constexpr std::array<bool, 256> stops_string = [] {
  std::array<bool, 256> stops{};
  for (int c = 0; c < 256; ++c) stops[static_cast<std::size_t>(c)] = c < 0x20 || c >= 0x80 || c == '"' || c == '\\';
  return stops;
}();

class Walk {
 public:
  Walk(std::string_view json, const ScalarRules& rules, FieldCollector* collector, std::vector<std::uint64_t>& kinds)
      : begin_(json.data()),
        p_(json.data()),
        end_(json.data() + json.size()),
        rules_(rules),
        collector_(collector),
        kinds_(kinds) {}

  std::optional<JsonFault> run() {
    kinds_.clear();
    const bool good = document();
    if (good) return std::nullopt;
    return JsonFault{std::move(reason_), static_cast<std::size_t>(fault_ - begin_)};
  }

 private:
  bool fail(const char* where, std::string_view reason) {
    fault_ = where;
    reason_ = reason;
    return false;
  }

  std::uint32_t offset(const char* p) const { return static_cast<std::uint32_t>(p - begin_); }
  void skip_space() {
    while (p_ < end_ && is_json_space(*p_)) ++p_;
  }
  bool at(char c) const { return p_ < end_ && *p_ == c; }
  bool in_array() const { return (kinds_[(depth_ - 1) / 64] >> ((depth_ - 1) % 64)) & 1; }
  // Is what stands directly in the innermost open container any business of the collector's?
  bool of_interest() const { return collector_ != nullptr && depth_ == static_cast<std::size_t>(collector_->depth()); }

  bool document() {
    skip_space();
    if (p_ == end_) return fail(p_, "nothing but white space");
    if (rules_.object && *p_ != '{') return fail(p_, "not an object");
    if (!value()) return false;
    while (depth_ > 0) {
      if (!next_in_container()) return false;
    }
    skip_space();
    if (p_ != end_) return fail(p_, "something behind the value");
    return true;
  }

  // Goes on in the innermost open container: to behind its next value, or behind its end. `fresh_`: nothing of it has
  // been read yet.
  bool next_in_container() {
    const bool array = in_array();
    const char closer = array ? ']' : '}';
    const bool first = std::exchange(fresh_, false);
    skip_space();
    if (at(closer)) {
      ++p_;
      close();
      return true;
    }
    if (!first) {
      if (p_ == end_) return fail(p_, array ? "unclosed array" : "unclosed object");
      if (!at(',')) return fail(p_, array ? "expected ',' or ']'" : "expected ',' or '}'");
      ++p_;
      skip_space();
    } else if (p_ == end_) {
      return fail(p_, array ? "unclosed array" : "unclosed object");
    }
    if (array) {
      if (of_interest()) collector_->element();
      return value();
    }
    if (!at('"')) return fail(p_, "expected a key in quotes");
    const char* key = p_;
    if (!string()) return false;
    if (of_interest()) collector_->key(offset(key + 1), offset(p_ - 1));
    skip_space();
    if (!at(':')) return fail(p_, "expected ':'");
    ++p_;
    skip_space();
    return value();
  }

  bool value() {
    if (p_ == end_) return fail(p_, "expected a value");
    const char* start = p_;
    FieldType type = FieldType::null;
    switch (*p_) {
      case '{': return open(FieldType::object);
      case '[': return open(FieldType::array);
      case '"':
        if (!string()) return false;
        type = FieldType::text;
        break;
      case 't':
        if (!literal("true")) return false;
        type = FieldType::boolean;
        break;
      case 'f':
        if (!literal("false")) return false;
        type = FieldType::boolean;
        break;
      case 'n':
        if (!literal("null")) return false;
        break;
      default:
        if (*p_ != '-' && !is_digit(*p_)) return fail(p_, "expected a value");
        const char* fault = nullptr;
        p_ = scan_number(p_, end_, fault);
        if (fault != nullptr) return fail(p_, fault);
        type = FieldType::number;
    }
    if (of_interest()) collector_->scalar(offset(start), offset(p_), type);
    return true;
  }

  bool open(FieldType type) {
    if (depth_ == rules_.max_depth) return fail(p_, "deeper than " + std::to_string(rules_.max_depth));
    if (collector_ != nullptr) {
      if (depth_ == 0) collector_->open_record(offset(p_));
      else if (of_interest()) collector_->open(offset(p_), type);
    }
    if (depth_ % 64 == 0) kinds_.push_back(0);
    const std::uint64_t bit = std::uint64_t{1} << (depth_ % 64);
    std::uint64_t& word = kinds_[depth_ / 64];
    word = type == FieldType::array ? word | bit : word & ~bit;
    ++depth_;
    ++p_;
    fresh_ = true;
    return true;
  }

  void close() {
    fresh_ = false;
    if (collector_ != nullptr && depth_ == 1) collector_->close_record(offset(p_));
    else if (of_interest()) collector_->close();
    --depth_;
    if (depth_ % 64 == 0) kinds_.pop_back();
    if (depth_ > 0 && of_interest()) collector_->end_container(offset(p_));
  }

  bool literal(std::string_view word) {
    for (const char c : word) {
      if (!at(c)) return fail(p_, "expected '" + std::string(word) + "'");
      ++p_;
    }
    return true;
  }

  bool string() {
    const char* opening = p_++;
    for (;;) {
      while (p_ < end_ && !stops_string[static_cast<unsigned char>(*p_)]) ++p_;
      if (p_ == end_) return fail(opening, "unclosed string");
      const auto c = static_cast<unsigned char>(*p_);
      if (c == '"') {
        ++p_;
        return true;
      }
      if (c == '\\') {
        if (!escape(opening)) return false;
      } else if (c < 0x20) {
        return fail(p_, "control character in a string");
      } else {
        const std::size_t length = utf8_sequence(p_, end_);
        if (length == 0) return fail(p_, "invalid UTF-8");
        p_ += length;
      }
    }
  }

  bool escape(const char* opening) {
    if (end_ - p_ < 2) return fail(opening, "unclosed string");
    if (rules_.trust_escapes) {
      p_ += p_[1] == '"' || p_[1] == '\\' ? 2 : 1;
      return true;
    }
    if (simple_escape(p_[1]) != 0) {
      p_ += 2;
      return true;
    }
    if (p_[1] != 'u') return fail(p_, "invalid escape");
    const std::int32_t unit = unicode_escape(p_);
    if (unit < 0) return fail(p_, "invalid escape");
    if (is_low_surrogate(unit)) return fail(p_, "lone surrogate");
    if (is_high_surrogate(unit)) {
      const bool more = end_ - p_ >= 8 && p_[6] == '\\' && p_[7] == 'u';
      if (!more || !is_low_surrogate(unicode_escape(p_ + 6))) return fail(p_, "lone surrogate");
      p_ += 6;
    }
    p_ += 6;
    return true;
  }

  // The UTF-16 unit of the \uXXXX at `p`, or -1.
  std::int32_t unicode_escape(const char* p) const { return end_ - p >= 6 ? hex4(p + 2) : -1; }

  const char* const begin_;
  const char* p_;
  const char* const end_;
  const ScalarRules& rules_;
  FieldCollector* const collector_;
  std::vector<std::uint64_t>& kinds_;
  std::size_t depth_ = 0;
  bool fresh_ = false;
  const char* fault_ = nullptr;
  std::string reason_;
};

}  // namespace

std::optional<JsonFault> scalar_walk(std::string_view json, const ScalarRules& rules, FieldCollector* collector,
                                     std::vector<std::uint64_t>& kinds) {
  return Walk(json, rules, collector, kinds).run();
}

}  // namespace dsprep::json
