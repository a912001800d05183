"""Language packs: a document's sentences, tokens, dependencies and entities."""

from dragoman.language.annotated import Annotated, Entity, Sentence, Token

__all__ = ["Annotated", "Entity", "Sentence", "Token"]
