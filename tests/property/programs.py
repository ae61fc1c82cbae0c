"""Well-typed programs, made to hit edges: ties, cuts, stacks, caps that run out, windows, expiry, moves.

Every program has the same wallets (`pts`, and `fine` with a decimal), facts and event, so that stories fit all of them;
rules are drawn.
"""

from __future__ import annotations

from tests.property.campaigns import campaign
from tests.property.pick import Pick

LINES = (
    "line.category is \"bio\"", "line.brand is \"S\"", "line.organic", "line.price >= 5 EUR", "line.quantity > 1",
    "line.giftcard", "not line.organic and line.category is not \"wine\"", "line.category in [\"bio\", \"wine\"]",
    "line.litres >= 2", "line.amount between 3 EUR and 15 EUR", "line.quantity is 0.5 or line.sku is \"A\"",
)  # fmt: skip
BASKET = (
    "basket.total >= 20 EUR", "basket.gross > 10 EUR", "basket.items >= 3", "basket.channel is web", "basket.vip",
    "basket.shipping >= 1 EUR", "any line where (line.organic)", "basket.total / basket.items >= 4 EUR",
    "quantity of lines where (line.category is \"bio\") >= 2", "amount of lines where (line.organic) between 5 EUR and 40 EUR",
    "hour of basket.at >= 12", "not (basket.channel is store or basket.vip)", "count of lines where (line.price > 4 EUR) >= 2",
    "basket.partner is fnac", "basket.partner is not darty", "basket.tip >= 1 EUR", "basket.at <= 2027-02-14",
    "basket.store in [\"north\", \"south\"]", "day of today <= 15", "basket.total is basket.gross",
)  # fmt: skip
MEMBER = (
    "member.orders >= 1", "member.orders over 30 days >= 2", "member.spend this month >= 30 EUR", "member.children > 1",
    "member.tier >= silver", "member.stage is new", "member.stage >= regular", "balance pts >= 20 pts",
    "earned pts over 2 months >= 15 pts", "days since member.last_order > 20", "birthday this month", "member in away",
    "not (member in away)", "years since birthday >= 18", "basket.ordinal is multiple of 2", "member.referrals >= 1",
    "member.children is not 2", "marketing in member.consents", "days since member.joined between 0 and 40",
    "member in keen", "member in both", "member.pets >= 1", "member.visits this week >= 1",
    "member.units over 1 month >= 3", "days as silver >= 20", "member.orders over 12 months >= 3",
    "earned fine this quarter >= 4 fine", "balance fine < 5 fine", "days since birthday < 10",
    "months since member.joined >= 1",
)  # fmt: skip
EARNING = tuple(c for c in MEMBER if "pets" not in c)  # base earning may not need a consent (row 82)
DAILY = tuple(c for c in MEMBER if not c.startswith("basket."))
LIMITS = (
    "limit once", "limit 2 times per member per month", "limit once per program per week", "limit 3 times over 10 days",
    "limit once per member per year", "limit 2 times per basket", "limit once per member per membership year",
    "limit 2 times per program per day", "limit once per member over 1 month", "limit once per member per quarter",
)  # fmt: skip
PERIODS = (
    "every monday, friday", "from 2027-01-10", "until 2027-02-20", "from 10:00 to 15:00", "from 22:00 to 11:00",
    "on 2027-01-11, 2027-01-25", "until 2027-02-10T12:00", "every saturday  from 18:00 to 09:00",
)  # fmt: skip


def program(pick: Pick) -> str:
    """The text of a program."""
    parts = [_header(pick), _wallets(pick), _FACTS, _members(pick)]
    parts += [_stack(pick, name) for name in ("gives", "cuts", "rights")]
    parts += [_earn(pick, at) for at in range(pick.number(1, 5))]
    parts += [_multiplier(pick, at) for at in range(pick.number(0, 2))]
    parts += [_offer(pick, at) for at in range(pick.number(0, 3))]
    parts += [_reward(pick, at) for at in range(pick.number(0, 2))]
    parts += [_occasion(pick, at) for at in range(pick.number(0, 3))]
    parts += [_budget(pick, at) for at in range(pick.number(0, 2))]
    parts += [campaign(pick, at, _acting) for at in range(pick.one([0, 0, 1, 2]))]
    return "\n".join(parts) + "\n"


