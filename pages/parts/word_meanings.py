"""What words of a file mean that we do not know, asked on screen, with what they resemble."""

import streamlit as st

from mentorship.intake.columns import LABELS
from mentorship.intake.parsing import activity_keys
from mentorship.intake.plain_words import Likeness, likeness
from mentorship.intake.preview import Preview
from mentorship.intake.results import Problem
from mentorship.vocabulary import Modality
from pages.parts import notices, resources

#: Columns whose words are codes of ours, and so may have to be told.
CODED = ("activity", "modality", "status")
MODALITIES = {str(each): each.in_words for each in Modality}
STATUSES = {each: each.replace("_", " ") for each in ("completed", "scheduled", "cancelled", "no_show")}


def unknown(preview: Preview) -> dict[str, list[str]]:
    """Words of coded columns that we do not know, as the problems name them."""
    found: dict[str, list[str]] = {}
    for problem in preview.result.problems:
        if problem.column in CODED and problem.read and problem.read not in found.setdefault(problem.column, []):
            found[problem.column].append(problem.read)
    return {column: words[:20] for column, words in found.items() if words}


def other_problems(preview: Preview) -> list[Problem]:
    """The problems without those of words whose meaning is asked above: nothing else has to be done about these."""
    asked = {(column, word) for column, words in unknown(preview).items() for word in words}
    return [each for each in preview.result.problems if (each.column, each.read) not in asked]


def asked(key: str, column: str, words: list[str]) -> dict[str, str]:
    """What unknown words mean. Those left open stay problems."""
    options = {
        "activity": {code: each.label for code, each in resources.policy().activities.items()},
        "modality": MODALITIES,
        "status": STATUSES,
    }[column]
    keys = {word: f"word_{key}_{column}_{place}_{word}" for place, word in enumerate(words)}
    guesses = {word: guess for word in words if (guess := _guess(column, word)) and guess.code in options}
    told = {}
    with st.container(border=True):
        st.markdown(f":material/help: Words for “{LABELS[column]}” that we do not know. What do they mean?")
        for word in words:
            likely = [guesses[word].code, *guesses[word].others] if word in guesses else []
            code = st.selectbox(
                notices.escape(word), list(dict.fromkeys([*likely, *options])), None,
                format_func=lambda each: options[each], key=keys[word],
            )  # fmt: skip
            if code:
                told[word] = str(code)
        clear = {word: guess.code for word, guess in guesses.items() if guess.is_clear and word not in told}
        _take_guesses(clear, keys, options)
    return told


def _guess(column: str, word: str) -> Likeness | None:
    """What an unknown word most resembles."""
    return likeness(word, column, activity_keys(resources.policy()) if column == "activity" else {})


def _take_guesses(guesses: dict[str, str], keys: dict[str, str], options: dict[str, str]) -> None:
    """One yes for all words of a column that clearly resemble known ones. `guesses`: word → code."""
    if not guesses:
        return
    said = "; ".join(f"“{notices.escape(word)}” is {options[code]}" for word, code in guesses.items())
    st.markdown(f"Perhaps {said}.")
    chosen = {keys[word]: code for word, code in guesses.items()}
    st.button(
        "Yes, use these" if len(guesses) > 1 else "Yes, use this", icon=":material/done_all:",
        key=f"likely_{next(iter(chosen))}", on_click=st.session_state.update, args=(chosen,),
    )  # fmt: skip
