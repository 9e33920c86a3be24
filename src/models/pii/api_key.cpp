// API keys and tokens. Most services give theirs a prefix; the rest must look drawn by lot. Others are found where a name such
// as api_key or secret is given a long value of high entropy.
#include <algorithm>
#include <cmath>

#include "models/pii/detectors.h"

namespace dsprep::models::pii {
namespace {

enum class Letters : std::uint8_t { alnum, upper_alnum, hex, base64url };

// What follows the prefix: `least` to `most` of these letters.
struct Shape { std::string_view prefix; Letters letters; std::size_t least, most; };

constexpr std::size_t any = 400;
constexpr Shape shapes[] = {
    {"AKIA", Letters::upper_alnum, 16, 16}, {"ASIA", Letters::upper_alnum, 16, 16},                    // AWS
    {"AIza", Letters::base64url, 35, 35}, {"ya29.", Letters::base64url, 20, any}, {"GOCSPX-", Letters::base64url, 28, 28},   // Google
    {"EAACEdEose0cBA", Letters::alnum, 10, any},                                                        // Facebook
    {"ghp_", Letters::alnum, 36, 36}, {"gho_", Letters::alnum, 36, 36}, {"ghu_", Letters::alnum, 36, 36},
    {"ghs_", Letters::alnum, 36, 36}, {"ghr_", Letters::alnum, 36, 76}, {"github_pat_", Letters::base64url, 60, 90},
    {"glpat-", Letters::base64url, 20, 64}, {"gldt-", Letters::base64url, 20, 64},                      // GitLab
    {"xoxb-", Letters::base64url, 20, any}, {"xoxp-", Letters::base64url, 20, any}, {"xoxa-", Letters::base64url, 20, any},
    {"xoxr-", Letters::base64url, 20, any}, {"xoxs-", Letters::base64url, 20, any}, {"xapp-", Letters::base64url, 20, any},   // Slack
    {"sk-ant-", Letters::base64url, 40, any}, {"sk-proj-", Letters::base64url, 40, any}, {"sk-svcacct-", Letters::base64url, 40, any},
    {"sk-or-", Letters::base64url, 40, any}, {"sk-", Letters::alnum, 32, 64}, {"gsk_", Letters::alnum, 40, 64},
    {"sk_live_", Letters::alnum, 16, 128}, {"rk_live_", Letters::alnum, 16, 128}, {"sk_test_", Letters::alnum, 16, 128},
    {"whsec_", Letters::alnum, 24, 64},                                                                 // Stripe
    {"npm_", Letters::alnum, 36, 36}, {"pypi-", Letters::base64url, 80, any}, {"hf_", Letters::alnum, 30, 40},
    {"dop_v1_", Letters::hex, 64, 64}, {"shpat_", Letters::hex, 32, 32}, {"shpss_", Letters::hex, 32, 32},
    {"sq0atp-", Letters::base64url, 22, 22}, {"sq0csp-", Letters::base64url, 43, 43}, {"lin_api_", Letters::alnum, 32, 48},
    {"PMAK-", Letters::base64url, 50, 64}, {"r8_", Letters::alnum, 37, 37}, {"dckr_pat_", Letters::base64url, 27, 27},
    {"SK", Letters::hex, 32, 32}, {"key-", Letters::hex, 32, 32},                                       // Twilio, Mailgun
    {"AGE-SECRET-KEY-1", Letters::upper_alnum, 58, 58},
};

bool key_char(char c) { return is_word(c) || c == '-'; }

bool is_of(char c, Letters letters) {
  switch (letters) {
    case Letters::alnum: return is_alnum(c);
    case Letters::upper_alnum: return is_digit(c) || is_upper(c);
    case Letters::hex: return is_digit(c) || (c >= 'a' && c <= 'f');
    case Letters::base64url: return key_char(c);
  }
  return false;
}

// Bits a character, by the text's own frequencies.
double entropy(std::string_view text) {
  unsigned counts[128] = {};
  for (const char c : text) ++counts[static_cast<unsigned char>(c) & 127];
  double bits = 0;
  for (const unsigned n : counts)
    if (n > 0) bits -= n * std::log2(static_cast<double>(n) / static_cast<double>(text.size()));
  return bits / static_cast<double>(text.size());
}

// Drawn by lot rather than written by hand: not EXAMPLE, not your-key-here, not 1234567890abcdef.
bool random_looking(std::string_view text, double least) {
  char low[64];
  std::size_t n = 0;
  for (const char c : text.substr(0, 64)) low[n++] = lower(c);
  const std::string_view start(low, n);
  for (const std::string_view word : {"example", "xxxx", "0000", "12345", "abcde", "your", "placeholder", "changeme", "secret", "test_key", "sample"})
    if (start.find(word) != start.npos) return false;
  return entropy(text) >= least && std::any_of(text.begin(), text.end(), is_digit);
}

// The end of a JSON Web Token at i (three parts of base64url), or 0.
std::size_t web_token(const Scan& scan, std::size_t i) {
  if (scan.text.substr(i, 3) != "eyJ") return 0;
  for (int part = 0; part < 3; ++part) {
    const std::size_t begin = i;
    while (key_char(scan.at(i)) && i - begin < 4096) ++i;
    if (i - begin < 10 || (part < 2 && scan.at(i++) != '.') || (part == 1 && scan.text.substr(begin, 3) != "eyJ")) return 0;
  }
  return i;
}

constexpr std::string_view names[] = {"api_key", "api-key", "apikey", "api_secret", "api-secret", "apisecret", "secret_key", "secret-key", "secretkey",
                                      "access_key", "access-key", "accesskey", "access_token", "access-token", "accesstoken", "auth_token",
                                      "auth-token", "authtoken", "client_secret", "client-secret", "clientsecret", "private_token", "bearer"};

// api_key = "…": the value [begin, end) has an assignment and one of those names right before it.
bool assigned(const Scan& scan, std::size_t begin) {
  constexpr std::size_t window = 40;
  char low[window];
  std::size_t n = 0;
  for (std::size_t i = begin - std::min(begin, window); i < begin; ++i) low[n++] = lower(scan.text[i]);
  std::string_view before(low, n);
  while (!before.empty() && std::string_view(" \"'`=:>").find(before.back()) != std::string_view::npos) before.remove_suffix(1);
  const std::string_view sign = std::string_view(low, n).substr(before.size());
  for (const std::string_view name : names)
    if (before.ends_with(name)) return sign.find_first_of("=:") != sign.npos || (name == "bearer" && sign == " ");
  return false;
}

}  // namespace

void api_key_token(Scan& scan, Token token) {
  // The whole key, with its dashes; a token in the middle of one has been seen with its first.
  std::size_t begin = token.begin, end = token.end;
  while (begin > 0 && token.begin - begin < 64 && key_char(scan.text[begin - 1])) --begin;
  while (end < scan.text.size() && end - begin < any && key_char(scan.text[end])) ++end;
  if (end - begin < 16) return;
  if (const char left = scan.before(begin); !scan.free_before(begin) || left == '/' || left == '@') return;
  if (const std::size_t jwt = web_token(scan, begin)) return scan.add(Kind::api_key, begin, jwt, "jwt", false);
  const std::string_view key = scan.text.substr(begin, end - begin);
  for (const Shape& shape : shapes) {
    std::string_view start = shape.prefix;
    const bool dot = start.back() == '.';
    if (dot) start.remove_suffix(1);
    if (!key.starts_with(start) || (dot && (key.size() != start.size() || scan.at(end) != '.'))) continue;
    const std::size_t secret = begin + shape.prefix.size();
    std::size_t stop = secret;
    while (stop < scan.text.size() && stop - secret <= shape.most && is_of(scan.text[stop], shape.letters)) ++stop;
    if (stop - secret < shape.least || stop - secret > shape.most || key_char(scan.at(stop))) continue;
    if (!random_looking(scan.text.substr(secret, stop - secret), 2.8)) continue;
    return scan.add(Kind::api_key, begin, stop, "prefix", false);
  }
  if (key.size() < 16 || !assigned(scan, begin)) return;
  const auto value_char = [](char c) { return key_char(c) || c == '.' || c == '/' || c == '+' || c == '=' || c == '~'; };
  while (end < scan.text.size() && end - begin < any && value_char(scan.text[end])) ++end;
  while (scan.text[end - 1] == '.') --end;
  const std::string_view value = scan.text.substr(begin, end - begin);
  const bool hex = std::all_of(value.begin(), value.end(), [](char c) { return hex_of(c) >= 0; });
  if (value.size() >= 20 && random_looking(value, hex ? 3.0 : 3.5)) scan.add(Kind::api_key, begin, end, "assigned", false);
}

}  // namespace dsprep::models::pii