_FACTS = """facts basket { vip: flag  tip: money  partner: one of [fnac, darty] }
facts member { children: number  pets: number personal for "offers" consent marketing }
facts line { organic: flag  litres: number decimals 3 }
event survey { score: number }
message note { by email  consent marketing  cost 0.05 EUR  text "Hello" }
event login
segment both { when member in keen and not (member in away) }
segment keen { when member.visits >= 1 or member.tier >= silver }
message soon { by email  cost 0.10 EUR  text "Soon"  on 3 days before expiry of pts or 1 day before expiry of fine }
message again { by email  consent marketing  text "Again"  on purchase  when member.orders >= 1 }
earn first { give 1 pts per 2 EUR }
earn second { give 0.3 fine per 1 EUR }
earn third { on lines where line.category is "bio"  give 1 pts per 3 EUR }"""


def _header(pick: Pick) -> str:
    more = pick.one(["", "multipliers compound", "earn on gross", 'exclude lines where line.category is "wine"'])
    until = pick.one(["", "", "", "to 2027-02-28"])
    return f'program "Made" {{ currency EUR  timezone "Europe/Paris"  from 2027-01-01 {until}  largest basket 5_000 EUR lines 50  {more} }}'


def _wallets(pick: Pick) -> str:
    expiries = (
        "", "expire after 20 days", "expire after 1 month", "expire after 15 days of inactivity",
        "expire after 10 days at end of month", "expire at end of month", "expire at end of month plus 5 days",
        "expire on 20 february", "expire after 12 days without survey or purchase", "expire on dropping to bronze",
        "expire after 9 days unless member.tier >= silver", "expire after 14 days from availability",
        "expire after 2 months  expire at end of quarter", "expire on survey", "expire after 20 days without redemption",
        "expire after 1 month of inactivity unless member.stage is new", "expire on leaving new",
        "expire on 28 february of next year", "expire after 10 days at end of week",
    )  # fmt: skip
    rounding = ("", "round up", "round half_up", "round half_even", "round half_up per line", "round down per item",
                "round up per line")  # fmt: skip
    pending = ("", "pending 1 days", "pending 5 days")
    return (
        f"wallet pts {{ worth 0.05 EUR  {pick.one(rounding)}  {pick.one(pending)}  {pick.one(expiries)} }}\n"
        f"wallet fine {{ worth 0.10 EUR  decimals 1  {pick.one(rounding)}  {pick.one(expiries)} }}"
    )


def _members(pick: Pick) -> str:
    review = pick.one(["review every month", "review every week", "review on purchase", "", "review every quarter",
                       "review every day"])  # fmt: skip
    keep = pick.one(["keep 1 months", "keep 20 days", "keep until end of month", "keep until end of next month", "",
                     "keep until end of next quarter"])  # fmt: skip
    drop = pick.one(["drop one level", "drop to earned level", ""])
    by = pick.one(["member.spend over 30 days", "member.spend this month", "member.spend", "earned pts this quarter"])
    unit = "pts" if "pts" in by else "EUR"
    life = pick.one(["", "", "lifetime when member.orders >= 4", "lifetime when days as silver >= 40"])
    also, top = pick.one(["", "", "when member.orders >= 2"]), pick.one(["", "", "tier black"])
    stages = pick.one([
        "stage new  stage regular when member.orders over 20 days >= 2  stage away_long when days since member.last_order > 15",
        "stage new  stage regular when member.spend >= 40 EUR  stage star when member.tier >= gold",
        "stage new  stage regular when balance pts >= 15 pts  stage owner when member.pets >= 1",
    ])  # fmt: skip
    return (
        f"tiers by {by} {{ {review}  {keep}  {drop}\n  tier bronze  tier silver from 25 {unit} {life}  tier gold from 60 {unit} {also}  {top} }}\n"
        f"lifecycle {{ {stages} }}\n"
        "segment away { when days since member.last_order > 10 }"
    )


