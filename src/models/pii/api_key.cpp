// API keys and tokens with a form of their own: most services give theirs a prefix, or write several parts with a sign
// between; the rest must look drawn by lot. Those without a form are found by the name they are assigned to
// (assigned_secret.cpp).
#include <cstdint>
#include <string>
#include <string_view>

#include "models/pii/assigned_secret.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/random_text.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

enum class Letters : std::uint8_t { alnum, upper_alnum, hex, base64url };

// What follows the prefix: `least` to `most` of these letters.
struct Shape {
  std::string_view prefix;
  Letters letters;
  std::size_t least, most;
};

constexpr std::size_t any = 400;
constexpr Shape shapes[] = {
    {"AKIA", Letters::upper_alnum, 16, 16},
    {"ASIA", Letters::upper_alnum, 16, 16},  // AWS
    {"LTAI", Letters::alnum, 12, 26},
    {"AKID", Letters::alnum, 32, 32},  // Alibaba, Tencent
    {"AIza", Letters::base64url, 35, 35},
    {"ya29.", Letters::base64url, 20, any},
    {"GOCSPX-", Letters::base64url, 28, 28},      // Google
    {"EAACEdEose0cBA", Letters::alnum, 10, any},  // Facebook
    {"ghp_", Letters::alnum, 36, 36},
    {"gho_", Letters::alnum, 36, 36},
    {"ghu_", Letters::alnum, 36, 36},
    {"ghs_", Letters::alnum, 36, 36},
    {"ghr_", Letters::alnum, 36, 76},
    {"github_pat_", Letters::base64url, 60, 90},
    {"glpat-", Letters::base64url, 20, 64},
    {"gldt-", Letters::base64url, 20, 64},
    {"glrt-", Letters::base64url, 20, 64},
    {"glptt-", Letters::base64url, 40, 64},
    {"glcbt-", Letters::base64url, 20, 64},
    {"glsoat-", Letters::base64url, 20, 64},  // GitLab
    {"xoxb-", Letters::base64url, 20, any},
    {"xoxp-", Letters::base64url, 20, any},
    {"xoxa-", Letters::base64url, 20, any},
    {"xoxr-", Letters::base64url, 20, any},
    {"xoxs-", Letters::base64url, 20, any},
    {"xoxc-", Letters::base64url, 20, any},
    {"xoxd-", Letters::base64url, 20, any},
    {"xoxe-", Letters::base64url, 20, any},
    {"xapp-", Letters::base64url, 20, any},  // Slack
    {"sk-ant-", Letters::base64url, 40, any},
    {"sk-proj-", Letters::base64url, 40, any},
    {"sk-svcacct-", Letters::base64url, 40, any},
    {"sk-admin-", Letters::base64url, 40, any},
    {"sk-or-", Letters::base64url, 40, any},
    {"sk-", Letters::alnum, 32, 64},
    {"gsk_", Letters::alnum, 40, 64},
    {"xai-", Letters::alnum, 64, 100},
    {"pplx-", Letters::alnum, 40, 64},
    {"sk_live_", Letters::alnum, 16, 128},
    {"rk_live_", Letters::alnum, 16, 128},
    {"sk_test_", Letters::alnum, 16, 128},
    {"rk_test_", Letters::alnum, 16, 128},
    {"whsec_", Letters::alnum, 24, 64},  // Stripe
    {"npm_", Letters::alnum, 36, 36},
    {"pypi-", Letters::base64url, 80, any},
    {"hf_", Letters::alnum, 30, 40},
    {"dop_v1_", Letters::hex, 64, 64},
    {"doo_v1_", Letters::hex, 64, 64},
    {"dor_v1_", Letters::hex, 64, 64},  // DigitalOcean
    {"shpat_", Letters::hex, 32, 32},
    {"shpss_", Letters::hex, 32, 32},
    {"shpca_", Letters::hex, 32, 32},
    {"shppa_", Letters::hex, 32, 32},
    {"sq0atp-", Letters::base64url, 22, 22},
    {"sq0csp-", Letters::base64url, 43, 43},
    {"lin_api_", Letters::alnum, 32, 48},
    {"PMAK-", Letters::base64url, 50, 64},
    {"r8_", Letters::alnum, 37, 37},
    {"dckr_pat_", Letters::base64url, 27, 27},
    {"dapi", Letters::hex, 32, 32},
    {"glsa_", Letters::base64url, 41, 41},
    {"NRAK-", Letters::upper_alnum, 27, 27},  // Databricks, Grafana, New Relic
    {"SK", Letters::hex, 32, 32},
    {"key-", Letters::hex, 32, 32},  // Twilio, Mailgun
    {"AGE-SECRET-KEY-1", Letters::upper_alnum, 58, 58},
    {"hvs.", Letters::base64url, 24, any},
    {"hvb.", Letters::base64url, 24, any},
    {"hvr.", Letters::base64url, 24, any},  // Vault
};

