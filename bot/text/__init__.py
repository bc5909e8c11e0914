"""From a document to sentences, their rank and their index; from a question to the sentences that answer.

Pure and synchronous: no I/O here, and nothing that knows of the store or of Telegram.
"""
