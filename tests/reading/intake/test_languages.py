"""Languages told by two sentences, and texts that only look like English."""

from __future__ import annotations

from pathlib import Path

import pytest

from ramify._errors import InputError
from ramify.reading.intake.documents import from_bytes
from ramify.reading.intake.languages import homoglyphs, in_english, language_name, language_of
from ramify.reading.reader import read
from ramify.world.world import World

TEXTS = {
    "es": (
        "El ministro chino condenó la decisión de Japón el lunes. Dijo que los dos "
        "países deben reanudar sus conversaciones."
    ),
    "pt": (
        "O ministro chinês condenou a decisão do Japão na segunda-feira. Ele disse que "
        "os dois países devem retomar as conversas."
    ),
    "fr": (
        "Le ministre chinois a dénoncé la décision du Japon lundi. Il a déclaré que les "
        "deux pays devaient reprendre leurs discussions."
    ),
    "it": (
        "Il ministro cinese ha condannato la decisione del Giappone lunedì. Ha detto "
        "che i due paesi devono riprendere i colloqui."
    ),
    "de": (
        "Der chinesische Minister hat die Entscheidung Japans am Montag verurteilt. Er "
        "sagte, beide Länder müssten ihre Gespräche wieder aufnehmen."
    ),
    "nl": (
        "De Chinese minister veroordeelde maandag het besluit van Japan. Hij zei dat de "
        "twee landen hun gesprekken moeten hervatten."
    ),
    "sv": (
        "Den kinesiske ministern fördömde Japans beslut på måndagen. Han sade att de "
        "två länderna måste återuppta sina samtal."
    ),
    "da": (
        "Den kinesiske minister fordømte Japans beslutning mandag. Han sagde, at de to "
        "lande må genoptage deres samtaler efter mødet."
    ),
    "nb": (
        "Den kinesiske ministeren fordømte Japans beslutning mandag. Han sa at de to "
        "landene må gjenoppta samtalene etter møtet av ledere."
    ),
    "pl": (
        "Chiński minister potępił w poniedziałek decyzję Japonii. Powiedział, że oba "
        "kraje powinny wznowić rozmowy."
    ),
    "cs": (
        "Čínský ministr v pondělí odsoudil rozhodnutí Japonska. Řekl, že obě země by "
        "měly obnovit rozhovory."
    ),
    "ro": (
        "Ministrul chinez a condamnat luni decizia Japoniei. El a spus că cele două "
        "țări trebuie să reia discuțiile."
    ),
    "hu": (
        "A kínai miniszter hétfőn elítélte Japán döntését. Azt mondta, hogy a két "
        "országnak folytatnia kell a tárgyalásokat."
    ),
    "tr": (
        "Çinli bakan pazartesi günü Japonya'nın kararını kınadı. İki ülkenin "
        "görüşmelere yeniden başlaması gerektiğini söyledi."
    ),
    "id": (
        "Menteri China mengecam keputusan Jepang pada hari Senin. Ia mengatakan bahwa "
        "kedua negara harus melanjutkan pembicaraan."
    ),
    "vi": (
        "Bộ trưởng Trung Quốc hôm thứ Hai đã lên án quyết định của Nhật Bản. Ông nói "
        "rằng hai nước cần nối lại đàm phán."
    ),
    "sw": (
        "Waziri wa China alilaani uamuzi wa Japani siku ya Jumatatu. Alisema kuwa nchi "
        "hizo mbili zinapaswa kurejea katika mazungumzo."
    ),
    "fi": (
        "Kiinan ministeri tuomitsi Japanin päätöksen maanantaina. Hän sanoi, että "
        "maiden on jatkettava keskusteluja."
    ),
    "ru": (
        "Министр Китая осудил решение Японии в понедельник. Он заявил, что обе страны "
        "должны возобновить переговоры."
    ),
    "uk": (
        "Міністр Китаю засудив рішення Японії в понеділок. Він заявив, що обидві країни "
        "повинні відновити переговори."
    ),
    "bg": (
        "Китайският министър осъди решението на Япония в понеделник. Той каза, че двете "
        "страни трябва да възобновят преговорите."
    ),
    "sr": (
        "Кинески министар је осудио одлуку Јапана у понедељак. Рекао је да две земље "
        "треба да наставе разговоре."
    ),
    "hr": (
        "Kineski ministar osudio je odluku Japana u ponedjeljak. Rekao je da dvije "
        "zemlje trebaju nastaviti razgovore."
    ),
    "ar": (
        "أدان الوزير الصيني قرار اليابان يوم الاثنين. وقال إن البلدين يجب أن يستأنفا "
        "المحادثات بينهما."
    ),
    "fa": (
        "وزیر چین روز دوشنبه تصمیم ژاپن را محکوم کرد. او گفت که دو کشور باید گفتگوها را "
        "از سر بگیرند."
    ),
    "ur": (
        "چین کے وزیر نے پیر کو جاپان کے فیصلے کی مذمت کی۔ انہوں نے کہا کہ دونوں ممالک "
        "کو بات چیت دوبارہ شروع کرنی چاہیے۔"
    ),
    "he": ("השר הסיני גינה ביום שני את החלטת יפן. הוא אמר כי שתי המדינות צריכות לחדש את השיחות."),
    "hi": (
        "चीन के मंत्री ने सोमवार को जापान के फैसले की निंदा की। उन्होंने कहा कि दोनों "
        "देशों को बातचीत फिर शुरू करनी चाहिए।"
    ),
    "bn": (
        "চীনের মন্ত্রী সোমবার জাপানের সিদ্ধান্তের নিন্দা করেছেন। তিনি বলেন, দুই দেশকে আলোচনা আবার শুরু করতে হবে।"
    ),
    "el": (
        "Ο Κινέζος υπουργός καταδίκασε τη Δευτέρα την απόφαση της Ιαπωνίας. Είπε ότι οι "
        "δύο χώρες πρέπει να συνεχίσουν τις συνομιλίες."
    ),
    "ja": ("中国の外相は月曜日、日本の決定を非難した。両国は協議を再開すべきだと述べた。"),
    "zh": ("中国外交部长周一谴责日本的决定。他说两国应当恢复会谈。"),
    "ko": (
        "중국 외교부장은 월요일 일본의 결정을 비난했다. 그는 양국이 대화를 재개해야 한다고 말했다."
    ),
    "th": ("รัฐมนตรีจีนประณามการตัดสินใจของญี่ปุ่นเมื่อวันจันทร์ เขากล่าวว่าทั้งสองประเทศควรกลับมาเจรจา"),
    "en": (
        "The Chinese minister condemned Japan's decision on Monday. He said that both "
        "countries should resume their talks."
    ),
}


