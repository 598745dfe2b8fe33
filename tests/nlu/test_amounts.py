"""Amounts read in three languages: tables of what is said and what is understood, and what must hold for any text at all."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlu.amounts import read_amounts, read_growth, read_usages
from nlu.reading import Amount, Growth, Language, Usage

AT = datetime(2026, 11, 21, 20)
LANGUAGES: tuple[Language, ...] = ("it", "fr", "en")

# said → understood: kind (none for numbers), value or range or date, currency, unit, /per, /each, ~ for about; "-" for nothing.
AMOUNTS = {
    "it": """
1.200,50 → 1200.5
1,200.50 euro → money 1200.5 EUR
1 200,50 € → money 1200.5 EUR
12,5 → 12.5
172.016 → 172016
€ 2.345.678,90 → money 2345678.9 EUR
costa 12€50 → money 12.5 EUR
5 euro e 50 → money 5.5 EUR
5 euro e 3 pizze → money 5 EUR; 3
5€ e 50 centesimi → money 5.5 EUR
50 centesimi → money 0.5
mille e due → 1002
due mila → 2000
duemilatrecento → 2300
duecentocinquantamila → 250000
ventitré persone → 23
ventun licenze → 21
centotto → 108
ottantotto → 88
tremilacinquecento euro → money 3500 EUR
una ventina di utenti → 20 ~
una dozzina di uova → 12
mezza dozzina di uova → 6
un paio di mesi → duration 2 month
due decine di clienti → 20 ~
un milione e mezzo → 1500000
due e mezzo → 2.5
mezzo milione → 500000
3 milioni e mezzo → 3500000
mezzo chilo di pane → 0.5 kg
3/4 → 0.75
un quarto dei clienti → 0.25
tre quarti d'ora → duration 0.75 hour
meno cinque → -5
almeno 5 utenti → 5
più o meno 5 utenti → 5 ~
tre virgola due → 3.2
due virgola cinque milioni → 2500000
1,5^2 → 2.25
12 milioni di marchi finlandesi → money 12000000 FIM
2.500 franchi svizzeri → money 2500 CHF
20 sterline → money 20 GBP
300 corone svedesi → money 300 SEK
450 yen → money 450 JPY
EUR 50 → money 50 EUR
euro 50 → money 50 EUR
5 $ → money 5 USD
il 5 % di sconto → percent 5
il cinque per cento → percent 5
-20% sul totale → percent -20
tra 10 e 20 → 10..20
da 10 a 20 utenti → 10..20
10-15 persone → 10..15
due o tre mila euro → money 2000..3000 EUR
10-15 mila euro → money 10000..15000 EUR
tra 10 euro e 20 → money 10..20 EUR
circa 300 ordini al mese → 300 /month ~
50ina di persone → 50 ~
29 € al mese a utente → money 29 EUR /month /utente
5€/utente/mese → money 5 EUR /month /utente
348 euro all'anno → money 348 EUR /year
100 euro più IVA al mese → money 100 EUR /month
5 euro l'uno → money 5 EUR /piece
3,50 al kg → 3.5 /kg
20k l'anno → 20000 /year
3 volte al giorno → 3 /day
tre settimane → duration 3 week
18 mesi → duration 18 month
cliente da un anno → duration 1 year
mezz'ora → duration 0.5 hour
un'ora e mezza → duration 1.5 hour
2 anni e mezzo → duration 2.5 year
vent'anni → duration 20 year
siamo in 11 ora → 11
a fine mese → date 2026-11-30
a metà mese → date 2026-12-15
il mese prossimo → date 2026-12-01 month
lunedì prossimo → date 2026-11-23
il 15 gennaio → date 2027-01-15
il primo marzo → date 2027-03-01
15/01/2027 → date 2027-01-15
entro il 15/01 → date 2027-01-15
dal 10 al 15 marzo → date 2027-03-10
fra 3 settimane → date 2026-12-12
entro 2 mesi → date 2027-01-21
da marzo → date 2026-03-01 month
dal 2019 → date 2019-01-01 year
nel Q3 → date 2027-07-01 quarter
terzo trimestre → date 2027-07-01 quarter
domani → date 2026-11-22
scade il 12 → date 2026-12-12
al 10 del mese → date 2026-12-10
sei gentile → -
tu sei bravo → -
sei pizze → 6
siamo in sei → 6
se sei d'accordo → -
una margherita e un caffè → -
ne voglio una → 1
uno solo → 1
uno per uno → -
senza un euro → -
un → 1
la seconda opzione → ordinal 2
secondo me no → -
prima vorrei sapere → -
la prima → ordinal 1
i primi 3 mesi → duration 3 month
1,2k → 1200
3 mln → 3000000
2M di utenti → 2000000
2x margherita → 2
200 gb → 200 GB
55" → 55 inch
iphone15 e TX-200 → -
grazie mille → -
mille grazie → -
alle 20:30 → -
alle 8 → -
333 123 4567 → -
+39 02 1234567 → -
P.IVA 01234567890 → -
mario99@example.it → -
https://example.it/?p=5 → -
versione 2.1.3 → -
""",
    "fr": """
