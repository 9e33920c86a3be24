#include "cards/licence.h"

#include "support/catch.h"

using namespace dsprep;

TEST_CASE("licences as people write them have the hub's id") {
  CHECK(cards::hub_licence("MIT") == "mit");
  CHECK(cards::hub_licence("CC-BY-4.0") == "cc-by-4.0");
  CHECK(cards::hub_licence("CC BY-SA 4.0") == "cc-by-sa-4.0");
  CHECK(cards::hub_licence("Apache 2.0") == "apache-2.0");
  CHECK(cards::hub_licence("GPL-3.0-or-later") == "gpl-3.0");
  CHECK(cards::hub_licence("ODC-By-1.0") == "odc-by");
  CHECK(cards::hub_licence("our own terms") == "");
  CHECK(cards::hub_licence("内部使用") == "");
}

TEST_CASE("a name for a licence that the hub does not know") {
  CHECK(cards::licence_slug("Our own Terms, v1.2") == "our-own-terms-v1.2");
  CHECK(cards::licence_slug("内部使用") == "other");
}
