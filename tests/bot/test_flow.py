"""The flow of a conversation: what a yes, a "just that", a no and a correction are about, and what is said when nothing is proposed."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from bot.assistant import Assistant
from bot.messages import Reply
from tests.house import Talk, new_assistant

CELLAR = """
sommelier: 1
business: {name: Cantina Alta, language: it, languages: [it, fr, en], currency: EUR}
offerings:
  - {id: tasting, name: {it: Degustazione, fr: Dégustation, en: Tasting}, price: 30, category: visit}
  - {id: long-tasting, name: {it: Degustazione lunga, fr: Dégustation longue, en: Long tasting}, price: 39, category: visit}
  - {id: tour, name: {it: Visita del vigneto, fr: Visite du vignoble, en: Vineyard tour}, price: 25, category: visit}
  - {id: platter, name: {it: Tagliere, fr: Planche, en: Cheese platter}, price: 8}
  - {id: shuttle, name: {it: Navetta, fr: Navette, en: Shuttle}, price: 6}
  - {id: private, name: {it: Visita privata, fr: Visite privée, en: Private visit}, price: 190, category: visit}
ladders:
  - {id: tastings, steps: [tasting, {offering: long-tasting, kind: version}, {offering: private, kind: personalisation}]}
complements:
  - {offer: platter, to: [tasting, tour], kind: functional, reason: {it: Con il tagliere il vino si gusta meglio, fr: Avec la planche le vin se goûte mieux, en: With the platter the wine tastes better}}
  - {offer: shuttle, to: [tasting, tour], kind: protection, only_with_need: true, goals: [drink-safely], reason: {it: Con la navetta nessuno deve guidare, fr: Avec la navette personne ne conduit, en: With the shuttle nobody has to drive}}
needs:
  - {id: drink-safely, name: {it: bere senza guidare, fr: boire sans conduire, en: drink without driving}, phrases: {it: [non voglio guidare dopo, veniamo in auto], fr: [je ne veux pas conduire après, on vient en voiture], en: ["I don't want to drive afterwards", we come by car]}}
arguments:
  - {about: long-tasting, lever: result, text: {it: Con due vini in più si capisce la collina, fr: Deux vins de plus racontent la colline, en: Two more wines tell the story of the hill}}
  - {about: platter, lever: result, text: {it: Con il tagliere il vino si gusta meglio, fr: Avec la planche le vin se goûte mieux, en: With the platter the wine tastes better}}
"""
OFFICE = """
sommelier: 1
business: {name: Kettle & Co, language: en, languages: [en], currency: GBP}
offerings:
  - {id: machine, name: {en: Brio espresso machine}, price: 420}
  - {id: filter, name: {en: Water filter}, price: 30}
arguments:
  - {about: filter, lever: saving, text: {en: With the filter the machine needs descaling once a year}}
"""
GYM = """
sommelier: 1
business: {name: Palestra Borgo, language: it, languages: [it, fr, en], currency: EUR}
offerings:
  - {id: monthly, name: {it: Abbonamento mensile, fr: Abonnement mensuel, en: Monthly membership}, price: {amount: 40, per: month}}
  - {id: freeze, name: {it: Opzione pausa, fr: Option pause, en: Pause option}, price: {amount: 4, per: month}}
  - {id: towels, name: {it: Asciugamani, fr: Serviettes, en: Towels}, price: {amount: 5, per: month}}
complements:
  - {offer: freeze, to: [monthly], kind: protection, reason: {it: Con la pausa paga solo i mesi in cui viene, fr: Avec la pause vous ne payez que les mois où vous venez, en: With the pause you pay only for the months you come}}
  - {offer: towels, to: [monthly], kind: functional, reason: {it: Con gli asciugamani la borsa resta leggera, fr: Avec les serviettes le sac reste léger, en: With our towels your bag stays light}}
