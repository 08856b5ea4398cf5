"""How a guided conversation goes: pure, and it knows questions, not measures."""
