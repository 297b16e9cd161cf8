"""Published text to typed values: pure functions of text and context, no settings, no clock."""
