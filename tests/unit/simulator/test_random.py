"""Philox as NumPy has it, and draws that are keyed by what they are for."""

from __future__ import annotations

import math
from statistics import fmean

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from simulator.random import Stream, exponential, gamma, philox_block, philox_blocks, uniform, uniforms, unit
from simulator.random.variates import LEAST

WORD = st.integers(0, 2**64 - 1)


@given(key=st.tuples(WORD, WORD), counter=st.tuples(WORD, WORD, WORD, WORD))
def test_a_block_is_numpys_bit_for_bit(key: tuple[int, int], counter: tuple[int, int, int, int]) -> None:
    whole = sum(word << (64 * place) for place, word in enumerate(counter))
    before = (whole - 1) % 2**256  # NumPy adds one before it draws
    words = np.array([(before >> (64 * place)) % 2**64 for place in range(4)], dtype=np.uint64)
    generator = np.random.Philox(counter=words, key=np.array(key, dtype=np.uint64))
    expected = tuple(int(word) for word in generator.random_raw(4))
    assert philox_block(key, counter) == expected
    assert tuple(int(words[0]) for words in philox_blocks(key, *counter)) == expected


def test_arrays_and_scalars_draw_the_same_numbers() -> None:
    members = np.arange(50)
    array = uniforms((7, 3), Stream.VISIT, member=members, index=11)
    assert [float(x) for x in array[0]] == [uniform((7, 3), Stream.VISIT, member=m, index=11) for m in range(50)]


def test_another_stream_member_index_seed_or_replication_draws_another_number() -> None:
    base = uniform((1, 0), Stream.ENROLMENT, member=1, index=1)
    others = [
        uniform((2, 0), Stream.ENROLMENT, member=1, index=1),
        uniform((1, 1), Stream.ENROLMENT, member=1, index=1),
        uniform((1, 0), Stream.REDEMPTION, member=1, index=1),
        uniform((1, 0), Stream.ENROLMENT, member=2, index=1),
        uniform((1, 0), Stream.ENROLMENT, member=1, index=2),
        uniform((1, 0), Stream.ENROLMENT, member=1, index=1, draw=1),
    ]
    assert len({base, *others}) == 7


def test_no_two_streams_share_a_number() -> None:
    assert len({int(stream) for stream in Stream}) == len(Stream)


@pytest.mark.parametrize("shape", [0.3, 0.5533, 1.0, 3.7442, 6.25])
def test_a_gamma_has_its_mean_and_variance(shape: float) -> None:
    count = 20_000
    values = [gamma((5, 0), Stream.RATE, shape, member=member) for member in range(count)]
    mean = fmean(values)
    variance = fmean([(value - mean) ** 2 for value in values])
    assert abs(mean - shape) < 4 * math.sqrt(shape / count)
    # the variance of a sample variance of a gamma is (2 + 6/shape) shape²/n
    assert abs(variance - shape) < 4 * shape * math.sqrt((2 + 6 / shape) / count)


def test_a_gamma_refuses_a_shape_that_is_not_above_zero() -> None:
    with pytest.raises(ValueError, match="above 0"):
        gamma((1, 0), Stream.RATE, 0.0, member=1)


def test_an_exponential_is_never_infinite_nor_negative() -> None:
    assert 0 < unit(0) < unit(2**64 - 1) < 1
    assert 0 < exponential(unit(2**64 - 1)) < exponential(0.5) == math.log(2) < exponential(unit(0)) < math.inf


@pytest.mark.parametrize("shape", [1e-9, 1e-4, 0.01])
def test_a_gamma_of_a_tiny_shape_is_never_zero(shape: float) -> None:
    drawn = [gamma((1, 0), Stream.RATE, shape, member=member) for member in range(200)]
    assert min(drawn) == LEAST
    assert max(drawn) < 10
