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


class Part(StrEnum):
    """What is read at a layer: the residual stream before, within and after a block, or what a sublayer computes."""

    RESID_PRE = "resid_pre"
    RESID_MID = "resid_mid"
    RESID_POST = "resid_post"
    ATTN_OUT = "attn_out"
    MLP_OUT = "mlp_out"
    Z = "z"
    RESULT = "result"
    Q = "q"
    K = "k"
    V = "v"
    MLP_POST = "mlp_post"


#: The space that all layers read and write, by the name that directions of it have.
RESIDUAL = "residual"
#: Parts whose rows lie in it: the stream, and what is added to it. Others have spaces of their own, a site each.
PARTS_OF_THE_STREAM = frozenset(
    {Part.RESID_PRE, Part.RESID_MID, Part.RESID_POST, Part.ATTN_OUT, Part.MLP_OUT, Part.RESULT}
)


class PromptKind(StrEnum):
    """Where prompts are from."""

    BUNDLED = "bundled"
    FILE = "file"
    DATASET = "dataset"
    REPEATED = "repeated"
    OWN = "own"


class RunKind(StrEnum):
    """What a worker does."""

    CAPTURE = "capture"
    LENS = "lens"
    INTERVENTION = "intervention"


class RunState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


class Reading(StrEnum):
    """How a token's residual is held against a direction: dot product, dot product from the mean, cosine."""

    DOT = "dot"
    CENTERED = "centered"
    COSINE = "cosine"


class ResidualColor(StrEnum):
    """What colours tell of residuals in the scatter."""

    DIRECTION = "direction"
    POSITION = "position"
    TOKEN = "token"
    PROMPT = "prompt"


class ResidualStage(StrEnum):
    """What stands in the middle of the residuals page."""

    PROMPTS = "prompts"
    POSITIONS = "positions"
    EXTREMES = "extremes"
    DEPTH = "depth"
    LENS = "lens"


class ResidualSide(StrEnum):
    """Which panel stands beside it."""

    CLOSED = "closed"
    SCATTER = "scatter"
    DIRECTIONS = "directions"
    PROMPTS = "prompts"


class Theme(StrEnum):
    LIGHT = "light"
    DARK = "dark"


class Aspect(StrEnum):
    """`cube` stretches each axis to the same length, `data` keeps one scale for all three."""

    CUBE = "cube"
    DATA = "data"


#: What is captured unless asked otherwise: the stream before each block, and after the last.
DEFAULT_PARTS = (Part.RESID_PRE, Part.RESID_POST)
#: Components in one stored block of scores, and in one answer unless asked otherwise.
COMPONENTS_PER_BLOCK = 16
#: The most components one answer brings: 64 x 50,257 float32 are 13 MB.
MAX_COMPONENTS_PER_ANSWER = 64
#: The most components that subspaces are measured for.
MAX_SUBSPACE = 64
#: The most components that principal angles are measured for.
MAX_ANGLES = 16
