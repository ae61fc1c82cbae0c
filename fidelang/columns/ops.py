"""What `rules` of `entry` does, by number."""

VISIT, ALONE, HAPPEN, PASS, JOIN, DUE, BALANCE, NEAR, CAMPAIGN, LEDGER, USE, TRY = range(12)
