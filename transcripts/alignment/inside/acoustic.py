"""The acoustic model: features in, log-probabilities of 40 letters and the blank every 20 ms out.

The model is Baghdasaryan's ArmSpeech (Coqui STT), run by LiteRT without its XNNPACK delegate: that is twice as fast, but
keeps 560 MB of unpacked weights in each process; without it the weights stay in the file's own pages, which all
processes share, and a process takes 20 MB.
"""

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from transcripts.alignment.inside.features import COEFFICIENTS, Features

LETTERS = " աբգդեզէըթժիլխծկհձղճմյնշոչպջռսվտրցւփքևօֆ"
BLANK = len(LETTERS)
SYMBOLS = BLANK + 1
# The network looks at so many frames before and after each, and takes so many at once.
CONTEXT = 9
_AT_ONCE = 16
_STATE = 2048

LogProbs = NDArray[np.float32]


class Model:
    """One listener: keeps its state from call to call until it is told to `forget`. Not for several threads at once."""

    def __init__(self, path: Path) -> None:
        from ai_edge_litert.interpreter import Interpreter, OpResolverType

        self._net: Any = Interpreter(
            str(path),
            num_threads=1,
            experimental_op_resolver_type=OpResolverType.BUILTIN_WITHOUT_DEFAULT_DELEGATES,
        )
        self._net.allocate_tensors()
        ends = [*self._net.get_input_details(), *self._net.get_output_details()]
        self._at: dict[str, int] = {end["name"]: end["index"] for end in ends}
        self._put("input_samples", np.zeros(512, dtype=np.float32))
        self.forget()

    def forget(self) -> None:
        """What comes next has nothing to do with what came before."""
        self._put("previous_state_c", np.zeros((1, _STATE), dtype=np.float32))
        self._put("previous_state_h", np.zeros((1, _STATE), dtype=np.float32))

    def hear(self, seen: Features) -> LogProbs:
        """[n, 41] for [n + 18, 26]: the features of n frames with `CONTEXT` on both sides."""
        count = len(seen) - 2 * CONTEXT
        heard = np.empty((count, SYMBOLS), dtype=np.float32)
        for begin in range(0, count, _AT_ONCE):
            end = min(begin + _AT_ONCE, count)
            heard[begin:end] = self._sixteen(seen[begin : begin + _AT_ONCE + 2 * CONTEXT])[: end - begin]
        return np.log(np.maximum(heard, 1e-12), out=heard)

    def _sixteen(self, seen: Features) -> NDArray[np.float32]:
        full = np.zeros((_AT_ONCE + 2 * CONTEXT, COEFFICIENTS), dtype=np.float32)
        full[: len(seen)] = seen
        windows = np.lib.stride_tricks.sliding_window_view(full, 2 * CONTEXT + 1, axis=0)
        self._put("input_node", np.ascontiguousarray(windows.transpose(0, 2, 1))[None])
        self._net.invoke()
        self._put("previous_state_c", self._get("new_state_c"))
        self._put("previous_state_h", self._get("new_state_h"))
        return np.asarray(self._get("logits"))

    def own_features(self, window: NDArray[np.float32]) -> Features:
        """[26]: the graph's own features of 512 samples, by which ours are tested."""
        self._put("input_samples", window)
        self._net.invoke()
        return np.asarray(self._get("mfccs")[0])

    def letters(self) -> str:
        """The alphabet that the model's file itself names, without the blank. Format: Coqui STT's serialised alphabet:
        a count, then for each its number, its length in bytes, and its UTF-8; numbers are 16 bits, low byte first."""
        self._net.invoke()
        packed = bytes(self._get("metadata_alphabet")[0])
        found, at = {}, 2
        while at < len(packed):
            number, length = (int.from_bytes(packed[p : p + 2], "little") for p in (at, at + 2))
            found[number] = packed[at + 4 : at + 4 + length].decode()
            at += 4 + length
        return "".join(found[number] for number in sorted(found))

    def _put(self, name: str, value: NDArray[np.float32]) -> None:
        self._net.set_tensor(self._at[name], value)

    def _get(self, name: str) -> Any:
        return self._net.get_tensor(self._at[name])
