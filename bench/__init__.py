"""What anyone can run to see the figures that we claim. None of it is a test, and no test runs it."""