@pytest.mark.parametrize("code", TEXTS)
def test_two_sentences_tell_the_language_whatever_the_page_claims(code: str) -> None:
    assert language_of(TEXTS[code]) == code
    assert language_of(TEXTS[code], "en") == code
    assert language_of(TEXTS[code], "fr") == code


@pytest.mark.parametrize("code", [code for code in TEXTS if code != "en"])
def test_another_language_is_said_to_be_it_and_not_read(code: str) -> None:
    document = from_bytes(TEXTS[code].encode(), name="a.txt")
    with pytest.raises(InputError, match="not read by this reader; `--reader llm` reads it") as no:
        in_english(document)
    assert f"in {language_name(code)}" in str(no.value)


@pytest.mark.parametrize(
    "text",
    [
        "Germany condemned Iran.",
        "USA, EU, NATO: 2024",
        "Le Monde reported that Emmanuel Macron met Giorgia Meloni and Olaf Scholz in Paris.",
        "Hun Sen met To Lam in Phnom Penh on Monday, and the two leaders signed an agreement.",
        "« Nous sommes en guerre », Mr Macron said on Monday. The president of France told "
        "reporters that the government will send troops to the border.",
        "Van der Leyen and De Croo met in Den Haag, according to De Telegraaf and Het Parool.",
        "Kim Jong Il received Russian President Vladimir Putin in Pyongyang in July 2000.",
        "Al-Sharq Al-Awsat said that Abdel Fattah el-Sisi will visit Riyadh in May.",
    ],
)
def test_english_with_foreign_names_is_english(text: str) -> None:
    in_english(from_bytes(text.encode(), name="a.txt"))


def test_an_article_that_quotes_another_language_is_read() -> None:
    text = f"{TEXTS['en']} {TEXTS['fr']} {TEXTS['en']} {TEXTS['en']}"
    assert language_of(text) == "en"


def test_letters_that_look_alike_are_said_to_be_that() -> None:
    honest = "Путин (Putin) met Σημίτης in Moscow, officials said on Monday."
    assert homoglyphs(honest) == 0
    for forged in ("Gеrmаny cоndеmnеd Irаn", "Germany condemnεd Irαn", "Ｇеrmany met Irаn"):
        document = from_bytes(f"{forged} on 3 May 2019.".encode(), name="a.txt")
        with pytest.raises(InputError, match="look-alike letters"):
            in_english(document)


def test_the_reader_says_so_and_reads_the_rest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXTS["fr"], encoding="utf-8")
    (tmp_path / "b.txt").write_text("Germany condemned Iran on 3 May 2019.", encoding="utf-8")
    found = read([tmp_path], world=World.packaged())
    assert [r.document.name for r in found.read] == ["b.txt"]
    assert [r.reason for r in found.refused] == ["in French, not read by this reader"]
