#include "formats/warc/warc_framer.h"

#include <algorithm>
#include <cstring>
#include <optional>
#include <utility>

#include "formats/warc/fields.h"

namespace dsprep::formats::warc {
namespace {

constexpr std::string_view two_line_ends = "\r\n\r\n";
constexpr std::size_t longest_header = 64u << 10, most_spaces = 4096;

}  // namespace

std::uint64_t WarcFramer::frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) {
  first_ = bytes.data();
  at_ = at;
  const char* p = first_;
  const char* const end = p + bytes.size();
  while (p != end) {
    switch (state_) {
      case State::between: p = between(p, end); break;
      case State::version: p = version(p, end); break;
      case State::fields: p = fields(p, end, found); break;
      case State::block: p = block(p, end, found); break;
      case State::separator: p = separator(p, end, found); break;
      case State::loose: p = loose(p, end, found); break;
      case State::lost: p = lost(p, end, found); break;
    }
  }
  return under_way(place(end));
}

// Where the bytes begin that are needed still.
std::uint64_t WarcFramer::under_way(std::uint64_t at) const {
  switch (state_) {
    case State::between: return at;
    case State::version:
    case State::fields:
    case State::lost: return begin_;
    case State::block:
    case State::separator:
    case State::loose: break;
  }
  if (shown_) return begin_;
  if (second_) return second_begin_;
  return at - version_.seen();
}

bool WarcFramer::leaves() const {
  if (!shown_ || second_) return false;
  return state_ != State::between && state_ != State::version && state_ != State::fields;
}

// ---- the states ----

const char* WarcFramer::between(const char* p, const char* end) {
  while (p != end && is_space(*p)) ++p;
  if (p == end) return p;
  begin_ = place(p);
  shown_ = true;
  version_.reset();
  state_ = State::version;
  return p;
}

const char* WarcFramer::version(const char* p, const char* end) {
  while (p != end) {
    const std::size_t before = version_.seen();
    if (version_.take(*p++)) {
      begin_record(place(p));
      return p;
    }
    if (version_.seen() != before + 1) {
      state_ = State::lost;
      return p;
    }
  }
  return p;
}

const char* WarcFramer::fields(const char* p, const char* end, std::vector<FrameBounds>& found) {
  while (p != end) {
    const auto* line_feed = static_cast<const char*>(std::memchr(p, '\n', static_cast<std::size_t>(end - p)));
    const std::size_t room = longest_header + 1 - header_.size();
    const char* const to = line_feed ? line_feed + 1 : end;
    header_.append(p, std::min(room, static_cast<std::size_t>(to - p)));
    if (header_.size() <= longest_header) p = to;
    else p += room;
    if (header_.size() > longest_header) {
      version_.reset();
      state_ = State::lost;
      return p;
    }
    if (line_feed == nullptr) return p;
    const std::string_view line = std::string_view(header_).substr(line_begin_);
    line_begin_ = header_.size();
    if (trimmed(line).empty() && line.size() <= 2) {
      begin_block(place(p), found);
      return p;
    }
    VersionLine next;  // a header that is cut short, and the next record
    if (next.search(line.data(), line.data() + line.size()) != nullptr) {
      found.push_back({begin_, place(p)});
      begin_record(place(p));
    }
  }
  return p;
}

const char* WarcFramer::block(const char* p, const char* end, std::vector<FrameBounds>& found) {
  const std::uint64_t left = block_end_ - place(p);
  const char* const to = left < static_cast<std::uint64_t>(end - p) ? p + left : end;
  if (too_long()) {  // is not used: the next record is more likely to be where it looks like one
    if (const char* next = version_.search(p, to)) {
      end_record(place(next), found);
      begin_record(place(next));
      return next;
    }
  } else if (second_) {
    show_second(p, to);
  } else if (may_look_twice_) {
    if (const char* next = version_.search(p, to)) {
      second_ = std::make_unique<WarcFramer>();
      second_->may_look_twice_ = false;
      second_->limit(longest_);
      second_begin_ = place(next);
      second_->begin_record(second_begin_);
      show_second(next, to);
    }
  }
  if (place(to) == block_end_) {
    version_.reset();
    separator_ = spaces_ = 0;
    state_ = State::separator;
  }
  return to;
}

