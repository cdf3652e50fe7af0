"""Two processors, the same bytes: everything published, computed with other arithmetic.

Linear algebra differs from processor to processor by kernel (``OPENBLAS_CORETYPE``), and numpy's
own sums by the vectors that it may use (``NPY_DISABLE_CPU_FEATURES``); both can be held down.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from numpy._core._multiarray_umath import __cpu_dispatch__, __cpu_features__

from generator.config import ROOT

VECTORS = " ".join(name for name in __cpu_dispatch__ if __cpu_features__.get(name))
KERNELS = {"Haswell": "AVX2", "SkylakeX": "AVX512F", "ARMV8": "ASIMD", "NEOVERSEN1": "ASIMDHP"}
"""What a processor must be able to do for each kernel."""
OLDEST = {"OPENBLAS_CORETYPE": "Prescott", "NPY_DISABLE_CPU_FEATURES": VECTORS}
ARITHMETIC = {
    "this processor": {},
    "no vectors": OLDEST if __cpu_features__.get("SSE3") else {},
} | {
    kernel: {"OPENBLAS_CORETYPE": kernel}
    for kernel, needed in KERNELS.items()
    if __cpu_features__.get(needed)
}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """What each arithmetic publishes, by file name."""
    folder, found = tmp_path_factory.mktemp("processors"), {}
    for name, environment in ARITHMETIC.items():
        out = folder / name
        subprocess.run(
            [sys.executable, "-m", "tests.processors", str(out)],
            cwd=ROOT,
            env=os.environ | environment,
            check=True,
        )
        found[name] = {path.name: path.read_bytes() for path in out.iterdir()}
    return found


def test_every_processor_publishes_the_same_bytes(published):
    reference = published["this processor"]
    assert len(reference) > 100
    for name, files in published.items():
        assert files.keys() == reference.keys()
        different = sorted(file for file, text in files.items() if text != reference[file])
        assert not different, name


def test_the_arithmetic_does_differ():
    """Without rounding the comparison above would fail: sums are made in another order."""
    code = (
        "import numpy as np; a = np.random.default_rng(1).random((99, 99));"
        "print(repr(np.linalg.inv(a)[0, :9].tolist()), repr(np.exp(a).std()))"
    )
    printed = {
        subprocess.run(
            [sys.executable, "-c", code], env=os.environ | extra, check=True, capture_output=True
        ).stdout
        for extra in ARITHMETIC.values()
    }
    assert len(printed) > 1
