"""What a message must be before it reaches a person: one clear sentence, without the machine's own words."""

import re

#: What must never reach a person: the checker's own words, and Python's.
JARGON = ("Traceback", "type=", "validation error", "Input should", "errors.pydantic.dev", "function-", "datetime.",
          "Decimal(", "<class", "None", "{'")  # fmt: skip
LONGEST = 400


def assert_one_clear_sentence(message, words):
    """The message has the words that it needs, and none that it must not have."""
    assert [word for word in words if word not in message] == [], message
    assert [word for word in JARGON if word in message] == [], message
    assert "\n" not in message
    assert message.endswith((".", "?"))
    assert not re.search(r"[.?!;:,]\.$", message), message
    assert len(message) < LONGEST
