"""Where we fetch: one class a source, with its facts; folders by prefecture, or national."""
