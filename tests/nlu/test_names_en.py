"""What is heard of catalogue names in English chat."""

from __future__ import annotations

import pytest

from tests.nlu.test_names_catalogues import heard, rows

TABLE = """
sleep | how much is the comfort? | comfort asked
sleep | I'll take the Comfort Plus | comfort
sleep | the memory foam matress please | memory
sleep | two latex pillows and a topper | pillow*2, topper
sleep | heated toppers | topper
sleep | do you have the Vesta base? | bedframe asked
sleep | they already have the vesta slatted base | bedframe owned
sleep | no pillows for me | pillow declined
sleep | my back hurts in the morning | -
plans | she's on Solo, thinking about Team | solo owned, team
plans | on plus | plus owned
plans | what about the plus plan? | plus asked
plans | plus please | plus
plans | we'd like to upgrade from Solo to Plus | solo owned, plus
plans | solo or team? | solo asked, team asked
plans | is plus better than solo? | plus asked, solo asked
plans | move them to team | team
plans | we use Start today and hit the cap | start owned
plans | 5 extra seats | seats*5
plans | not interested in the Team plan | team declined
plans | client on "plus" | plus owned
plans | we are a team of five | -
plans | my team loves it | -
plans | plus VAT I suppose | -
plans | let's start tomorrow | -
plans | when can we start? | -
plans | I want to start with a small order | -
plans | a big plus for us is support | -
plans | two people plus a dog | -
plans | I went solo last year | -
coffee | a large iced latte with oat milk | latte +large +iced +oat milk
coffee | can I get two croissants and an espresso | croissant*2, espresso
coffee | 3 blueberry muffins | muffin*3
coffee | one chai latte please, no sugar | chai*1 -sugar
coffee | espresso x2 | espresso*2
coffee | a couple of mochas | mocha*2
coffee | change the latte to a mocha | latte removed, mocha
coffee | take off the croissant | croissant removed
coffee | I'd like a muffin instead of the croissant | muffin, croissant removed
coffee | an expresso and a butter croisant | espresso, croissant
coffee | just a caffe latte | latte
coffee | what's in the mocha? | mocha asked
coffee | and an iced tea, small | iced-tea +small
coffee | hold the muffin | muffin removed
coffee | what time do you close | -
garage | the iPhone 15 with 256 GB | iphone-15-256
garage | iphone 15 256gb | iphone-15-256
garage | iphone 14 please | -
garage | Q5 or Q7? | q5 asked, q7 asked
garage | she bought a Q5 last year, now wants the Q7 | q5 owned, q7
garage | a sports watch | watch
garage | how many e-mail credits do I get | emailcredits asked
garage | 100 emailcredits | emailcredits*100
garage | email credit | emailcredits
garage | just send me an email | -
garage | audi q9 | -
cover | car insurance and home insurance | car, home
cover | I need insurance for my car | car
cover | how much is home insurance? | home asked
cover | legal protction | legal
cover | we have home insurance with you already | home owned
cover | not the travel insurance | travel removed
cover | motor policies | car
cover | no thanks to the accident cover | accident declined
cover | I crashed my bike | -
pizzeria | 2x margherita pizza, no onions please | margherita*2 -onions
pizzeria | a buffalo margherita | bufala
pizzeria | one margarita and two beers | margherita*1, birra-artigianale*2
pizzeria | can I get a large diavola with extra cheese | diavola +large +extra cheese
pizzeria | make that two diavolas | diavola*2
pizzeria | instead of the marinara I'll have the diavola | marinara removed, diavola
pizzeria | not the margherita but the diavola | margherita removed, diavola
pizzeria | do you do fried olives? | olive-ascolane asked
pizzeria | what's the difference between the margherita and the marinara? | margherita asked, marinara asked
pizzeria | do you deliver on sundays? | -
electronics | a laptop and a laptop sleeve | laptop, laptop-case
electronics | the laptop's case | laptop-case
electronics | bought the laptop last week, is there a warranty extension? | laptop owned, warranty-extension asked
electronics | ink cartridges for the printer | cartridges, printer
electronics | he's going for the Nova 14 Lite | laptop-lite
electronics | the nova 14 or the studio 16? | laptop asked, laptop-studio asked
electronics | wireles mouse | wireless-mouse
electronics | the 256 gb phone | smartphone-256
electronics | call me on the phone | -
management-software | on base, 5 of 5 users, pro or hold? | base owned, pro asked
management-software | the base of the problem is trust | -
management-software | pros and cons? | -
management-software | we upgraded from base to pro last month | base owned, pro owned
management-software | does the pro plan include data migration? | pro asked, data-migration asked
office | we lost our coffee machine | -
office | and some coffee please | beans
crm | they have Flow already and want email campaigns | flow owned, campaigns
crm | our cash flow is terrible | -
crm | it has to flow better | -
? plans | Plus costs too much | plus
? coffee | a latte and a mocha, both large | latte +large, mocha +large
"""


@pytest.mark.parametrize(("catalogue", "text", "expected"), rows(TABLE))
def test_english(catalogue: str, text: str, expected: str) -> None:
    assert heard(catalogue, "en", text) == expected
