"""Run the image as README tells to, against a sandbox on this machine: up, answering, stopped, up again."""

import asyncio
import shutil
import sys
import time

from bot.sandbox import Sandbox, open_sandbox
from bot.sandbox.persons import Person

NAME = "gistwire-ci"
LARGEST = 150_000_000  # bytes that the image may add to its base
PATIENCE = 60.0


class Engine:
    """docker or podman."""

    def __init__(self, name: str) -> None:
        path = shutil.which(name)
        assert path, name
        self.name, self._path = name, path

    async def run(self, *arguments: str, sure: bool = True) -> str:
        """Run one of its commands and give what it printed."""
        process = await asyncio.create_subprocess_exec(
            self._path, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE
        )
        out, err = await process.communicate()
        if sure and process.returncode:
            raise SystemExit(
                f"image: {self.name} {' '.join(arguments)}: {err.decode().strip()}\n{out.decode()}"
            )
        return out.decode().strip()

    async def healthy(self) -> bool:
        """Whether the image's own HEALTHCHECK finds it sound."""
        if self.name == "podman":  # without systemd nobody runs it but us
            await self.run("healthcheck", "run", NAME, sure=False)
        return await self.run("inspect", "-f", "{{.State.Health.Status}}", NAME) == "healthy"


async def start(engine: Engine, image: str, sandbox: Sandbox) -> None:
    """Run it with as few rights as README promises."""
    rights = ["--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"]
    if engine.name == "podman":
        rights.append("--read-only-tmpfs=false")  # it would let /tmp be written; docker does not
    places = ["--volume", f"{NAME}:/data", "--network", "host"]
    settings = [f"GISTWIRE_BOT_TOKEN={sandbox.token}", f"GISTWIRE_API_URL={sandbox.url}"]
    environ = [word for setting in settings for word in ("--env", setting)]
    await engine.run("run", "--detach", "--name", NAME, *rights, *places, *environ, image)


async def heard(person: Person, text: str, expected: str) -> str:
    """Send a message until the answer has what is expected: a container takes a moment to be up."""
    person.send(text)
    said = str((await person.hear(timeout=PATIENCE))["text"])
    if expected not in said:
        raise SystemExit(f"image: {text} was answered with {said!r}")
    return said


async def stop(engine: Engine) -> float:
    """Stop it as an engine does, by SIGTERM; gives the seconds that it took."""
    begun = time.monotonic()
    await engine.run("stop", "--time", "10", NAME)
    took = time.monotonic() - begun
    status = await engine.run("inspect", "-f", "{{.State.ExitCode}}", NAME)
    if status != "0" or took >= 5:
        log = await engine.run("logs", NAME)
        raise SystemExit(f"image: ended with status {status} after {took:.1f} s\n{log}")
    await engine.run("rm", NAME)
    return took


async def check(engine: Engine, image: str) -> None:
    """All of it, in turn."""
    sizes = [int(await engine.run("image", "inspect", "-f", "{{.Size}}", name)) for name in (image, BASE)]
    added = sizes[0] - sizes[1]
    print(f"image: {added / 1e6:.0f} MB above its base")
    if added >= LARGEST:
        raise SystemExit(f"image: that is over {LARGEST / 1e6:.0f} MB")
    async with open_sandbox() as sandbox:
        ada = sandbox.user("Ada", started=True)
        await start(engine, image, sandbox)
        before = await heard(ada, "/summary", "No. ")
        await heard(ada, "/subscribe paper", "paper")
        async with asyncio.timeout(PATIENCE):
            while not await engine.healthy():  # noqa: ASYNC110 - no event tells
                await asyncio.sleep(1)
        begun = time.monotonic()
        print(await engine.run("exec", NAME, "gistwire", "check"))
        print(f"image: up, healthy, answers; a check takes {time.monotonic() - begun:.1f} s")
        print(f"image: stopped with status 0 in {await stop(engine):.1f} s")
        await start(engine, image, sandbox)
        await heard(ada, "/subscriptions", "paper")
        if await heard(ada, "/summary", "No. ") != before:
            raise SystemExit("image: after a restart the library is another")
        await stop(engine)
    print("image: started again on the same volume, nothing lost")


async def main(name: str, image: str) -> None:
    """Check, and leave nothing behind."""
    engine = Engine(name)
    try:
        await check(engine, image)
    finally:
        await engine.run("rm", "--force", NAME, sure=False)
        await engine.run("volume", "rm", NAME, sure=False)


BASE = "python:3.13-slim"

if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
