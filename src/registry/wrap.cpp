#include "registry/wrap.h"

#include <algorithm>

namespace dsprep::registry {
namespace {

std::size_t columns(std::string_view text) {
  return static_cast<std::size_t>(
      std::count_if(text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string_view next_line(std::string_view& text) {
  const std::size_t end = text.find('\n');
  const std::string_view line = text.substr(0, end);
  text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  return line;
}

bool starts_item(std::string_view line) {
  if (line.starts_with("- ") || line.starts_with("* ")) return true;
  const std::size_t digits = line.find_first_not_of("0123456789");
  return digits != 0 && digits != std::string_view::npos && line.substr(digits).starts_with(". ");
}

bool stays_as_it_is(std::string_view line) {
  return line.starts_with("|") || line.starts_with("    ") || line.starts_with("#");
}

// One paragraph, broken at spaces; a word longer than a line gets a line of its own.
void fill(std::string& out, std::string_view paragraph, std::size_t width, std::size_t indent, std::size_t hanging) {
  std::size_t column = 0;
  while (true) {
    paragraph.remove_prefix(std::min(paragraph.find_first_not_of(' '), paragraph.size()));
    if (paragraph.empty()) break;
    const std::string_view word = paragraph.substr(0, paragraph.find(' '));
    paragraph.remove_prefix(word.size());
    const std::size_t size = columns(word);
    if (column == 0) {
      out.append(indent, ' ');
      column = indent;
    } else if (column + 1 + size > width) {
      out.append("\n").append(hanging, ' ');
      column = hanging;
    } else {
      out += ' ';
      ++column;
    }
    out += word;
    column += size;
  }
  if (column) out += '\n';
}

}  // namespace

std::string wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t hanging) {
  if (hanging == 0) hanging = indent;
  std::string out, paragraph;
  std::size_t item_indent = hanging;
  bool fenced = false;
  const auto flush = [&] {
    fill(out, paragraph, width, indent, item_indent);
    paragraph.clear();
    item_indent = hanging;
  };
  while (!text.empty()) {
    const std::string_view line = next_line(text);
    if (line.starts_with("```")) {
      flush();
      fenced = !fenced;
    } else if (fenced || stays_as_it_is(line)) {
      flush();
      out.append(indent, ' ').append(line).append("\n");
    } else if (line.find_first_not_of(' ') == std::string_view::npos) {
      flush();
      out += '\n';
    } else {
      if (starts_item(line)) {
        flush();
        item_indent = hanging + line.find(' ') + 1;
      }
      if (!paragraph.empty()) paragraph += ' ';
      paragraph += line;
    }
  }
  flush();
  return out;
}

std::string indented_lines(std::string_view lines, std::size_t indent) {
  std::string out;
  while (!lines.empty()) out.append(indent, ' ').append(next_line(lines)).append("\n");
  return out;
}

}  // namespace dsprep::registry
