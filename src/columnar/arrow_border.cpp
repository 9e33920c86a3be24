#include "columnar/arrow_border.h"

namespace dsprep::columnar {
namespace {

constexpr std::size_t longest_message = 400;

}  // namespace

Error error_of(std::string what) {
  for (char& c : what)
    if (static_cast<unsigned char>(c) < 0x20) c = ' ';
  while (!what.empty() && what.back() == ' ') what.pop_back();
  // In Arrow's words a matter of how it is set up.
  if (what.find("FileDecryption") != what.npos || what.find("file decryption") != what.npos)
    return failure("columns of it are encrypted, and dsprep has no key: decrypt it first");
  if (what.size() > longest_message) what = what.substr(0, longest_message) + " …";
  return failure(std::move(what));
}

Error error_of(const arrow::Status& status) { return error_of(status.message()); }

}  // namespace dsprep::columnar
