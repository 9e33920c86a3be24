// Files of tokenizers, good and broken: a file is loaded or refused, and what was loaded gives ids below its number of
// ids, the same ones twice.
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "demand.h"
#include "tokenizers/load.h"

using namespace dsprep;
using namespace dsprep::fuzz;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto loaded = tokenizers::load("cl100k_base.tiktoken", bytes, {});
  if (!loaded.ok()) {
    demand(!loaded.error().message.empty());
    return 0;
  }
  const tokenizers::Tokenizer& tokenizer = **loaded;
  const auto lane = tokenizer.lane();
  for (const std::string_view text : {"", " ", "ab abba 中文!", "x\n\n  y's 123 \u00e9e\u0301 \U0001f600 <m> ▁a",
                                      "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"}) {
    std::vector<std::uint32_t> ids, again;
    if (!lane->encode(text, ids).ok()) continue;
    for (const std::uint32_t id : ids) demand(id < tokenizer.ids());
    demand(lane->encode(text, again).ok() && again == ids);
  }
  return 0;
}
