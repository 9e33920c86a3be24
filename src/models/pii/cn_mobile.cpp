// Chinese mobile numbers: eleven digits, 13x to 19x. Any eleven-digit id may look so: Chinese text beside it, or words,
// must say that it is a number to call. With +86 it is an international number of kind phone.
#include <string_view>

#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"手机",   "电话", "联系", "微信", "热线",   "致电",     "拨打",      "phone",
                                      "mobile", "tel",  "cell", "call", "wechat", "whatsapp", "cn number", "contact"};

// Where a number of eleven digits ends that others follow: an extension (13812345678-801), or the end of a range of
// numbers.
std::size_t before_dash(const NumberRun& run) {
  if (!run.bordered || run.groups[0].size() != 11 || run.group_count < 2 || run.separators[0] != '-') return 0;
  return run.groups[1].size() <= 4 || run.groups[1].size() == 11 ? run.groups[0].end : 0;
}

}  // namespace

void cn_mobile_number(Scan& scan, const NumberRun& run) {
  if (run.digits[0] != 1 || run.size < 11 || run.digits[1] < 3) return;
  std::size_t end = run.groups[0].size() == 11 ? scan.solid(run, 11) : scan.shape(run, {3, 4, 4}, " -~");
  if (end == 0) end = before_dash(run);
  if (end == 0) return;
  if (scan.ideographs_near(run.begin(), end) || scan.listed_after(Kind::cn_mobile, run.begin(), true) ||
      scan.near(Kind::cn_mobile, run.begin(), end, words))
    scan.add(Kind::cn_mobile, run.begin(), end, "context", false);
}

}  // namespace dsprep::models::pii
