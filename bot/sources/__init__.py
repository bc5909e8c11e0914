"""Where documents come from. Input only: what is done with them is not known here."""
