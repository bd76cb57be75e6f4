"""Every exception of the product. Knows nothing of the other modules.

Two kinds. `UserError`: a person gave something wrong; one line with the field, the value, the rule and the fix; the
command line prints it and exits with code 2. `ProcimgError`: the world failed (no EGL, a corrupt shard, ...).
All of them pickle, since they cross process borders: every constructor argument is handed to `super().__init__`.
"""

from __future__ import annotations


class UserError(ValueError):
    """A user's mistake, said in one line. Exit code 2."""

    def __init__(self, field: str, value: object, rule: str, fix: str) -> None:
        super().__init__(field, value, rule, fix)
        self.field, self.value, self.rule, self.fix = field, value, rule, fix

    def __str__(self) -> str:
        return f"{self.field}: got {self.value!r}; {self.rule}; fix: {self.fix}"


class ProcimgError(Exception):
    """The world failed; the message says what and what to do."""


class ContextError(ProcimgError):
    """No headless OpenGL context could be made."""


class ShaderCompileError(ProcimgError):
    """A program does not compile. `line` counts in the program's own text, from 1; `log` holds the compiler's words."""

    def __init__(self, program: str, line: int | None, log: str) -> None:
        super().__init__(program, line, log)
        self.program, self.line, self.log = program, line, log

    def __str__(self) -> str:
        where = f"line {self.line}" if self.line is not None else "line unknown"
        return f"program {self.program}, {where}: {self.log}"


class ShardError(ProcimgError):
    """Something is wrong with a shard file."""

    def __init__(self, uri: str, reason: str) -> None:
        super().__init__(uri, reason)
        self.uri, self.reason = uri, reason

    def __str__(self) -> str:
        return f"{self.uri}: {self.reason}"


class CorruptShardError(ShardError):
    """A shard cannot be read in full: truncated, or its checksums do not hold."""


class RenderFailedError(ProcimgError):
    """A shard failed more often than allowed."""

    def __init__(self, task: str, attempts: int, reason: str) -> None:
        super().__init__(task, attempts, reason)
        self.task, self.attempts, self.reason = task, attempts, reason

    def __str__(self) -> str:
        return f"{self.task} failed {self.attempts} times; the last reason: {self.reason}"


class WeightsNotFoundError(ProcimgError):
    """The FID Inception weights are nowhere to be found."""