needs:
  - {id: gaps, name: {it: non pagare quando non si viene, fr: ne pas payer quand on ne vient pas, en: not to pay when away}, phrases: {it: ["d'estate sono via per due mesi", lavoro a turni e salto spesso, "se mi ammalo perdo la quota"], fr: ["l'été je pars deux mois", je travaille en horaires décalés, "si je suis malade je paie pour rien"], en: [I'm away two months every summer, I work shifts and often skip, "if I'm ill I pay for nothing"]}, answered_by: [freeze]}
  - {id: light-bag, name: {it: viaggiare leggeri, fr: voyager léger, en: travel light}, phrases: {it: [vengo direttamente dall'ufficio, la borsa è sempre bagnata, non voglio lavare ogni volta], fr: [je viens directement du bureau, mon sac est toujours mouillé, je ne veux pas laver à chaque fois], en: [I come straight from the office, my bag is always damp, I don't want to do laundry every time]}, answered_by: [towels]}
arguments:
  - {about: freeze, lever: saving, text: {it: Con la pausa paga solo i mesi in cui viene, fr: Avec la pause vous ne payez que les mois où vous venez, en: With the pause you pay only for the months you come}}
  - {about: towels, lever: result, text: {it: Con gli asciugamani la borsa resta leggera, fr: Avec les serviettes le sac reste léger, en: With our towels your bag stays light}}
"""
TAKING = {
    "it": "prendo l'abbonamento mensile",
    "fr": "je prends l'abonnement mensuel",
    "en": "I'll take the monthly membership",
}
FLEET = """
sommelier: 1
business: {{name: Fleet, language: {language}, languages: [{language}], currency: EUR}}
offerings:
  - {{id: small, name: {{{language}: Fleet 12}}, price: {{amount: 20, per: month}}, limits: {{vans: 12}}, category: plan}}
  - {{id: large, name: {{{language}: Fleet 20}}, price: {{amount: 35, per: month}}, limits: {{vans: 20}}, category: plan}}
metrics:
  - {{id: vans, names: {{{language}: [{vans}]}}}}
ladders:
  - {{id: plans, steps: [small, {{offering: large, kind: extension}}]}}
arguments:
  - {{about: large, lever: saving, text: {{{language}: "20 {vans}"}}}}
"""
LANGUAGES = ("it", "fr", "en")


@cache
def shop(catalog: str) -> Assistant:
    return new_assistant(catalog)


@pytest.fixture(scope="module")
def cellar(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    file = tmp_path_factory.mktemp("cellar") / "cellar.yaml"
    file.write_text(CELLAR, encoding="utf-8")
    return shop(str(file))


def told(house: Assistant, key: str, texts: list[str], role: str = "customer") -> tuple[list[Reply], set[str]]:
    """The replies, and what is in the basket after them."""
    talk = Talk(house, f"{key} {texts}", role)  # type: ignore[arg-type]
    replies = [talk.say(text) for text in texts]
    stored = house.memory.conversation(talk.id, house.name)
    assert stored is not None
    return replies, {line.product for line in stored.basket}


def offered(reply: Reply) -> list[str]:
    return [offer.product for offer in reply.offers]


ONLY = {
    "it": ["prendo il portatile", "solo il mouse", "sì"],
    "fr": ["je prends l'ordinateur portable", "juste la souris", "oui"],
    "en": ["I'll take the laptop", "just the mouse then", "yes"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_just_that_is_an_order_of_that_and_of_nothing_else(language: str) -> None:
    (_, only, after), basket = told(shop("electronics"), "only", ONLY[language])
    assert basket == {"laptop", "wireless-mouse"}
    assert (offered(only), offered(after)) == ([], [])


STAYING = {
    "it": ["vorrei una margherita", "solo la margherita, grazie"],
    "fr": ["je voudrais une margherita", "juste la margherita"],
    "en": ["I'd like a margherita please", "just the margherita please"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_just_what_was_chosen_is_a_no_to_the_better_one(language: str) -> None:
    (first, second), basket = told(shop("pizzeria"), "staying", STAYING[language])
    assert offered(first) == ["bufala"]
    assert (basket, offered(second)) == ({"margherita"}, [])


BUT = {
    "it": ["siamo su Base e non vedo i margini", "ok ma quanto costerebbe in un anno?"],
    "fr": ["on est sur Base et je ne vois pas mes marges", "d'accord mais combien ça coûterait par an ?"],
    "en": ["we're on Base and I can't see my margins", "ok but how much would it be a year?"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_yes_with_a_question_is_a_question_and_the_offer_waits(language: str) -> None:
    yes = {"it": "ok facciamolo", "fr": "d'accord, on le fait", "en": "ok let's do it"}[language]
    _, asked = told(shop("management-software"), "but", BUT[language])
    assert asked == set()
    _, agreed = told(shop("management-software"), "but yes", [*BUT[language], yes])
    assert agreed == {"base-reporting"}


AFTER_A_NO = {
    "it": ["vorrei una margherita", "no grazie", "e anche una coca", "siete aperti il sabato?"],
    "fr": ["je voudrais une margherita", "non merci", "et un coca aussi", "vous êtes ouverts le samedi ?"],
    "en": ["I'd like a margherita please", "no thanks", "and a coke please", "are you open on Saturdays?"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_after_a_no_orders_are_confirmed_and_questions_answered(language: str) -> None:
    (_, refused, order, question), basket = told(shop("pizzeria"), "after", AFTER_A_NO[language])
    assert (refused.hold or {})["reason"] == "refused"
    assert basket == {"margherita", "cola"}
    assert shop("pizzeria").catalogue.by_id["cola"].name.said(language) in order.text
    assert question.text != refused.text
    assert [offered(each) for each in (refused, order, question)] == [[], [], []]


REMARKED = {
    "it": ["vorrei una degustazione, veniamo in auto", "siamo in sei con due bambini piccoli", "e arriviamo verso mezzogiorno"],
    "fr": ["je voudrais une dégustation, on vient en voiture", "on est six avec deux petits enfants", "et on arrive vers midi"],
    "en": ["I'd like a tasting, we come by car", "we're bringing two small children along", "and we get there around noon"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_remark_changes_no_subject_and_repeats_no_pitch(cellar: Assistant, language: str) -> None:
    replies, _ = told(cellar, "remarked", REMARKED[language])
    assert [offered(reply) for reply in replies] == [["shuttle"]] * 3
    assert "€" in replies[0].text
    assert not any("€" in reply.text for reply in replies[1:])
    assert len(replies[2].text) < len(replies[1].text)


def test_half_a_name_in_another_sentence_is_not_ordered(tmp_path: Path) -> None:
    file = tmp_path / "office.yaml"
    file.write_text(OFFICE, encoding="utf-8")
    for beside in ("The water is really hard round here", "We get through a lot of filter coffee"):
        assert told(shop(str(file)), "half", [f"I'll take the Brio espresso machine. {beside}"])[1] == {"machine"}


VANS = {"it": "furgoni", "fr": "camionnettes", "en": "vans"}
GROWING = {
    "it": "abbiamo cinque furgoni e a marzo ne prendiamo altri otto. che piano mi serve?",
    "fr": "on a cinq camionnettes et on en prend huit autres en mars. il me faut quel forfait ?",
    "en": "we have five vans and we're taking on another eight in March. which plan do I need?",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_added_is_counted(language: str, tmp_path: Path) -> None:
    file = tmp_path / f"fleet-{language}.yaml"
    file.write_text(FLEET.format(language=language, vans=VANS[language]), encoding="utf-8")
    [reply], _ = told(shop(str(file)), "growing", [GROWING[language]])
    assert "Fleet 20" in reply.text
    assert "Fleet 12" not in reply.text


FIXED = {
    "it": ["il gestionale non si apre più", "ora funziona, falso allarme"],
    "fr": ["le logiciel ne s'ouvre plus", "c'est réparé, fausse alerte"],
    "en": ["the software won't open any more", "it's fixed now, false alarm"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_problem_that_is_over_is_over(language: str) -> None:
    (first, second), _ = told(shop("management-software"), "fixed", FIXED[language])
    assert (first.hold or {})["reason"] == "open-problem"
    assert second.verdict is None


@pytest.mark.parametrize(
    "text",
    [
        "il vecchio fornitore era un disastro, sempre fermo. cosa offrite?",
        "notre ancien prestataire était nul, toujours en panne. vous proposez quoi ?",
        "our old provider was hopeless, down every week. what do you offer?",
        "nous avons eu une panne la semaine dernière, c'est réparé. on est sur Base",
    ],
)
def test_somebody_else_s_fault_or_a_mended_one_is_no_open_problem(text: str) -> None:
    [reply], _ = told(shop("management-software"), "former", [text])
    assert (reply.hold or {}).get("reason") != "open-problem"


INSTEAD = [
    ["I'd like a margherita please. actually no scrap that, a diavola, and i like it properly hot"],
    ["una margherita", "no aspetta, facciamo una diavola"],
    ["une margherita", "finalement plutôt une diavola"],
    ["I'd like a margherita please", "actually make it a diavola"],
]


@pytest.mark.parametrize("texts", INSTEAD)
def test_what_is_taken_back_is_neither_kept_nor_sold_on(texts: list[str]) -> None:
    replies, basket = told(shop("pizzeria"), "instead", texts)
    assert basket == {"diavola"}
    assert "bufala" not in offered(replies[-1])


ALLERGIC = {
    "it": ["vorrei una diavola", "no aspetta, sono allergico al lattosio"],
    "fr": ["je voudrais une diavola", "non attendez, je suis allergique au lactose"],
    "en": ["I'd like a diavola please", "no wait, I'm allergic to lactose"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_information_empties_no_order(language: str) -> None:
    (_, reply), basket = told(shop("pizzeria"), "allergic", ALLERGIC[language])
    assert basket == {"diavola"}
    assert reply.offers == ()


REPORTED = {
    "it": "cliente su Base, gli ho proposto Pro e mi ha detto 'ci penso, le faccio sapere'. insisto?",
    "fr": "client sur Base, je lui ai proposé Pro, il a dit qu'il allait réfléchir. j'insiste ?",
    "en": "client on Base, I pitched Pro and he wrote 'lovely, let's circle back in the new year'",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_answer_that_a_rep_reports_is_the_clients(language: str) -> None:
    [reply], _ = told(shop("management-software"), "reported", [REPORTED[language]], "rep")
    assert (reply.hold or {}).get("reason") in ("hesitant", "refused")


SHALL_I = {
    "it": ("cliente su Base, 2 utenti, tutto bene. posso piazzargli Enterprise?", "client su Base, 5 utenti su 5. gli propongo Pro?"),
    "fr": ("client sur Base, 2 utilisateurs, tout va bien. je lui propose Enterprise ?", "client sur Base, 5 utilisateurs sur 5. je lui propose Pro ?"),
    "en": ("client on Base, 2 users, all fine. should I pitch them Enterprise?", "client on Base, 5 users of 5. shall I pitch Pro?"),
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_rep_s_question_is_answered_about_that_product(language: str) -> None:
    no, yes = (told(shop("management-software"), "shall", [text], "rep")[0][0] for text in SHALL_I[language])
    assert no.verdict in ("hold", "ask")
    assert "Enterprise" in no.text
    assert offered(yes) == ["pro"]
    assert yes.sections[0].kind == "answer"


SHORT = {
    "it": ["vorrei una margherita", "ok marinara"],
    "fr": ["je voudrais une margherita", "ok marinara"],
    "en": ["I'd like a margherita please", "ok marinara"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_short_reply_changes_no_language(language: str) -> None:
    replies, _ = told(shop("pizzeria"), "short", SHORT[language])
    assert [reply.language for reply in replies] == [language, language]


@pytest.mark.parametrize(("word", "language"), [("basta", "it"), ("arrêtez", "fr"), ("unsubscribe", "en")])
def test_a_first_word_is_answered_in_its_language(word: str, language: str) -> None:
    for catalog in ("pizzeria", "management-software", "trades-software"):
        [reply], _ = told(shop(catalog), f"first {catalog}", [word])
        assert reply.language == language


JUST_A_TASTING = {
    "it": ["vorrei una degustazione", "solo la degustazione"],
    "fr": ["je voudrais une dégustation", "juste la dégustation"],
    "en": ["I'd like a tasting please", "just the tasting please"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_elsewhere_too_just_that_is_that(cellar: Assistant, language: str) -> None:
    (_, reply), basket = told(cellar, "tasting", JUST_A_TASTING[language])
    assert basket == {"tasting"}
    assert reply.offers == ()


A_TOUR_INSTEAD = {
    "it": ["vorrei una degustazione", "no grazie", "anzi no, facciamo la visita del vigneto"],
    "fr": ["je voudrais une dégustation", "non merci", "finalement plutôt la visite du vignoble"],
    "en": ["I'd like a tasting please", "no thanks", "actually make it the vineyard tour"],
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_elsewhere_too_a_change_after_a_no_is_confirmed(cellar: Assistant, language: str) -> None:
    (*_, reply), basket = told(cellar, "tour", A_TOUR_INSTEAD[language])
    assert basket == {"tour"}
    assert cellar.catalogue.by_id["tour"].name.said(language) in reply.text
    assert reply.offers == ()


def test_a_reply_that_asks_names_no_price(cellar: Assistant, tmp_path: Path) -> None:
    for catalog, text in (("email-marketing", "we need to get more customers"), ("shoes", "mi servono scarpe per correre")):
        [reply], _ = told(shop(catalog), "asks", [text])
        assert (reply.verdict == "offer") == bool(reply.offers)
        assert reply.offers or "€" not in reply.text


LEANT = {
    "it": "sono infermiera, i turni cambiano ogni settimana e a novembre ho saltato quasi tutto",
    "fr": "je suis infirmière, mes horaires changent tout le temps et en novembre j'ai presque tout raté",
    "en": "I'm a nurse, the rota changes every week and I missed most of November",
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_circumstance_in_other_words_leads_to_what_would_help(language: str, tmp_path: Path) -> None:
    file = tmp_path / "gym.yaml"
    file.write_text(GYM, encoding="utf-8")
    [reply], _ = told(shop(str(file)), "leant", [f"{TAKING[language]}. {LEANT[language]}"])
    assert offered(reply) == ["freeze"]


LAUNDRY = str(Path(__file__).parent / "laundry.yaml")
WASHING = {
    "it": ["avrei un abito da uomo e tre camicie", "è per sabato, mi sposo!", "no l'espresso non mi serve", "aggiungi un piumone allora", "aspetta, due piumoni", "e il ritiro?", "va bene grazie ciao"],
    "fr": ["j'aurais un costume et trois chemises à nettoyer", "c'est pour samedi, je me marie !", "non l'express ce n'est pas la peine", "ajoutez une couette alors", "attendez, deux couettes", "et la collecte ?", "d'accord merci, au revoir"],
    "en": ["I'd like a suit and three shirts done", "it's for saturday, i'm getting married!", "nah don't need the express", "stick a duvet on then", "hang on, two duvets", "and the pickup?", "ok cheers bye"],
}  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_basket_is_right_at_the_end(language: str) -> None:
    """Numbers are no products, what was proposed and turned down is off, a correction corrects its own line, a thank-you buys nothing."""
    talk = Talk(shop(LAUNDRY), f"washing {language}", "customer")
    replies = [talk.say(text) for text in WASHING[language]]
    stored = talk.assistant.memory.conversation(talk.id, talk.assistant.name)
    assert stored is not None
    assert {line.product: int(line.quantity) for line in stored.basket} == {"suit": 1, "shirt": 3, "duvet": 2}
    assert offered(replies[1]) == ["express"]
    assert all(not reply.offers for reply in replies[2:])
    assert replies[5].verdict is None


def test_what_something_is_needed_against_is_not_owned() -> None:
    text = "my moths ate three jumpers last winter so i'm bringing the suit in"
    [reply], basket = told(shop(LAUNDRY), "moths", [text])
    assert (offered(reply), basket) == (["moth"], {"suit"})
