// GopherVariant: whose definitions the quality rules of Gopher are measured by.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::text {

enum class GopherVariant : std::uint8_t { paper, datatrove, dclm, dolma };

// "datatrove", "dclm", "dolma"; any other name ("paper") is the paper's.
constexpr GopherVariant gopher_variant(std::string_view name) {
  return name == "datatrove" ? GopherVariant::datatrove
         : name == "dclm"    ? GopherVariant::dclm
         : name == "dolma"   ? GopherVariant::dolma
                             : GopherVariant::paper;
}

}  // namespace dsprep::text
