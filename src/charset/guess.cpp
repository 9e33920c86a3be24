#include "charset/guess.h"

#include <uchardet/uchardet.h>

#include <memory>
#include <string>

namespace dsprep::charset {
namespace {

struct DeleteDetector {
  void operator()(uchardet_t detector) const { uchardet_delete(detector); }
};

std::string uchardet_says(std::string_view sample) {
  const std::unique_ptr<std::remove_pointer_t<uchardet_t>, DeleteDetector> detector(uchardet_new());
  if (uchardet_handle_data(detector.get(), sample.data(), sample.size()) != 0) return {};
  uchardet_data_end(detector.get());
  return name_of_label(uchardet_get_charset(detector.get()));
}

// The share of characters that are undecodable.
double faults(std::string_view name, std::string_view sample, bool whole) {
  Result<Converter> converter = Converter::make(name);
  if (!converter.ok()) return 1;
  std::string text;
  converter->convert(sample, whole, text);
  return static_cast<double>(converter->undecodable()) / static_cast<double>(sample.size() + 1);
}

}  // namespace

Encoding guess(std::string_view sample, bool whole) {
  const std::string name = uchardet_says(sample);
  if (!name.empty() && name != "utf-8" && faults(name, sample, whole) < 0.001)
    return {name, Encoding::Told::by_bytes, 0.8};
  return {"windows-1252", Encoding::Told::by_bytes, 0.3};
}

}  // namespace dsprep::charset
