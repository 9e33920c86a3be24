// Secrets, drawn by lot: how many of them are found in the contexts they stand in.
#include <string>
#include <vector>

#include "base/rng.h"
#include "models/pii/random_text.h"
#include "models/pii/scanner.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::models::pii;

namespace {

base::Rng rng(3);

const std::string small = "abcdefghijklmnopqrstuvwxyz", capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ", numbers = "0123456789",
                  letters = small + capitals, alnum = letters + numbers, base64 = alnum + "+/",
                  base64url = alnum + "-_", hex = "0123456789abcdef", upper_alnum = capitals + numbers;

std::string drawn(const std::string& from, std::size_t n) {
  std::string text;
  while (n-- > 0) text += from[rng.below(from.size())];
  return text;
}

std::string masked(std::string_view text) {
  static const Search search = [] {
    Search keys;
    keys.settings.wanted.set(index_of(Kind::api_key));
    keys.settings.wanted.set(index_of(Kind::private_key));
    return keys;
  }();
  static Scanner scanner(search);
  std::string out;
  std::size_t at = 0;
  for (const Found& f : scanner.scan(text)) {
    out.append(text.substr(at, f.begin - at)).append("<").append(info_of(f.kind).label).append(">");
    at = f.end;
  }
  return out.append(text.substr(at));
}

// With "{}" filled in.
std::string filled(std::string form, const std::string& value) { return form.replace(form.find("{}"), 2, value); }

}  // namespace

TEST_CASE("pii: AWS secrets, with '/' and '+' wherever they fall") {
  const std::vector<std::string> forms = {"aws_secret_access_key = {}",
                                          "AWS_SECRET_ACCESS_KEY={}",
                                          "export AWS_SECRET_ACCESS_KEY=\"{}\"",
                                          "\"SecretAccessKey\": \"{}\"",
                                          "secretAccessKey: '{}',",
                                          "secret_key: {}",
                                          "aws.secretKey={}",
                                          "AWS Secret Access Key: {}",
                                          "Secret access key: {}",
                                          "<secretKey>{}</secretKey>",
                                          "os.environ[\"AWS_SECRET_ACCESS_KEY\"] = \"{}\"",
                                          "aws configure set aws_secret_access_key {}",
                                          "s3 --secret-key {}",
                                          "AWS_SECRET_KEY => '{}'",
                                          "aws_secret_access_key={}\nregion=eu-west-1",
                                          "AKIAQ7RZ3M5WNVXP2LTD,{}",
                                          "AKIAQ7RZ3M5WNVXP2LTD:{}",
                                          "AKIAQ7RZ3M5WNVXP2LTD {}",
                                          "\"AKIAQ7RZ3M5WNVXP2LTD\",\"{}\"",
                                          "f(\"AKIAQ7RZ3M5WNVXP2LTD\", \"{}\")",
                                          "ENV AWS_SECRET_ACCESS_KEY {}",
                                          "{\\\"aws_secret_access_key\\\":\\\"{}\\\"}",
                                          "密钥 secret_key：{}"};
  constexpr int each = 600;  // 13,800 in all
  int missed = 0;
  for (const std::string& form : forms) {
    int here = 0;
    for (int i = 0; i < each; ++i) {
      const std::string secret = drawn(base64, 40);
      here += masked(filled(form, secret)).find(secret.substr(0, 8)) != std::string::npos;
    }
    INFO(form);
    CHECK(here <= each / 100);
    missed += here;
  }
  CHECK(missed <= each * static_cast<int>(forms.size()) / 200);  // 0.14 % have no digit, or are otherwise too even
}

TEST_CASE("pii: keys that have a form of their own") {
  struct Form {
    std::string before, part;
    std::size_t size;
    std::string then = "", part2 = "";
    std::size_t size2 = 0;
    std::string last = "", part3 = "";
    std::size_t size3 = 0;
  };
  const std::vector<Form> forms = {
      {"SG.", base64url, 22, ".", base64url, 43},
      {"AccountName=a;AccountKey=", base64, 86, "=="},
      {"SharedAccessKey=", base64, 43, "="},
      {"xY3", "", 0, "8Q~", alnum, 34},
      {"hooks.slack.com/services/T", upper_alnum, 8, "/B", upper_alnum, 10, "/", alnum, 24},
      {"7", numbers, 8, ":AA", base64url, 33},
      {"api.telegram.org/bot7", numbers, 9, ":AA", base64url, 33},
      {"M", alnum, 23, ".", alnum, 6, ".", base64url, 27},
      {"N", alnum, 25, ".", alnum, 6, ".", base64url, 38},
      {"https://discord.com/api/webhooks/9", numbers, 17, "/", base64url, 68},
      {"https://discordapp.com/api/webhooks/9", numbers, 18, "/", base64url, 68},
      {"hvs.", base64url, 24},
      {"hvs.", base64url, 90},
      {"hvb.", base64url, 120},
      {"ghp_", alnum, 36},
      {"github_pat_", alnum, 22, "_", alnum, 59},
      {"glpat-", base64url, 20},
      {"sk_live_", alnum, 24},
      {"AIza", base64url, 35},
      {"sk-", alnum, 48},
      {"sk-proj-", base64url, 156},
      {"sk-ant-api03-", base64url, 95},
      {"hf_", letters, 34},
      {"npm_", alnum, 36},
      {"pypi-AgEIcHlwaS5vcmc", base64url, 150},
      {"SK", hex, 32},
      {"key-", hex, 32},
      {"eyJhbGciOiJIUzI1NiJ9.eyJ", base64url, 40, ".", base64url, 43},
      {"ya29.", base64url, 120},
      {"xoxb-", numbers, 12, "-", numbers, 12, "-", alnum, 24},
      {"LTAI", alnum, 20},
      {"gsk_", alnum, 52},
      {"dapi", hex, 32}};
  for (const Form& form : forms) {
    int missed = 0;
    constexpr int each = 300;
    for (int i = 0; i < each; ++i) {
      std::string key = form.before + drawn(form.part, form.size) + form.then + drawn(form.part2, form.size2) +
                        form.last + drawn(form.part3, form.size3);
      const std::string end = key.substr(key.size() - 12);
      if (key.back() == '-' || key.back() == '_') continue;
      const std::vector<std::string> around = {"{}",         "token: {}", "\"{}\"", "TOKEN={} ",
                                               "密钥：{}。", "({})",      "{}\n",   "see {}, thanks"};
      missed += masked(filled(around[static_cast<std::size_t>(i) % around.size()], key)).find(end) != std::string::npos;
    }
    INFO(form.before);
    CHECK(missed <= each / 50);  // those without a digit, where one is asked for
  }
}

