"""Pieces of text that are wrong wherever they stand, told apart by one regular expression.

What is right is matched first and passed over, so that a file without mistakes costs one pass.
"""

from __future__ import annotations

import re

NUMBER = r"[0-9]+(?:_[0-9]{3})*(?:\.[0-9]+)?"

PIECES = re.compile(
    rf"""
      (?P<comment>  \#[^\n]* )
    | (?P<text>     "[^"\\\n]*(?:\\[^\n][^"\\\n]*)*" )
    | (?P<opened>   "[^\n]* )
    | (?P<space>    \s+ )
    | (?P<word>     [^\W\d]\w* )
    | (?P<day>      --[0-9]{{2}}-[0-9]{{2}}(?!\w)
                  | [0-9]{{4}}-[0-9]{{2}}-[0-9]{{2}}(?:T[0-9]{{2}}:[0-9]{{2}}(?::[0-9]{{2}})?)?(?!\w) )
    | (?P<slashed>  [0-9]{{1,4}}[/][0-9]{{1,2}}[/][0-9]{{1,4}}(?!\w) )
    | (?P<number>   {NUMBER}(?![\w.]) )
    | (?P<chunk>    \d[\w.]* )
    | (?P<open>     [{{(\[] )
    | (?P<close>    [}})\]] )
    | (?P<slashes>  //[^\n]* | /\*[\s\S]*?(?:\*/|\Z) )
    | (?P<foreign>  &&? | \|\|? | <> | => | =< | ! (?!=) | === | !== | [≥≤≠×÷−–—] )
    | (?P<mark>     <= | >= | != | ==? | [<>+\-*/,:.%] )
    | (?P<quoted>   “[^“”"\n]*” | ”[^”"\n]*” | „[^„”“"\n]*[”“] | «[^«»"\n]*» | ‘[^‘’"\n]*’ | '[^'"\n]*' | `[^`"\n]*` )
    | (?P<stray>    . )
    """,
    re.VERBOSE | re.DOTALL,
)  # fmt: skip

# Characters that show nothing, or that turn the writing round: a reviewer would read another program than runs.
INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0001-\U000e007f]"
)

CURRENCY_SIGNS = {
    "€": "EUR",
    "$": "USD",
    "£": "GBP",
    "¥": "JPY",
    "₣": "CHF",
    "₹": "INR",
    "₩": "KRW",
    "₺": "TRY",
    "₽": "RUB",
}

# What other languages write, and what is written here.
FOREIGN = {
    "&&": "and", "&": "and", "||": "or", "|": "or", "<>": "is not", "=>": ">=", "=<": "<=", "!": "not", "===": "is",
    "!==": "is not", "≥": ">=", "≤": "<=", "≠": "is not", "×": "*", "÷": "/", "−": "-", "–": "-", "—": "-",
}  # fmt: skip

# Letters of other scripts that look like Latin ones.
LOOKALIKES = str.maketrans(
    "аеорсухіјѕһԁԛԝАВЕКМНОРСТУХІЈЅαοντρικυΑΒΕΖΗΙΚΜΝΟΡΤΥΧɡ",
    "aeopcyxijshdqwABEKMHOPCTYXIJSaovtpikuABEZHIKMNOPTYXg",
)
