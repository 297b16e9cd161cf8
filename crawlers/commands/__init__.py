"""Commands of ``scrapy`` for those who write sources: record."""
