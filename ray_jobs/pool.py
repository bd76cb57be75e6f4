"""A pool of Ray actors under a driver that owns retries and deadlines. Knows nothing of images.

An actor has two methods: `run(task)` and `ping()`, which names its process, with `max_task_retries=-1`, so that it
resolves once the actor is up again. A task that kills or outlasts its actor has burned an attempt; one that merely
waited behind it, or met an actor that was out of reach and came back as the same process, has not. (Ray reports both
as ActorUnavailableError while it restarts the actor, so only the process's name tells them apart.)
"""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

import ray
from ray.exceptions import (
    ActorUnavailableError,
    NodeDiedError,
    OutOfMemoryError,
    RayActorError,
    RayTaskError,
    WorkerCrashedError,
)

from procimg.errors import RenderFailedError

Task = TypeVar("Task")

LOSSES = (ActorUnavailableError, RayActorError, NodeDiedError, WorkerCrashedError, OutOfMemoryError)
IN_FLIGHT = 2
"""Tasks an actor holds at once: one running, one waiting, which hides the call's 1 to 4 ms."""


@dataclass(frozen=True, kw_only=True, slots=True)
class PoolLimits:
    """When to give up."""

    deadline_s: float = 600.0
    """A task that runs longer gets its actor killed."""
    max_attempts: int = 3
    """Of one task."""
    max_deaths: int = 12
    """Of one actor; more than `max_attempts`, so that one poisonous task is named before its actor is blamed."""


@dataclass(slots=True)
class _Job(Generic[Task]):
    task: Task
    attempts: int = 0
    done: bool = False


@dataclass(slots=True)
class _Slot(Generic[Task]):
    actor: Any
    running: deque[tuple[Any, _Job[Task]]] = field(default_factory=deque)
    since_s: float = 0.0
    probe: Any = None
    process: str = ""
    suspect: _Job[Task] | None = None
    deaths: int = 0


class ActorPool(Generic[Task]):
    """Runs tasks on actors until all are done.

    Args:
        make_actor: makes one actor handle; called once a slot, and again when Ray gives an actor up for good.
        num_actors: slots.
        limits: deadlines and attempts.
        fatal: exceptions out of `run` that no retry can cure; raised at once as they were.
    """

    def __init__(
        self,
        make_actor: Callable[[], Any],
        num_actors: int,
        limits: PoolLimits,
        fatal: tuple[type[BaseException], ...] = (),
    ) -> None:
        self._make_actor, self._limits, self._fatal = make_actor, limits, fatal
        self._slots = [_Slot[Task](make_actor()) for _ in range(num_actors)]
        self._waiting: deque[_Job[Task]] = deque()

    @property
    def actors(self) -> list[Any]:
        """The handles, one a slot."""
        return [slot.actor for slot in self._slots]

    def run(self, tasks: Iterable[Task], on_result: Callable[[Task, Any], None]) -> None:
        """Runs every task once to its end; `on_result(task, result)` is called here, in the order of arrival.

        Raises:
            RenderFailedError: a task used up its attempts, or an actor died too often.
        """
        self._waiting.extend(_Job(task) for task in tasks)
        if not self._waiting:
            return
        for slot in self._slots:
            slot.probe = slot.actor.ping.remote()
        while self._waiting or any(slot.running for slot in self._slots):
            self._feed()
            refs = [ref for slot in self._slots for ref, _ in slot.running]
            refs += [slot.probe for slot in self._slots if slot.probe is not None]
            ready, _ = ray.wait(refs, num_returns=1, timeout=1.0)
            for ref in ready:
                self._settle(ref, on_result)
            self._enforce_deadlines()

    def close(self) -> None:
        """Kills the actors."""
        for slot in self._slots:
            ray.kill(slot.actor)

    def _feed(self) -> None:
        for depth in range(1, IN_FLIGHT + 1):
            for slot in self._slots:
                if slot.probe is None and len(slot.running) < depth and self._waiting:
                    job = self._waiting.popleft()
                    if job.done:
                        continue
                    if not slot.running:
                        slot.since_s = time.monotonic()
                    slot.running.append((slot.actor.run.remote(job.task), job))

    def _settle(self, ref: Any, on_result: Callable[[Task, Any], None]) -> None:
        for slot in self._slots:
            if ref == slot.probe:
                self._settle_probe(slot)
                return
            for entry in slot.running:
                if ref == entry[0]:
                    self._settle_task(slot, entry, on_result)
                    return

    def _settle_probe(self, slot: _Slot[Task]) -> None:
        try:
            process = ray.get(slot.probe)
        except RayTaskError as error:
            raise getattr(error, "cause", error) from None
        except LOSSES as error:
            # Ray has given this actor up (its creation failed, or its node went for good).
            self._count_death(slot, error)
            slot.actor = self._make_actor()
            slot.probe = slot.actor.ping.remote()
            return
        if slot.process not in ("", process):
            self._count_death(slot, None)
            if slot.suspect is not None and not slot.suspect.done:
                self._burn(slot.suspect, "its actor died, or was killed at the deadline")
        slot.process, slot.probe, slot.suspect = process, None, None

    def _settle_task(
        self, slot: _Slot[Task], entry: tuple[Any, _Job[Task]], on_result: Callable[[Task, Any], None]
    ) -> None:
        ref, job = entry
        try:
            result = ray.get(ref)
        except RayTaskError as error:
            slot.running.remove(entry)
            slot.since_s = time.monotonic()
            cause = getattr(error, "cause", error)
            if isinstance(cause, self._fatal):
                raise cause from None
            self._burn(job, f"{type(cause).__name__}: {cause}")
            self._waiting.append(job)
        except LOSSES:
            # All that the actor held goes elsewhere at once; whether the oldest is to blame, the probe will tell.
            lost = [held for _, held in slot.running]
            slot.running.clear()
            self._waiting.extendleft(reversed(lost))
            slot.suspect = lost[0]
            slot.probe = slot.actor.ping.remote()
        else:
            slot.running.remove(entry)
            slot.since_s = time.monotonic()
            if not job.done:
                job.done = True
                on_result(job.task, result)

    def _burn(self, job: _Job[Task], reason: str) -> None:
        job.attempts += 1
        if job.attempts >= self._limits.max_attempts:
            raise RenderFailedError(str(job.task), job.attempts, reason)

    def _count_death(self, slot: _Slot[Task], error: BaseException | None) -> None:
        slot.deaths += 1
        if slot.deaths > self._limits.max_deaths:
            reason = " ".join(str(error).split())[:500] if error else "its process died again and again"
            raise RenderFailedError("an actor", slot.deaths, reason)

    def _enforce_deadlines(self) -> None:
        for slot in self._slots:
            if slot.probe is None and slot.running and time.monotonic() - slot.since_s > self._limits.deadline_s:
                # Works while the actor is stuck in a draw that holds the interpreter; its tasks come back as deaths.
                ray.kill(slot.actor, no_restart=False)
                slot.since_s = time.monotonic()
