"""Files: send a document, tell where a file lies, and serve it."""

from bot.sandbox.chats import find_writable
from bot.sandbox.entities import read_text, utf16_length
from bot.sandbox.keyboards import read_markup
from bot.sandbox.methods import Methods, World
from bot.sandbox.methods.posting import SENDING, post_by_bot, with_entities
from bot.sandbox.params import Params
from bot.sandbox.records import File
from bot.sandbox.refusals import Json, Refused, bad_request

methods = Methods()

LARGEST_DOWNLOAD = 20 * 1024 * 1024
LARGEST_UPLOAD = 50 * 1024 * 1024
LONGEST_CAPTION = 1024


@methods.serve(
    "sendDocument",
    f"{SENDING} document thumbnail caption parse_mode caption_entities disable_content_type_detection",
    sends=True,
)
async def send_document(world: World, params: Params) -> Json:
    """Send a file: uploaded, or one that the server has."""
    caption, entities = read_text(params, "caption", world.state.bot.username, entities="caption_entities")
    if utf16_length(caption) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    markup = read_markup(params)
    chat = find_writable(world.state, params)
    content = {"document": _read_file(world, params).document()}
    if caption:
        content |= with_entities(caption, entities, "caption")
    return post_by_bot(world, params, chat, content, markup=markup).json()


def _read_file(world: World, params: Params) -> File:
    given = params.text("document")
    upload = params.uploads.get("document") or params.uploads.get(given.removeprefix("attach://"))
    if upload:
        if len(upload.data) > LARGEST_UPLOAD:
            raise Refused(413, "Request Entity Too Large")
        if not upload.data:
            raise bad_request("file must be non-empty")
        return world.state.add_file(upload.name, upload.mime, upload.data)
    if not given:
        raise bad_request("there is no document in the request")
    if given.startswith(("http://", "https://")):
        raise bad_request("failed to get HTTP URL content")  # the sandbox fetches nothing
    if given not in world.state.files:
        raise bad_request("wrong remote file identifier specified: Wrong string length")
    return world.state.files[given]


@methods.serve("getFile", "file_id")
async def get_file(world: World, params: Params) -> Json:
    """Where a file is downloaded from."""
    file_id = params.text("file_id")
    if not file_id:
        raise bad_request("file_id not specified")
    file = world.state.files.get(file_id)
    if not file:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": file.path,
    }
