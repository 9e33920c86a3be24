// What stands in for Arrow where the program is built without it.
#include "columnar/parquet.h"

namespace dsprep::columnar {
namespace {

Error without_arrow() {
  return usage_error(
      "this dsprep was built without Parquet: run scripts/install-packages.sh parquet, which installs Apache Arrow, "
      "and build again");
}

class AbsentReader final : public Reader {
 public:
  Result<std::unique_ptr<TableFile>> open_table(std::shared_ptr<const FileBytes>, std::size_t) const override {
    return without_arrow();
  }
};

}  // namespace

std::string arrow_version() { return ""; }
std::string features(std::string_view) { return ""; }
std::unique_ptr<Reader> parquet_reader() { return std::make_unique<AbsentReader>(); }
Result<std::unique_ptr<Writer>> parquet_writer(const WritingRules&) { return without_arrow(); }

}  // namespace dsprep::columnar
