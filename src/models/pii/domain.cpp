#include "models/pii/domain.h"

#include <algorithm>
#include <iterator>
#include <string_view>

#include "base/ascii.h"
#include "text/classes.h"
#include "text/utf8.h"

namespace dsprep::models::pii {
namespace {

constexpr std::size_t most_domain = 253, most_label = 63;

bool ascii(char c) { return static_cast<signed char>(c) >= 0; }

// The end of the letters, digits, dashes and, where `mixed`, letters of other scripts at i.
std::size_t label_end(const Scan& scan, std::size_t i, bool latin, bool other) {
  const std::size_t begin = i;
  while (i < scan.text.size() && i - begin <= most_label) {
    if (ascii(scan.text[i])) {
      if (!latin || !(is_alnum(scan.text[i]) || scan.text[i] == '-')) break;
      ++i;
      continue;
    }
    std::size_t next = i;
    if (!other || !(text::classes_of(text::decode(scan.text, next)) & (text::letter | text::mark))) break;
    i = next;
  }
  while (i > begin && scan.text[i - 1] == '-') --i;
  return i;
}

bool cased_at(const Scan& scan, std::size_t i) {
  return i < scan.text.size() && !ascii(scan.text[i]) &&
         (text::classes_of(text::decode(scan.text, i)) & (text::uppercase | text::lowercase));
}

// Top-level names in use behind which a script without spaces goes on: a@b.com或c.com.
bool common_top_level(std::string_view label) {
  constexpr std::string_view names[] = {"com", "net", "org", "edu", "gov", "io",  "cn",  "jp",  "tw",  "hk",
                                        "kr",  "th",  "sg",  "de",  "fr",  "uk",  "us",  "eu",  "ru",  "info",
                                        "me",  "co",  "cc",  "tv",  "top", "xyz", "vip", "dev", "app", "ai"};
  char low[8];
  if (label.size() >= sizeof low) return false;
  std::transform(label.begin(), label.end(), low, base::ascii_lower);
  return std::find(std::begin(names), std::end(names), std::string_view(low, label.size())) != std::end(names);
}

// The end of a top-level name in a script without spaces, where the text may go on behind it: the longest of these,
// else all.
std::size_t wide_top_level(const Scan& scan, std::size_t begin, std::size_t end) {
  constexpr std::string_view names[] = {"中国", "中國",   "公司", "网络",   "網絡", "香港", "台湾", "台灣", "新加坡",
                                        "澳門", "澳门",   "在线", "中文网", "商城", "网址", "网站", "集团", "我爱你",
                                        "商标", "政务",   "公益", "移动",   "世界", "企业", "游戏", "手机", "みんな",
                                        "コム", "テスト", "测试", "測試",   "ไทย",  "한국", "닷컴", "닷넷", "삼성"};
  std::size_t longest = 0;
  for (const std::string_view name : names)
    if (scan.text.substr(begin, end - begin).starts_with(name)) longest = std::max(longest, name.size());
  return longest > 0 ? begin + longest : end;
}

// The end of the cased letters at the beginning of [begin, end): рф谢谢.
std::size_t cased_end(const Scan& scan, std::size_t begin, std::size_t end) {
  while (begin < end && cased_at(scan, begin)) text::decode(scan.text, begin);
  return begin;
}

}  // namespace

Domain domain_at(const Scan& scan, std::size_t i) {
  Domain domain;
  const std::size_t begin = i;
  for (int labels = 1; i < scan.text.size() && i - begin < most_domain; ++labels) {
    const std::size_t label = i;
    const bool latin_first = ascii(scan.text[label]);
    const std::size_t pure = label_end(scan, label, latin_first, !latin_first),
                      whole = label_end(scan, label, true, true);
    // A label that mixes scripts is one only where another follows; the last is of one.
    bool goes_on = scan.at(whole) == '.' && (is_alnum(scan.at(whole + 1)) || !ascii(scan.at(whole + 1)));
    // "user@host上的文件.txt": a sentence in a script without spaces, where no top-level name is behind it.
    if (goes_on && latin_first && whole > pure && !cased_at(scan, pure) && ascii(scan.at(whole + 1)))
      goes_on = common_top_level(scan.text.substr(whole + 1, label_end(scan, whole + 1, true, false) - whole - 1));
    const bool ends_here = labels > 1 && latin_first && whole > pure && !cased_at(scan, pure) &&
                           common_top_level(scan.text.substr(label, pure - label));
    i = goes_on && !ends_here ? whole : pure;
    if (i == label || i - label > most_label || scan.text[label] == '-') return domain;
    if (labels > 1) domain = {i, label};
    if (scan.at(i) != '.' || ends_here) {
      if (labels > 1 && !latin_first)
        domain.end = cased_at(scan, label) ? cased_end(scan, label, i) : wide_top_level(scan, label, i);
      return domain;
    }
    // "a@b.com.谢谢", "mail.ru.Спасибо": a sentence begins.
    if (labels > 1 && latin_first && !ascii(scan.at(i + 1)) && common_top_level(scan.text.substr(label, i - label)))
      return domain;
    ++i;
  }
  return domain;
}

}  // namespace dsprep::models::pii
