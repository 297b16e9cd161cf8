"""The register of corporations (国税庁 法人番号公表サイト): its bulk files, who is who in it."""
