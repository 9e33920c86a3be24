#include "base/hmac.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>

namespace dsprep::base {

Mac hmac_sha256(std::string_view key, std::string_view message) {
  Mac mac{};
  unsigned size = 0;
  HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()), reinterpret_cast<const unsigned char*>(message.data()),
       message.size(), mac.data(), &size);
  return mac;
}

}  // namespace dsprep::base