bool is_of(char c, Letters letters) {
  switch (letters) {
    case Letters::alnum: return is_alnum(c);
    case Letters::upper_alnum: return is_digit(c) || is_upper(c);
    case Letters::hex: return is_digit(c) || (c >= 'a' && c <= 'f');
    case Letters::base64url: return key_char(c);
  }
  return false;
}

std::size_t past_key_chars(const Scan& scan, std::size_t i, std::size_t most) {
  const std::size_t begin = i;
  while (i - begin <= most && key_char(scan.at(i))) ++i;
  return i;
}

// The end of a JSON Web Token at i (three parts of base64url), or 0.
std::size_t web_token(const Scan& scan, std::size_t i) {
  if (scan.text.substr(i, 3) != "eyJ") return 0;
  for (int part = 0; part < 3; ++part) {
    const std::size_t begin = i;
    while (key_char(scan.at(i)) && i - begin < 4096) ++i;
    if (i - begin < 10 || (part < 2 && scan.at(i++) != '.') || (part == 1 && scan.text.substr(begin, 3) != "eyJ"))
      return 0;
  }
  return i;
}

// The end of a key that one of the prefixes begins at `begin`, in the stretch of key characters up to `end`; else 0.
// Letters alone will do where they are `mixed`: Hugging Face's tokens have no digits.
std::size_t prefixed(const Scan& scan, std::size_t begin, std::size_t end, bool mixed) {
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
    const std::string_view drawn = scan.text.substr(secret, stop - secret);
    if (random_looking(drawn, 2.8) || (mixed && random_letters(drawn))) return stop;
  }
  return 0;
}

// The first of the parts of a token, their lengths, and what stands between.
bool parts(const Scan& scan, std::size_t i, std::size_t size, char behind) {
  const std::size_t end = past_key_chars(scan, i, size);
  return end - i == size && (behind == '\0' ? !key_char(scan.at(end)) : scan.at(end) == behind);
}

// SG.….…: SendGrid. From the first dot.
void sendgrid(Scan& scan, std::size_t dot) {
  const std::size_t begin = dot - 2;
  if (scan.text.substr(begin, 2) != "SG" || !scan.free_before(begin)) return;
  if (!parts(scan, dot + 1, 22, '.') || !parts(scan, dot + 24, 43, '\0')) return;
  if (!placeholder(scan.text.substr(dot + 24, 43)) && entropy(scan.text.substr(dot + 24, 43)) >= 3.5)
    scan.add(Kind::api_key, begin, dot + 24 + 43, "prefix", false);
}

// M….……….…: Discord's bots, from the first dot: a number in base64, a time, a MAC.
void discord_bot(Scan& scan, std::size_t dot) {
  std::size_t begin = dot;
  while (begin > 0 && dot - begin < 30 && key_char(scan.text[begin - 1])) --begin;
  if (dot - begin < 23 || dot - begin > 28 || std::string_view("MNO").find(scan.text[begin]) == std::string_view::npos)
    return;
  const std::size_t end = past_key_chars(scan, dot + 8, 40), size = end - (dot + 8);
  const std::string_view drawn = scan.text.substr(dot + 8, size);
  if (!scan.free_before(begin) || size < 27 || size > 38 || !(random_looking(drawn, 3.5) || random_base64(drawn)))
    return;
  scan.add(Kind::api_key, begin, end, "parts", false);
}

// T…/B…/…: what a Slack webhook's address ends with; `i` is behind "services/".
void slack_webhook(Scan& scan, std::size_t i) {
  const std::size_t begin = i;
  for (const char first : {'T', 'B'}) {
    const std::size_t part = i;
    while (i - part < 16 && is_of(scan.at(i), Letters::upper_alnum)) ++i;
    if (scan.at(part) != first || i - part < 8 || scan.at(i++) != '/') return;
  }
  const std::size_t secret = i;
  while (i - secret < 32 && is_alnum(scan.at(i))) ++i;
  const std::string_view drawn = scan.text.substr(secret, i - secret);
  if (drawn.size() >= 20 && !placeholder(drawn) && entropy(drawn) >= 2.8)
    scan.add(Kind::api_key, begin, i, "webhook", false);
}

// 123…/…: what a Discord webhook's address ends with; `i` is behind "webhooks/".
void discord_webhook(Scan& scan, std::size_t i) {
  const std::size_t begin = i;
  while (i - begin < 21 && is_digit(scan.at(i))) ++i;
  if (i - begin < 17 || i - begin > 20 || scan.at(i) != '/') return;
  const std::size_t end = past_key_chars(scan, i + 1, 100);
  const std::string_view drawn = scan.text.substr(i + 1, end - i - 1);
  if (drawn.size() >= 60 && drawn.size() <= 90 && !placeholder(drawn) && entropy(drawn) >= 3.5)
    scan.add(Kind::api_key, begin, end, "webhook", false);
}

