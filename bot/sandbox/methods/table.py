"""Every method that the sandbox serves, by its name in lower case, as the official server reads names."""

from bot.sandbox.methods import Method, callbacks, documents, messages, profile, rooms, updates

_NOUNS = (updates, messages, callbacks, documents, rooms, profile)

METHODS: dict[str, Method] = {method.name.lower(): method for noun in _NOUNS for method in noun.methods.all}
