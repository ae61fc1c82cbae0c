"""Every amount and ratio that finance reads: its key, its formula, its names. Amounts exclude VAT."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    key: str
    symbol: str
    formula: str
    english: str
    french: str


QUANTITIES: dict[str, Quantity] = {
    quantity.key: quantity
    for quantity in (
        Quantity(
            "list_sales",
            "L",
            "sum of sales at list price, before any discount",
            "list sales",
            "ventes au prix catalogue",
        ),
        Quantity("cost_of_goods", "C", "cost of the goods sold", "cost of goods", "coût des marchandises"),
        Quantity("discounts", "D", "offers and rewards taken off, points used to pay", "discounts", "remises"),
        Quantity("gifts", "G", "gifts and other rewards in kind, at cost", "gifts", "cadeaux"),
        Quantity("messages", "M", "messages at unit cost", "messages", "messages"),
        Quantity(
            "fixed",
            "F",
            "launch, platform, staff, enrolment; only where the program has a rule",
            "fixed costs",
            "coûts fixes",
        ),
        Quantity(
            "provision",
            "V",
            "points outstanding at the horizon × expected redemption × worth",
            "provision for points",
            "provision pour points",
        ),
        Quantity("fees", "E", "membership fees received", "fees", "cotisations"),
        Quantity("profit", "Π", "L − C − D − G − M − F − V + E", "profit", "résultat"),
        Quantity(
            "incremental_margin",
            "ΔL − ΔC",
            "(L − C) of the program − (L − C) of none",
            "incremental margin",
            "marge incrémentale",
        ),
        Quantity(
            "program_cost",
            "K",
            "(D + G + M + F + V − E) of the program − the same of none",
            "program cost",
            "coût du programme",
        ),
        Quantity("net_gain", "ΔΠ", "incremental margin − program cost", "net gain", "gain net"),
        Quantity(
            "roi",
            "ROI",
            "net gain / program cost; undefined where the cost is not above 0",
            "return on investment",
            "retour sur investissement",
        ),
        Quantity(
            "break_even_lift",
            "x",
            "relative rise in visits at which net gain is 0",
            "break-even lift",
            "hausse d'équilibre",
        ),
        Quantity(
            "subsidised_share",
            "s",
            "(D + G) on visits that none makes too / all D + G",
            "subsidised share",
            "part d'aubaine",
        ),
        Quantity(
            "payback",
            "m",
            "first month from which cumulative net gain stays at or above 0",
            "payback month",
            "mois de récupération",
        ),
        Quantity(
            "npv", "NPV", "sum of net gain of month m × (1 + r)^(−m/12)", "net present value", "valeur actuelle nette"
        ),
    )
}
