"""The version of this package: that of the jars, as Python writes it."""

__version__ = "0.1.0.dev0"
