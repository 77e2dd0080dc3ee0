"""Words and sizes as they stand in a sentence."""

from data.vocabulary import formats


def listed(words: list[str]) -> str:
    """Words joined as in a sentence: a, b and c."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} and {words[-1]}"


def share(percent: float) -> str:
    """A size in per cent as a reader writes it: 1.2 %, 24 %, 1,040 %."""
    size = abs(percent)
    if size < 0.05:
        return "less than 0.1 %"
    return f"{formats.significant(round(size, 1 if size < 9.95 else 0), 2 if size < 9.95 else 6)} %"