1.200,50 → 1200.5
1,200.50 euros → money 1200.5 EUR
1 200,50 € → money 1200.5 EUR
25 000 personnes → 25000
12,5 → 12.5
1 000 000 → 1000000
0,05 → 0.05
mille deux → 1002
soixante-dix → 70
soixante dix huit → 78
quatre-vingt-dix-neuf → 99
quatre vingt seize → 96
quatrevingt → 80
quatre-vingts euros → money 80 EUR
septante-cinq → 75
nonante neuf → 99
huitante → 80
deux cent mille → 200000
deux cents euros → money 200 EUR
vingt et un utilisateurs → 21
vingt-et-un → 21
vingtdeux → 22
soixante et onze → 71
une vingtaine d'utilisateurs → 20 ~
une douzaine d'oeufs → 12
une demi-douzaine → 6
une centaine de clients environ → 100 ~
un million et demi → 1500000
deux et demi → 2.5
trois quarts → 0.75
un quart des clients → 0.25
un demi million → 500000
2½ → 2.5
trois virgule cinq → 3.5
moins cinq → -5
au moins 5 utilisateurs → 5
téléphone neuf → -
tout neuf → -
neuf utilisateurs → 9
on est neuf → 9
un article neuf ou d'occasion → -
20 balles → money 20 EUR
12€50 → money 12.5 EUR
5 euros 50 → money 5.5 EUR
5 euros et 50 centimes → money 5.5 EUR
40 cts → money 0.4
3 livres → 3
3 livres sterling → money 3 GBP
40 millions de livres → money 40000000 GBP
6 millions de $ → money 6000000 USD
10 $ US → money 10 USD
5 000 francs CFA → money 5000 XOF
10 francs suisses → money 10 CHF
15 dollars canadiens → money 15 CAD
2M€ → money 2000000 EUR
15 k€ par an → money 15000 EUR /year
1,2 Md€ → money 1200000000 EUR
EUR 800 → money 800 EUR
29 € par utilisateur et par mois → money 29 EUR /month /utilisateur
29€/mois/utilisateur → money 29 EUR /month /utilisateur
29 € HT par mois → money 29 EUR /month
30 euros l'heure → money 30 EUR /hour
5 € la pièce → money 5 EUR /pièce
15 euros par personne → money 15 EUR /personne
8000 € pour un site → money 8000 EUR
300 commandes par mois → 300 /month
5 % → percent 5
cinq pour cent → percent 5
cent pour-cent → percent 100
-10 % → percent -10
entre 10 et 20 → 10..20
de 10 à 20 utilisateurs → 10..20
10 à 15 personnes → 10..15
entre 10 euros et 20 → money 10..20 EUR
deux ou trois → 2..3
deux à trois mille → 2000..3000
environ 300 commandes → 300 ~
plus ou moins 50 → 50 ~
trois semaines → duration 3 week
2 mois → duration 2 month
depuis un an → duration 1 year
un an et demi → duration 1.5 year
une demi-heure → duration 0.5 hour
deux heures et demie → duration 2.5 hour
un quart d'heure → duration 0.25 hour
2h de formation → duration 2 hour
le mois prochain → date 2026-12-01 month
fin du mois → date 2026-11-30
en fin d'année → date 2026-12-31
mi-mars → date 2027-03-15
lundi prochain → date 2026-11-23
le 15 janvier → date 2027-01-15
le 1er mars 2027 → date 2027-03-01
dans 3 semaines → date 2026-12-12
d'ici 2 mois → date 2027-01-21
depuis mars → date 2026-03-01 month
depuis 2019 → date 2019-01-01 year
T3 2027 → date 2027-07-01 quarter
au T3 → date 2027-07-01 quarter
un T3 proche du centre → -
au troisième trimestre → date 2027-07-01 quarter
la semaine dernière → date 2026-11-09 week
ce mois-ci → date 2026-11-01 month
avant-hier → date 2026-11-19
pour le 24 → date 2026-11-24
le 12 du mois → date 2026-12-12
le premier → ordinal 1
la deuxième option → ordinal 2
3e étage → ordinal 3
une seconde → duration 1 second
une margherita et deux bières → 2
j'en veux une → 1
un seul → 1
un par un → -
sans un sou → -
75 cl → 75 cl
18m2 → 18 m²
1m de tissu → 1 m
500 Go → 500 GB
livraison à 18h → -
18h30 → -
06 12 34 56 78 → -
7j/7 → -
mille mercis → -
client@exemple.fr → -
4 fromages → 4
""",
    "en": """
