#include "ops/augment/keyboard/layout.h"

#include <algorithm>
#include <cmath>
#include <cstddef>

#include "text/classes.h"

namespace dsprep::ops::keyboard {
namespace {

struct Row {
  std::u32string_view plain, shifted;  // key for key
};
struct Layout {
  std::string_view name;
  Row rows[4];
};
// The keys from the one beside the tabulator on. A dead key, which types nothing, is a space.
constexpr Layout layouts[] = {
    {"en",
     {{U"1234567890-=", U"!@#$%^&*()_+"},
      {U"qwertyuiop[]", U"QWERTYUIOP{}"},
      {U"asdfghjkl;'", U"ASDFGHJKL:\""},
      {U"zxcvbnm,./", U"ZXCVBNM<>?"}}},
    {"de",
     {{U"1234567890ß ", U"!\"§$%&/()=? "},
      {U"qwertzuiopü+", U"QWERTZUIOPÜ*"},
      {U"asdfghjklöä#", U"ASDFGHJKLÖÄ'"},
      {U"yxcvbnm,.-", U"YXCVBNM;:_"}}},
    {"fr",
     {{U"&é\"'(-è_çà)=", U"1234567890°+"},
      {U"azertyuiop $", U"AZERTYUIOP £"},
      {U"qsdfghjklmù*", U"QSDFGHJKLM%µ"},
      {U"wxcvbn,;:!", U"WXCVBN?./§"}}},
    {"es",
     {{U"1234567890'¡", U"!\"·$%&/()=?¿"},
      {U"qwertyuiop +", U"QWERTYUIOP *"},
      {U"asdfghjklñ ç", U"ASDFGHJKLÑ Ç"},
      {U"zxcvbnm,.-", U"ZXCVBNM;:_"}}},
};

// Each row of a keyboard stands somewhat to the right of the one above, in widths of a key.
constexpr double row_begins[] = {0, 0.5, 0.75, 1.25};

bool is_beside(std::size_t row, std::size_t key, std::size_t other_row, std::size_t other_key) {
  const std::size_t rows = row > other_row ? row - other_row : other_row - row;
  const double x =
      std::abs(row_begins[row] + static_cast<double>(key) - row_begins[other_row] - static_cast<double>(other_key));
  return rows == 0 ? x == 1 : rows == 1 && x <= 0.75;
}

}  // namespace

std::vector<std::u32string> neighbours(std::string_view name, bool letters) {
  const Layout& layout =
      *std::find_if(std::begin(layouts), std::end(layouts), [&](const Layout& one) { return one.name == name; });
  std::vector<std::u32string> beside;
  for (const bool shift : {false, true})
    for (std::size_t row = 0; row < 4; ++row) {
      const std::u32string_view keys = shift ? layout.rows[row].shifted : layout.rows[row].plain;
      for (std::size_t key = 0; key < keys.size(); ++key) {
        if (keys[key] == U' ') continue;
        if (keys[key] >= beside.size()) beside.resize(keys[key] + 1);
        for (std::size_t other_row = 0; other_row < 4; ++other_row) {
          const std::u32string_view others = shift ? layout.rows[other_row].shifted : layout.rows[other_row].plain;
          for (std::size_t other = 0; other < others.size(); ++other)
            if (is_beside(row, key, other_row, other) && others[other] != U' ' &&
                (!letters || (text::classes_of(others[other]) & text::letter)))
              beside[keys[key]] += others[other];
        }
      }
    }
  return beside;
}

}  // namespace dsprep::ops::keyboard
