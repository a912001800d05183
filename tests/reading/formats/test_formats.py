"""Each input format: a file made here, and what the format's own library writes."""

import csv
import datetime
import io
import json
import mailbox
import time
from email.message import EmailMessage

import pytest

from dragoman.reading.read import available_readers, format_of, read_paths
from dragoman.records import Document, SetAside

STORY = "Envoys of Norway and Qatar met in Doha on Monday.\n\nThey spoke about a truce."
TITLE = "Norway and Qatar meet"
LEAD = "Envoys of Norway and Qatar met in Doha on Monday and spoke for three hours about a truce, the two ministries said in a statement."
FACTS = ("Norway and Qatar meet", "2023-10-19", "Example Agency")


def read(tmp_path, name, content, **options):
    path = tmp_path / name
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return list(read_paths([path], **options))


def one(tmp_path, name, content, **options):
    [document] = read(tmp_path, name, content, **options)
    assert isinstance(document, Document), document
    return document


def told(document):
    return [document.text[start:end] for start, end in document.paragraphs if document.text[start:end] != document.title]


def facts(document):
    return document.title, (document.published or "")[:10], document.source


SENTENCES = STORY.split("\n\n")


def test_a_page_is_told_by_its_first_element():
    page = b"<!-- a --><!-- b -->\n<html><body/></html>"
    assert [format_of("x", start + page) for start in (b"", b"\xef\xbb\xbf", b'<?xml version="1.0"?>\n')] == ["html"] * 3
    news = b'<?xml version="1.0"?><newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"><html><p>It began.</p></html></newsItem>'
    assert format_of("https://example.org/item", news) == "newsml"
    began = time.monotonic()
    assert format_of("x", b"<!-- -->" * 500 + b"<p>") == "text"
    assert time.monotonic() - began < 1


def test_json_lines_and_arrays_know_fields_by_their_usual_names(tmp_path):
    row = {"guid": "7", "Body": STORY, "headline": TITLE, "pubDate": "Thu, 19 Oct 2023 14:05:00 GMT", "publisher": "Example Agency"}
    for name, content in (("a.jsonl", json.dumps(row)), ("a.json", json.dumps([row])), ("b.json", json.dumps(row, indent=1))):
        document = one(tmp_path, name, content)
        assert (document.id, facts(document), told(document)) == ("7", FACTS, SENTENCES)


@pytest.mark.parametrize(
    "item",
    [
        {
            "body_text": STORY,
            "headline": TITLE,
            "versioncreated": "2023-10-19T10:00:00Z",
            "copyrightholder": "Example Agency",
            "type": "text",
        },
        {
            "bodies": [{"contenttype": "text/plain", "value": STORY}],
            "headlines": [{"role": "short", "value": "x"}, {"role": "main", "value": TITLE}],
            "versioncreated": "2023-10-19T10:00:00Z",
            "copyrightholder": "Example Agency",
        },
        {
            "standard": {"name": "ninjs", "version": "3.0"},
            "bodies": [{"contentType": "text/html", "value": "<p>" + "</p><p>".join(SENTENCES) + "</p>"}],
            "headlines": [{"value": TITLE}],
            "versionCreated": "2023-10-19T10:00:00Z",
            "copyrightHolder": "Example Agency",
        },
    ],
    ids=["1.x", "2.x", "3.x"],
)
def test_ninjs(tmp_path, item):
    document = one(tmp_path, "story.json", json.dumps({"uri": "urn:x:1", **item}))
    assert (document.id, facts(document), told(document)) == ("urn:x:1", FACTS, SENTENCES)


def test_ninjs_items_that_are_withdrawn_or_no_text_are_named(tmp_path):
    items = [
        {"uri": "urn:1", "pubstatus": "canceled", "body_text": STORY},
        {"uri": "urn:2", "type": "picture", "headline": "A picture"},
        {"uri": "urn:3", "body_text": STORY},
    ]
    outcomes = read(tmp_path, "items.ninjs", "\n".join(map(json.dumps, items)))
    assert [(o.id, isinstance(o, SetAside)) for o in outcomes] == [("urn:1", True), ("urn:2", True), ("urn:3", False)]
    assert "canceled" in outcomes[0].what


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv(tmp_path, separator):
    out = io.StringIO()
    table = csv.DictWriter(out, ["id", "Headline", "Text", "Date", "Publisher"], delimiter=separator)
    table.writeheader()
    table.writerow({"id": "7", "Headline": TITLE, "Text": STORY, "Date": "2023-10-19", "Publisher": "Example Agency"})
    document = one(tmp_path, "stories.csv", out.getvalue())
    assert (document.id, facts(document), told(document)) == ("7", FACTS, SENTENCES)


