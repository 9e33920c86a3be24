// What personal data there is to find: kinds, in the order in which they win where two detectors want the same text.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

namespace dsprep::models::pii {

enum class Kind : std::uint8_t {
  private_key,
  api_key,
  url_userinfo,
  email,
  credit_card,
  iban,
  cn_resident_id,
  us_ssn,
  us_itin,
  uk_nino,
  uk_nhs,
  es_nif,
  it_codice_fiscale,
  pl_pesel,
  se_personnummer,
  fi_hetu,
  kr_rrn,
  sg_nric,
  in_aadhaar,
  in_pan,
  au_tfn,
  au_medicare,
  cn_bank_card,
  cn_mobile,
  passport,
  phone,
  ip,
  mac,
  date_of_birth,
  url,
  own,  // a pattern of the user's
};
inline constexpr std::size_t kind_count = static_cast<std::size_t>(Kind::own);  // those that dsprep knows
constexpr std::size_t index_of(Kind kind) { return static_cast<std::size_t>(kind); }

struct KindInfo {
  std::string_view name;     // as in parameters and spans: "email"
  std::string_view label;    // as in placeholders: "EMAIL"
  std::string_view meaning;  // for help pages
  bool by_default = true;
};
std::span<const KindInfo, kind_count> all_kinds();                                 // by Kind
inline const KindInfo& info_of(Kind kind) { return all_kinds()[index_of(kind)]; }  // REQUIRES not own

}  // namespace dsprep::models::pii
