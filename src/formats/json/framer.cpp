#include "formats/json/framer.h"

#include <cstring>
#include <string>

#include "json/block16.h"

namespace dsprep::formats {
namespace {

constexpr std::string_view byte_order_mark = "\xef\xbb\xbf";

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// The first quote, backslash or line feed.
const char* end_of_run(const char* p, const char* end) {
  for (; end - p >= 16; p += 16)
    if (const json::block16::Mask mask = json::block16::ends_of_text(p)) return p + json::block16::first(mask);
  while (p != end && *p != '"' && *p != '\\' && *p != '\n') ++p;
  return p;
}

}  // namespace

std::uint64_t JsonFramer::frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) {
  first_ = bytes.data();
  at_ = at;
  const char* p = first_;
  const char* const end = p + bytes.size();
  while (p != end) {
    switch (state_) {
      case State::top:
      case State::mark: p = top(p, end); break;
      case State::junk: {
        const auto* line_feed = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p)));
        p = line_feed ? line_feed : end;
        if (line_feed) close(place(line_feed), found);
        break;
      }
      case State::between: p = between(p, end, found); break;
      case State::scalar: p = scalar(p, end, found); break;
      case State::inside: p = inside(p, end, found); break;
      case State::text: p = text(p, end, found); break;
      case State::escape:
        state_ = State::text;
        if (*p != '\n') ++p;  // a line feed ends the string, escaped or not
        break;
      case State::broken:
      case State::margin: p = broken(p, end, found); break;
    }
  }
  const bool under_way = state_ != State::top && state_ != State::between;
  return under_way ? begin_ : place(end);
}

// A record begins here.
void JsonFramer::begin(const char* p) {
  begin_ = last_ = place(p);
  last_char_ = *p;
  column_ = begin_ - line_begin_;
  depth_ = 0;
}

// The record under way ends here.
void JsonFramer::close(std::uint64_t end, std::vector<FrameBounds>& found) {
  found.push_back({begin_, end});
  state_ = in_array_ ? State::between : State::top;
}

const char* JsonFramer::top(const char* p, const char* end) {
  for (; p != end; ++p) {
    const char c = *p;
    if (state_ == State::mark) {
      if (c == byte_order_mark[mark_]) {
        if (++mark_ == byte_order_mark.size()) state_ = State::top;
        continue;
      }
      state_ = State::junk;
      return p;
    }
    if (c == '\n') line_begin_ = place(p) + 1;
    if (is_space(c)) continue;
    begin(p);
    if (c == byte_order_mark[0]) {
      state_ = State::mark;
      mark_ = 1;
    } else if (c == '[') {
      state_ = State::between;
      in_array_ = true;
      array_begin_ = begin_;
      return p + 1;
    } else {
      state_ = c == '{' ? State::inside : State::junk;
      return p;
    }
  }
  return p;
}

const char* JsonFramer::between(const char* p, const char* end, std::vector<FrameBounds>&) {
  for (; p != end; ++p) {
    const char c = *p;
    if (c == '\n') line_begin_ = place(p) + 1;
    if (is_space(c) || c == ',') continue;
    if (c == ']') {
      in_array_ = false;
      state_ = State::top;
      return p + 1;
    }
    begin(p);
    if (c == '{' || c == '[') {
      state_ = State::inside;
      return p;
    }
    state_ = c == '"' ? State::text : State::scalar;
    return p + 1;
  }
  return p;
}

// A brace at the beginning of a line, in the column of the record under way, where no value can stand.
bool JsonFramer::starts_anew(const char* p) const {
  if (last_ >= line_begin_ || place(p) - line_begin_ != column_ || depth_ == 0 || depth_ > kinds_.size()) return false;
  return last_char_ != '[' && last_char_ != ':' && !(last_char_ == ',' && kinds_[depth_ - 1] == '[');
}

const char* JsonFramer::inside(const char* p, const char* end, std::vector<FrameBounds>& found) {
  for (; p != end; ++p) {
    const char c = *p;
    if (c == ' ' || c == '\t' || c == '\r') continue;
    if (c == '\n') {
      line_begin_ = place(p) + 1;
      continue;
    }
    if (c == '"') {
      last_ = place(p);
      last_char_ = c;
      state_ = State::text;
      return p + 1;
    }
    if (c == '{' && starts_anew(p)) {
      close(place(p), found);
      begin(p);
      state_ = State::inside;
    }
    last_ = place(p);
    last_char_ = c;
    if (c == '{' || c == '[') {
      if (depth_ < kinds_.size()) kinds_[depth_] = c;
      ++depth_;
    } else if ((c == '}' || c == ']') && --depth_ == 0) {
      close(last_ + 1, found);
      return p + 1;
    }
  }
  return p;
}

const char* JsonFramer::text(const char* p, const char* end, std::vector<FrameBounds>& found) {
  while (true) {
    p = end_of_run(p, end);
    if (p == end) return p;
    if (*p == '"') {
      last_ = place(p);
      if (depth_ == 0) close(last_ + 1, found);
      else state_ = State::inside;
      return p + 1;
    }
    if (*p == '\n') {
      state_ = State::broken;
      return p;
    }
    if (end - p < 2) {
      state_ = State::escape;
      return end;
    }
    p += p[1] == '\n' ? 1 : 2;
  }
}

const char* JsonFramer::scalar(const char* p, const char* end, std::vector<FrameBounds>& found) {
  while (p != end && !is_space(*p) && *p != ',' && *p != ']' && *p != '{' && *p != '[' && *p != '"') ++p;
  if (p != end) close(place(p), found);
  return p;
}

// To the next line on which a record may begin, or the array end.
const char* JsonFramer::broken(const char* p, const char* end, std::vector<FrameBounds>& found) {
  if (state_ == State::broken) {
    const auto* line_feed = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p)));
    if (line_feed == nullptr) return end;
    line_begin_ = place(line_feed) + 1;
    state_ = State::margin;
    return line_feed + 1;
  }
  while (p != end && (*p == ' ' || *p == '\t')) ++p;
  if (p == end) return p;
  const std::uint64_t column = place(p) - line_begin_;
  if ((*p == '{' && column == column_) || (*p == ']' && in_array_ && (column == 0 || column < column_))) {
    close(place(p), found);
  } else {
    state_ = State::broken;
  }
  return p;
}

Status JsonFramer::finish(std::uint64_t at, std::vector<FrameBounds>& found) {
  const bool under_way = state_ != State::top && state_ != State::between;
  const bool usable = state_ != State::broken && state_ != State::margin;
  if (in_array_ && usable)
    return failure("the array that begins at byte " + std::to_string(array_begin_) +
                   " is not closed: the file is cut short");
  if (under_way) close(at, found);
  return {};
}

}  // namespace dsprep::formats
