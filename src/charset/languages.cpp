#include "charset/languages.h"

#include <algorithm>
#include <iterator>

namespace dsprep::charset {
namespace {

constexpr Language languages[] = {
    {"af", "áéèêëíîïóôöúûüýŉ", ""},
    {"be", "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
     "і у на з не што да па ад як за гэта але яго ён яна яны для быў была былі было ў таксама ці "
     "аб са пры каб толькі ўжо ж яшчэ калі мы вы я ты яе іх які якая якое якія свой сваю сваёй "
     "усё ўсе год годзе года гадоў людзі чалавек дзень дзе тут там больш менш вельмі можа трэба "
     "няма беларусі беларускай беларускі мінск мінску краіны горада раён раёна жыццё працы праца "
     "мова мовы першы адзін адна адно другі паміж праз супраць пасля перад пад над каля без "
     "сярод дзяржаўны рэспублікі вобласці шмат ёсць быць ўсіх сёння цяпер таму нават зноў "},
    {"bg", "абвгдежзийклмнопрстуфхцчшщъьюя", ""},
    {"ca", "àáçéèíïòóúü·",
     "és més però també què perquè només això així són aquest aquesta amb dels les pel als hi ha "
     "una seva català catalunya barcelona anys després sense segons fins municipi política "
     "història societat informació funció número última còpia "},
    {"cs", "áčďéěíňóřšťúůýž",
     "být mít může můžete musí jít říci část oblast společnosti společnost možnost práce život "
     "života lidé lidí den roku let všechny další více velmi ještě také když nebo protože najít "
     "informace služby české města své první nové země účast při čtvrti příliš několik stránky "},
    {"da", "æøåéöäü", ""},
    {"de", "äöüßéàè", ""},
    {"el", "αβγδεζηθικλμνξοπρστυφχψωςάέήίόύώϊϋΐΰ",
     "και το να του η της με που την από για είναι στην οι στο τα δεν θα ένα μια ότι αλλά όπως "
     "έχει ήταν μας σας άλλο άλλη άλλα άλλες άλλωστε άρα άρθρο άτομα άνθρωπος άνθρωποι άγιος "
     "άνοιξη άποψη άμεσα όλα όμως ώρα ύστερα ημέρα χρόνια ελλάδα ελληνική αθήνα σύμφωνα μεταξύ "
     "δημόσια ζωή εργασία "},
    {"en", "éèêëàâäáçñöôóïíüúåø", ""},
    {"eo", "ĉĝĥĵŝŭ",
     "la de kaj en estas ne mi li por kiu kun oni sed ĉi ĉe ĉu ĝi ĝis ŝi ŝin ankaŭ aŭ laŭ antaŭ "
     "kontraŭ apenaŭ almenaŭ baldaŭ hodiaŭ morgaŭ preskaŭ ĉiu ĉiuj ĉiam ĉar ĵus manĝi lingvo "
     "esperanto jaro jaroj tiu tiuj homoj mondo internacia reĝo seĝo ĉambro aĵo aĵoj novaĵo "
     "loĝas iĝis fariĝis okazis eŭropo aŭtoro "},
    {"es", "áéíñóúüç", ""},
    {"et", "äõöüšž",
     "ja on ei et kui see ta oli ka aga siis oma mis kes ning või nii ma mida ole veel seda nagu "
     "välja üle kõik mitte pärast juures tema eesti aasta aastal peab saab võib väga ainult kuid "
     "enne üks kaks kolm kus selle nende meie teie sest juba kõige suur uus öö päev inimesed "
     "inimeste töö tööd lapsed kõrge õige õpetaja küll läbi ümber mõned mõne võimalik hästi pole "
     "näiteks ära mööda põhjus sõna tõttu vähem rohkem üles riik riigi tallinna käesolev järgi "
     "lõpuks sõber süda võtta jõuda müüa tänu õhtul päeval jälle "},
    {"eu", "ñçü", ""},
    {"fi", "äöåšžé", ""},
    {"fr", "àâæçéèêëîïôœùûüÿ", ""},
    {"ga", "áéíóú", ""},
    {"gl", "áéíñóúüï", ""},
    {"hr", "čćđšž",
     "je i u na se da su za od s kao što koji koja koje ne nije ili će bi biti više još već "
     "također između općina država građani đak žena može možda prije poslije riječ čovjek život "
     "grad rođen dvadeset međutim događaj ljudi kuća noć samo ovaj svi naš vaš šest četiri "
     "tisuća moći reći vođa svijet zemlje sljedeći "},
    {"hu", "áéíóöőúüű", ""},
    {"id", "éè", ""},
    {"is", "áðéíóúýþæö",
     "og að í er á sem það til um við en hann ekki var með fyrir ég af því hún þeir þetta þess "
     "eru verið hafa hefur sér vera eftir upp út þá þú ef fram frá þegar mjög eða hvað svo þeim "
     "þeirra okkur mér einn eins síðan sínum yfir nú þar hér allt alla ár ára árið mikið "
     "íslenska ísland íslands maður menn fólk börn verður getur ætla áður hvort aðeins undir þó "
     "einnig mig síðast margir önnur öðrum fyrst fyrsta stórt þann þessi þessum góð góður ný "
     "nýtt lög saga bæði hjá án úr þurfa segja segir fór komið koma gert gera vegna þrátt þjóð "
     "heimi stað leið hægt öll öllum "},
    {"it", "àèéìíîòóùú",
     "è è è è è è più perché può così già anche città però sarà dove questo questa della delle "
     "nella alla dal sono stato essere hanno anni società attività possibilità università "
     "qualità lunedì giù né là lì sì perciò finché "},
    {"lt", "ąčęėįšųūž",
     "ir kad yra į iš su kaip tai bet jis buvo ar už po apie dėl nuo taip jo prie savo jų tik "
     "būti dar per ne iki būtų kuris kurie kurių kuri metų tačiau jau labai daug ji jie mano "
     "gali galima pat todėl prieš tarp šio šis ši šie šią visi visų kai jei nes arba čia kas ką "
     "jūs mes aš tu mūsų jūsų žmonių žmonės lietuvos vilniaus darbo laiko metu dienos kitų kitas "
     "gerai daugiau mažiau pagal vieta valstybės įmonės būdu įstatymo tuo vaikų pirmą didelis "
     "naujas nėra turi žinoma gražus išskyrus "},
    {"lv", "āčēģīķļņšūžōŗ",
     "un ir ar par no uz kas lai bet arī kā tas to tika pēc šī šis šo gada gadā latvijas rīgas "
     "var būs viņš viņa viņi mēs jūs kopā bija vēl līdz jau ļoti pie tā tikai starp pirms savu "
     "savā darba cilvēki cilvēku valsts vairāk daudz jābūt izglītības pašvaldības iespēja diena "
     "dienas laikā pilsētas uzņēmumu mājas vai atkal tādēļ ņemt ģimenes "},
    {"mk", "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ",
     "и на во се од да за е со што го ја не ги а кој која кое како по ќе или до исто така има "
     "биле бил била било тој таа тие овој оваа ова тоа некој само уште веќе но ако кога каде "
     "години година денес еден една едно прв прва сите секој своја својот нивните негов неговата "
     "македонија македонски македонската скопје луѓе човек ден дел меѓу преку поради против пред "
     "после при под над кон без може мора треба нема многу повеќе градот земја живот работа "
     "јазик куќа ноќ потоа тогаш бидејќи иако сепак неколку "},
    {"ms", "é", ""},
    {"nl", "éëïóöüèáêíúä", ""},
    {"no", "æøåéòóôêèüäö", ""},
    {"pl", "ąćęłńóśźż",
     "się nie jest że na do to jak są być może można także również między przez które który "
     "która których został została więcej część życia życie pracy roku lat osób ludzi pieniądze "
     "wszystkich każdy właśnie jednak jeśli będzie będą mogą swój swoją tę tą polską książki "
     "miejsce należy proszę dzięki główny środków "},
    {"pt", "áâãàçéêíóôõúü", ""},
    {"ro", "ăâîșşțţ",
     "și şi că să în la de pe nu este cu din o un mai ca sunt care pentru fost fi a au fără după "
     "între până prin când cât ce această acest acesta dacă ţară românia român oraș județul "
     "oameni viaţă timp anul ani două faţă către însă află toată toţi având informaţii ştiri "},
    {"ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя", ""},
    {"sk", "áäčďéíĺľňóôŕšťúýž",
     "byť mať môcť môže môžete musieť ísť povedať urobiť dostať vedieť časť časti oblasť "
     "spoločnosť spoločnosti možnosť činnosť práce život života ľudia ľudí deň roku rokov všetky "
     "všetko ďalšie ďalej viac veľmi veľa ešte tiež keď alebo pretože nájsť použiť získať "
     "informácie služby slovenskej slovensku slovensko mesta svoje prvý nové účasť žiť krajiny "},
    {"sl", "čšžćđ", ""},
    {"sq", "ëç",
     "të e në dhe i një me për nga se që ka si është më do u nuk ishte por edhe kjo ky janë kanë "
     "tij saj tyre ai ajo kur deri pas sa mund duhet çdo vetëm çfarë shumë gjithë disa ose këtë "
     "këto këta kësaj asaj atij prej mbi nën para tani aty këtu pra sepse pasi derisa ndërsa "
     "gjatë përmes rreth midis kundër dy tre vit viti vitit vjet njerëz njerëzit vend vendit "
     "shqipëri shqipërisë kosovë kosovës shqiptar shqiptare qytet qytetit bëhet bërë bëri thotë "
     "tha jetë jetës punë ditë ditën kohë kohën mirë mëdha madh ndonjë përgjithshme përveç nëse "
     "vetë atë jemi jam ishin dhënë marrë gjë tjetër tjera parë fundit shtet shtetit "},
    {"sr", "абвгдђежзијклљмнњопрстћуфхцчџш",
     "и је у да се на су од са за као који не из то није а о или до по али што би ће бити био "
     "била које која када тако само још већ јер ако све свој своје он она они године година где "
     "после пре овај ова ово тај та тог којима њега њој њих његов његова српски србије србија "
     "београд људи човек дана дан један једна једно први друге други међу преко током због "
     "против поред нису смо сте сам имао имају може могу треба нема више веома мање много код "
     "над под тада данас века део земље рата града живота рад језик ђак џеп љубав кућа ноћ већи "},
    {"sv", "åäöéüà", ""},
    {"th", "",
     "การ ความ ที่ และ ใน เป็น ของ มี ไม่ ได้ ให้ จะ จาก กับ ว่า นี้ โดย ผู้ คน ประเทศ ไทย ปี "
     "วัน เมือง จังหวัด รัฐบาล นักเรียน โรงเรียน มหาวิทยาลัย ประชาชน สังคม ศึกษา งาน เรียน "
     "บริษัท เพื่อ ต้อง ทำ มา ไป อยู่ แล้ว เรา เขา หรือ ถึง กัน นั้น ขึ้น ตาม เมื่อ ใช้ พระ "
     "สามารถ ประกาศ จำนวน รางวัล ปัญหา สำหรับ เดือน พัฒนา ข้อมูล ระบบ บริการ ตำบล อำเภอ กรุงเทพ "
     "เวลา ราคา น้ำ "},
    {"tr", "çğıöşüâîû",
     "bir ve bu için ile çok daha olarak gibi olan kadar sonra var en ne değil şey şu iş gün yıl "
     "yılında türkiye büyük küçük güzel önce göre üzerinde arasında şekilde çalışma kişi çocuk "
     "dünya hiç ilk aynı yeni iyi tarafından ancak olduğu olduğunu bölge ülke öğrenci eğitim "
     "sağlık başkanı müdürü için içinde ışık kadın şehir açık doğru önemli özel yüksek düşük "},
    {"uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
     "і в на не що з у та до як за це від про його але є він вона вони ми ви для був була було "
     "були також який яка яке які після або при цього цей ця ці щоб тільки ще вже коли якщо дуже "
     "може треба немає більше менше між через проти під над без своїх свою рік року років людей "
     "людина день україни україна український української київ києва місто міста країни життя "
     "роботи робота мова мови перший один одна їх її їй інших інші щодо тому усі всі дії свій "
     "нових яких "},
};

}  // namespace

const Language* known_language(std::string_view name) {
  const auto* const found =
      std::find_if(std::begin(languages), std::end(languages), [&](const Language& l) { return l.name == name; });
  return found == std::end(languages) ? nullptr : found;
}

}  // namespace dsprep::charset
