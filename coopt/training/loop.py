"""The loop: batch, loss, step, mean of the weights; reports, validations and checkpoints."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import torch
from torch import Tensor, nn

from coopt.errors import CooptError, OptionError
from coopt.training.checkpoint import Progress, load_checkpoint, save_checkpoint
from coopt.training.curve import Curve
from coopt.training.export import export_policy, state_of, today
from coopt.training.processes import Processes, device_in_words
from coopt.training.progress import Progress as Live
from coopt.training.rate import rate_at
from coopt.training.recipe import Recipe
from coopt.training.subject import Batch, Subject

if TYPE_CHECKING:
    from collections.abc import Iterator


@dataclass(frozen=True, slots=True, eq=False)
class Place:
    """Where and how long a training runs.

    Parameters
    ----------
    folder : Path
        Of checkpoints, curve and policy.
    processes : Processes
        This process among all.
    until : float
        ``time.monotonic()`` at which it is interrupted.
    live : Live
        Progress for people.
    asked : callable
        Whether somebody asks it to stop.
    """

    folder: Path
    processes: Processes
    until: float
    live: Live
    asked: Callable[[], bool] = lambda: False


class Training:
    """A network under training: weights, their running mean, optimizer, step and time.

    Parameters
    ----------
    recipe : Recipe
        What to do.
    subject : Subject
        What learns; its network must be on the device.
    place : Place
        Where.
    """

    def __init__(self, recipe: Recipe, subject: Subject, place: Place) -> None:
        self.recipe, self.subject, self.place = recipe, subject, place
        network = subject.network
        self.network = place.processes.wrapped(network)
        if recipe.train.compile:
            self.network = torch.compile(self.network, dynamic=True)  # type: ignore[assignment]
        self.parameters: list[Tensor] = list(network.parameters())
        self.mean = [parameter.detach().clone() for parameter in self.parameters]
        self.optimizer = torch.optim.Adam(self.parameters, recipe.train.rate)
        self.step, self.seconds, self.began = 0, 0.0, today()

    def learn(self, batch: Batch) -> Tensor:
        """Do one step of the optimizer; return the loss."""
        train, device = self.recipe.train, self.place.processes.device
        for group in self.optimizer.param_groups:
            group["lr"] = rate_at(self.step, train)
        tensors = {name: torch.from_numpy(part).to(device) for name, part in batch.items()}
        half = train.precision == "bfloat16"
        self.network.train()
        with torch.autocast(device.type, dtype=torch.bfloat16, enabled=half):
            loss = self.subject.loss(self.network, tensors)
        self.optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        if train.clip > 0.0:
            nn.utils.clip_grad_norm_(self.parameters, train.clip)
        self.optimizer.step()
        # The mean forgets the beginning sooner than its share says.
        share = min(train.average, (1.0 + self.step) / (10.0 + self.step))
        with torch.no_grad():
            torch._foreach_lerp_(self.mean, self.parameters, 1.0 - share)
        self.step += 1
        return loss.detach()

    @contextmanager
    def mean_weights(self) -> Iterator[None]:
        """Put the running mean in the network's place for a while."""
        with torch.no_grad():
            kept = [parameter.clone() for parameter in self.parameters]
            for parameter, mean in zip(self.parameters, self.mean, strict=True):
                parameter.copy_(mean)
            try:
                yield
            finally:
                for parameter, value in zip(self.parameters, kept, strict=True):
                    parameter.copy_(value)

    def progress(self) -> Progress:
        """Return where it stands."""
        processes = self.place.processes
        words = device_in_words(processes.device)
        return Progress(
            self.recipe.key, self.step, processes.count, self.seconds, self.began, words
        )

    def save(self) -> None:
        """Write a checkpoint; all processes must call this."""
        processes = self.place.processes
        tensors: dict[str, Tensor] = {}
        for rank, state in enumerate(processes.gathered(torch.get_rng_state())):
            tensors[f"rng.cpu.{rank}"] = state
        if processes.device.type == "cuda":
            here = torch.cuda.get_rng_state(processes.device)
            for rank, state in enumerate(processes.gathered(here)):
                tensors[f"rng.cuda.{rank}"] = state
        if not processes.first:
            return
        tensors |= {f"network.{name}": part for name, part in state_of(self.subject.network)}
        tensors |= {f"mean.{k}": part for k, part in enumerate(self.mean)}
        for k, parts in self.optimizer.state_dict()["state"].items():
            tensors |= {f"optimizer.{k}.{name}": part for name, part in parts.items()}
        save_checkpoint(self.place.folder, self.progress(), tensors)

    def restore(self) -> None:
        """Go on from the last checkpoint.

        Raises
        ------
        OptionError
            If it is damaged.
        """
        folder = self.place.folder
        progress, tensors = load_checkpoint(folder)
        try:
            self._take(tensors)
        except (KeyError, RuntimeError, ValueError) as error:
            raise OptionError(f"{folder}: its checkpoint does not fit: {error}") from None
        self.step, self.seconds, self.began = progress.step, progress.seconds, progress.began

    def _take(self, tensors: Mapping[str, Tensor]) -> None:
        processes = self.place.processes
        self.subject.network.load_state_dict(_below("network", tensors))
        for k, mean in enumerate(self.mean):
            mean.copy_(tensors[f"mean.{k}"])
        state: dict[int, dict[str, Tensor]] = {}
        for name, tensor in _below("optimizer", tensors).items():
            number, _, part = name.partition(".")
            state.setdefault(int(number), {})[part] = tensor
        groups = self.optimizer.state_dict()["param_groups"]
        self.optimizer.load_state_dict({"state": state, "param_groups": groups})
        torch.set_rng_state(tensors[f"rng.cpu.{processes.rank}"])
        on_gpu = tensors.get(f"rng.cuda.{processes.rank}")
        if on_gpu is not None and processes.device.type == "cuda":
            torch.cuda.set_rng_state(on_gpu, processes.device)


