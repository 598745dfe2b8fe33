"""What is heard of catalogue names in Italian chat."""

from __future__ import annotations

import pytest

from tests.nlu.test_names_catalogues import heard, rows

TABLE = """
sleep | il comfort quanto viene? | comfort asked
sleep | Vorrei il Materasso Comfort Plus 160x190 | comfort
sleep | prendo due cuscini in lattice | pillow*2
sleep | mi fa vedere i guanciali? | pillow
sleep | un copri materasso termico | topper
sleep | il matteraso memory | memory
sleep | rete vesta e topper | bedframe, topper
sleep | la vesta costa troppo | bedframe
sleep | abbiamo già il sommier Vesta, ci serve un topper | bedframe owned, topper
plans | siamo sul Plus, vorremmo passare al Team | plus owned, team
plans | solo | solo
plans | il plus grazie | plus
plans | passiamo a team | team
plans | prendo plus | plus
plans | meglio solo o plus? | solo asked, plus asked
plans | dal solo al plus | solo owned, plus
plans | cliente sul piano Start, cresce in fretta | start owned
plans | usa Solo da un mese, tre utenti aggiuntivi gli bastano? | solo owned, seats*3
plans | che differenza c'è fra Team e Plus | team asked, plus asked
plans | non voglio il plus | plus declined
plans | quanto costa il team? e il plus? | team asked, plus asked
plans | abbiamo il "plus" | plus owned
plans | siamo un team di cinque persone | -
plans | voglio solo sapere gli orari | -
plans | non sono solo io a decidere | -
plans | il mio team è contento | -
plans | è un plus per noi avere l'assistenza | -
plans | da solo non ce la faccio | -
coffee | due cornetti e un espresso | croissant*2, espresso
coffee | un latte machiato grande senza zucchero | latte +grande -zucchero
coffee | un caffè latte e tre muffin ai mirtilli | latte, muffin*3
coffee | togli il cornetto | croissant removed
coffee | un moka invece del latte macchiato | mocha, latte removed
coffee | un paio di tè freddi | iced-tea*2
coffee | espresso x3 | espresso*3
coffee | 2 espressi e 1 cornetto | espresso*2, croissant*1
coffee | non il cornetto ma il muffin | croissant removed, muffin
coffee | niente muffin per me | muffin declined
coffee | cos'è il chai latte? | chai asked
garage | l'iphone 15 da 256 gb | iphone-15-256
garage | vorrei un iPhone 15 | iphone-15/iphone-15-256
garage | iphone 14 | -
garage | la q5 mi piace, la Q7 no | q5, q7 declined
garage | la Q3 | -
garage | avete l'audi q7? | q7 asked
garage | quanti credit email restano? | emailcredits
garage | crediti e-mail | emailcredits
garage | comprerei cento emailcredits | emailcredits*100
garage | l'orologio sportivo | watch
cover | vorrei assicurare l'auto e la casa | -
cover | quanto costa l'assicurazione auto | car asked
cover | un'assicurazione per l'auto | car
cover | l'assic casa | home
cover | rc auto e tutela legale | car, legal
cover | ha la polizza casa con noi dal 2019 | home owned
cover | assicurazioni auto e infortuni | car, accident
cover | la polizza della casa | home
cover | la serena per il viaggio | travel
cover | non mi interessa la tutela legale | legal declined
cover | no grazie alla copertura infortuni | accident declined
cover | ho comprato la polizza viaggio la settimana scorsa | travel owned
pizzeria | vorrei due margherite e una diavola senza cipolla | margherita*2, diavola -cipolla
pizzeria | una margerita | margherita
pizzeria | una margherita con bufala per favore | bufala
pizzeria | margherita | margherita
pizzeria | anzi togli una marinara | marinara removed
pizzeria | quanto costano le olive ascolane? | olive-ascolane asked
pizzeria | olive all'ascolana e tiramisu | olive-ascolane, tiramisu
pizzeria | margh e tiramisù | margherita, tiramisu
pizzeria | pizza margherita e una birra chiara | margherita, birra-artigianale
pizzeria | Due diavole. Grazie! | diavola*2
pizzeria | la diavola la vorrei senza salame e con doppia mozzarella | diavola -salame
pizzeria | marinare, 3 | marinara
pizzeria | a che ora chiudete stasera? | -
pizzeria | siamo in quattro, c'è posto? | -
electronics | un lap top con custodia per il laptop | laptop, laptop-case
electronics | custodia laptop | laptop-case
electronics | ho preso il portatile ieri, la garanzia estesa la posso aggiungere? | laptop owned, warranty-extension
electronics | il cliente compra un notebook | laptop
electronics | il Nova Lite o il nova 14? | laptop-lite asked, laptop asked
electronics | le cartuce per la stampante | cartridges, printer
electronics | il telefono da 256 GB | smartphone-256
electronics | mi si è rotto tutto, chiamatemi al telefono | -
management-software | cliente sul piano Base, 5 utenti su 5, propongo il pro? | base owned, pro
management-software | in base a cosa scegliete? | -
management-software | i pro e i contro? | -
management-software | ho bisogno dei report di base | base-reporting
management-software | quanto è il pro al mese? | pro asked
management-software | passare dal base al pro conviene? | base owned, pro asked
management-software | ha già il modulo crm | crm-module owned
management-software | base, pro o enterprise? | base asked, pro asked, enterprise asked
crm | usano Flow e mandano le campagne email a mano | flow owned, campaigns
crm | vorrei il crm per vendere di più | base
crm | il mercato è in crescita | -
? electronics | il 32 quanto costa? | phone-32 asked
? cover | la 730 no, la casa sì | home
? pizzeria | la pizza con le verdure | ortolana asked
"""


@pytest.mark.parametrize(("catalogue", "text", "expected"), rows(TABLE))
def test_italian(catalogue: str, text: str, expected: str) -> None:
    assert heard(catalogue, "it", text) == expected
