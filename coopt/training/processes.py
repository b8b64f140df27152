"""The processes of one training: alone, or as ``torchrun`` starts them, with equal gradients."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import torch
from torch import Tensor, distributed, nn
from torch.nn.parallel import DistributedDataParallel

from coopt.errors import OptionError


@dataclass(frozen=True, slots=True)
class Processes:
    """One process among all of a training.

    Parameters
    ----------
    rank, count : int
        Number of the process, and how many there are.
    device : torch.device
        Where its network lives.
    """

    rank: int
    count: int
    device: torch.device

    @property
    def first(self) -> bool:
        """Whether this is the one that writes files."""
        return self.rank == 0

    def wrapped(self, network: nn.Module) -> nn.Module:
        """Return the network, or one whose gradients are means over the processes."""
        return network if self.count == 1 else DistributedDataParallel(network)

    def wait(self) -> None:
        """Wait until all processes are here."""
        if self.count > 1:
            distributed.barrier()

    def any(self, flag: bool) -> bool:
        """Whether it holds in any process; all of them must ask."""
        if self.count == 1:
            return flag
        said = torch.tensor([float(flag)], device=self.device)
        distributed.all_reduce(said)
        return bool(said.item() > 0.0)

    def gathered(self, tensor: Tensor) -> list[Tensor]:
        """Return the tensors of all processes, which are of one shape."""
        if self.count == 1:
            return [tensor]
        here = tensor.to(self.device)
        parts = [torch.empty_like(here) for _ in range(self.count)]
        distributed.all_gather(parts, here)
        return [part.cpu() for part in parts]


@contextmanager
def joined(device: str) -> Iterator[Processes]:
    """Join the processes of this training; ``device`` is ``cpu``, ``cuda`` or empty for either.

    Raises
    ------
    OptionError
        If there is no such device here.
    """
    count, rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("RANK", "0"))
    kind = device or ("cuda" if torch.cuda.is_available() else "cpu")
    if kind not in ("cpu", "cuda"):
        raise OptionError(f"device is {device!r}, expected cpu or cuda")
    if kind == "cuda" and not torch.cuda.is_available():
        raise OptionError("device cuda: PyTorch finds no such device here")
    here = torch.device("cpu")
    if kind == "cuda":
        here = torch.device("cuda", int(os.environ.get("LOCAL_RANK", "0")))
        torch.cuda.set_device(here)
    if count == 1:
        yield Processes(0, 1, here)
        return
    distributed.init_process_group("nccl" if kind == "cuda" else "gloo")
    try:
        yield Processes(rank, count, here)
    finally:
        # A wrapped network that is still somewhere would keep threads of the group to the end of
        # the interpreter, which then aborts.
        gc.collect()
        distributed.destroy_process_group()


def device_in_words(device: torch.device) -> str:
    """Return the name of a device, with the threads of a CPU."""
    if device.type == "cuda":
        return torch.cuda.get_device_name(device)
    return f"CPU, {torch.get_num_threads()} threads"