1,200.50 → 1200.5
1.200,50 → 1200.5
$1,200.50 → money 1200.5 USD
12.5 → 12.5
45,600 → 45600
.5% → percent 0.5
45,67,890.12 → 4567890.12
2.5e4 → 25000
minus five → -5
three point two → 3.2
zero point nought five → 0.05
two and a half → 2.5
one and a half million → 1500000
a dozen eggs → 12
half a dozen → 6
a couple of users → 2 ~
a couple of thousand → 2000 ~
couple in their 80s → -
a hundred → 100
fifty percent → percent 50
one hundred and twelve → 112
twenty-one → 21
twentyone → 21
twelve hundred → 1200
5 grand → 5000
two hundred thousand → 200000
a quarter million → 250000
half a million users → 500000
3/4 → 0.75
9/10 → 9; 10
3 1/2 → 3.5
three quarters → 0.75
20 bucks → money 20 USD
20 quid → money 20 GBP
5 pounds 50 → money 5.5 GBP
thirteen dollars forty five → money 13.45 USD
99p → money 0.99 GBP
50 cents → money 0.5
$3.7 million → money 3700000 USD
c $ 2.5 million → money 2500000 CAD
$2m → money 2000000 USD
€1.2bn → money 1200000000 EUR
-$5 → money -5 USD
a $5 tip → money 5 USD
10 us dollars → money 10 USD
100 swiss francs → money 100 CHF
20 lakh rupees → money 2000000 INR
4 MUSD → money 4000000 USD
500 EUR → money 500 EUR
EUR 500 → money 500 EUR
$29 per user per month → money 29 USD /month /user
$29/user/month → money 29 USD /month /user
29 dollars a month → money 29 USD /month
$300 a year per seat → money 300 USD /year /seat
£20 pm → money 20 GBP /month
5 dollars each → money 5 USD /piece
300 orders a month → 300 /month
$0.10 per minute → money 0.1 USD /minute
5% → percent 5
five percent → percent 5
per cent of thirty → percent 30
between 10 and 20 users → 10..20
from 10 to 20 → 10..20
10-15 people → 10..15
$10-$20 → money 10..20 USD
$50-60 → money 50..60 USD
2-3k → 2000..3000
5-10% → percent 5..10
10 or 12 → 10..12
roughly 20 users or so → 20 ~
50ish people → 50 ~
18 months → duration 18 month
a fortnight → duration 2 week
half an hour → duration 0.5 hour
a year and a half → duration 1.5 year
12-month contract → duration 12 month
for the last 3 months → duration 3 month
in 3 weeks → date 2026-12-12
within two months → date 2027-01-21
three weeks ago → duration 3 week
since March → date 2026-03-01 month
next month → date 2026-12-01 month
end of the month → date 2026-11-30
by the end of next quarter → date 2027-03-31
next Monday → date 2026-11-23
Friday 13 → date 2026-12-13
January 15 → date 2027-01-15
January 15th, 2027 → date 2027-01-15
15 January 2027 → date 2027-01-15
the 15th of March → date 2027-03-15
on May 5 → date 2027-05-05
may I ask → -
march on → -
Q3 → date 2027-07-01 quarter
third quarter → date 2027-07-01 quarter
in 2025 → date 2025-01-01 year
tomorrow → date 2026-11-22
4/23/2019 → date 2019-04-23
2026-12-24 → date 2026-12-24
on the 15th → date 2026-12-15
I'll take one → 1
the large one please → -
that one → -
the 50 gig one → 50 GB
one large pizza → 1
one by one → -
another one → -
the second one → ordinal 2
wait a second → -
30 seconds → duration 30 second
a second pizza → ordinal 2
a third option → ordinal 3
first of all → -
half price → 0.5
x2 → 2
2x → 2
80gb → 80 GB
27" monitor → 27 inch
B2B and 4G → -
24/7 support → -
at 5pm → -
10:30 → -
5 o'clock → -
call me on +44 20 7946 0958 → -
version 2.1.3 → -
closed 5 deals → 5
no one → -
the 8 of us → 8
22nd → ordinal 22
""",
}

# said → metric used/cap or ratio; "?" for no metric.
USAGES = {
    "it": """
