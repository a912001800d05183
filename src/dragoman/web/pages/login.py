"""Logging in and out."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import MediaType, Request, get, post
from litestar.datastructures import Cookie
from litestar.handlers import HTTPRouteHandler
from litestar.middleware.rate_limit import RateLimitConfig
from litestar.params import FromQuery, URLEncodedBody
from litestar.response import Redirect, Template

from dragoman.web.access import COOKIE
from dragoman.web.accounts import User
from dragoman.web.desk import Desk, TheDesk
from dragoman.web.question import Question

_TRIES = RateLimitConfig(rate_limit=("minute", 10))


class Login(msgspec.Struct, frozen=True):
    """What the form holds; ``next`` is the page to go on to."""

    name: str
    password: str
    next: str = "/"


@get("/login", include_in_schema=False, name="login_page", sync_to_thread=False)
def ask(next: FromQuery[str] = "/") -> Template:
    """The form."""
    return _form(next)


@post("/login", include_in_schema=False, name="login", middleware=[_TRIES.middleware], sync_to_thread=True)
def log_in(request: Request[User, str, Any], desk: TheDesk, data: URLEncodedBody[Login]) -> Template | Redirect:
    """Begin a session, another than any the browser may have shown."""
    user = desk.accounts.check(data.name, data.password)
    if user is None:
        return _form(data.next, wrong=True)
    if secret := request.cookies.get(COOKIE):
        desk.accounts.end_session(secret)
    answer = Redirect(within(data.next), status_code=303)
    answer.set_cookie(_cookie(desk, desk.accounts.begin_session(user)))
    desk.accounts.write_down(user, "log in", "")
    return answer


@post("/logout", include_in_schema=False, name="logout", sync_to_thread=True)
def log_out(request: Request[User, str, Any], desk: TheDesk) -> Redirect:
    """End the session."""
    if secret := request.cookies.get(COOKIE):
        desk.accounts.end_session(secret)
    answer = Redirect("/login", status_code=303)
    answer.delete_cookie(COOKIE)
    return answer


def within(address: str) -> str:
    """The address if it is a page of this desk, else the first page: nobody is led elsewhere."""
    is_ours = address.startswith("/") and not address.startswith(("//", "/\\")) and address.isprintable()
    return address if is_ours else "/"


def _cookie(desk: Desk, secret: str) -> Cookie:
    return Cookie(COOKIE, value=secret, httponly=True, samesite="lax", secure=not desk.settings.is_local)


def _form(next: str, *, wrong: bool = False) -> Template:
    context = {"next": within(next), "wrong": wrong, "question": Question(), "path": "/login"}
    return Template("login.html", context=context, media_type=MediaType.HTML, status_code=401 if wrong else 200)


routes: list[HTTPRouteHandler] = [ask, log_in, log_out]
