"""Measurements: every figure in the docs comes from here, through the same ``briefing export`` that users run."""
