// libcld2_full is libcld2's tables under the same names, with more in them, and no code. Linked, either would hide the
// other; loaded with its names kept to itself, it lies beside libcld2, whose code works with whatever tables it is
// given.
#include "models/cld2_tables.h"

#include <array>
#include <string>

#include "port/shared_library.h"

namespace dsprep::models {
namespace {

constexpr CLD2::ScoringTables small_tables = {
    &CLD2::cld_generated_CjkUni_obj, &CLD2::kCjkCompat_obj,    &CLD2::kCjkDeltaBi_obj,
    &CLD2::kDistinctBiTable_obj,     &CLD2::kQuad_obj,         &CLD2::kQuad_obj2,
    &CLD2::kDeltaOcta_obj,           &CLD2::kDistinctOcta_obj, CLD2::kAvgDeltaOctaScore};

constexpr const char* full_library = "libcld2_full.so.0";

Result<CLD2::ScoringTables> load_full_tables() {
  DSPREP_TRY(const port::SharedLibrary library, port::SharedLibrary::load(full_library));
  // As the linker knows CLD2::cld_generated_CjkUni_obj and so on.
  constexpr std::array names = {
      "_ZN4CLD224cld_generated_CjkUni_objE", "_ZN4CLD214kCjkCompat_objE",    "_ZN4CLD215kCjkDeltaBi_objE",
      "_ZN4CLD220kDistinctBiTable_objE",     "_ZN4CLD29kQuad_objE",          "_ZN4CLD210kQuad_obj2E",
      "_ZN4CLD214kDeltaOcta_objE",           "_ZN4CLD217kDistinctOcta_objE", "_ZN4CLD218kAvgDeltaOctaScoreE"};
  std::array<const void*, names.size()> found{};
  for (std::size_t i = 0; i < names.size(); ++i)
    if (!(found[i] = library.find(names[i])))
      return failure(std::string(full_library) + " has no " + names[i] +
                     ": it is not the one of Debian's package libcld2-0");
  const auto table = [&](std::size_t i) { return static_cast<const CLD2::CLD2TableSummary*>(found[i]); };
  return CLD2::ScoringTables{static_cast<const CLD2::UTF8PropObj*>(found[0]),
                             table(1),
                             table(2),
                             table(3),
                             table(4),
                             table(5),
                             table(6),
                             table(7),
                             static_cast<const short*>(found[8])};
}

}  // namespace

Result<const CLD2::ScoringTables*> cld2_tables(Cld2Tables which) {
  if (which == Cld2Tables::small) return &small_tables;
  static const Result<CLD2::ScoringTables> full = load_full_tables();
  if (!full.ok()) return Error(full.error());
  return &full.value();
}

}  // namespace dsprep::models
