"""PDF files: the text layer of a page, or the page as a picture where it has none."""