def test_csv_faults_name_their_line(tmp_path):
    content = (
        'id,text,date\n1,"Envoys met, she said.",2023-10-19\n2,Envoys met.,19.13.2023\n3,Envoys met.,2023-10-19,more\n4,Málaga voted.,\n'
    )
    outcomes = read(tmp_path, "stories.csv", content.encode("cp1252"))
    assert [o.where.rpartition(":")[2] if isinstance(o, SetAside) else o.id for o in outcomes] == ["1", "2", "4", "4"]
    assert (outcomes[1].published, "19.13.2023" in outcomes[1].notices[0]) == (None, True)
    assert outcomes[3].text == "Málaga voted."
    [fault] = read(tmp_path, "other.csv", "a,b\n1,2\n")
    assert "'a', 'b'" in fault.what


def test_parquet(tmp_path):
    import pyarrow as pa
    import pyarrow.parquet as pq

    rows = {"id": ["7"], "text": [STORY], "title": [TITLE], "date": [datetime.date(2023, 10, 19)], "source": ["Example Agency"], "n": [1]}
    pq.write_table(pa.table(rows), tmp_path / "stories.parquet")
    [document] = read_paths([tmp_path / "stories.parquet"])
    assert (document.id, facts(document), told(document)) == ("7", FACTS, SENTENCES)


def test_a_page(tmp_path):
    lead = (
        "Envoys of Norway and Qatar met in Doha on Monday and spoke for three hours about a truce, the two ministries said in a statement."
    )
    page = (
        f"<!DOCTYPE html><html lang='en'><head><title>{TITLE}</title><meta property='og:site_name' content='Example Agency'>"
        "<meta property='article:published_time' content='2023-10-19T10:00:00Z'></head>"
        "<body><nav><a href='/'>Home</a><a href='/w'>World</a></nav>"
        f"<article><h1>{TITLE}</h1><p>{lead}</p><p>{lead.replace('Monday', 'Tuesday')}</p></article>"
        "<script>alert(1)</script><footer>All rights reserved</footer></body></html>"
    )
    document = one(tmp_path, "page.html", page)
    assert facts(document) == FACTS
    assert told(document) == [lead, lead.replace("Monday", "Tuesday")]
    [fault] = read(tmp_path, "empty.html", "<html><body></body></html>")
    assert "no story" in fault.what


RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>Example Agency</title><language>en</language>
<item><guid>7</guid><title>{TITLE}</title><link>http://example.org/7</link><pubDate>Thu, 19 Oct 2023 14:05:00 GMT</pubDate>
<description>&lt;p&gt;{SENTENCES[0]}&lt;/p&gt;&lt;p&gt;{SENTENCES[1]}&lt;/p&gt;&lt;script&gt;alert(1)&lt;/script&gt;</description></item>
<item><guid>8</guid><title>No words</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>Example Agency</title><entry><id>7</id><title>{TITLE}</title>
<link href="http://example.org/7"/><published>2023-10-19T14:05:00Z</published>
<content type="html">&lt;p&gt;{SENTENCES[0]}&lt;/p&gt;&lt;p&gt;{SENTENCES[1]}&lt;/p&gt;</content>
</entry></feed>"""


def test_feeds(tmp_path):
    story, empty = read(tmp_path, "feed.xml", RSS)
    assert (story.id, story.url, facts(story), told(story)) == ("7", "http://example.org/7", FACTS, SENTENCES)
    assert (empty.id, "no text" in empty.what) == ("8", True)
    document = one(tmp_path, "atom.xml", ATOM)
    assert (document.id, facts(document), told(document)) == ("7", FACTS, SENTENCES)


NEWSML = f"""<?xml version="1.0" encoding="UTF-8"?>
<newsMessage xmlns="http://iptc.org/std/nar/2006-10-01/"><header><sent>2023-10-19T10:00:00Z</sent></header><itemSet>
<newsItem guid="urn:7" version="2" standard="NewsML-G2" standardversion="2.33" xml:lang="en"><catalogRef href="http://example.invalid/catalog.xml"/>
<rightsInfo><copyrightHolder><name>Example Agency</name></copyrightHolder></rightsInfo>
<itemMeta><itemClass qcode="ninat:text"/><versionCreated>2023-10-19T10:00:00Z</versionCreated><pubStatus qcode="stat:usable"/></itemMeta>
<contentMeta><headline>{TITLE}</headline><language tag="en"/></contentMeta>
<contentSet><inlineXML contenttype="application/nitf+xml"><nitf xmlns="http://iptc.org/std/NITF/2006-10-18/"><body><body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head>
<body.content><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></body.content></body></nitf></inlineXML></contentSet></newsItem>
<newsItem guid="urn:8"><itemMeta><itemClass qcode="ninat:text"/><pubStatus qcode="stat:canceled"/></itemMeta></newsItem>
<newsItem guid="urn:9"><itemMeta><itemClass qcode="ninat:picture"/></itemMeta></newsItem>
</itemSet></newsMessage>"""


def test_newsml_g2(tmp_path):
    story, canceled, picture = read(tmp_path, "message.xml", NEWSML)
    assert (story.id, facts(story), told(story)) == ("urn:7", FACTS, SENTENCES)
    assert (canceled.id, "canceled" in canceled.what, picture.id, "picture" in picture.what) == ("urn:8", True, "urn:9", True)


def test_what_the_library_of_newsml_g2_writes(tmp_path):
    from NewsMLG2.document import NewsMLG2Document

    item = NEWSML[NEWSML.index("<newsItem") : NEWSML.index("</newsItem>") + 11].replace(
        "<newsItem", '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/"', 1
    )
    written = NewsMLG2Document(item.encode()).to_xml_string()
    document = one(tmp_path, "item.xml", written)
    assert (document.id, facts(document), told(document)) == ("urn:7", FACTS, SENTENCES)


def test_nitf_alone(tmp_path):
    content = f"""<nitf><head><title>{TITLE}</title><docdata><doc-id id-string="7"/><date.issue norm="20231019T100000Z"/></docdata></head>
    <body><body.head><hedline><hl1>{TITLE}</hl1></hedline></body.head><body.content><p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p></body.content></body></nitf>"""
    document = one(tmp_path, "story.nitf", content)
    assert (document.id, document.title, document.published[:10], told(document)) == ("7", TITLE, "2023-10-19", SENTENCES)


def test_what_the_library_of_warc_writes(tmp_path):
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    lead = (
        "Envoys of Norway and Qatar met in Doha on Monday and spoke for three hours about a truce, the two ministries said in a statement."
    )
    page = f"<html><head><title>{TITLE}</title></head><body><article><h1>{TITLE}</h1><p>{lead}</p><p>{lead}</p></article></body></html>"
    path = tmp_path / "crawl.warc.gz"
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for status, kind, body in (("200 OK", "text/html", page), ("404 Not Found", "text/html", page), ("200 OK", "image/png", "PNG")):
            headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record("http://example.org/7", "response", payload=io.BytesIO(body.encode()), http_headers=headers)
            )
    [document] = read_paths([path])
    assert (document.id, document.url, document.title) == ("http://example.org/7", "http://example.org/7", TITLE)
    assert lead in document.text


def message():
    mail = EmailMessage()
    mail["From"], mail["Subject"], mail["Message-ID"] = "Example Agency <wire@example.org>", TITLE, "<7@example.org>"
    mail["Date"] = "Thu, 19 Oct 2023 14:05:00 +0000"
    mail.set_content(STORY)
    return mail


def test_a_message_and_what_the_standard_library_writes_of_a_mailbox(tmp_path):
    document = one(tmp_path, "story.eml", message().as_bytes())
    assert (document.id, facts(document), told(document)) == ("7@example.org", FACTS, SENTENCES)
    box = mailbox.mbox(tmp_path / "wire.mbox")
    marked_up, empty = message(), EmailMessage()
    marked_up.replace_header("Message-ID", "<8@example.org>")
    marked_up.set_content(f"<p>{SENTENCES[0]}</p><p>{SENTENCES[1]}</p>", subtype="html")
    empty["Subject"] = "Nothing"
    for mail in (message(), marked_up, empty):
        box.add(mail)
    box.close()
    first, second, third = read_paths([tmp_path / "wire.mbox"])
    assert (first.id, told(first), second.id, told(second)) == ("7@example.org", SENTENCES, "8@example.org", SENTENCES)
    assert isinstance(third, SetAside)


NEXIS_OLD = f"""

                               1 of 2 DOCUMENTS


                              Example Agency

                     October 19, 2023 Thursday 2:05 PM GMT

