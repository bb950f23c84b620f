"""Stories taken out of the library, as a book, as Markdown files or as one page; the files are the reader's own."""
