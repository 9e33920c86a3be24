#include "exec/columns.h"

#include <cstdint>
#include <unordered_set>

#include "dsprep/value.h"
#include "json/pointer.h"
#include "json/record_writer.h"
#include "spill/wire.h"

namespace dsprep::exec {
namespace {

// More names than any table has columns: such fields are data, and memory is bounded.
constexpr std::size_t most_columns = 100'000;

class ColumnsObserver final : public Observer {
 public:
  Status observe(const Record& record) override {
    line_.clear();
    json::write_record(record, line_);
    // Most records are like the one before: then their names need not be looked up.
    std::size_t i = 0;
    for (Value::Members it = Value(line_).members(); it.next(); ++i) {
      if (i < last_.size() && last_[i] == it.raw_key()) continue;
      last_.resize(i);
      last_.emplace_back(it.raw_key());
      DSPREP_CHECK(add(std::string(it.key(scratch_))));
    }
    return {};
  }
  Status merge(Observer&& next) override {
    for (const std::string& name : static_cast<ColumnsObserver&>(next).names) DSPREP_CHECK(add(name));
    return {};
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(spill::put_u64(sink, names.size()));
    for (const std::string& name : names) DSPREP_CHECK(spill::put_text(sink, name));
    return {};
  }
  Status load(ByteSource& source) override {
    DSPREP_TRY(const std::uint64_t n, spill::get_u64(source));
    for (std::uint64_t i = 0; i < n; ++i) {
      DSPREP_TRY(std::string name, spill::get_text(source));
      DSPREP_CHECK(add(std::move(name)));
    }
    return {};
  }

  std::vector<std::string> names;

 private:
  Status add(std::string name) {
    if (!known_.insert(name).second) return {};
    if (names.size() == most_columns)
      return failure("records have more than " + std::to_string(most_columns) +
                     " different fields: name those that are columns in --to, or write JSON Lines");
    names.push_back(std::move(name));
    return {};
  }

  std::unordered_set<std::string> known_;
  std::vector<std::string> last_;  // raw names of the record before
  std::string line_, scratch_;
};

}  // namespace

std::unique_ptr<Observer> ColumnsTap::observer() const { return std::make_unique<ColumnsObserver>(); }
Result<AnyOp> ColumnsTap::decide(Observers, Decider&) const { return failure("the columns decide nothing"); }

std::string top_level_name(std::string_view pointer) {
  if (pointer.starts_with('/')) pointer.remove_prefix(1);
  std::string name;
  json::decode_token(pointer.substr(0, pointer.find('/')), name);  // a bound field's pointer is well formed
  return name;
}

const std::vector<std::string>& columns_of(const Observer& observer) {
  return static_cast<const ColumnsObserver&>(observer).names;
}

}  // namespace dsprep::exec
