#include "ops/normalize/punctuation/mark_map.h"

namespace dsprep::ops::punctuation {
namespace {

constexpr Mapped own[] = {
    {0xab, "\"", quotes},          // « »
    {0xbb, "\"", quotes},          //
    {0x201c, "\"", quotes},        // “ ” „ ‟
    {0x201d, "\"", quotes},        //
    {0x201e, "\"", quotes},        //
    {0x201f, "\"", quotes},        //
    {0x2033, "\"", quotes},        // ″ ‶
    {0x2036, "\"", quotes},        //
    {0x300a, "\"", quotes},        // 《 》
    {0x300b, "\"", quotes},        //
    {0x300c, "\"", quotes},        // 「 」 『 』
    {0x300d, "\"", quotes},        //
    {0x300e, "\"", quotes},        //
    {0x300f, "\"", quotes},        //
    {0x301d, "\"", quotes},        // 〝 〞 〟
    {0x301e, "\"", quotes},        //
    {0x301f, "\"", quotes},        //
    {0xff62, "\"", quotes},        // ｢ ｣
    {0xff63, "\"", quotes},        //
    {0xb4, "'", quotes},           // ´
    {0x2018, "'", quotes},         // ‘ ’ ‚ ‛
    {0x2019, "'", quotes},         //
    {0x201a, "'", quotes},         //
    {0x201b, "'", quotes},         //
    {0x2032, "'", quotes},         // ′ ‵
    {0x2035, "'", quotes},         //
    {0x2039, "'", quotes},         // ‹ ›
    {0x203a, "'", quotes},         //
    {0x3008, "'", quotes},         // 〈 〉
    {0x3009, "'", quotes},         //
    {0x2010, "-", dashes},         // ‐ ‑ ‒ –
    {0x2011, "-", dashes},         //
    {0x2012, "-", dashes},         //
    {0x2013, "-", dashes},         //
    {0x2212, "-", dashes},         // −
    {0xfe58, "-", dashes},         // ﹘ ﹣
    {0xfe63, "-", dashes},         //
    {0x2014, "--", dashes, true},  // — ―
    {0x2015, "--", dashes, true},  //
    {0x2e3a, "--", dashes, true},  // ⸺ ⸻
    {0x2e3b, "--", dashes, true},  //
    {0x2025, "..", ellipses},      // ‥
    {0x2026, "...", ellipses, true},
    {0x3001, ",", width},  // 、 。
    {0x3002, ".", width},  //
    {0xff61, ".", width},  // ｡ ､
    {0xff64, ",", width},  //
    {0x3010, "[", width},  // 【 】
    {0x3011, "]", width},  //
    {0x3014, "[", width},  // 〔 〕
    {0x3015, "]", width},  //
    {0x3016, "[", width},  // 〖 〗
    {0x3017, "]", width},  //
    {0x301c, "~", width},  // 〜
    {0xff01, "!", width},
    {0xff02, "\"", width},
    {0xff03, "#", width},
    {0xff04, "$", width},
    {0xff05, "%", width},
    {0xff06, "&", width},
    {0xff07, "'", width},
    {0xff08, "(", width},
    {0xff09, ")", width},
    {0xff0a, "*", width},
    {0xff0b, "+", width},
    {0xff0c, ",", width},
    {0xff0d, "-", width},
    {0xff0e, ".", width},
    {0xff0f, "/", width},
    {0xff1a, ":", width},
    {0xff1b, ";", width},
    {0xff1c, "<", width},
    {0xff1d, "=", width},
    {0xff1e, ">", width},
    {0xff1f, "?", width},
    {0xff20, "@", width},
    {0xff3b, "[", width},
    {0xff3c, "\\", width},
    {0xff3d, "]", width},
    {0xff3e, "^", width},
    {0xff3f, "_", width},
    {0xff40, "`", width},
    {0xff5b, "{", width},
    {0xff5c, "|", width},
    {0xff5d, "}", width},
    {0xff5e, "~", width},
};

constexpr Mapped data_juicer[] = {
    {0xff0c, ",", width},  {0x3002, ".", width},   {0x3001, ",", width},   {0x201e, "\"", width}, {0x201d, "\"", width},
    {0x201c, "\"", width}, {0xab, "\"", width},    {0xbb, "\"", width},    {0xff11, "\"", width}, {0x300d, "\"", width},
    {0x300c, "\"", width}, {0x300a, "\"", width},  {0x300b, "\"", width},  {0xb4, "'", width},    {0x2236, ":", width},
    {0xff1a, ":", width},  {0xff1f, "?", width},   {0xff01, "!", width},   {0xff08, "(", width},  {0xff09, ")", width},
    {0xff1b, ";", width},  {0x2013, "-", width},   {0x2014, " - ", width}, {0xff0e, ". ", width}, {0xff5e, "~", width},
    {0x2019, "'", width},  {0x2026, "...", width}, {0x2501, "-", width},   {0x3008, "<", width},  {0x3009, ">", width},
    {0x3010, "[", width},  {0x3011, "]", width},   {0xff05, "%", width},   {0x25ba, "-", width},
};

constexpr Wide wide[] = {
    {',', "，"}, {'.', "。"}, {':', "："},    {';', "；"},    {'!', "！"},    {'?', "？"},
    {'(', "（"}, {')', "）"}, {0xff61, "。"}, {0xff64, "、"}, {0xff62, "「"}, {0xff63, "」"},
};

}  // namespace

std::span<const Mapped> own_map() { return own; }
std::span<const Mapped> data_juicer_map() { return data_juicer; }
std::span<const Wide> wide_forms() { return wide; }

}  // namespace dsprep::ops::punctuation
