"""Sources that serve bodies of several prefectures."""
