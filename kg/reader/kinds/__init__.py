"""A module for each kind of file, listed in `kg.reader.registry`: from its bytes to pages."""
