#include "json/structural_walk.h"

#include <array>
#include <cstring>
#include <string>

#include "json/number_grammar.h"
#include "json/value_scan.h"

namespace dsprep::json {
namespace {

constexpr int max_depth = 1024;

class Walk {
 public:
  Walk(std::string_view line, std::span<const std::uint32_t> positions, FieldCollector& collector)
      : bytes_(line.data()), at_(positions.data()), end_(positions.data() + positions.size()), collector_(collector) {}

  // Goes from value to value: each opens a container or ends, and behind it come a comma or the ends of containers.
  bool run() {
    if (at_ == end_ || here() != '{') return false;
    collector_.open_record(*at_);
    push(false);
    bool opened = true;
    for (;;) {
      if (opened) {
        // Just behind '{' or '['. An empty container is a value that has ended.
        if (at_ == end_) return false;
        if (here() == (in_array_ ? ']' : '}')) {
          pop();
          if (depth_ == 0) return at_ == end_;
          opened = false;
          continue;
        }
      } else {
        if (at_ == end_) return false;
        const char c = here();
        if (c != ',') {
          if (c != (in_array_ ? ']' : '}')) return false;
          pop();
          if (depth_ == 0) return at_ == end_;
          continue;
        }
        ++at_;
      }
      if (in_array_) {
        if (of_interest()) collector_.element();
      } else if (!key()) {
        return false;
      }
      if (at_ == end_) return false;
      const char c = here();
      if (c == '{' || c == '[') {
        if (depth_ == max_depth) return false;
        if (of_interest()) collector_.open(*at_, c == '[' ? FieldType::array : FieldType::object);
        push(c == '[');
        opened = true;
      } else {
        if (!scalar(c)) return false;
        opened = false;
      }
    }
  }

 private:
  char here() const { return bytes_[*at_]; }
  bool of_interest() const { return depth_ == collector_.depth(); }

  // Where the scalar at hand ends: the next entry, or the end of the line, without the white space before it.
  std::uint32_t scalar_end() const {
    std::uint32_t end = at_[1];
    while (is_json_space(bytes_[end - 1])) --end;
    return end;
  }

  bool is_string(std::uint32_t begin, std::uint32_t end) const { return end - begin >= 2 && bytes_[end - 1] == '"'; }

  bool key() {
    if (at_ == end_ || here() != '"') return false;
    const std::uint32_t begin = *at_, end = scalar_end();
    if (!is_string(begin, end)) return false;
    if (of_interest()) collector_.key(begin + 1, end - 1);
    ++at_;
    if (at_ == end_ || here() != ':') return false;
    ++at_;
    return true;
  }

  bool scalar(char first) {
    const std::uint32_t begin = *at_, end = scalar_end();
    FieldType type = FieldType::null;
    const auto is = [&](std::string_view word) { return std::string_view(bytes_ + begin, end - begin) == word; };
    switch (first) {
      case '"':
        if (!is_string(begin, end)) return false;
        type = FieldType::text;
        break;
      case 't':
        if (!is("true")) return false;
        type = FieldType::boolean;
        break;
      case 'f':
        if (!is("false")) return false;
        type = FieldType::boolean;
        break;
      case 'n':
        if (!is("null")) return false;
        break;
      default: {
        const char* fault = nullptr;
        if (scan_number(bytes_ + begin, bytes_ + end, fault) != bytes_ + end || fault != nullptr) return false;
        type = FieldType::number;
      }
    }
    if (of_interest()) collector_.scalar(begin, end, type);
    ++at_;
    return true;
  }

  void push(bool array) {
    kinds_[static_cast<std::size_t>(depth_)] = array;
    in_array_ = array;
    ++depth_;
    ++at_;
  }

  // Closes the innermost container at its closing bracket.
  void pop() {
    const std::uint32_t end = *at_ + 1;
    ++at_;
    if (depth_ == 1) {
      collector_.close_record(end);
      depth_ = 0;
      return;
    }
    if (of_interest()) collector_.close();
    --depth_;
    in_array_ = kinds_[static_cast<std::size_t>(depth_ - 1)];
    if (of_interest()) collector_.end_container(end);
  }

  const char* const bytes_;
  const std::uint32_t* at_;
  const std::uint32_t* const end_;
  FieldCollector& collector_;
  int depth_ = 0;
  bool in_array_ = false;
  std::array<bool, max_depth> kinds_;
};

}  // namespace

bool structural_walk(std::string_view line, std::span<const std::uint32_t> positions, FieldCollector& collector) {
  return Walk(line, positions, collector).run();
}

}  // namespace dsprep::json
