#include "base/aes_siv.h"

#include <openssl/crypto.h>
#include <openssl/evp.h>

#include <cassert>
#include <new>

namespace dsprep::base {
namespace {

const unsigned char* bytes(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

const char* name_of(std::size_t key_size) {
  return key_size == 16 ? "AES-128-SIV" : key_size == 24 ? "AES-192-SIV" : "AES-256-SIV";
}

}  // namespace

struct AesSiv::State {
  EVP_CIPHER* cipher = nullptr;
  EVP_CIPHER_CTX* context = nullptr;
  std::string key;

  State(std::string_view tag_key, std::string_view text_key)
      : cipher(EVP_CIPHER_fetch(nullptr, name_of(tag_key.size()), nullptr)), context(EVP_CIPHER_CTX_new()) {
    key.reserve(tag_key.size() + text_key.size());  // one place in memory to overwrite
    key.append(tag_key).append(text_key);
  }
  ~State() {
    EVP_CIPHER_CTX_free(context);
    EVP_CIPHER_free(cipher);
    OPENSSL_cleanse(key.data(), key.size());
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  // Begins a message (the key is set anew: a context holds the sum over one message): to open one its tag must be
  // known.
  bool start(std::string* tag, Associated associated) {
    if (EVP_CipherInit_ex2(context, cipher, bytes(key), nullptr, tag == nullptr, nullptr) != 1) return false;
    if (tag && EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag->size()), tag->data()) != 1)
      return false;
    int size = 0;
    for (const std::string_view one : associated) {
      assert(!one.empty());  // OpenSSL before 3.0.10 would leave it out of the sum
      if (EVP_CipherUpdate(context, nullptr, &size, bytes(one), static_cast<int>(one.size())) != 1) return false;
    }
    return true;
  }

  bool text(std::string_view in, unsigned char* out) {
    int size = 0;
    return EVP_CipherUpdate(context, out, &size, bytes(in), static_cast<int>(in.size())) == 1 &&
           size == static_cast<int>(in.size()) && EVP_CipherFinal_ex(context, out + size, &size) == 1;
  }
};

bool AesSiv::available() {
  EVP_CIPHER* cipher = EVP_CIPHER_fetch(nullptr, name_of(32), nullptr);
  EVP_CIPHER_free(cipher);
  return cipher != nullptr;
}

AesSiv::AesSiv(std::string_view tag_key, std::string_view text_key)
    : state_(std::make_unique<State>(tag_key, text_key)) {
  assert(tag_key.size() == text_key.size() && (tag_key.size() == 16 || tag_key.size() == 24 || tag_key.size() == 32));
}
AesSiv::~AesSiv() = default;
AesSiv::AesSiv(AesSiv&&) noexcept = default;

void AesSiv::seal(Associated associated, std::string_view plain, std::string& out) {
  assert(!plain.empty());
  const std::size_t from = out.size();
  out.resize(from + tag_size + plain.size());
  auto* to = reinterpret_cast<unsigned char*>(out.data()) + from;
  if (!state_->start(nullptr, associated) || !state_->text(plain, to + tag_size) ||
      EVP_CIPHER_CTX_ctrl(state_->context, EVP_CTRL_AEAD_GET_TAG, tag_size, to) != 1)
    throw std::bad_alloc();  // nothing else is left that could fail
}

bool AesSiv::open(Associated associated, std::string_view sealed, std::string& out) {
  if (sealed.size() <= tag_size) return false;
  const std::size_t from = out.size();
  out.resize(from + sealed.size() - tag_size);
  auto* to = reinterpret_cast<unsigned char*>(out.data()) + from;
  std::string tag(sealed.substr(0, tag_size));
  if (state_->start(&tag, associated) && state_->text(sealed.substr(tag_size), to)) return true;
  OPENSSL_cleanse(to, sealed.size() - tag_size);  // of what does not open, nothing may be seen
  out.resize(from);
  return false;
}

}  // namespace dsprep::base
