"""All SQL of the program, a file for each noun."""
