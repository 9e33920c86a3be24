// Private keys in PEM or OpenPGP armour: from BEGIN … PRIVATE KEY to its END, where enough of a key lies between; where
// the END is missing (a text that was cut), to where the base64 ends.
#include <algorithm>
#include <cstring>
#include <string_view>

#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

// memmem is fast where find() is not: on texts full of dashes.
std::size_t find_in(std::string_view text, std::string_view wanted, std::size_t from) {
  if (from >= text.size()) return text.npos;
  const void* at = memmem(text.data() + from, text.size() - from, wanted.data(), wanted.size());
  return at == nullptr ? text.npos : static_cast<std::size_t>(static_cast<const char*>(at) - text.data());
}

// The end of "RSA PRIVATE KEY-----" at i, else npos.
std::size_t label_end(std::string_view text, std::size_t i) {
  const std::string_view label = text.substr(i, 48);
  const std::size_t dashes = label.find("-----");
  if (dashes == label.npos) return label.npos;
  const std::string_view name = label.substr(0, dashes);
  for (const char c : name)
    if (!is_upper(c) && !is_digit(c) && c != ' ') return label.npos;
  return name.ends_with("PRIVATE KEY") || name.ends_with("PRIVATE KEY BLOCK") ? i + dashes + 5 : label.npos;
}

bool base64_char(char c) { return is_alnum(c) || c == '+' || c == '/' || c == '='; }

// Past white space, quotation marks, commas and line ends that are written out ("\\n"), from i.
std::size_t past_gap(std::string_view text, std::size_t i) {
  for (; i < text.size(); ++i) {
    if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == 'n' || text[i + 1] == 'r')) {
      ++i;
      continue;
    }
    if (std::string_view(" \t\r\n\"'`,>|#\\").find(text[i]) == std::string_view::npos) break;
  }
  return i;
}

// A last line of base64, rather than a word of what follows.
bool cut_line(std::string_view line) {
  bool small = false, big_later = false, other = false;
  for (std::size_t i = 0; i < line.size(); ++i) {
    small |= line[i] >= 'a' && line[i] <= 'z';
    big_later |= i > 0 && is_upper(line[i]);
    other |= !is_alpha(line[i]);
  }
  return (small && big_later) || other;
}

// Where the base64 of a key without an END ends: lines of one length, and maybe a shorter one. `body` itself where it
// is none.
std::size_t base64_end(std::string_view text, std::size_t body) {
  constexpr std::size_t most_headers = 6, longest_header = 128, shortest_line = 24;
  std::size_t i = past_gap(text, body);
  // Proc-Type: 4,ENCRYPTED and the like, up to the first line without a colon.
  for (std::size_t headers = 0; headers < most_headers; ++headers) {
    std::size_t end = i;
    while (end < text.size() && text[end] != '\n' && text[end] != '\\' && end - i < longest_header) ++end;
    if (text.substr(i, end - i).find(':') == std::string_view::npos) break;
    i = past_gap(text, end);
  }
  std::size_t end = body, line_size = 0;
  while (i < text.size()) {
    std::size_t stop = i;
    while (stop < text.size() && base64_char(text[stop])) ++stop;
    const std::size_t size = stop - i;
    if (line_size == 0 ? size < shortest_line : size != line_size) {
      if (line_size > 0 && size > 0 && size < line_size && cut_line(text.substr(i, size))) end = stop;
      break;
    }
    line_size = size;
    end = stop;
    i = past_gap(text, stop);
  }
  return end;
}

std::size_t key_chars(std::string_view text, std::size_t begin, std::size_t end) {
  const std::string_view body = text.substr(begin, end - begin);
  return static_cast<std::size_t>(
      std::count_if(body.begin(), body.end(), [](char c) { return is_alnum(c) || c == '+' || c == '/'; }));
}

}  // namespace

void find_private_keys(Scan& scan) {
  constexpr std::string_view begin_mark = "-----BEGIN ", end_mark = "-----END ";
  constexpr std::size_t least = 40;  // characters of a key; fewer are a placeholder
  std::size_t end = 0;               // of the marks of an end, the first behind `body`
  for (std::size_t begin = find_in(scan.text, begin_mark, 0); begin != scan.text.npos;) {
    const std::size_t next = find_in(scan.text, begin_mark, begin + begin_mark.size());
    const std::size_t body = label_end(scan.text, begin + begin_mark.size());
    if (body != scan.text.npos) {
      if (end != scan.text.npos && end < body) end = find_in(scan.text, end_mark, body);
      std::size_t stop = 0, behind = scan.text.npos;
      if (end != scan.text.npos && end < next) behind = label_end(scan.text, end + end_mark.size());
      if (behind != scan.text.npos) {
        stop = end;
      } else {
        stop = behind = base64_end(scan.text, body);
      }
      if (key_chars(scan.text, body, stop) >= least) scan.add(Kind::private_key, begin, behind, "armour", true);
    }
    begin = next;
  }
}

}  // namespace dsprep::models::pii
