"""What is heard of catalogue names in French chat."""

from __future__ import annotations

import pytest

from tests.nlu.test_names_catalogues import heard, rows

TABLE = """
sleep | le comfort, c'est combien ? | comfort asked
sleep | je prends le matelas Comfort Plus | comfort
sleep | un matelas à mémoire de forme | memory
sleep | deux oreillers en latex et un surmatelas | pillow*2, topper
sleep | surmatelas chaufant | topper
sleep | vous avez des sommiers ? | bedframe asked
sleep | on a déjà le sommier Vesta, il nous faut un oreiller en latex | bedframe owned, pillow
sleep | enlevez les oreillers | pillow removed
sleep | le coussin, c'est quoi exactement ? | pillow asked
sleep | je dors mal depuis des mois | -
plans | passer au plus, ça coûte combien ? | plus
plans | on est sur Solo, on veut passer à Team | solo owned, team
plans | client sous Plus, très content | plus owned
plans | je voudrais le forfait Solo | solo
plans | c'est quoi la différence entre Solo et Team ? | solo asked, team asked
plans | Solo ou Plus ? | solo asked, plus asked
plans | plus | plus
plans | le plus svp | plus
plans | on prend Start avec 5 utilisateurs supplémentaires | start, seats*5
plans | il utilise Solo depuis trois mois | solo owned
plans | je ne veux pas de l'offre Team | team declined
plans | il nous faut plus d'utilisateurs | -
plans | on verra ça plus tard | -
plans | je n'en veux plus | -
plans | c'est plus cher qu'avant | -
plans | rien de plus, merci | -
plans | en plus il pleut | -
plans | c'est le plus simple pour nous | -
plans | il n'y a plus de place | -
plans | je vis en solo | -
plans | pas plus de 20 euros | -
coffee | deux croissants et un expresso | croissant*2, espresso
coffee | un café latte sans sucre | latte -sucre
coffee | un grand moka avec lait d'avoine | mocha +grand +lait d'avoine
coffee | trois muffins aux myrtilles s'il vous plaît | muffin*3
coffee | un thé glacé et un croissant au beurre | iced-tea, croissant
coffee | enlevez le croissant, mettez plutôt un muffin | croissant removed, muffin
coffee | un moka au lieu du café latte | mocha, latte removed
coffee | espresso x2 | espresso*2
coffee | un croisant | croissant
coffee | c'est quoi le chai latte ? | chai asked
coffee | combien coûte le moka ? | mocha asked
coffee | pas de muffin pour moi | muffin declined
coffee | bonjour, vous ouvrez à quelle heure ? | -
garage | l'iPhone 15 en 256 Go | iphone-15-256
garage | je cherche un iphone 15 | iphone-15/iphone-15-256
garage | un iphone 13 d'occasion | -
garage | l'Audi Q5 ou la Q7 ? | q5 asked, q7 asked
garage | il roule en Q5 | q5
garage | combien pour la montre de sport ? | watch asked
garage | il me reste des crédits e-mail ? | emailcredits
garage | 200 crédits email | emailcredits*200
garage | la Q8 | -
cover | assurances auto et habitation | car, home
cover | l'assurance de la voiture | car
cover | une assurance pour ma voiture | car
cover | protection juridique | legal
cover | la protection juridik | legal
cover | combien coûte l'assurance voyage ? | travel asked
cover | non merci pour la protection juridique | legal declined
cover | on a déjà l'assurance habitation chez vous | home owned
cover | elle a souscrit l'assurance auto l'an dernier | car owned
cover | je n'ai pas encore d'assurance habitation | home asked
cover | la garantie accidents de la vie, ça couvre quoi ? | accident asked
pizzeria | on prend deux margheritas sans basilic et une bière | margherita*2 -basilic, birra-artigianale
pizzeria | une marguerite | margherita
pizzeria | une margerita | margherita
pizzeria | la margherita à la mozzarella de bufflonne | bufala
pizzeria | c'est quoi la diavola ? | diavola asked
pizzeria | trois diavolas | diavola*3
pizzeria | des olives farcies et un tiramisu | olive-ascolane, tiramisu
pizzeria | enlevez la marinara | marinara removed
pizzeria | pas la diavola mais la marinara | diavola removed, marinara
pizzeria | vous livrez à Lyon ? | -
pizzeria | une table pour six ce soir | -
electronics | un ordinateur portable et une housse | laptop, laptop-case
electronics | une housse pour l'ordinateur | laptop-case
electronics | il a acheté un ordinateur portable la semaine dernière | laptop owned
electronics | il a déjà une imprimante, il lui faut des cartouches d'encre | printer owned, cartridges
electronics | l'extension de garantie, ça vaut le coup ? | warranty-extension asked
electronics | la Nova 14 Lite | laptop-lite
electronics | le téléphone de 256 Go | smartphone-256
electronics | une souris sans fils | wireless-mouse
electronics | je vous appelle par téléphone demain | -
management-software | le client est sur le forfait Base et veut passer au Pro | base owned, pro
management-software | c'est combien le pro ? | pro asked
management-software | à la base on voulait juste un devis | -
management-software | quelle est la différence entre Base et Pro ? | base asked, pro asked
management-software | je suis pro, pas particulier | -
management-software | la formation, c'est combien de jours ? | training asked
crm | ils utilisent déjà Flow, je leur propose Prisma ? | flow owned, prisma
crm | le client a pris le CRM pour vendre plus | base
crm | on envoie des e-mails à la main | -
? garage | il a pris la Q5 en mars et revient pour la Q7 | q5 owned, q7
"""


@pytest.mark.parametrize(("catalogue", "text", "expected"), rows(TABLE))
def test_french(catalogue: str, text: str, expected: str) -> None:
    assert heard(catalogue, "fr", text) == expected
