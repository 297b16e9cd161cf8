"""Generated PDF files: invented notices in many layouts, with what each page prints."""
