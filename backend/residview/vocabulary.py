"""The words of the project, named once; the OpenAPI document carries them on to TypeScript."""

from enum import StrEnum


class PositionalScheme(StrEnum):
    """How a model is told where a token stands."""

    LEARNED = "learned"
    ROTARY = "rotary"
    ALIBI = "alibi"
    NONE = "none"


class PointSet(StrEnum):
    """Named vectors in a space of the model."""

    POSITIONS = "positions"
    TOKENS = "tokens"
    TOKEN_TYPES = "token_types"


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


class Aspect(StrEnum):
    """`cube` stretches each axis to the same length, `data` keeps one scale for all three."""

    CUBE = "cube"
    DATA = "data"


#: Components in one stored block of scores, and in one answer unless asked otherwise.
COMPONENTS_PER_BLOCK = 16
#: The most components one answer brings: 64 x 50,257 float32 are 13 MB.
MAX_COMPONENTS_PER_ANSWER = 64