TEST_CASE("pii: what is assigned but no secret") {
  for (const std::string_view text :
       {"access_token: /var/lib/tokens/service-2024/current.json", "secret_key = config/keys/prod2024/Main.key",
        "api_key: \"YOUR_API_KEY_HERE_2024\"", "apiKey=${API_KEY_2024_PRODUCTION}",
        "api key: https://example.org/keys/2024/list-of-keys", "accountkey: see chapter 12 of the manual",
        "secret_key wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "hf_hub_download_from_2024",
        "hf_transformersModelConfigurationLoader", "AKIAIOSFODNN7EXAMPLE,wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
        "hvs.md", "the access key 2c55362", "x.SG.y", "123456789:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "https://hooks.slack.com/services/T00000000/B00000000/XXXXXXXXXXXXXXXXXXXXXXXX",
        "https://discord.com/api/webhooks/123456789012345678/token"})
    CHECK(masked(text) == text);
}

TEST_CASE("pii: a private key without its end is masked to where the base64 ends") {
  const auto line = [](std::size_t n) { return drawn(base64, n); };
  for (const std::string type : {"RSA PRIVATE KEY", "EC PRIVATE KEY", "OPENSSH PRIVATE KEY", "PRIVATE KEY",
                                 "ENCRYPTED PRIVATE KEY", "DSA PRIVATE KEY", "PGP PRIVATE KEY BLOCK"}) {
    const std::string begin = "-----BEGIN " + type + "-----";
    for (const std::string end_of_line : {"\n", "\r\n", "\\n", "\\r\\n", "\n    ", " "}) {
      std::string key = begin;
      for (int i = 0; i < 6; ++i) key += end_of_line + line(64);
      key += end_of_line + line(19) + "A";
      CHECK(masked("x " + key) == "x <PRIVATE_KEY>");
      CHECK(masked("x " + key + "\nThe rest was cut. Then more text follows.") ==
            "x <PRIVATE_KEY>\nThe rest was cut. Then more text follows.");
      CHECK(masked("x " + key + "\nHello\nworld") == "x <PRIVATE_KEY>\nHello\nworld");
      CHECK(masked(key + "\n\n" + key + "\n-----END " + type + "-----\n尾") == "<PRIVATE_KEY>\n\n<PRIVATE_KEY>\n尾");
    }
    CHECK(masked(begin + "\n" + line(800)) == "<PRIVATE_KEY>");
    CHECK(masked(begin + "\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,0123456789ABCDEF0123456789ABCDEF\n\n" +
                 line(64) + "\n" + line(64) + "\n") == "<PRIVATE_KEY>\n");
    CHECK(masked(begin + "\n...\n") == begin + "\n...\n");
    CHECK(masked(begin + " is how such a file begins, and more is told in the chapter on keys") ==
          begin + " is how such a file begins, and more is told in the chapter on keys");
  }
  const std::string public_key = "-----BEGIN PUBLIC KEY-----\n" + line(64) + "\n" + line(64);
  CHECK(masked(public_key) == public_key);
}

TEST_CASE("random_text: letters drawn by lot, and words") {
  CHECK(random_letters("ZECNkhxHFIPnebQTdmkdgcevEfmomItuHz"));
  CHECK_FALSE(random_letters("transformersModelConfigurationLoaders"));
  CHECK_FALSE(random_letters("abcdefghijklmnopqrstuvwxyzabcdefgh"));
  CHECK(random_base64("wJalrXUtnFE/K7MDENG+bPxRfiCYzq3kLm9sT0aB"));
  CHECK_FALSE(random_base64("config/production2024/settings/keys/Main"));
}
