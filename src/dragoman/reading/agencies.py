"""News agencies and broadcasters as datelines sign them: a word list of the wire's own form.

A dateline in capitals may be signed by anybody; one in small letters ("Geneva (Reuters) -") is only
taken for a dateline when the signature is one of these, or a date stands in it.
"""

from __future__ import annotations

import re

_NAMES = """
TASS | ITAR-TASS | Reuters | AP | Associated Press | The Associated Press | AFP | Agence France-Presse | UPI | Xinhua | Kyodo | Kyodo News |
dpa | DPA | ANSA | EFE | ACAN-EFE | ACAN | CANA | Notimex | Prensa Latina | Telam | DYN | Mercopress | Agencia Brasil | Lusa | Belga | ANP | APA |
PAP | CTK | MTI | TANJUG | Tanjug | HINA | BTA | ATA | AGERPRES | Agerpres | Ukrinform | UNIAN | Interfax | Interfax-Ukraine | RIA Novosti | RIA |
Sputnik | BelTA | BELTA | Kazinform | Trend | APA | Armenpress | IRNA | ISNA | Fars | FNA | Mehr | MNA | Tasnim | Press TV | SANA | NNA | INA | WAFA |
Maan | Petra | KUNA | QNA | WAM | BNA | SPA | ONA | Saba | SUNA | MENA | LANA | TAP | APS | MAP | PANA | Anadolu | AA | Anadolu Agency | DHA |
Yonhap | KCNA | CNA | VNA | PTI | ANI | IANS | UNI | APP | PPI | BSS | UNB | RSS | Bernama | Antara | ANTARA | PNA | TNA | AAP | NAN | GNA | ENA |
SAPA | Zimbabwe Inter-Africa News Agency | IPS | CNN | BBC | VOA | VOA News | RFE/RL | RFERL | RFI | DW | Al Jazeera | Al-Jazeera | Al Arabiya |
UN News | UN News Centre | OCHA | ICRC | UNHCR | IRIN | ReliefWeb | Bloomberg | Dow Jones | PRNewswire | PR Newswire | Business Wire |
GLOBE NEWSWIRE | FBIS | NATO | ISAF | Combined Sources | Agencies | Thomson Reuters Foundation | Reuters Life! | Asia News | AsiaNews | Fides |
Global Times | People's Daily | China Daily | Wikinews | Caucasian Knot | Rudaw | JTA | JNS | TPS
"""
AGENCIES = {" ".join(name.split()).casefold(): " ".join(name.split()) for name in _NAMES.split("|")}

AGENCY_PATTERN = "|".join(re.escape(name) for name in sorted(AGENCIES.values(), key=lambda name: (-len(name), name)))
"""A regular expression for any of the names in their own letters, the longest first."""


def agency_name(signature: str) -> str:
    """The name of a signature, in its own letters when it is known: "XINHUA" is Xinhua."""
    plain = " ".join(signature.split())
    return AGENCIES.get(plain.casefold(), plain)


def is_agency(signature: str) -> bool:
    """Whether a signature holds a known name; "AFP, Reuters" and "AP/Reuters" do."""
    parts = [signature, *signature.replace(",", "/").replace(" and ", "/").split("/")]
    return any(" ".join(part.split()).casefold() in AGENCIES for part in parts)
