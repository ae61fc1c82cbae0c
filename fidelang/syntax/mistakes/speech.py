"""Words that people bring from other tools and from speech, and the keywords that say the same here."""

from __future__ import annotations

# Keyword's terminal -> words. Where a word could mean several, the first that can stand is meant, in this order.
_SAID = {
    "WHEN": "if where with unless",
    "WHERE": "when if having",
    "UNLESS": "except when",
    "IS": "equals equal are has eq",
    "IN": "contains among",
    "PER": "each every for a an",
    "EVERY": "each",
    "LIMIT": "max maximum most cap",
    "TAKE": "discount deduct remove minus takes subtract",
    "GIVE": "award gives grant earn earns add get credit then",
    "EARN": "rule bonus",
    "OFFER": "discount promo promotion coupon deal",
    "REWARD": "voucher redeem",
    "WALLET": "points currency counter account",
    "TIER": "level status",
    "TIERS": "levels",
    "LET": "const define set var constant",
    "INCLUDE": "import",
    "OTHERWISE": "else default other",
    "FROM": "at between of starting starts start since valid",
    "OFF": "from",
    "UNTIL": "ends end till to",
    "TO": "until till",
    "EXPIRE": "expires expiry expiration valid",
    "WORTH": "value",
    "MULTIPLY": "times double multiplier",
    "EXPECT": "assert check expects should",
    "BASKET": "purchase order cart",
    "MEMBER": "customer client user",
    "LINE": "product item article",
    "LINES": "items products",
    "ON": "wait at after upon",
    "OVER": "in within during last",
    "LABEL": "name title",
    "BY": "email sms push channel via x times with",
    "CHANNELS": "channel",
    "SEGMENT": "group audience",
    "FOR": "audience",
    "OBJECTIVE": "goal target",
    "PENDING": "delay",
    "STACK": "exclusive",
    "GIFT": "present free",
    "CHEAPEST": "cheap least",
    "DEAREST": "expensive",
    "TYPE_NUMBER": "integer int decimal float numeric",
    "TYPE_TEXT": "string",
    "TYPE_FLAG": "boolean bool",
    "TYPE_MONEY": "amount price",
    "TYPE_DATE": "datetime day",
}

SPEECH: dict[str, tuple[str, ...]] = {}
for _terminal, _words in _SAID.items():
    for _word in _words.split():
        SPEECH[_word] = (*SPEECH.get(_word, ()), _terminal)
