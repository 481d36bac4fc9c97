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
    UNEMBEDDING = "unembedding"


class FittedOn(StrEnum):
    """Whose rows a basis is fitted on; `both` are positions and tokens together, row by row."""

    POSITIONS = "positions"
    TOKENS = "tokens"
    BOTH = "both"
    UNEMBEDDING = "unembedding"


class TokenClass(StrEnum):
    """What a token's string is made of; each token is in the first class that fits."""

    SPECIAL = "special"
    BYTES = "bytes"
    WHITESPACE = "whitespace"
    WORD_START = "word_start"
    LETTERS = "letters"
    DIGITS = "digits"
    PUNCTUATION = "punctuation"
    OTHER_SCRIPT = "other_script"
    MIXED = "mixed"


class ColorBy(StrEnum):
    """What the points' colours tell."""

    KIND = "kind"
    POSITION = "position"
    NORM = "norm"
    CLASS = "class"
    LENGTH = "length"
    ID = "id"
    COMPONENT = "component"
    SHARE_SEEN = "share_seen"
    COSINE = "cosine"


class Match(StrEnum):
    """How a search compares a token's string."""

    SUBSTRING = "substring"
    EXACT = "exact"
    REGEX = "regex"


class Metric(StrEnum):
    COSINE = "cosine"
    EUCLIDEAN = "euclidean"


class Stage(StrEnum):
    """What stands in the middle: the scene, two components, each component against position, cosines."""

    SCENE = "scene"
    PLANE = "plane"
    CURVES = "curves"
    GRAM = "gram"


class Side(StrEnum):
    """Which panel stands beside it."""

    CLOSED = "closed"
    MEASURES = "measures"
    FIND = "find"
    SELECTION = "selection"


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
#: The most components that subspaces are measured for.
MAX_SUBSPACE = 64
#: The most components that principal angles are measured for.
MAX_ANGLES = 16
