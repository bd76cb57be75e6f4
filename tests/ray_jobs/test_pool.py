"""The pool under deaths, hangs and errors: everything is done once it can be, attempts are burned by who ran."""

import os
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest
import ray

from procimg.errors import RenderFailedError, UserError
from ray_jobs.pool import ActorPool, PoolLimits

pytestmark = pytest.mark.ray

# Workers cannot import a test file by its name.
ray.cloudpickle.register_pickle_by_value(sys.modules[__name__])


@dataclass(frozen=True)
class Task:
    number: int
    action: str = "square"
    folder: str = ""

    def first_time(self):
        mark = Path(self.folder) / str(self.number)
        if mark.exists():
            return False
        mark.touch()
        return True


class Worker:
    @ray.method(max_task_retries=-1)
    def ping(self):
        return str(os.getpid())

    def run(self, task):
        if task.action == "die" or (task.action == "die once" and task.first_time()):
            os.kill(os.getpid(), 9)
        if task.action == "hang once" and task.first_time():
            time.sleep(1000)
        if task.action == "raise" or (task.action == "raise once" and task.first_time()):
            raise RuntimeError("broken\nin two lines")
        if task.action == "mistake":
            raise UserError("field", 3, "is wrong", "give 4")
        return task.number**2


def make_worker():
    return ray.remote(num_cpus=1, max_restarts=-1, max_task_retries=0)(Worker).remote()


def run(tasks, num_actors=2, **limits):
    pool = ActorPool(make_worker, num_actors, PoolLimits(**limits), fatal=(UserError,))
    results = []
    try:
        pool.run(tasks, lambda task, result: results.append((task.number, result)))
    finally:
        pool.close()
    return results


def squares(count):
    return [(number, number**2) for number in range(count)]


def test_every_task_is_done_once(ray_local):
    assert sorted(run([Task(number) for number in range(20)])) == squares(20)


def test_no_task_is_no_work(ray_local):
    assert run([]) == []


def test_tasks_that_kill_their_actor_once_are_done_again_and_take_nothing_with_them(ray_local, tmp_path):
    tasks = [Task(number, "die once" if number in (3, 7) else "square", str(tmp_path)) for number in range(12)]
    assert sorted(run(tasks)) == squares(12)


def test_a_hanging_task_is_cut_at_its_deadline(ray_local, tmp_path):
    tasks = [Task(number, "hang once" if number == 2 else "square", str(tmp_path)) for number in range(8)]
    assert sorted(run(tasks, deadline_s=2.0)) == squares(8)


def test_an_error_is_tried_again(ray_local, tmp_path):
    tasks = [Task(number, "raise once", str(tmp_path)) for number in range(4)]
    assert sorted(run(tasks)) == squares(4)


@pytest.mark.parametrize(("action", "words"), [("die", "its actor died"), ("raise", "RuntimeError: broken")])
def test_a_poisonous_task_is_named_after_its_attempts(ray_local, action, words):
    with pytest.raises(RenderFailedError, match=words) as caught:
        run([Task(0), Task(1, action)], max_attempts=2)
    assert caught.value.attempts == 2 and "number=1" in caught.value.task


def test_a_users_mistake_is_raised_at_once_as_it_was(ray_local):
    with pytest.raises(UserError, match="field: got 3"):
        run([Task(0, "mistake")])
