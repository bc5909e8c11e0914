"""Between the service and Telegram: updates in, requests out within its limits, the bot's account."""
