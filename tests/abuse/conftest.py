"""One running site for each module of attacks: what one attack does must not harm the next."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.abuse.site import Site, running_site


@pytest.fixture(scope="module")
def site(module_database, tmp_path_factory) -> Iterator[Site]:
    with running_site(module_database, tmp_path_factory.mktemp("site")) as running:
        yield running
