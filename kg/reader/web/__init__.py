"""From a web page to the words of its article: parsed, split into blocks, the article told from what is around it."""
