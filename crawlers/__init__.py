"""How we fetch: the engine room around Scrapy, and the program's own commands."""