5 su 5 utenti → utente 5/5
abbiamo usato 8 licenze su 10 → licenza 8/10
siamo 8 su 10 → ? 8/10
usiamo 45 dei 50 posti → posto 45/50
5/5 licenze → licenza 5/5
180 gb su 200 → gb 180/200
hanno usato 4.800 dei 5.000 contatti → contatto 4800/5000
lo spazio è pieno al 95% → spazio 0.95
sono al 98% dello spazio → spazio 0.98
il 95% dello spazio è usato → spazio 0.95
quasi pieno → ? 0.9
spazio quasi finito → spazio 0.9
sms quasi esauriti → sms 0.9
i posti sono tutti occupati → posto 1
siamo al limite → ? 1
ho finito i crediti → credito 1
abbiamo superato il limite di utenti → utente 1.1
non siamo ancora al limite → -
siamo lontani dal limite → -
ho finito → -
5 euro su 20 → -
uno su quattro clienti → -
2 pizze da 8 euro → -
50/50 → -
""",
    "fr": """
9,5 Go sur 10 → go 9.5/10
5 sièges sur 5 → siège 5/5
40 utilisateurs sur 50 → utilisateur 40/50
10 comptes sur 10 → compte 10/10
980 envois sur 1000 → envoi 980/1000
le stockage est presque plein → stockage 0.9
stockage plein à 95 % → stockage 0.95
on est à 90 % du stockage → stockage 0.9
on a atteint la limite → ? 1
on a dépassé le quota → ? 1.1
on n'a plus de place → place 1
au max d'utilisateurs → utilisateur 1
pas à la limite → -
un crédit sur 3 ans → -
6 mois sur 12 → -
tu veux un café ? → -
""",
    "en": """
5 of 5 seats → seat 5/5
40 users out of 50 → user 40/50
we have 5 of our 10 seats used → seat 5/10
9.5 GB of 10 GB → gb 9.5/10
9/10 seats taken → seat 9/10
we're at 1990 of 2000 contacts → contact 1990/2000
storage is 95 % full → storage 0.95
we're at 90% of storage → storage 0.9
our inbox is almost full → inbox 0.9
running out of space → space 0.9
we hit the cap → ? 1
maxed out → ? 1
over quota → ? 1.1
we are not at the limit → -
storage isn't full → -
2 packs of 6 bottles → -
20% of our users → -
50/50 → -
one out of four customers → -
""",
}

# said → factor, "up" for growth without one, "by" how many.
GROWTHS = {
    "it": """