def _stack(pick: Pick, name: str) -> str:
    limit = ""
    if name == "gives":
        limit = pick.one(
            ["", "", "limit 15 pts per basket", "limit 25 pts per member per month", "limit 2 times per member"]
        )
    else:
        limit = pick.one(
            ["", "", "", "limit 4 EUR per basket", "limit 6 EUR per member per month", "limit 2 times per member"]
        )
    when = pick.one(["", "", "when basket.total >= 10 EUR"])
    mode = pick.one(["best", "first", "cheapest", "all"])
    return (
        f"stack {name} {{ pick {mode}  {limit if mode == 'all' or not limit.startswith('limit 2') else ''}  {when} }}"
    )


def _words(pick: Pick, conditions: tuple[str, ...], *, limits: bool = True) -> str:
    """Some conditions, a period, a limit, a priority."""
    words = []
    if pick.chance(50):
        condition = pick.one(conditions)
        if pick.chance(30):
            condition = f"({condition}) {pick.one(['and', 'or'])} ({pick.one(conditions)})"
        words.append(f"when {condition}")
    if pick.chance(15):
        words.append(pick.one(PERIODS))
    if limits and pick.chance(35):
        words.append(pick.one(LIMITS))
    if pick.chance(25):
        words.append(f"priority {pick.number(0, 3)}")
    return "  ".join(words)


def _earn(pick: Pick, at: int) -> str:
    wallet = pick.one(["pts", "pts", "fine"])
    on = f"on lines where {pick.one(LINES)}" if pick.chance(35) else ""
    gives = [
        f"give {pick.number(1, 9)} {wallet} per {pick.one(['1', '3', '7.50'])} EUR",
        f"give 0.7 {wallet} per 1 EUR",
        f"give {pick.number(1, 30)} {wallet}",
        f"give 2 {wallet} per item",
        f"give 3 {wallet} per full 10 EUR",
        f"give {pick.number(1, 8)}% as {wallet}",
        f"give 1 {wallet} per full 2 of line.litres",
        f"give 1 {wallet} per 1.5 of line.litres",
        f"give {wallet} by amount of lines {{ to 10 EUR: 1, to 30 EUR: 4, above: 9 }}",
        f"give {wallet} by basket.items {{ to 2: 1, to 4: 3 }}",
        f"give {wallet} per 1 EUR by line.category {{ \"bio\": 2, \"wine\" or \"tea\": 0.5, otherwise: 1 }}",
        f"give {wallet} per 2 EUR by member.tier {{ bronze: 1, silver: 1.5, gold: 2, otherwise: 3 }}",
        f"give {wallet} per 1 EUR by line.amount {{ to 5 EUR: 1, to 15 EUR: 2, above: 0.5 }}",
        f"give {wallet} by basket.partner {{ fnac: 4, otherwise: 1 }}",
        f"give {wallet} per 1 EUR by basket.vip {{ yes: 2, no: 1 }}",
        f"give 2 {wallet} per full 3 of basket.items",
    ]  # fmt: skip
    limit = pick.one(["", "", f"limit {pick.number(3, 20)} {wallet} per basket", f"limit {pick.number(5, 30)} {wallet} per member per month", "limit 0.80 EUR per member per week"])  # fmt: skip
    stack = "stack gives" if wallet == "pts" and pick.chance(40) else ""
    return (
        f"earn e{at} {{ {on}  {pick.one(gives)}  {limit}  {stack}  {_words(pick, BASKET + EARNING)}  {_send(pick)} }}"
    )


def _acting(pick: Pick, end: str) -> str:
    """A rule of a campaign, which ends in `end`."""
    write = pick.one([_earn, _earn, _offer, _multiplier])
    return write(pick, 0).replace("0 {", f"{end} {{", 1)


def _send(pick: Pick) -> str:
    return "send note" if pick.chance(15) else ""


def _multiplier(pick: Pick, at: int) -> str:
    target = pick.one(["first", "pts", "second", "first, third"])
    factor = pick.one(["1.5", "2", "3", "member.tier { bronze: 1, silver: 1.25, otherwise: 2 }", "basket.total { to 10 EUR: 1.1, above: 1.4 }"])  # fmt: skip
    on = f"on lines where {pick.one(LINES)}" if target != "pts" and pick.chance(40) else ""
    limit = pick.one(["", "", f"limit 6 {'fine' if target == 'second' else 'pts'} per basket"])
    return f"earn m{at} {{ {on}  multiply {target} by {factor}  {limit}  {_words(pick, BASKET + MEMBER)} }}"


