"""The sentences that say why a session earned what it earned."""

from string import Formatter
from typing import Annotated

from pydantic import AfterValidator, model_validator

from mentorship.policy.activity import Activity
from mentorship.policy.timeline import Strict

#: The words in braces that a reason may use; `credit/explain.py` fills them in.
REASON_WORDS = frozenset({
    "activity", "allowed", "attendees", "cap", "counts_from", "counts_until", "credited", "each", "event",
    "held_on", "leader", "least", "modality", "recorded", "same_as", "used", "used_on", "worth",
    "category", "most", "ruling", "ruled_by", "ruled_on", "ruled_because",
})  # fmt: skip


def _fillable(sentence: str) -> str:
    """A word that nobody fills in would only be found when a session meets the rule."""
    try:
        words = {word for _, word, _, _ in Formatter().parse(sentence) if word is not None}
    except ValueError:
        raise ValueError("braces that open and close around one word") from None
    if unknown := sorted(words - REASON_WORDS):
        raise ValueError(f"known words in braces; {{{unknown[0]}}} is none of them")
    return sentence


Sentence = Annotated[str, AfterValidator(_fillable)]


class Reason(Strict):
    """The sentence for one rule's verdict; `{names}` are filled in by `credit/explain.py`."""

    label: str
    text: Sentence
    more: Sentence | None = None
    #: What the mentee can do about it, where there is something to do.
    remedy: Sentence | None = None
    #: What stands behind it: a rule of the activity, or where no activity has it a source.
    rule: str | None = None
    source: str | None = None

    @model_validator(mode="after")
    def _backed(self) -> "Reason":
        if (self.rule is None) == (self.source is None):
            raise ValueError("either a rule of the activity or a source, to say what stands behind it")
        if self.rule is not None and self.rule not in Activity.model_fields:
            raise ValueError(f"a rule that activities have, such as cap; {self.rule!r} is not one")
        return self
