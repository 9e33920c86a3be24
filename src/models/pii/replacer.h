// Replacer: what stands in the place of a value. Each mode is a pure function of the value and the key.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/aes_siv.h"
#include "base/secret_key.h"
#include "models/pii/kinds.h"

namespace dsprep::models::pii {

enum class Mode : std::uint8_t { mask, encrypt, remove, hash, surrogate, drop, annotate, keep };

// Subkeys, so that one key file serves every mode.
struct Keys {
  explicit Keys(const base::SecretKey& key);
  base::SecretKey tag, cipher, hash, surrogate;  // the first two: AES-SIV's
};

// One per worker. REQUIRES what it refers to to outlive it.
class Replacer {
 public:
  struct How {
    std::vector<std::string> regions;
    std::size_t hash_chars = 16;
    std::string surrogate_seed;  // where there is no key
  };
  Replacer(const How& how, const Keys* keys);
  // Appends what `value` becomes: <EMAIL>, <EMAIL:siv.…>, <EMAIL#…>, a fake, or nothing. REQUIRES a mode that replaces,
  // and keys for encrypt and hash.
  void replace(Mode mode, Kind kind, std::string_view label, std::string_view value, std::string& out);

 private:
  void hash(Kind kind, std::string_view label, std::string_view value, std::string& out);
  const How& how_;
  const Keys* keys_;
  std::optional<base::AesSiv> cipher_;
  std::string sealed_;
};

// Finds what mode encrypt wrote, and opens it.
class Opener {
 public:
  explicit Opener(const Keys& keys);
  struct Token {
    std::size_t begin, end;  // <LABEL:siv.base64url>
    bool old = false;        // <LABEL:base64url>, of dsprep 0.1: another cipher, which this one lacks
  };
  static std::optional<Token> next(std::string_view text, std::size_t from);
  bool open(std::string_view token,
            std::string& value);  // replaces value; false where the key is another or it was changed

 private:
  base::AesSiv cipher_;
};

}  // namespace dsprep::models::pii
