"""Codes of files, characters and sentences: FID0xx and FID1xx."""

from __future__ import annotations

from fidelang.diagnostics.code import Code

_HEAD = 'program "Club" { currency EUR }'

TEXT: tuple[Code, ...] = (
    Code(
        "FID001", "unreadable_file", "error", "a path without a readable file",
        "there is nothing to check", "", "",
    ),
    Code(
        "FID002", "large_file", "error", "a file over 1 MiB, or a list over 10 MiB",
        "a program is text that people read; what is larger is data, or a mistake in the path", "", "",
    ),
    Code(
        "FID003", "not_utf8", "error", "a file that is not UTF-8",
        "its accents would be read as other letters", "", "",
    ),
    Code(
        "FID004", "empty_file", "error", "a file without a declaration",
        "an empty program gives nothing to anybody, which is hardly meant", "# to be written", _HEAD,
    ),
    Code(
        "FID005", "invisible_character", "error",
        "a character that cannot be seen: NUL, a byte-order mark, one that turns the direction of writing",
        "a reviewer would read another program than the one that runs",
        "let rate = 1 \u200b", "let rate = 1",
    ),
    Code(
        "FID006", "mixed_alphabets", "error", "a word with letters of two alphabets, or that looks like another word",
        "`bаse` with a Cyrillic letter is another name than `base`, and nobody sees it",
        "let bаse = 1", "let base = 1",
    ),
    Code(
        "FID007", "mixed_alphabets_in_text", "warning", "a text in quotes with a word of two alphabets",
        "it never matches the same word typed in one alphabet",
        'let kind = "biо"', 'let kind = "bio"',
    ),
    Code(
        "FID008", "foreign_digits", "error", "digits other than 0 to 9",
        "full-width and Arabic digits look like numbers and are other characters",
        "let rate = １０", "let rate = 10",
    ),
    Code(
        "FID009", "wrong_quotes", "error", "a text between other quotes than straight double ones",
        "text processors turn quotes by themselves; one kind keeps files readable by all tools",
        "program “Club” { currency EUR }", _HEAD,
    ),
    Code(
        "FID010", "open_text", "error", "a text whose closing quote is missing",
        "the rest of the line would be part of the text",
        'program "Club { currency EUR }', _HEAD,
    ),
    Code(
        "FID011", "stray_character", "error", "a character that means nothing where it stands",
        "signs such as `€` are written as codes, because `$` is the sign of twenty currencies",
        "offer five { take 5€ off basket }", "offer five { take 5 EUR off basket }",
    ),
    Code(
        "FID012", "glued_number", "error", "a number and a word without a space between them",
        "`5m` could be minutes, months, metres or millions",
        "wallet points { pending 14d }", "wallet points { pending 14 days }",
    ),
    Code(
        "FID013", "bad_number", "error", "digits that make no number",
        "`1.000` is a thousand in one country and one in another; here `_` groups thousands",
        "let cap = 1.000.000", "let cap = 1_000_000",
    ),
    Code(
        "FID014", "foreign_comment", "error", "a comment as other languages write it",
        "a comment starts with `#` and ends with its line",
        "// the base rate\nlet rate = 1", "# the base rate\nlet rate = 1",
    ),
    Code(
        "FID015", "foreign_operator", "error", "an operator as other languages write it",
        "conditions are read aloud in meetings: `and`, `or`, `not`, `is`, and the signs `<`, `<=`, `>`, `>=`",
        "segment s { when member.orders > 1 && member.orders < 5 }",
        "segment s { when member.orders > 1 and member.orders < 5 }",
    ),
    Code(
        "FID018", "unknown_escape", "error", "a backslash before a character that needs none",
        "in a text a backslash stands before a quote or another backslash only",
        'let name = "a\\n"', 'let name = "a"',
    ),
    Code(
        "FID019", "outside_folder", "error", "a file that is not in the program's own folder",
        "a program is reviewed and moved as one folder; what lies elsewhere may differ from machine to machine", "", "",
    ),
    Code(
        "FID020", "include_cycle", "error", "files that include each other in a circle",
        "each file is read once, and its names are known in all: nothing has to be included back", "", "",
    ),
    Code(
        "FID021", "too_many_files", "error", "a program over more than 100 files",
        "nobody can review what is scattered that far", "", "",
    ),
    Code(
        "FID022", "include_without_folder", "error", "an `include` or `list` in a program that is no file",
        "there is no folder to look for the other file in", "", "",
    ),
    Code(
        "FID023", "included_program", "error", "a `program` block in an included file",
        "a program has one currency, one zone and one period, set in one place", "", "",
    ),
    Code(
        "FID024", "empty_list", "error", "a list in a file that holds no value",
        "nothing is ever in it: most likely another file is meant", "", "",
    ),
    Code(
        "FID025", "long_list", "error", "a list in a file of more than 100,000 values",
        "what is true of so many articles is a fact of theirs, and comes with the basket", "", "",
    ),
    Code(
        "FID026", "value_twice", "warning", "a list in a file that holds a value twice",
        "it changes nothing, and may be a slip for another value", "", "",
    ),
    Code(
        "FID027", "unnamed_column", "error", "a list in a file of several columns, none called as the fact",
        "a guess might read prices as articles", "", "",
    ),
    Code(
        "FID028", "ragged_list", "error", "a list in a file with a line of more or fewer columns than its first",
        "a comma too many, and all that follows stands in another column", "", "",
    ),
    Code(
        "FID100", "too_many_mistakes", "error", "a text with so many strange characters that reading stopped",
        "twenty messages at once are enough to start with", "@" * 30, _HEAD,
    ),
    Code(
        "FID101", "unexpected_word", "error", "a word that cannot stand where it does",
        "the message says what could: a rule file has one way to say a thing",
        "earn base { give 1 points twice }", "earn base { give 1 points }",
    ),
    Code(
        "FID102", "too_deep", "error", "brackets, or `not`, nested more than 64 deep",
        "nobody can review such a condition; a `let` can name a part of it",
        "let deep = " + "(" * 65 + "1" + ")" * 65, "let deep = ((1))",
    ),
    Code(
        "FID103", "long_number", "error", "a number of more than 18 digits before or after the point",
        "amounts are kept exactly, in 64 bits",
        "let cap = 1000000000000000000000", "let cap = 1_000_000",
    ),
    Code(
        "FID104", "no_such_date", "error", "a date that the calendar does not have",
        "a campaign would start on a day that never comes",
        "earn base { from 2027-02-30   give 1 points }", "earn base { from 2027-02-28   give 1 points }",
    ),
    Code(
        "FID105", "no_such_time", "error", "a time that a day does not have, or one finer than a minute",
        "hours run from 00:00 to 23:59; `24:00` may end a range",
        "earn late { from 22:00 to 25:00   give 1 points }", "earn late { from 22:00 to 01:00   give 1 points }",
    ),
    Code(
        "FID106", "long_declaration", "error", "a declaration of more than 50,000 words",
        "what is that long is data; it would take minutes to check",
        "let long = 1" + "+1" * 25_001, "let long = 1 + 1",
    ),
    Code(
        "FID107", "open_block", "error", "a bracket that is never closed",
        "what follows would belong to the block",
        "earn base { give 1 points", "earn base { give 1 points }",
    ),
    Code(
        "FID108", "misspelt_keyword", "error", "a word close to one of the language, or that says the same elsewhere",
        "the message names the word that was probably meant",
        "earn base { giv 1 points }", "earn base { give 1 points }",
    ),
    Code(
        "FID109", "reserved_name", "error", "a name that would be read as a keyword where it is used",
        "`expect no total` could not be told from `expect total 5 EUR`",
        "earn total { give 1 points }", "earn total_points { give 1 points }",
    ),
    Code(
        "FID110", "equals_sign", "error", "`=`, `==` or `!=` in a condition",
        "equality is written `is` and `is not`; there is no second way",
        "segment s { when member.tier = gold }", "segment s { when member.tier is gold }",
    ),
    Code(
        "FID111", "missing_unit", "error", "a number without its currency or unit of time, or a currency in words",
        "`pending 14` could be days, weeks or months",
        "wallet points { pending 14 }", "wallet points { pending 14 days }",
    ),
    Code(
        "FID112", "decimal_comma", "error", "a comma within a number",
        "`1,000` is a thousand in one country and one in another",
        "wallet points { worth 0,01 EUR }", "wallet points { worth 0.01 EUR }",
    ),
    Code(
        "FID113", "spaced_number", "error", "blanks within a number",
        "`50 000` would be two numbers",
        "budget b { cap 50 000 EUR per year }", "budget b { cap 50_000 EUR per year }",
    ),
    Code(
        "FID114", "stray_bracket", "error", "a closing bracket without its opening one",
        "a block above probably ended too early",
        "earn base { give 1 points } }", "earn base { give 1 points }",
    ),
    Code(
        "FID115", "bad_name", "error", "a name that is missing, in quotes, or of several words",
        "a name is one word of letters, digits and `_`, so that it can be found wherever it is used",
        "earn gold boost { give 1 points }", 'earn gold_boost "Gold boost" { give 1 points }',
    ),
    Code(
        "FID116", "wrong_block", "error", "a clause of another block",
        "an expiry belongs to a wallet, a limit to a rule",
        "earn base { give 1 points   expire never }", "wallet points { expire never }",
    ),
    Code(
        "FID117", "date_form", "error", "a date in another form than year, month, day",
        "`03/04/2027` is in March or in April",
        "earn base { from 1 May 2027   give 1 points }", "earn base { from 2027-05-01   give 1 points }",
    ),
    Code(
        "FID118", "missing_mark", "error", "a brace, comma or colon that is missing, or another sign in its place",
        "it parts what belongs to one thing from the next",
        'test "a" { member { tier = gold } }', 'test "a" { member { tier: gold } }',
    ),
    Code(
        "FID119", "unquoted_text", "error", "a text without its quotes",
        "words without quotes are names",
        "program Club { currency EUR }", _HEAD,
    ),
    Code(
        "FID120", "negative_amount", "error", "a negative amount in a clause",
        "a negative price or cost would give what it should take",
        "reward cup { price -500 points }", "reward cup { price 500 points }",
    ),
    Code(
        "FID121", "missing_comparison", "error", "two values with no comparison between, or two comparisons in a row",
        "`10 < x < 20` is not one question but two",
        "segment s { when 1 < member.orders < 5 }", "segment s { when member.orders between 2 and 4 }",
    ),
    Code(
        "FID122", "missing_keyword", "error", "a sentence that lacks its leading word",
        "each clause starts with its keyword, so that it can be read aloud",
        "earn base { 1 points per 1 EUR }", "earn base { give 1 points per 1 EUR }",
    ),
    Code(
        "FID123", "wrong_way_round", "error", "a unit before its number",
        "the number comes first, everywhere",
        "offer five { take EUR 5 off basket }", "offer five { take 5 EUR off basket }",
    ),
    Code(
        "FID124", "missing_value", "error", "a value left out",
        "nothing is filled in for it",
        'test "a" { member { tier: } }', 'test "a" { member { tier: gold } }',
    ),
)  # fmt: skip
