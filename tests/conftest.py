"""What all tests share."""

from collections.abc import Iterator

import pytest
from hypothesis import settings

from index import dictionary, frequencies, library
from index.search import Searcher

settings.register_profile("steady", deadline=None)
settings.load_profile("steady")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Know `--soak`, with which the ordeals of `tests/reliability` go on for longer."""
    parser.addoption("--soak", action="store_true", help="run the ordeals of tests/reliability at length")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Keep the tests out of the user's cache folder, in this process and in those that it starts."""
    folder = tmp_path_factory.mktemp("cache")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        patch.setattr(frequencies, "user_cache_path", folder.joinpath)
        patch.setattr(dictionary, "user_cache_path", folder.joinpath)
        yield


@pytest.fixture(scope="session")
def shipped() -> Searcher:
    """The interview that ships, indexed."""
    return Searcher(library.shipped())
