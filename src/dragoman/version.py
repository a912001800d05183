"""The version of the package; the only place that holds it."""

VERSION = "0.1.0"
