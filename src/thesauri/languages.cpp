#include "thesauri/languages.h"

namespace dsprep::thesauri {

std::span<const MyThesPackage> mythes_packages() {
#define DSPREP_MYTHES(language, package, file) \
  { language, "mythes-" package, "/usr/share/mythes/" file ".dat" }
  static constexpr MyThesPackage packages[] = {
      DSPREP_MYTHES("ar", "ar", "th_ar_EG_v2"),       DSPREP_MYTHES("bg", "bg", "th_bg_BG_v2"),
      DSPREP_MYTHES("ca", "ca", "th_ca_ES_v3"),       DSPREP_MYTHES("cs", "cs", "th_cs_CZ_v2"),
      DSPREP_MYTHES("da", "da", "th_da_DK"),          DSPREP_MYTHES("de", "de", "th_de_DE_v2"),
      DSPREP_MYTHES("de-ch", "de-ch", "th_de_CH_v2"), DSPREP_MYTHES("en", "en-us", "th_en_US_v2"),
      DSPREP_MYTHES("en-au", "en-au", "th_en_AU_v2"), DSPREP_MYTHES("es", "es", "th_es_ES_v2"),
      DSPREP_MYTHES("fr", "fr", "thes_fr"),           DSPREP_MYTHES("gl", "gl", "th_gl_ES_v2"),
      DSPREP_MYTHES("gn", "gug", "th_gug_PY_v2"),     DSPREP_MYTHES("hu", "hu", "th_hu_HU_v2"),
      DSPREP_MYTHES("id", "id", "th_id_ID_v2"),       DSPREP_MYTHES("is", "is", "th_is_IS_v2"),
      DSPREP_MYTHES("it", "it", "th_it_IT_v2"),       DSPREP_MYTHES("lv", "lv", "th_lv_LV_v2"),
      DSPREP_MYTHES("nb", "no", "th_nb_NO_v2"),       DSPREP_MYTHES("ne", "ne", "th_ne_NP_v2"),
      DSPREP_MYTHES("nn", "no", "th_nn_NO_v2"),       DSPREP_MYTHES("no", "no", "th_nb_NO_v2"),
      DSPREP_MYTHES("pl", "pl", "th_pl_PL_v2"),       DSPREP_MYTHES("pt", "pt-pt", "th_pt_PT_v2"),
      DSPREP_MYTHES("pt-br", "pt-br", "th_pt_BR"),    DSPREP_MYTHES("ro", "ro", "th_ro_RO_v2"),
      DSPREP_MYTHES("ru", "ru", "th_ru_RU_v2"),       DSPREP_MYTHES("sk", "sk", "th_sk_SK_v2"),
      DSPREP_MYTHES("sl", "sl", "th_sl_SI_v2"),       DSPREP_MYTHES("sv", "sv", "th_sv_SE_v2"),
      DSPREP_MYTHES("uk", "uk", "th_uk_UA_v2"),
  };
#undef DSPREP_MYTHES
  return packages;
}

}  // namespace dsprep::thesauri
