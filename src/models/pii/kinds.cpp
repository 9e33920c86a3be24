#include "models/pii/kinds.h"

namespace dsprep::models::pii {

std::span<const KindInfo, kind_count> all_kinds() {
  static constexpr KindInfo kinds[kind_count] = {
      {"private_key", "PRIVATE_KEY", "private keys in PEM armour, also where their END is missing"},
      {"api_key", "API_KEY",
       "API keys and tokens, by their prefixes or by the name they are assigned to, and by entropy"},
      {"url_userinfo", "URL_USERINFO", "user and password in a URL"},
      {"email", "EMAIL", "e-mail addresses"},
      {"credit_card", "CREDIT_CARD", "payment card numbers, by prefix and Luhn"},
      {"iban", "IBAN", "bank accounts, by country, length and mod 97"},
      {"cn_resident_id", "CN_RESIDENT_ID", "Chinese resident identity numbers, by region, date and check digit"},
      {"us_ssn", "US_SSN", "US social security numbers"},
      {"us_itin", "US_ITIN", "US individual taxpayer numbers"},
      {"uk_nino", "UK_NINO", "UK national insurance numbers"},
      {"uk_nhs", "UK_NHS", "UK NHS numbers, by mod 11 and context"},
      {"es_nif", "ES_NIF", "Spanish DNI and NIE, by check letter"},
      {"it_codice_fiscale", "IT_CODICE_FISCALE", "Italian fiscal codes, by date and check letter"},
      {"pl_pesel", "PL_PESEL", "Polish PESEL, by date, check digit and context"},
      {"se_personnummer", "SE_PERSONNUMMER", "Swedish personal numbers, by date, Luhn and context"},
      {"fi_hetu", "FI_HETU", "Finnish personal identity codes, by date and check character"},
      {"kr_rrn", "KR_RRN", "Korean resident and foreigner registration numbers"},
      {"sg_nric", "SG_NRIC", "Singaporean NRIC and FIN, by check letter"},
      {"in_aadhaar", "IN_AADHAAR", "Indian Aadhaar numbers, by Verhoeff and context"},
      {"in_pan", "IN_PAN", "Indian permanent account numbers, by context"},
      {"au_tfn", "AU_TFN", "Australian tax file numbers, by mod 11 and context"},
      {"au_medicare", "AU_MEDICARE", "Australian Medicare numbers, by check digit and context"},
      {"cn_bank_card", "CN_BANK_CARD", "Chinese bank cards, by Luhn and context"},
      {"cn_mobile", "CN_MOBILE", "Chinese mobile numbers, by context or Chinese text beside them"},
      {"passport", "PASSPORT", "passport numbers, by context"},
      {"phone", "PHONE", "telephone numbers: international ones, and national ones of `regions`"},
      {"ip", "IP", "IPv4 and IPv6 addresses"},
      {"mac", "MAC", "hardware (MAC) addresses"},
      {"date_of_birth", "DATE_OF_BIRTH", "dates next to words such as born or 生日"},
      {"url", "URL", "whole web addresses", false},
  };
  return kinds;
}

}  // namespace dsprep::models::pii