// xxx8Q~…: Azure's client secrets. [begin, end) is what stands before the '~'.
bool azure_secret(Scan& scan, std::size_t begin, std::size_t end) {
  if (end - begin != 5 || scan.text[end - 1] != 'Q' || !is_digit(scan.text[end - 2])) return false;
  std::size_t stop = end + 1;
  while (stop - end <= 40 && (key_char(scan.at(stop)) || scan.at(stop) == '~' || scan.at(stop) == '.')) ++stop;
  while (scan.text[stop - 1] == '.') --stop;
  const std::string_view drawn = scan.text.substr(end + 1, stop - end - 1);
  if (drawn.size() < 31 || drawn.size() > 35 || placeholder(drawn) || entropy(drawn) < 3.5) return false;
  scan.add(Kind::api_key, begin, stop, "parts", false);
  return true;
}

// Whether the key characters around the token are a key by their form. With its dashes: a token in the middle of a key
// is seen with the first.
bool keyed(Scan& scan, Token token) {
  std::size_t begin = token.begin, end = token.end;
  while (begin > 0 && token.begin - begin < 64 && key_char(scan.text[begin - 1])) --begin;
  while (end < scan.text.size() && end - begin < any && key_char(scan.text[end])) ++end;
  scan.key_until = end;
  const char left = scan.before(begin), right = scan.at(end);
  if (end - begin < 16 && right != '.' && right != '~') return false;
  if (!scan.free_before(begin) || left == '/' || left == '@') return false;
  if (right == '~') return azure_secret(scan, begin, end);
  if (const std::size_t jwt = web_token(scan, begin)) return scan.add(Kind::api_key, begin, jwt, "jwt", false), true;
  const std::size_t stop = prefixed(scan, begin, end, false);
  if (stop != 0) scan.add(Kind::api_key, begin, stop, "prefix", false);
  return stop != 0;
}

// A key whose prefix is [begin, mark].
void letters_behind(Scan& scan, std::size_t begin, std::size_t mark) {
  std::size_t end = mark;
  while (end < scan.text.size() && end - begin < any && key_char(scan.text[end])) ++end;
  if (end - mark < 16 || !scan.free_before(begin) || scan.before(begin) == '/' || scan.before(begin) == '@') return;
  if (const std::size_t stop = prefixed(scan, begin, end, true)) scan.add(Kind::api_key, begin, stop, "prefix", false);
}

}  // namespace

void api_key_token(Scan& scan, Token token) {
  if (token.begin >= scan.key_until && keyed(scan, token)) return;
  find_assigned_secret(scan, token);
}

// hf_ and letters alone has no digit that would lead to it.
void api_key_underscore(Scan& scan, std::size_t underscore) {
  if (underscore >= 2) letters_behind(scan, underscore - 2, underscore);
}

void api_key_mark(Scan& scan, std::size_t mark) {
  if (scan.text[mark] == '-') {  // nor have some of GitLab's; and the digits of Slack's stand by themselves
    if (mark >= 5 && scan.text.substr(mark - 5, 5) == "glpat") letters_behind(scan, mark - 5, mark);
    if (mark >= 4 && scan.text.substr(mark - 4, 3) == "xox") letters_behind(scan, mark - 4, mark);
    return;
  }
  const char left = scan.before(mark), right = scan.at(mark + 1);
  if (left == 'G' && mark >= 2 && scan.text[mark - 2] == 'S') return sendgrid(scan, mark);
  if (mark >= 3 && scan.text[mark - 3] == 'h' && scan.text[mark - 2] == 'v' && scan.free_before(mark - 3)) {
    const std::size_t stop = prefixed(scan, mark - 3, mark, true);
    if (stop != 0) scan.add(Kind::api_key, mark - 3, stop, "prefix", false);
  }
  if (scan.at(mark + 7) == '.' && key_char(scan.at(mark + 6)) && key_char(scan.at(mark + 8)) && key_char(left))
    discord_bot(scan, mark);
  if (right != 's' && right != 'c') return;
  if (scan.at(mark + 4) != '/' && scan.at(mark + 6) != '.') return;
  constexpr std::string_view slack = ".slack.com/services/", discord = ".com/api/webhooks/";
  if (scan.text.substr(mark, slack.size()) == slack) slack_webhook(scan, mark + slack.size());
  if (scan.text.substr(mark, discord.size()) == discord) discord_webhook(scan, mark + discord.size());
}

// 123456789:AA…: Telegram's bots, a number and 35 characters.
void api_key_colon(Scan& scan, std::size_t colon) {
  if (scan.at(colon + 1) != 'A' || !is_digit(scan.before(colon))) return;
  std::size_t begin = colon;
  while (begin > 0 && colon - begin < 12 && is_digit(scan.text[begin - 1])) --begin;
  const bool bot = begin >= 3 && scan.text.substr(begin - 3, 3) == "bot";  // in an address: /bot123…:AA…/getMe
  if (colon - begin < 8 || colon - begin > 10 || !(bot || scan.free_before(begin)) || !parts(scan, colon + 1, 35, '\0'))
    return;
  const std::string_view drawn = scan.text.substr(colon + 1, 35);
  if (random_looking(drawn, 3.5) || random_base64(drawn)) scan.add(Kind::api_key, begin, colon + 36, "parts", false);
}

}  // namespace dsprep::models::pii