const char* WarcFramer::separator(const char* p, const char* end, std::vector<FrameBounds>& found) {
  const char* const from = p;
  while (p != end && separator_ < two_line_ends.size() && *p == two_line_ends[separator_]) ++p, ++separator_;
  if (separator_ == two_line_ends.size()) {
    forget_second();
    end_record(place(p), found);
    state_ = State::between;
    return p;
  }
  if (second_) show_second(from, p);
  if (p != end) state_ = State::loose;
  return p;
}

const char* WarcFramer::loose(const char* p, const char* end, std::vector<FrameBounds>& found) {
  const char* const from = p;
  while (p != end) {
    const std::size_t seen = version_.seen();
    if (seen == 0 && is_space(*p) && ++spaces_ <= most_spaces) {
      ++p;
      continue;
    }
    if (version_.take(*p)) {
      ++p;
      forget_second();
      end_record(place(p), found);
      begin_record(place(p));
      return p;
    }
    if (version_.seen() == seen + 1) {
      ++p;
      continue;
    }
    if (second_) {
      show_second(from, p);
      adopt_second(found);
      return p;
    }
    if (!shown_) begin_ = place(p) - seen;
    shown_ = true;
    state_ = State::lost;
    return p + 1;
  }
  if (second_) show_second(from, p);
  return p;
}

const char* WarcFramer::lost(const char* p, const char* end, std::vector<FrameBounds>& found) {
  const char* const next = version_.search(p, end);
  if (next == nullptr) return end;
  found.push_back({begin_, place(next)});
  begin_record(place(next));
  return next;
}

// ---- records ----

// Behind its version line.
void WarcFramer::begin_record(std::uint64_t begin) {
  begin_ = begin;
  header_.clear();
  line_begin_ = 0;
  shown_ = true;
  version_.reset();
  state_ = State::fields;
}

void WarcFramer::begin_block(std::uint64_t at, std::vector<FrameBounds>& found) {
  const Fields header{header_};
  const std::optional<std::uint64_t> length = length_of(header.find("Content-Length"));
  version_.reset();
  if (!length) {
    state_ = State::lost;
    return;
  }
  block_end_ = at + *length;
  shown_ = has_payload(header.find("WARC-Type"));
  if (!shown_) found.push_back({begin_, at});
  separator_ = spaces_ = 0;
  state_ = *length > 0 ? State::block : State::separator;
}

void WarcFramer::end_record(std::uint64_t end, std::vector<FrameBounds>& found) {
  if (shown_) found.push_back({begin_, end});
}

void WarcFramer::show_second(const char* from, const char* to) {
  if (from != to) second_->frame({from, static_cast<std::size_t>(to - from)}, place(from), second_found_);
}

// The block ends where it should: what looked like records in it is text.
void WarcFramer::forget_second() {
  second_.reset();
  second_found_.clear();
}

// The block did not end where it should: it is cut short at the version line, and what follows are records.
void WarcFramer::adopt_second(std::vector<FrameBounds>& found) {
  end_record(second_begin_, found);
  found.insert(found.end(), second_found_.begin(), second_found_.end());
  second_found_.clear();
  const std::unique_ptr<WarcFramer> second = std::move(second_);
  state_ = second->state_;
  begin_ = second->begin_;
  block_end_ = second->block_end_;
  shown_ = second->shown_;
  header_.swap(second->header_);
  line_begin_ = second->line_begin_;
  version_ = second->version_;
  separator_ = second->separator_;
  spaces_ = second->spaces_;
}

Status WarcFramer::finish(std::uint64_t at, std::vector<FrameBounds>& found) {
  switch (state_) {
    case State::between: break;
    case State::version:
    case State::fields:
    case State::lost: found.push_back({begin_, at}); break;
    case State::block:
      if (second_) {
        adopt_second(found);
        return finish(at, found);
      }
      end_record(at, found);
      break;
    case State::separator:
    case State::loose: end_record(at, found); break;
  }
  state_ = State::between;
  return {};
}

}  // namespace dsprep::formats::warc
