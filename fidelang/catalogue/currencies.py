"""Minor units of currencies: how many decimals an amount may have (ISO 4217, list one, 2024)."""

from __future__ import annotations

_NONE = ("BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND", "VUV", "XAF", "XOF", "XPF")
_THREE = ("BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND")

MINOR_UNITS: dict[str, int] = {**dict.fromkeys(_NONE, 0), **dict.fromkeys(_THREE, 3)}


def minor_units(currency: str) -> int:
    """Decimals of a currency's smallest unit: 2 for EUR, 0 for JPY, 3 for KWD.

    >>> minor_units("EUR"), minor_units("JPY"), minor_units("KWD")
    (2, 0, 3)
    """
    return MINOR_UNITS.get(currency, 2)
