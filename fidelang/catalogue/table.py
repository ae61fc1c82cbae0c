"""The one table of built-in names, in English and in French."""

from __future__ import annotations

from fidelang.catalogue.records import BuiltinEvent, BuiltinFact, Indicator, Metric, Word

PRICE_DECIMALS = 4  # fuel is priced in tenths of a cent: a unit price may be finer than the minor unit (row 7)

FACTS: tuple[BuiltinFact, ...] = (
    BuiltinFact("member", "tier", "palier", "tier"),
    BuiltinFact("member", "stage", "étape", "stage"),
    BuiltinFact("member", "birthday", "date_de_naissance", "date"),
    BuiltinFact("member", "joined", "adhésion", "date"),
    BuiltinFact("member", "last_order", "dernière_commande", "date"),
    BuiltinFact("member", "consents", "consentements", "consents"),
    BuiltinFact("basket", "total", "total", "money"),
    BuiltinFact("basket", "gross", "brut", "money"),
    BuiltinFact("basket", "items", "articles", "number"),
    BuiltinFact("basket", "channel", "canal", "channel"),
    BuiltinFact("basket", "store", "magasin", "text"),
    BuiltinFact("basket", "at", "date", "date-time"),
    BuiltinFact("basket", "shipping", "livraison", "money"),
    BuiltinFact("basket", "ordinal", "rang", "number"),
    BuiltinFact("line", "sku", "référence", "text"),
    BuiltinFact("line", "category", "catégorie", "text"),
    BuiltinFact("line", "brand", "marque", "text"),
    BuiltinFact("line", "quantity", "quantité", "number", decimals=3),
    BuiltinFact("line", "price", "prix", "money", decimals=PRICE_DECIMALS),
    BuiltinFact("line", "amount", "montant", "money"),
    BuiltinFact("line", "giftcard", "carte_cadeau", "flag"),
)

METRICS: tuple[Metric, ...] = (
    Metric("orders", "commandes", "number"),
    Metric("spend", "dépenses", "money"),
    Metric("units", "unités", "number"),
    Metric("categories", "catégories", "number"),
    Metric("referrals", "parrainages", "number"),
    Metric("reviews", "avis", "number"),
    Metric("visits", "visites", "number"),
)

EVENTS: tuple[BuiltinEvent, ...] = (
    BuiltinEvent("signup", "inscription"),
    BuiltinEvent("referral", "parrainage"),  # of the member who brought someone
    BuiltinEvent("referred", "parrainé"),  # of the one who was brought
    BuiltinEvent("review", "avis"),
    BuiltinEvent("visit", "visite"),
    BuiltinEvent("complaint", "réclamation"),
)

# What is sold through: a program that lists its own `channels` replaces these.
SALES_CHANNELS: tuple[Word, ...] = (
    Word("store", "magasin"),
    Word("web", "web"),
    Word("app", "appli"),
    Word("phone", "téléphone"),
    Word("marketplace", "place_de_marché"),
)

MESSAGE_CHANNELS: tuple[Word, ...] = (
    Word("email", "email"),
    Word("sms", "sms"),
    Word("post", "courrier"),
    Word("push", "notification"),
    Word("app", "appli"),
    Word("phone", "téléphone"),
    Word("till", "caisse"),
)

# Consents that a test or a condition may name though no fact and no message of the program asks for them.
CONSENTS: tuple[Word, ...] = (
    Word("marketing", "marketing"),
    Word("profiling", "profilage"),
)

# What counts as activity of a member (semantics, row 57).
ACTIVITIES: tuple[Word, ...] = (
    Word("purchase", "achat"),
    Word("redemption", "utilisation"),
)

# The indicators of a projection; a contrast against having no program is a projection's own.
INDICATORS: tuple[Indicator, ...] = (
    Indicator("list_sales", "ventes_au_tarif", "money"),
    Indicator("cost_of_goods", "coût_des_ventes", "money"),
    Indicator("discounts", "remises", "money"),
    Indicator("gifts", "cadeaux", "money"),
    Indicator("messages", "messages", "money"),
    Indicator("fixed", "coûts_fixes", "money"),
    Indicator("provision", "provision", "money"),
    Indicator("fees", "cotisations", "money"),
    Indicator("profit", "profit", "money"),
    Indicator("orders", "commandes", "count"),
    Indicator("members", "membres", "count"),
    Indicator("retention_rate", "taux_de_rétention", "rate"),
    Indicator("incremental_margin", "marge_incrémentale", "money"),
    Indicator("program_cost", "coût_du_programme", "money"),
    Indicator("net_gain", "gain_net", "money"),
    Indicator("roi", "retour", "rate"),
    Indicator("break_even_lift", "hausse_d_équilibre", "rate"),
)