def run_training(training: Training) -> Mapping[str, float]:
    """Train to the last step, or until the time is over or somebody asks; then save and export.

    Returns
    -------
    mapping
        Scores of the policy; none but in the first process.

    Raises
    ------
    CooptError
        If the loss is no number any more, or a file cannot be written.
    """
    place, train = training.place, training.recipe.train
    first = place.processes.first
    curve = Curve(place.folder, training.step, train.tensorboard) if first else None
    began, saved = time.monotonic() - training.seconds, time.monotonic()
    report = _Report(training, curve)
    with ThreadPoolExecutor(1) as pool:
        ahead = _draw(pool, training) if training.step < train.steps else None
        while ahead is not None:
            batch = ahead.result()
            ahead = _draw(pool, training, 1) if training.step + 1 < train.steps else None
            loss = training.learn(batch)
            training.seconds = time.monotonic() - began
            report.add(loss)
            now = time.monotonic()
            # Together, and so not at every step: all processes stop or save at the same one.
            if place.processes.count == 1 or training.step % train.report_every == 0:
                ended = place.processes.any(now >= place.until or place.asked())
                if ended:
                    break
                if place.processes.any(now - saved >= train.checkpoint_s):
                    training.save()
                    saved = time.monotonic()
    training.save()
    scores: Mapping[str, float] = {}
    if curve is not None:
        place.live.say("scoring the policy ...")
        with training.mean_weights():
            scores = export_policy(
                place.folder / "policy", training.recipe, training.subject, training.progress()
            )
        curve.close()
    place.processes.wait()
    return scores


def _draw(pool: ThreadPoolExecutor, training: Training, more: int = 0) -> Future[Batch]:
    """Let the batch of a step be drawn beside the network's work."""
    processes = training.place.processes
    seed = [training.recipe.seed, processes.rank, training.step + more]
    size = max(1, training.recipe.train.batch // processes.count)
    return pool.submit(training.subject.batch, size, np.random.default_rng(seed))


def _below(prefix: str, tensors: Mapping[str, Tensor]) -> dict[str, Tensor]:
    start = prefix + "."
    return {name[len(start) :]: t for name, t in tensors.items() if name.startswith(start)}


class _Report:
    """Gathers losses and says them from time to time; validates."""

    def __init__(self, training: Training, curve: Curve | None) -> None:
        self._training, self._curve = training, curve
        self._losses: list[Tensor] = []
        self._since, self._validating = training.seconds, 0.0
        self._scores: dict[str, float] = {}

    def add(self, loss: Tensor) -> None:
        training = self._training
        train = training.recipe.train
        self._losses.append(loss)
        done = training.step == train.steps
        if training.step % train.report_every == 0 or done:
            self._say(done)
        if train.validate_every and training.step % train.validate_every == 0 and self._curve:
            with training.mean_weights():
                scores: Any = training.subject.scores(last=False)
            self._scores = dict(scores)
            self._curve.add(training.step, self._scores)

    def _say(self, done: bool) -> None:
        training = self._training
        mean = float(torch.stack(self._losses).mean())
        step, train, seconds = training.step, training.recipe.train, training.seconds
        if not math.isfinite(mean):
            raise CooptError(
                f"the loss is {mean} at step {step}; the last checkpoint is of an earlier one: "
                "lower train.rate"
            )
        speed = len(self._losses) * train.batch / max(1e-9, seconds - self._since)
        self._since, self._losses = seconds, []
        values = {"seconds": seconds, "loss": mean, "rate": rate_at(step - 1, train)}
        if self._curve is not None:
            self._curve.add(step, values | {"examples_per_s": speed})
        shown = "".join(f"  {name} {value:.4g}" for name, value in self._scores.items())
        left = (train.steps - step) * seconds / step
        left = min(left, max(0.0, training.place.until - time.monotonic()))
        text = f"step {step}/{train.steps}  loss {mean:.4f}  {speed:.0f} examples/s{shown}"
        training.place.live.show(text, left, last=done)
