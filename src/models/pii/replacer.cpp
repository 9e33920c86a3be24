#include "models/pii/replacer.h"

#include "base/base64url.h"
#include "base/hmac.h"
#include "models/pii/canonical.h"
#include "models/pii/surrogate.h"
#include "text/utf8.h"

namespace dsprep::models::pii {
namespace {

// What stands before the ciphertext of AES-SIV. dsprep 0.1 wrote that of AES-GCM-SIV with nothing before it.
constexpr std::string_view mark = "siv.";

bool label_char(char c) { return (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_'; }
bool digit_char(char c) { return label_char(c) || (c >= 'a' && c <= 'z') || c == '-'; }

// What the pseudonym of a value is made of: values of two kinds never share one.
std::string message(Kind kind, std::string_view label, std::string_view value,
                    const std::vector<std::string>& regions) {
  std::string text(label);
  text += '\0';
  return text += canonical(kind, value, regions);
}

base::AesSiv cipher_of(const Keys& keys) { return {keys.tag.bytes(), keys.cipher.bytes()}; }

}  // namespace

Keys::Keys(const base::SecretKey& key)
    : tag(key.derive("dsprep pii encrypt 2, tag")),
      cipher(key.derive("dsprep pii encrypt 2, cipher")),
      hash(key.derive("dsprep pii hash 1")),
      surrogate(key.derive("dsprep pii surrogate 1")) {}

Replacer::Replacer(const How& how, const Keys* keys) : how_(how), keys_(keys) {
  if (keys) cipher_.emplace(cipher_of(*keys));
}

void Replacer::replace(Mode mode, Kind kind, std::string_view label, std::string_view value, std::string& out) {
  if (mode == Mode::remove) return;
  if (mode == Mode::hash) return hash(kind, label, value, out);
  if (mode == Mode::surrogate) {
    const std::string_view key = keys_ ? keys_->surrogate.bytes() : std::string_view(how_.surrogate_seed);
    const base::Mac random = base::hmac_sha256(key, message(kind, label, value, how_.regions));
    if (const auto fake = surrogate(kind, value, random, how_.regions)) {
      out += *fake;
      return;
    }
  }
  out += '<';
  out += label;
  if (mode == Mode::encrypt) {
    sealed_.clear();
    cipher_->seal({label}, value, sealed_);
    out.append(":").append(mark);
    base::append_base64url(out, sealed_);
  }
  out += '>';
}

void Replacer::hash(Kind kind, std::string_view label, std::string_view value, std::string& out) {
  const base::Mac mac = base::hmac_sha256(keys_->hash.bytes(), message(kind, label, value, how_.regions));
  out += '<';
  out += label;
  out += '#';
  for (std::size_t i = 0; i < how_.hash_chars; ++i) out += "0123456789abcdef"[mac[i / 2] >> (i % 2 == 0 ? 4 : 0) & 15];
  out += '>';
}

Opener::Opener(const Keys& keys) : cipher_(cipher_of(keys)) {}

std::optional<Opener::Token> Opener::next(std::string_view text, std::size_t from) {
  constexpr std::size_t shortest = 22;  // the tag alone
  for (std::size_t begin = text.find('<', from); begin != text.npos; begin = text.find('<', from)) {
    std::size_t i = begin + 1;
    while (i < text.size() && label_char(text[i])) ++i;
    from = i;  // neither holds a '<'
    if (i == begin + 1 || i >= text.size() || text[i] != ':') continue;
    const bool old = text.substr(++i, mark.size()) != mark;
    if (!old) i += mark.size();
    const std::size_t digits = i;
    while (i < text.size() && digit_char(text[i])) ++i;
    from = i;
    if (i < text.size() && text[i] == '>' && i - digits >= shortest) return Token{begin, i + 1, old};
  }
  return std::nullopt;
}

bool Opener::open(std::string_view token, std::string& value) {
  value.clear();
  const std::size_t colon = token.find(':'), digits = colon + 1 + mark.size();
  const auto sealed = base::decode_base64url(token.substr(digits, token.size() - digits - 1));
  return sealed && cipher_.open({token.substr(1, colon - 1)}, *sealed, value) && text::valid_utf8(value);
}

}  // namespace dsprep::models::pii
