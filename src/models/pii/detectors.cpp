#include "models/pii/detectors.h"

namespace dsprep::models::pii {

std::span<const Detector> all_detectors() {
  static constexpr Detector detectors[] = {
      {.kind = Kind::private_key, .whole = find_private_keys},
      {.kind = Kind::api_key,
       .token = api_key_token,
       .colon = api_key_colon,
       .mark = api_key_mark,
       .underscore = api_key_underscore},
      {.kind = Kind::url_userinfo, .colon = url_colon},
      {.kind = Kind::url, .colon = url_colon},
      {.kind = Kind::email, .at_sign = email_at_sign},
      {.kind = Kind::credit_card, .number = credit_card_number},
      {.kind = Kind::iban, .token = iban_token},
      {.kind = Kind::cn_resident_id, .number = cn_resident_id_number, .token = cn_resident_id_token},
      {.kind = Kind::us_ssn, .number = us_ssn_number},
      {.kind = Kind::us_itin, .number = us_itin_number},
      {.kind = Kind::uk_nino, .number = uk_nino_number, .token = uk_nino_token},
      {.kind = Kind::uk_nhs, .number = uk_nhs_number},
      {.kind = Kind::es_nif, .number = es_nif_number, .token = es_nif_token},
      {.kind = Kind::it_codice_fiscale, .token = it_codice_fiscale_token},
      {.kind = Kind::pl_pesel, .number = pl_pesel_number},
      {.kind = Kind::se_personnummer, .number = se_personnummer_number},
      {.kind = Kind::fi_hetu, .number = fi_hetu_number, .token = fi_hetu_token},
      {.kind = Kind::kr_rrn, .number = kr_rrn_number},
      {.kind = Kind::sg_nric, .token = sg_nric_token},
      {.kind = Kind::in_aadhaar, .number = in_aadhaar_number},
      {.kind = Kind::in_pan, .token = in_pan_token},
      {.kind = Kind::au_tfn, .number = au_tfn_number},
      {.kind = Kind::au_medicare, .number = au_medicare_number},
      {.kind = Kind::cn_bank_card, .number = cn_bank_card_number},
      {.kind = Kind::cn_mobile, .number = cn_mobile_number},
      {.kind = Kind::passport, .number = passport_number, .token = passport_token},
      {.kind = Kind::phone, .number = phone_number},
      {.kind = Kind::ip, .number = ip_number, .colon = ip_colon},
      {.kind = Kind::mac, .number = mac_number, .token = mac_token, .colon = ip_colon, .mark = mac_mark},
      {.kind = Kind::date_of_birth, .number = date_of_birth_number, .token = date_of_birth_token},
  };
  return detectors;
}

}  // namespace dsprep::models::pii
