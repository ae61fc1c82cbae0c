"""One basket at a till: the twelve rules by fidelang, by hand and by other rule engines."""
