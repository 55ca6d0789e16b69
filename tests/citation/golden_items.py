"""One well-filled work for each type, as the records would give it to the engine: invented, or public and well known."""

from typing import Any

__all__ = ["ITEMS"]


def _person(family: str, given: str) -> dict[str, str]:
    return {"family": family, "given": given}


def _day(*parts: int) -> dict[str, list[list[int]]]:
    return {"date-parts": [list(parts)]}


# Type, locator, label, variables.
_ROWS: list[tuple[str, str, str, dict[str, Any]]] = [
    ("speech", "3", "paragraph", {
        "title": "The Iran–al-Qa’ida Axis", "author": [_person("Pompeo", "Michael R.")],
        "event-title": "Remarks at the National Press Club", "event-place": "Washington, DC", "genre": "speech",
        "issued": _day(2021, 1, 12), "URL": "https://2017-2021.state.gov/axis",
        "archived-url": "https://web.archive.org/web/axis", "archived-date": _day(2021, 1, 13),
        "descriptor": "Official statement; the evidence was not published",
    }),
    ("article-newspaper", "", "", {
        "title": "Al Qaeda’s No. 2, Accused in U.S. Embassy Attacks, Was Killed in Iran", "title-short": "Al Qaeda’s No. 2",
        "author": [_person("Goldman", "Adam"), _person("Schmitt", "Eric"), _person("Fassihi", "Farnaz"),
                   _person("Bergman", "Ronen")],
        "container-title": "New York Times", "page": "A1", "issued": _day(2020, 11, 13),
        "URL": "https://www.nytimes.com/2020/11/13/no-2.html", "status": "corrected",
        "descriptor": "Newspaper report resting on four unnamed officials",
    }),
    ("article-magazine", "44", "page", {
        "title": "The Harbour Nobody Owned", "author": [_person("Ossietz", "Katya")], "container-title": "The New Yorker",
        "issued": _day(2019, 4, 8), "page": "40-49", "descriptor": "Long report with named witnesses",
    }),
    ("article-journal", "117", "page", {
        "title": "The Sanctuary Question: Networks across a Closed Border", "title-short": "The Sanctuary Question",
        "author": [_person("Brunswick", "Elif"), _person("Holtzen", "Otto")], "container-title": "International Security",
        "volume": "45", "issue": "2", "page": "101-138", "issued": _day(2020, 10), "DOI": "10.1162/isec_a_00001",
        "descriptor": "Peer-reviewed article",
    }),
    ("report", "12-15", "page", {
        "title": "Letters from Abbottabad: Bin Ladin Sidelined?", "title-short": "Letters from Abbottabad",
        "author": [_person("Lahoud", "Nelly"), _person("Caudill", "Stuart")], "publisher": "Combating Terrorism Center",
        "genre": "Report", "number": "12-03", "issued": _day(2012, 5, 3), "URL": "https://ctc.westpoint.edu/letters",
        "descriptor": "Study of seventeen captured letters",
    }),
    ("book", "211", "page", {
        "title": "The Looming Tower: Al-Qaeda and the Road to 9/11", "title-short": "The Looming Tower",
        "author": [_person("Wright", "Lawrence")], "publisher": "Knopf", "publisher-place": "New York", "edition": "2",
        "issued": _day(2007), "descriptor": "History resting on some 600 interviews",
    }),
    ("chapter", "77", "page", {
        "title": "Guests and Prisoners", "author": [_person("Dallinger", "Ines")],
        "container-title": "States and Their Guests", "editor": [_person("Lothian", "Fabian"), _person("Thorsby", "Maren")],
        "publisher": "Lindgate Press", "issued": _day(2016), "page": "61-88", "descriptor": "Chapter of a collected volume",
    }),
    ("hearing", "31", "page", {
        "title": "Assessing the Terrorist Threat", "authority": "Committee on Homeland Security, U.S. House",
        "section": "116th Congress, 1st session", "number": "116-12", "issued": _day(2019, 10, 30),
        "URL": "https://www.govinfo.gov/116-12", "descriptor": "Sworn testimony",
    }),
    ("post", "", "", {
        "title": "Iran rejects the allegation", "author": [_person("Zarif", "Javad")], "container-title": "Twitter",
        "genre": "post", "issued": _day(2021, 1, 12), "URL": "https://twitter.com/JZarif/1",
        "archived-url": "https://web.archive.org/web/jz", "archived-date": _day(2021, 1, 12),
        "descriptor": "Statement of a minister on his own account",
    }),
    ("post-weblog", "", "", {
        "title": "What the Documents Do Not Say", "author": [_person("Ullmark", "Petra")], "container-title": "Lawfare",
        "issued": _day(2018, 6, 1), "URL": "https://example.org/lawfare", "descriptor": "Analysis by a former official",
    }),
    ("webpage", "", "", {
        "title": "پاسخ خطیب‌زاده به گزارش نیویورک تایمز", "title-short": "پاسخ خطیب‌زاده", "language": "fa",
        "title-transliterated": "Pāsokh-e Khaṭībzādeh be gozāresh-e New York Times",
        "title-translated": "Khatibzadeh’s Answer to the New York Times Report",
        "author": [_person("Khatibzadeh", "Saeed")], "container-title": "IRNA",
        "issued": {"literal": "24 Aban 1399 (14 November 2020)", "date-parts": [[2020, 11, 14]]},
        "URL": "https://www.irna.ir/x", "archived-url": "https://archive.ph/x", "archived-date": _day(2020, 11, 15),
        "descriptor": "State news agency",
    }),
    ("interview", "", "", {
        "title": "We Knew Where He Lived", "author": [_person("Cavendor", "Jonas")],
        "interviewer": [_person("Ibsgaard", "Nadia")], "medium": "audio recording", "issued": _day(2015, 9, 9),
        "archive": "Oral History Archive", "archive_location": "tape 14", "descriptor": "Recollection after twenty years",
    }),
    ("broadcast", "00:14:20", "timestamp", {
        "title": "The Quiet Guest", "container-title": "Panorama", "publisher": "BBC One", "number": "episode 12",
        "director": [_person("Rosenquist", "Greta")], "issued": _day(2014, 2, 17), "descriptor": "Television documentary",
    }),
    ("motion_picture", "00:41:00", "timestamp", {
        "title": "The Fog of War", "director": [_person("Morris", "Errol")], "publisher": "Sony Pictures Classics",
        "issued": _day(2003), "descriptor": "Documentary film",
    }),
    ("legal_case", "771", "page", {
        "title": "Boumediene v. Bush", "container-title": "U.S.", "volume": "553", "page": "723-842",
        "page-first": "723", "authority": "U.S. Supreme Court", "issued": _day(2008, 6, 12), "descriptor": "Judgment",
    }),
    ("legislation", "2(a)", "section", {
        "title": "Authorization for Use of Military Force", "container-title": "Stat.", "volume": "115",
        "page-first": "224", "number": "Pub. L. 107-40", "authority": "U.S. Congress", "issued": _day(2001, 9, 18),
        "descriptor": "Act in force",
    }),
    ("bill", "4", "section", {
        "title": "Iran Sanctions Act", "number": "H.R. 3107", "authority": "U.S. House of Representatives",
        "issued": _day(1996, 3, 19), "descriptor": "Bill as introduced",
    }),
    ("regulation", "3", "section", {
        "title": "Global Terrorism Sanctions Regulations", "container-title": "C.F.R.", "volume": "31", "section": "594",
        "issued": _day(2003, 6, 6), "authority": "Office of Foreign Assets Control", "descriptor": "Federal regulation",
    }),
    ("treaty", "5", "article-locator", {
        "title": "Treaty on the Non-Proliferation of Nuclear Weapons", "title-short": "Non-Proliferation Treaty",
        "container-title": "UNTS", "volume": "729", "page-first": "161", "issued": _day(1968, 7, 1),
        "descriptor": "Multilateral treaty",
    }),
    ("manuscript", "2", "folio", {
        "title": "Letter to Shaykh Abu Muhammad", "author": [{"literal": "Atiyah"}], "genre": "unpublished letter",
        "issued": _day(2010, 6, 19), "archive": "Office of the Director of National Intelligence",
        "archive_collection": "Bin Laden’s Bookshelf", "archive_location": "SOCOM-2012-0000019",
        "descriptor": "Captured document in official translation",
    }),
    ("personal_communication", "", "", {
        "title": "Questions on the raid", "author": [_person("Pallavar", "Hamid")], "recipient": [_person("Fjordgren", "Alma")],
        "genre": "email", "issued": _day(2022, 3, 4), "descriptor": "Answer to the authors’ questions",
    }),
    ("dataset", "", "", {
        "title": "Global Terrorism Database", "author": [{"literal": "START"}], "publisher": "University of Maryland",
        "version": "2020", "issued": _day(2020), "URL": "https://www.start.umd.edu/gtd", "descriptor": "Coded from press reports",
    }),
    ("map", "", "", {
        "title": "Iran: Physiography", "author": [{"literal": "Central Intelligence Agency"}], "genre": "map",
        "number": "803011", "publisher": "Library of Congress", "issued": _day(2004), "descriptor": "Official map",
    }),
    ("graphic", "", "", {
        "title": "The Compound from the East", "author": [_person("Aalderink", "Benedikt")], "genre": "photograph",
        "issued": _day(2011, 5, 2), "archive": "Reuters Pictures", "descriptor": "Press photograph",
    }),
    ("document", "4", "page", {
        "title": "Country Reports on Terrorism 2020", "authority": "U.S. Department of State", "issued": _day(2021, 12, 16),
        "number": "CRT-2020", "URL": "https://www.state.gov/crt2020", "descriptor": "Yearly official report",
    }),
    ("standard", "5.2", "section", {
        "title": "Information and Documentation: Records Management", "authority": "International Organization for Standardization",
        "number": "ISO 15489-1", "edition": "2", "issued": _day(2016, 4), "descriptor": "International standard",
    }),
    ("event", "", "", {
        "title": "Press Briefing by the Spokesman", "event-place": "Tehran", "event-date": _day(2021, 1, 13),
        "descriptor": "Attended by the authors",
    }),
    ("collection", "", "", {
        "title": "Harmony Documents", "publisher": "Combating Terrorism Center", "issued": _day(2006),
        "archive": "West Point", "descriptor": "Collection of captured documents",
    }),
    ("thesis", "88", "page", {
        "title": "Borders and Believers", "author": [_person("Mandelsund", "Cosima")], "genre": "PhD diss.",
        "publisher": "University of Vardane", "issued": _day(2013), "descriptor": "Doctoral thesis",
    }),
    ("paper-conference", "6", "page", {
        "title": "Counting Couriers", "author": [_person("Querbach", "Laurits")], "event-title": "Annual Meeting of the ISA",
        "event-place": "Toronto", "container-title": "Proceedings", "issued": _day(2014, 3, 27), "descriptor": "Conference paper",
    }),
    ("entry-encyclopedia", "", "", {
        "title": "Qods Force", "container-title": "Encyclopaedia Iranica", "author": [_person("Zetterlund", "Dorian")],
        "issued": _day(2011), "URL": "https://iranicaonline.org/qods", "descriptor": "Reference work",
    }),
]  # fmt: skip

# Id (the type), the cite's locator and label, the item.
ITEMS = [(kind, locator, label, {"id": kind, "type": kind, **variables}) for kind, locator, label, variables in _ROWS]
