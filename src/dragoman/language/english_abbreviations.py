"""Words of the wire's own form that tell whether a full stop ends an English sentence. All without their full stop."""

from __future__ import annotations


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


TITLES = _words(
    "mr mrs ms mme mlle dr messrs gen gens lt col cols maj capt cmdr cdr sgt cpl pvt pfc brig adm vadm radm lieut ens spc "
    "sen sens rep reps gov govs prof profs rev revs hon pres msgr fr st ste sr sra dra ing lic sheik amb supt insp det "
    "mt ft vs v cf viz maj-gen lt-gen lt-col brig-gen atty asst dep"
)
"""Before a name: never the end of a sentence."""

MONTHS = _words("jan feb mar apr jun jul aug sep sept oct nov dec")
NUMBERED = _words("no nos art arts sec secs para paras pp vol vols fig figs chap res nr num ext")
"""Before a number: "No. 5", "Art. 51"."""

CLOCK = _words("a.m p.m am pm")
ZONES = _words(
    "GMT UTC EST EDT ET CST CDT CT PST PDT PT MST MDT CET CEST EET MSK IST JST KST BST Z Monday Tuesday Wednesday Thursday Friday "
    "Saturday Sunday Mon Tue Wed Thu Fri Sat Sun January February March April May June July August September October November "
    "December Jan. Feb. Mar. Apr. Jun. Jul. Aug. Sep. Sept. Oct. Nov. Dec. Eastern Pacific Central Mountain Moscow Beijing Israel "
    "Greenwich Local ( ["
)
"""What may follow a clock time in the same sentence."""

ABBREVIATIONS = (
    TITLES
    | MONTHS
    | NUMBERED
    | _words(
        "jr sr inc ltd corp co cos bros plc llc dept dist est etc approx ave blvd rd sq bldg hq intl natl govt assn assoc univ inst "
        "tel ed eds trans min max avg mil bn tn dlrs pct cts rs ph.d m.d ariz ark calif colo conn del fla ga ill ind kan ky la md mass "
        "mich minn miss mo mont neb nev okla ore pa tenn tex va vt wash wis wyo ala ont que alta e.g i.e s.a c.v s.p.a a.k.a reut"
    )
)
"""Not the end of a sentence unless a word follows that hardly ever stands inside one with a capital."""

OPENERS = _words(
    "The A An This That These Those There Here He She It We They You I His Her Its Their Our My Your In On At By For From With "
    "Without After Before During Since Until While When Where Why How What Who Which Whoever Whether If Although Though Because As "
    "But And Or Nor So Yet However Meanwhile Moreover Nevertheless Still Also Earlier Later Then Now Today Yesterday Tomorrow Tonight "
    "Last Next Such Some Many Most Several Few Both Each Every All Any Another Other Others Neither Either No None Not Only Under Over "
    "Between Among Against About Despite Following According Asked Once Two Three Four Five Six Seven Eight Nine Ten Dozens Hundreds "
    "Thousands Nobody Everyone Everybody Nothing Something Separately Instead Indeed Thus Therefore Perhaps Let To Of Through Across"
)
"""Capital words that begin a sentence far more often than they stand inside one after an abbreviation."""

SAYING = _words(
    "said says asked asks told tells added adds replied replies wrote writes declared declares announced warned insisted noted stated "
    "argued claimed explained shouted exclaimed wondered continued recalled remarked responded answered quipped tweeted"
)
