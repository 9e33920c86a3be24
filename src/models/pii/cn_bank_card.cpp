// Chinese bank cards and passbooks: 16 to 19 digits with Luhn and words for a bank account beside them. Those of
// UnionPay (62…) are found without words, as credit_card.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"银行卡", "卡号",   "银行账号", "账号",     "帐号", "借记卡",
                                      "储蓄卡", "工资卡", "开户行",   "unionpay", "银联", "bank card"};
}

void cn_bank_card_number(Scan& scan, const NumberRun& run) {
  if (run.size < 16) return;
  std::size_t end = 0;
  unsigned digits = run.groups[0].size();
  if (digits >= 16 && digits <= 19) {
    end = scan.solid(run, digits);
  } else if ((end = scan.shape(run, {4, 4, 4, 4, 3}, " -"))) {
    digits = 19;
  } else if ((end = scan.shape(run, {4, 4, 4, 4}, " -"))) {
    digits = 16;
  }
  const std::span<const std::uint8_t> card(run.digits);
  if (end == 0 || (digits == 16 && run.groups[0].size() == 4 && !scan.apart_in_row(run, end, 4, 4))) return;
  if (run.digits[0] == 0 || !luhn(card.first(digits)) || all_equal(card.first(digits))) return;
  if (scan.really_near(run.begin(), end, words)) scan.add(Kind::cn_bank_card, run.begin(), end, "luhn", true);
}

}  // namespace dsprep::models::pii
