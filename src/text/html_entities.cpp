#include "text/html_entities.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <vector>

#include "text/html_entities_data.h"
#include "text/utf8.h"

namespace dsprep::text {
namespace {

struct Entity {
  std::string_view name;
  std::string text;
};

std::vector<Entity> read_entities() {
  std::vector<Entity> entities;
  std::string_view rest = html_entities_data();
  while (!rest.empty()) {
    const std::size_t end = rest.find('\n');
    std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    const std::size_t space = line.find(' ');
    Entity entity{line.substr(0, space), {}};
    line.remove_prefix(space);
    while (!line.empty()) {
      line.remove_prefix(1);
      char32_t c = 0;
      while (!line.empty() && line[0] != ' ') {
        c = c * 16 + static_cast<char32_t>(line[0] <= '9' ? line[0] - '0' : line[0] - 'A' + 10);
        line.remove_prefix(1);
      }
      append_utf8(entity.text, c);
    }
    entities.push_back(std::move(entity));
  }
  return entities;
}

constexpr char32_t windows_1252[] = {0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021,
                                     0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D,   0x017D, 0x8F,
                                     0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
                                     0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
static_assert(std::size(windows_1252) == 32);

}  // namespace

std::string_view html_entity(std::string_view name) {
  static const std::vector<Entity> entities = read_entities();
  const auto at = std::lower_bound(entities.begin(), entities.end(), name,
                                   [](const Entity& entity, std::string_view wanted) { return entity.name < wanted; });
  return at != entities.end() && at->name == name ? std::string_view(at->text) : std::string_view();
}

std::size_t old_entity_size(std::string_view text) {
  constexpr std::size_t shortest = 2, longest = 6;  // "lt", "Aacute"
  for (std::size_t size = std::min(longest, text.size()); size >= shortest; --size)
    if (text[size - 1] != ';' && !html_entity(text.substr(0, size)).empty()) return size;
  return 0;
}

char32_t html_code_point(std::uint64_t number) {
  if (number >= 0x80 && number < 0xA0) return windows_1252[number - 0x80];
  if (number == 0 || number > 0x10FFFF || (number >= 0xD800 && number < 0xE000)) return U'\ufffd';
  return static_cast<char32_t>(number);
}

}  // namespace dsprep::text