{TITLE}

BYLINE: By A. Writer

SECTION: WORLD NEWS

LENGTH: 18  words

DATELINE: DOHA, Oct. 19

{STORY}

LOAD-DATE: October 20, 2023

LANGUAGE: ENGLISH

PUBLICATION-TYPE: Newswire

                       Copyright 2023 Example Agency
                            All Rights Reserved

                               2 of 2 DOCUMENTS

                              Example Agency

                     October 20, 2023 Friday

Another one

LENGTH: 4  words

Nothing more was said.

LOAD-DATE: October 21, 2023
"""
NEXIS_NEW = f"""{TITLE}
Example Agency
October 19, 2023 Thursday 2:05 PM GMT

Copyright 2023 Example Agency All Rights Reserved
Section: WORLD NEWS
Length: 18 words
Byline: A. Writer
Dateline: DOHA, Oct. 19
Body


{STORY}

Load-Date: October 20, 2023


End of Document
"""
FACTIVA_CODED = f"""HD
{TITLE}

WC\t18 words
PD\t19 October 2023
SN\tExample Agency
SC\tEXAG
LA\tEnglish
CY\tCopyright 2023 Example Agency

LP

{SENTENCES[0]}

TD

{SENTENCES[1]}

CO
xyz : Some Company

AN
Document EXAG000020231019ejaj0012u
"""
FACTIVA_PLAIN = f"""{TITLE}

18 words
19 October 2023
14:05
Example Agency
EXAG
English
Copyright 2023 Example Agency

{STORY}

Document EXAG000020231019ejaj0012u
"""
PROQUEST = f"""____________________________________________________________

{TITLE}

Author: Writer, A.

Publication info: Example Agency; Doha. 19 Oct 2023.

ProQuest document link

Full text: {STORY}

Title: {TITLE}

Publication title: Example Agency

Publication date: Oct 19, 2023

Language of publication: English

ProQuest document ID: 2880000000

____________________________________________________________

Contact us at: http://example.org
"""


def test_nexis(tmp_path):
    first, second = read(tmp_path, "download.txt", NEXIS_OLD)
    assert (facts(first), told(first), first.dateline.place, str(first.dateline.date)) == (FACTS, SENTENCES, "Doha", "2023-10-19")
    assert (second.title, second.published, told(second)) == ("Another one", "2023-10-20", ["Nothing more was said."])
    document = one(tmp_path, "uni.txt", NEXIS_NEW)
    assert (facts(document), told(document), document.dateline.place) == (FACTS, SENTENCES, "Doha")


@pytest.mark.parametrize("content", [FACTIVA_CODED, FACTIVA_PLAIN])
def test_factiva(tmp_path, content):
    document = one(tmp_path, "download.txt", content)
    assert (document.id, facts(document), told(document)) == ("EXAG000020231019ejaj0012u", FACTS, SENTENCES)


def test_proquest(tmp_path):
    document = one(tmp_path, "download.txt", PROQUEST)
    assert (document.id, facts(document), told(document)) == ("2880000000", FACTS, SENTENCES)


def rtf(text):
    words = "".join(f"\\u{ord(c)}?" if ord(c) > 126 else "\\par\n" if c == "\n" else c for c in text)
    return "{\\rtf1\\ansi\\deff0{\\fonttbl{\\f0 Arial;}}\\f0 " + words + "}"


def test_rtf_of_a_database_and_of_one_story(tmp_path):
    document = one(tmp_path, "download.rtf", rtf(NEXIS_NEW))
    assert (facts(document), told(document)) == (FACTS, SENTENCES)
    document = one(tmp_path, "story.rtf", rtf("KYIV — Zelenský met “envoys”.\n\nThey spoke."), published="2023-10-19")
    assert (document.id, told(document)) == ("story", ["Zelenský met “envoys”.", "They spoke."])


def test_every_reader_says_what_it_reads():
    for name, reader in available_readers().items():
        assert reader.means, name
        assert reader.suffixes, name
        assert all(suffix.startswith(".") for suffix in reader.suffixes)
