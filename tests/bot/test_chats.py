from pathlib import Path

from bot.chats import Chats
from bot.models import Place
from bot.store.database import open_database


async def test_a_chat_that_can_be_reached_again_or_chooses_wakes_the_delivery(tmp_path: Path) -> None:
    woken: list[bool] = []
    async with open_database(tmp_path / "library.db") as database:
        chats, place = Chats(database, wake=lambda: woken.append(True)), Place(1, 2)
        await chats.change(place, lambda schedule: schedule)
        await chats.pause(place, "blocked")
        assert len(woken) == 1
        await chats.resume(place)
    assert len(woken) == 2
