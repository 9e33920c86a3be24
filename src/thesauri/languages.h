// Where Debian has a thesaurus of a language.
#pragma once

#include <span>
#include <string_view>

namespace dsprep::thesauri {

struct MyThesPackage {
  std::string_view language;  // as in parameters: "de", "de-ch"
  std::string_view package;   // of Debian
  std::string_view path;
};
std::span<const MyThesPackage> mythes_packages();  // by language

}  // namespace dsprep::thesauri
