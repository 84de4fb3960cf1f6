import pytest

from tests.faults.running import Running, forget, free_port, new_home


@pytest.fixture
def home():
    folder = new_home()
    yield folder
    forget(folder)


@pytest.fixture(scope="package")
def mulin():
    """One Mulin that runs while the tests break parts of it."""
    running = Running(new_home(), free_port())
    running.start()
    yield running
    if not running.has_ended:
        running.end()
    forget(running.home)
