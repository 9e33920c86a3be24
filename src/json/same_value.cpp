#include "json/same_value.h"

#include <cmath>
#include <optional>

#include "dsprep/value.h"
#include "json/number_grammar.h"
#include "json/value_scan.h"

namespace dsprep::json {
namespace {

constexpr int digits_of_double = 17;

// Does the literal say no more than a double can?
bool fits_double(std::string_view literal) {
  int digits = 0;
  bool significant = false;
  for (const char c : literal) {
    if (c == 'e' || c == 'E') break;
    if (!is_digit(c)) continue;
    significant |= c != '0';
    if (significant && ++digits > digits_of_double) return false;
  }
  return true;
}

bool same_number(std::string_view a, std::string_view b) {
  const Value x(a), y(b);
  const auto i = x.integer(), j = y.integer();
  if (i && j) return *i == *j;
  const auto u = x.number(), v = y.number();
  if (!u || !v || *u != *v || std::isinf(*u)) return false;
  return fits_double(a) || fits_double(b);
}

bool same_scalar(std::string_view a, std::string_view b, std::string& scratch_a, std::string& scratch_b) {
  if (a == b) return true;
  const Value x(a), y(b);
  if (x.type() != y.type()) return false;
  if (x.type() == FieldType::text) return x.text(scratch_a) == y.text(scratch_b);
  return x.type() == FieldType::number && same_number(a, b);
}

bool is_punctuation(char c) { return c == '{' || c == '}' || c == '[' || c == ']' || c == ',' || c == ':'; }

}  // namespace

bool same_value(std::string_view a, std::string_view b, std::string& scratch_a, std::string& scratch_b) {
  if (a == b) return true;
  const char *p = a.data(), *const p_end = p + a.size();
  const char *q = b.data(), *const q_end = q + b.size();
  for (;;) {
    p = skip_space(p, p_end);
    q = skip_space(q, q_end);
    if (p == p_end || q == q_end) return p == p_end && q == q_end;
    if (is_punctuation(*p) || is_punctuation(*q)) {
      if (*p++ != *q++) return false;
      continue;
    }
    const char *p_start = p, *q_start = q;
    p = skip_value(p, p_end);
    q = skip_value(q, q_end);
    if (!same_scalar({p_start, static_cast<std::size_t>(p - p_start)}, {q_start, static_cast<std::size_t>(q - q_start)},
                     scratch_a, scratch_b)) {
      return false;
    }
  }
}

}  // namespace dsprep::json
