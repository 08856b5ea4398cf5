"""The web pages: the try-out, and the page a report is fetched from."""
