#include "charset/document_text.h"

#include "text/utf8.h"

namespace dsprep::charset {
namespace {

constexpr std::size_t kept_scratch = 1u << 20;

}  // namespace

void DocumentText::tell(std::string_view bytes, std::string_view declared, std::string_view named) {
  if (!named.empty()) {
    encoding_ = as_named(named, bytes);
    return;
  }
  encoding_ = detect(bytes.substr(0, sample_size), bytes.size() <= sample_size, declared);
  if (encoding_.told != Encoding::Told::by_utf8 || text::valid_utf8(bytes)) return;
  // A page is often long, and its first bytes are scripts: where they say UTF-8 and the rest is none, what is beyond
  // ASCII is asked.
  const std::string_view beyond = bytes.substr(text::ascii_prefix(bytes));
  encoding_ = detect(beyond.substr(0, sample_size), beyond.size() <= sample_size, declared);
}

Result<Converter*> DocumentText::converter() {
  for (auto& [name, known] : converters_)
    if (name == encoding_.name) return &known;
  DSPREP_TRY(Converter made, Converter::make(encoding_.name));
  return &converters_.emplace_back(encoding_.name, std::move(made)).second;
}

Result<std::string_view> DocumentText::utf8(std::string_view bytes, std::string_view declared, std::string_view named) {
  undecodable_ = 0;
  tell(bytes, declared, named);
  bytes.remove_prefix(encoding_.mark);
  if (encoding_.name == "utf-8" && text::valid_utf8(bytes)) return bytes;
  if (converted_.capacity() > kept_scratch) std::string().swap(converted_);
  converted_.clear();
  DSPREP_TRY(Converter * into, converter());
  into->reset();
  into->convert(bytes, true, converted_);
  undecodable_ = into->undecodable();
  return std::string_view(converted_);
}

}  // namespace dsprep::charset
