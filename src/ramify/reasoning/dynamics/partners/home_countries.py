"""Where an actor belongs when its name does not say.

A foreign minister or a movement named without a country acts like its country: it meets
the same partners, and that country itself. An actor without a country is joined to the one
for which (cosine of their partner profiles) + (share of its own contacts that fall in that
country) is largest, if the sum passes a threshold. Profiles are log counts weighted by the
rarity of the partner (inverse document frequency). It is an estimate from conduct and is
only used to choose whose past a pattern reads.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from ramify._arrays import Floats, Ints
from ramify.reasoning.dynamics.contacts import Contacts
from ramify.reasoning.dynamics.stream import OTHER, Stream


def conduct_homes(stream: Stream, *, least_score: float, least_contacts: int = 3) -> Ints:
    """The country number of every actor, with actors of no country joined to one.

    Only actors whose sector is unknown move, only with `least_contacts`, and only to
    countries with at least two actors.
    """
    country = stream.country.copy()
    if OTHER not in stream.sectors or not len(stream):
        return country
    homeless = stream.sector == stream.sectors.index(OTHER)
    size = np.bincount(country[~homeless], minlength=len(stream.countries))
    contacts = Contacts.of(stream)
    busy = np.bincount(contacts.near, minlength=len(country)) >= least_contacts
    movers = np.flatnonzero(homeless & busy)
    if not len(movers) or not (size > 1).any():
        return country
    score = _likeness(stream, contacts, ~homeless, movers)
    score[:, size < 2] = 0.0
    best = score.argmax(1)
    sure = score[np.arange(len(movers)), best] > least_score
    country[movers[sure]] = best[sure]
    return country


def _likeness(
    stream: Stream, contacts: Contacts, seated: NDArray[np.bool_], movers: Ints
) -> Floats:
    """Likeness of each mover to each country, shape (movers, countries)."""
    from scipy import sparse

    n, n_country = len(stream.actors), len(stream.countries)
    met = sparse.csr_matrix(
        (np.ones(len(contacts.near)), (contacts.near, contacts.far)), shape=(n, n)
    )
    met.data = np.log1p(met.data)
    known_by = np.asarray((met > 0).sum(0)).ravel()
    met = met @ sparse.diags(np.log((n + 1) / (known_by + 1)))
    belongs = sparse.csr_matrix(
        (seated.astype(float), (np.arange(n), stream.country)), shape=(n, n_country)
    )
    profile = _unit(met)[movers]
    alike = (profile @ _unit(belongs.T @ met).T).toarray()
    total = np.asarray(met.sum(1)).ravel()[movers]
    inside = (met[movers] @ belongs).toarray() / np.maximum(total, 1e-9)[:, None]
    return np.asarray(alike + inside)


def _unit(rows: Any) -> Any:
    from scipy import sparse

    table = sparse.csr_matrix(rows)
    length = np.sqrt(np.asarray(table.multiply(table).sum(1)).ravel())
    return sparse.diags(1.0 / np.maximum(length, 1e-6)) @ table
