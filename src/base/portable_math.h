// portable_math: log2, log and exp with the same bits on every machine. Those of the C library differ in the last bit
// between its versions and between processors (with and without fused multiplication), and a decision may hang on one.
//
// Double precision, relative error below 1e-14. Only +, -, *, / and powers of two: exact or rounded alike everywhere
// (-ffp-contract=off).
#pragma once

#include <cmath>

namespace dsprep::base {

// REQUIRES x > 0 and finite.
inline double log2(double x) {
  int exponent = 0;
  double m = std::frexp(x, &exponent);  // [0.5, 1)
  if (m < 0.70710678118654752) {
    m *= 2;
    --exponent;
  }
  // ln m = 2 atanh(t), and |t| < 0.172: eleven terms.
  const double t = (m - 1) / (m + 1), square = t * t;
  double sum = 0;
  for (int n = 21; n >= 1; n -= 2) sum = sum * square + 1.0 / n;
  return exponent + 2 * t * sum * 1.4426950408889634;  // log2(e)
}

inline constexpr double ln_2 = 0.69314718055994531;

// The natural logarithm. REQUIRES x > 0 and finite.
inline double log(double x) { return log2(x) * ln_2; }

// 0 below -745, infinity above 709.
inline double exp(double x) {
  if (!(x > -745)) return x != x ? x : 0;
  if (x > 709) return HUGE_VAL;
  const double power = std::floor(x * 1.4426950408889634 + 0.5);
  const double r = (x - power * 0.693147180369123816490) - power * 1.90821492927058770002e-10;  // ln 2 in two parts
  double sum = 1;
  for (int n = 14; n >= 1; --n) sum = 1 + sum * r / n;
  return std::ldexp(sum, static_cast<int>(power));
}

}  // namespace dsprep::base