+200 % → 3
siamo raddoppiati → 2
fatturato triplicato → 3
siamo passati da 5 a 20 utenti → 4
crescita del 30% → 1.3
le vendite sono aumentate del 30 per cento → 1.3
vendite in calo del 10% → 0.9
moltiplicato per tre → 3
siamo in crescita → up
stiamo crescendo → up
vogliamo raddoppiare → -
sconto del 20% → -
costa il 30% in più → -
passati da 10 mila a 40 mila euro → 4
a marzo ne prendiamo altri sei → up by 6
assumono due stagisti → up by 2
""",
    "fr": """
+200 % → 3
nos ventes ont doublé → 2
l'équipe a triplé → 3
un double cheeseburger → -
croissance de 30 % → 1.3
on est passés de 5 à 20 personnes → 4
de 20 à 5 clients, on a baissé → -
multiplié par 3 → 3
en pleine croissance → up
on s'agrandit → up
10 % de remise → -
on n'a pas doublé → -
on en prend six autres en mars → up by 6
ils embauchent deux stagiaires → up by 2
""",
    "en": """
+20% → 1.2
sales doubled → 2
grew 3x → 3
tenfold → 10
30% growth → 1.3
went from 10 to 40 people → 4
gone from 40 to 10 → 0.25
down 20% → 0.8
we are growing fast → up
our team grew to 12 → up
we want to double sales → -
20% discount → -
we haven't doubled → -
taking on another six in March → up by 6
they are hiring two trainees → up by 2
""",
}


def rows(tables: dict[str, str]) -> list[tuple[str, str, str]]:
    return list(lines(tables))


def lines(tables: dict[str, str]) -> Iterator[tuple[str, str, str]]:
    for language, table in tables.items():
        for line in table.strip().splitlines():
            said, understood = line.split(" → ")
            yield language, said, understood


def plain(value: Decimal | None) -> str:
    return "?" if value is None else f"{value.normalize():f}"


def amount_row(amount: Amount) -> str:
    value = plain(amount.value) if amount.low is None else f"{plain(amount.low)}..{plain(amount.high)}"
    unit = None if amount.kind == "date" and amount.unit == "day" else amount.unit
    rates = (f"/{rate}" for rate in (amount.per, amount.each) if rate)
    kind = "" if amount.kind == "number" else amount.kind
    parts = (kind, str(amount.date or value), amount.currency, unit, *rates, "~" if amount.approximate else "")
    return " ".join(part for part in parts if part)


def usage_row(usage: Usage) -> str:
    known = f"{plain(usage.used)}/{plain(usage.cap)}" if usage.ratio is None else f"{usage.ratio:g}"
    return f"{usage.metric or '?'} {known}"


def growth_row(growth: Growth | None) -> str:
    if growth is None:
        return "-"
    factor = "up" if growth.factor is None else f"{growth.factor:g}"
    return factor if growth.added is None else f"{factor} by {growth.added}"


def read(text: str, language: str) -> tuple[Amount, ...]:
    return read_amounts(text, cast(Language, language), AT)


@pytest.mark.parametrize(("language", "said", "understood"), rows(AMOUNTS))
def test_amounts(language: str, said: str, understood: str) -> None:
    assert ("; ".join(map(amount_row, read(said, language))) or "-") == understood


@pytest.mark.parametrize(("language", "said", "understood"), rows(USAGES))
def test_usages(language: str, said: str, understood: str) -> None:
    usages = read_usages(said, cast(Language, language), read(said, language))
    assert ("; ".join(map(usage_row, usages)) or "-") == understood


@pytest.mark.parametrize(("language", "said", "understood"), rows(GROWTHS))
def test_growth(language: str, said: str, understood: str) -> None:
    assert growth_row(read_growth(said, cast(Language, language), read(said, language))) == understood


def test_every_table_is_long_enough() -> None:
    assert all(len(table.strip().splitlines()) >= 60 for table in AMOUNTS.values())


def test_whole_sentence() -> None:
    amounts = read("Siamo in 12, paghiamo 29 € al mese a utente da due anni e il contratto scade il 31 gennaio", "it")
    assert [amount_row(each) for each in amounts] == ["12", "money 29 EUR /month /utente", "duration 2 year", "date 2027-01-31"]
    assert [each.text for each in amounts] == ["12", "29 € al mese a utente", "due anni", "31 gennaio"]


def test_period_has_its_ends_in_days() -> None:
    (amount,) = read("il mese prossimo", "it")
    assert amount.date == date(2026, 12, 1)
    assert [amount.value, amount.low, amount.high] == [Decimal(10), Decimal(10), Decimal(40)]


def test_range_has_its_middle() -> None:
    (amount,) = read("tra 10 e 20 euro", "it")
    assert [amount.value, amount.low, amount.high] == [Decimal(15), Decimal(10), Decimal(20)]


def test_spans_count_what_cannot_be_seen() -> None:
    text = "co\u0301sta\u200b 2\u200b9\ufeff €"
    (amount,) = read(text, "it")
    assert (amount.value, amount.currency) == (Decimal(29), "EUR")
    assert amount.text == text[slice(*amount.span)]
    assert amount.text == "2\u200b9\ufeff €"


ITALIAN = (
    "zero uno due tre quattro cinque sei sette otto nove dieci undici dodici tredici quattordici quindici sedici diciassette"
)
ITALIAN_TENS = "venti trenta quaranta cinquanta sessanta settanta ottanta novanta"
FRENCH = "zéro un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
FRENCH_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante", 60: "soixante", 80: "quatre-vingt"}
ENGLISH = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
ENGLISH_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"


def italian(number: int) -> str:
    small = [*ITALIAN.split(), "diciotto", "diciannove"]
    if number < 20:
        return small[number]
    if number < 100:
        tens, ones = ITALIAN_TENS.split()[number // 10 - 2], number % 10
        return tens if not ones else (tens[:-1] if ones in (1, 8) else tens) + small[ones]
    if number < 1000:
        return ("" if number < 200 else small[number // 100]) + "cento" + (italian(number % 100) if number % 100 else "")
    return ("mille" if number < 2000 else italian(number // 1000) + "mila") + (italian(number % 1000) if number % 1000 else "")


def french(number: int) -> str:
    small = FRENCH.split()
    if number < 17:
        return small[number]
    if number < 100:
        base = 10 if number < 20 else number // 20 * 20 if number >= 60 else number // 10 * 10
        tens, rest = FRENCH_TENS.get(base, "dix"), number - base
        joined = " et " if rest in (1, 11) and base != 80 else "-"
        return f"{tens}{joined}{french(rest)}" if rest else tens + ("s" if base == 80 else "")
    unit, word = (100, "cent") if number < 1000 else (1000, "mille")
    many = "" if number < 2 * unit else french(number // unit).removesuffix("s") + " "
    many = many.replace("troi ", "trois ")
    return f"{many}{word}" + (f" {french(number % unit)}" if number % unit else "")


def english(number: int) -> str:
    small = [*ENGLISH.split(), "eighteen", "nineteen"]
    if number < 20:
        return small[number]
    if number < 100:
        return ENGLISH_TENS.split()[number // 10 - 2] + (f"-{small[number % 10]}" if number % 10 else "")
    unit, word, joined = (100, "hundred", " and ") if number < 1000 else (1000, "thousand", " ")
    return f"{english(number // unit)} {word}" + (f"{joined}{english(number % unit)}" if number % unit else "")


SPELLERS = {"it": italian, "fr": french, "en": english}


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.integers(0, 999_999))
def test_spelt_numbers_are_read_back(language: Language, number: int) -> None:
    text = SPELLERS[language](number)
    assert [each.value for each in read(text, language)] == [number], text


@pytest.mark.parametrize("language", LANGUAGES)
@given(number=st.integers(0, 99), form=st.sampled_from(["", " ", "-"]))
def test_spelling_may_be_sloppy(language: Language, number: int, form: str) -> None:
    text = SPELLERS[language](number).replace("-", form).replace("é", "e")
    assert [each.value for each in read(text, language)] == [number], text


@pytest.mark.parametrize(
    ("language", "thousands", "point"),
    [("it", ".", ","), ("it", " ", ","), ("fr", "\u202f", ","), ("fr", "", ","), ("en", ",", ".")],
)
@given(cents=st.integers(0, 10**11), minus=st.booleans())
def test_figures_are_read_back(language: str, thousands: str, point: str, cents: int, minus: bool) -> None:
    value = Decimal(cents) / 100
    written = f"{value:,.2f}".replace(",", "_").replace(".", point).replace("_", thousands)
    (amount,) = read(f"{'-' if minus else ''}{written} €", language)
    assert (amount.value, amount.currency) == (-value if minus else value, "EUR")


@pytest.mark.parametrize("language", LANGUAGES)
@given(day=st.dates(date(1950, 1, 1), date(2090, 12, 31)))
def test_dates_in_figures_are_read_back(language: Language, day: date) -> None:
    for text in (f"{day:%d/%m/%Y}", f"{day:%d.%m.%Y}", day.isoformat()):
        (amount,) = read(text, language)
        assert (amount.date, amount.value) == (day, Decimal((day - AT.date()).days))


FRAGMENTS = (
    "1 2,5 1.000 3/4 10% € $ + - ^ e 9e9 1^99 k mln due mezzo cent vingt et demi half a dozen point virgola su of out tra fra "
    "da de à to between and euro euros 50 al mese per user settimane weeks in gennaio March 15 fine mese next Q3 sei un una "
    "one neuf second quasi pieno full limite x2 \u200b \u0301 ½ 00 0/0 31/02/2026 30 febbraio 99999999999999999999 il dal lunedì "
    "milioni de livres"
).split(" ")
PIECES = st.sampled_from(FRAGMENTS)
TEXTS = st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=14).map(" ".join), st.lists(PIECES, max_size=10).map("".join))


@pytest.mark.parametrize("language", LANGUAGES)
@given(text=TEXTS, at=st.datetimes())
def test_any_text_is_read_in_order_and_without_error(language: Language, text: str, at: datetime) -> None:
    amounts = read_amounts(text, language, at)
    ends = [0, *(each.span[1] for each in amounts)]
    assert all(end <= each.span[0] < each.span[1] <= len(text) for end, each in zip(ends, amounts, strict=False))
    assert all(each.text == text[slice(*each.span)] and each.value.is_finite() for each in amounts)
    assert all(each.low <= each.value <= each.high for each in amounts if each.low is not None and each.high is not None)
    spans = [usage.span for usage in read_usages(text, language, amounts)]
    growth = read_growth(text, language, amounts)
    assert all(0 <= start < end <= len(text) for start, end in (*spans, *([growth.span] if growth else [])))


HOSTILE = {
    "digits": "9" * 10_000,
    "word": "cento" * 20_000,
    "minus": "-" * 100_000,
    "spaces": " " * 100_000,
    "unseen": "1\u200b" * 50_000,
    **{
        said: said * (100_000 // len(said))
        for said in ("1 ", "1/2/", "5% ", "due mila ", "a.", "5 su 5 ", "5 euro e 50 ", "da 1 a 2 ", "111 ")
    },
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_takes_bounded_time(language: Language, name: str) -> None:
    times = []
    for _ in range(3):
        start = time.perf_counter()
        read(HOSTILE[name], language)
        times.append(time.perf_counter() - start)
    assert min(times) < 0.25  # a busy machine; a quiet one needs less than 0.05