def _take(pick: Pick) -> str:
    amount = pick.one(["3 EUR", "0.99 EUR", "10%", "25%", "33%", "12 EUR"])
    where = f"where {pick.one(LINES)}" if pick.chance(45) else ""
    scope = pick.one(["basket", f"lines {where}", f"cheapest item {where}", f"dearest line {where}",
                      f"cheapest 2 items of every 3 items {where}", "shipping", f"cheapest line {where}"])  # fmt: skip
    return f"take {amount} off {scope}"


def _offer(pick: Pick, at: int) -> str:
    stack = "stack cuts" if pick.chance(40) else ""
    limit = pick.one(["", "", "limit 4 EUR per member per month", "limit 2.50 EUR per basket", "stock 3 per month"])
    what = _take(pick)
    if pick.chance(15):
        what, limit = pick.one(['gift "Bag"  cost 1 EUR', 'gift "Pin"  cost 0.40 EUR']), pick.one(["", "stock 2"])
        stack = ""  # a stack's limit is in money
    return f"offer o{at} {{ {what}  {limit}  {stack}  {_words(pick, BASKET + MEMBER)}  {_send(pick)} }}"


def _reward(pick: Pick, at: int) -> str:
    price = pick.one([f"price {pick.number(5, 25)} pts", "price 1 pts per 0.20 EUR", "price every 10 pts", "", "price 1.5 fine"])  # fmt: skip
    what = pick.one([_take(pick), _take(pick), 'gift "Mug"  cost 2 EUR', "give 2 fine"])
    if "per 0.20" in price or ("every" in price and pick.chance(70)):
        what = "take 2 EUR off basket"
    if "give" in what:
        price = pick.one(["price 12 pts", "price every 10 pts", ""])
    limit = pick.one(["", "", "limit 5 EUR per member per month", "stock 2", "limit once per member per month"])
    if "take" not in what:
        limit = limit.replace("limit 5 EUR per member per month", "")
    stack = "stack rights" if "take" in what and pick.chance(35) else ""
    return f"reward r{at} {{ {price}  {what}  {limit}  {stack}  {_words(pick, BASKET + MEMBER, limits=False)} }}"


def _occasion(pick: Pick, at: int) -> str:
    """A rule that no purchase sets off."""
    trigger = pick.one([
        "on birthday", "on every month", "on every week", "on entering regular", "on leaving new", "on reaching silver",
        "on reaching gold", "on dropping to bronze", "on entering away", "on referral", "on survey", "on anniversary",
        "on 3 days after purchase", "on 2 days before birthday", "on 4 days before expiry of pts",
        "on every day", "on every quarter", "on login or visit", "on entering both", "on leaving keen", "on 1 month after birthday",
        "on 5 days after survey", "on leaving regular", "on signup or every month",
    ])  # fmt: skip
    condition = f"when {pick.one(DAILY)}" if pick.chance(40) else ""
    if trigger == "on survey" and pick.chance(60):
        condition = "when event.score >= 5"
    limit = pick.one(["", "", "limit once per member per month", "limit 12 pts per member per month", "limit 3 times per program"])  # fmt: skip
    if pick.chance(25):
        what = pick.one(['gift "Card"  cost 1 EUR', "price every 10 pts  give 1 fine", "give 2 fine"])
        limit = limit.replace("limit 12 pts per member per month", "")
        return f"reward x{at} {{ {trigger}  {condition}  {what}  {limit} }}"
    return f"earn x{at} {{ {trigger}  {condition}  give {pick.number(1, 15)} pts  {limit}  {_send(pick)} }}"


def _budget(pick: Pick, at: int) -> str:
    cap = pick.one(["1.20 EUR per month", "3 EUR per year", "2 EUR", "0.75 EUR per week", "1.50 EUR per member per month",
                    "1.10 EUR over 20 days", "40 pts per member per month", "60 pts"])  # fmt: skip
    covers = pick.one(["first", "first, third"]) if "pts" in cap else pick.one(["first", "first, second", "all"])
    alert = pick.one(["", "alert at 50%", "alert at 80%", "alert at 100%"])
    return f"budget b{at} {{ cap {cap}  covers {covers}  {alert}  when exhausted {pick.one(['stop', 'scale'])} }}"
