"""An Arabic contract, an Arabic invoice and a German reply, with answers to each, as papers and mails show them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

_MUST: Final = {"required": True}
_MONEY: Final = {"result": "money"}


def _asked(key: str, field_type: str, label: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "field_type": field_type, "label": label, **more}


def _needed(key: str, field_type: str, label: str) -> dict[str, Any]:
    return _asked(key, field_type, label, validation_rules=_MUST)


_HOME: Final[dict[str, Any]] = {
    "locale": "ar",
    "settings": {
        "country": "AE",
        "currency": "AED",
        "time_zone": "Asia/Dubai",
        "event_date": "day",
        "total": "total",
        "review": True,
    },
}
_ARABIC_LINES: Final = (
    _needed("description", "text", "الوصف"),
    _asked("quantity", "number", "الكمية", validation_rules={**_MUST, "min": 1, "max": 99}),
    _needed("unit_price", "money", "سعر الوحدة"),
    _asked(
        "line_total",
        "calculation",
        "المبلغ",
        value="unit_price * quantity",
        validation_rules=_MONEY,
    ),
)

ARABIC_INVOICE: Final[dict[str, Any]] = {
    **_HOME,
    "name": "فاتورة العربون والرصيد",
    "description": "البنود، ومواعيد الدفع.",
    "form_type": "invoice",
    "settings": {
        **_HOME["settings"],
        "submit_label": "إصدار الفاتورة",
        "allow_changes": False,
        "bill_to": ["customer", "home"],
        "lines": [
            {
                "label": "{{description}}",
                "amount": "line_total",
                "quantity": "quantity",
                "vat": "R5",
                "over": "lines",
            }
        ],
        "schedule": [
            {"label": "العربون", "amount": "deposit", "due": "add_days(today(), 7)"},
            {"label": "الرصيد", "amount": "remaining", "due": "add_days(day, -42)"},
        ],
        "terms": [{"text": "<p>إذا تأخر قسط أرسلنا تذكيراً، ولا نتقاضى غرامة تأخير.</p>"}],
        "supply_notes": "<p>التحويل إلى الحساب <b>AE07 0331 2345 6789 0123 456</b> مع ذكر رقم الفاتورة.</p>",
    },
    "fields": [
        _asked("who", "page_break", "لمن الفاتورة"),
        _needed("customer", "text", "اسم العميل"),
        _needed("email", "email", "البريد الإلكتروني"),
        _asked("home", "address", "العنوان", validation_rules={**_MUST, "countries": ["AE", "GB"]}),
        _needed("day", "date", "يوم الزفاف"),
        _asked("what", "page_break", "البنود"),
        _asked(
            "lines",
            "group",
            "البنود",
            fields=list(_ARABIC_LINES),
            min_rows=1,
            max_rows=9,
            validation_rules={"row_label": "بند", "add_label": "إضافة بند"},
        ),
        _asked(
            "total",
            "calculation",
            "المجموع",
            value="coalesce(sum(lines, line_total), 0)",
            validation_rules=_MONEY,
        ),
        _asked(
            "deposit",
            "calculation",
            "العربون",
            value="round_up(total * 0.25, 500)",
            validation_rules=_MONEY,
        ),
    ],
}

ARABIC_CONTRACT: Final[dict[str, Any]] = {
    **_HOME,
    "name": "عقد تصوير الزفاف",
    "description": "اختاروا الباقة ثم وقّعوا. يستغرق ذلك نحو عشر دقائق.",
    "form_type": "contract",
    "settings": {
        **_HOME["settings"],
        "submit_label": "توقيع وإرسال",
        "allow_changes": False,
        "bill_to": ["bride", "groom", "home"],
        "lines": [{"label": "الباقة: {{package}}", "amount": "price(package)", "vat": "R5"}],
        "schedule": [
            {"label": "العربون", "amount": "deposit", "due": "today()"},
            {"label": "الرصيد", "amount": "remaining", "due": "add_days(day, -42)"},
        ],
        "signers": [
            {
                "role": "partner1",
                "group": 1,
                "name": "bride",
                "email": "email",
                "signature": "signed",
            },
            {
                "role": "partner2",
                "group": 1,
                "name": "groom",
                "email": '"omar@example.com"',
                "signature": "signed_too",
            },
        ],
    },
    "fields": [
        _asked("you", "page_break", "أنتما"),
        _needed("bride", "text", "اسم العروس"),
        _needed("groom", "text", "اسم العريس"),
        _needed("email", "email", "البريد الإلكتروني"),
        _asked("phone", "phone", "الهاتف"),
        _asked("home", "address", "العنوان", validation_rules={**_MUST, "countries": ["AE", "GB"]}),
        _needed("day", "date", "يوم الزفاف"),
        _asked(
            "package",
            "package",
            "الباقة",
            validation_rules=_MUST,
            options=[
                {
                    "value": "classic",
                    "label": "الكلاسيكية، 8 ساعات",
                    "price": 650000,
                    "help": "من التحضير حتى الرقصة الأولى: نحو 500 صورة.",
                },
                {"value": "story", "label": "الكاملة، 12 ساعة", "price": 925000},
            ],
        ),
        _asked("terms", "page_break", "الشروط والتوقيع"),
        _asked(
            "service",
            "clause",
            "ما نقدمه",
            content="<p>نصوّر زفاف {{bride}} و{{groom}} يوم {{day}}، ونسلّم الصور خلال عشرة أسابيع عبر معرض خاص (Ivy &amp; Lark).</p>",
        ),
        _asked(
            "price",
            "clause",
            "السعر والدفع",
            content="<p>السعر {{total}} شاملاً الضريبة. يُحجز اليوم عند دفع العربون {{deposit}}.</p><ul><li>قبل 180 يوماً: العربون</li><li>قبل 30 يوماً: 75%</li></ul>",
        ),
        _asked(
            "total",
            "calculation",
            "المجموع",
            value="coalesce(price(package), 0)",
            validation_rules=_MONEY,
        ),
        _asked(
            "deposit",
            "calculation",
            "العربون",
            value="round_up(total * 0.25, 500)",
            validation_rules=_MONEY,
        ),
        _asked("agreed", "consent", "قرأنا الشروط ونوافق عليها.", validation_rules=_MUST),
        _needed("initials", "initials", "الأحرف الأولى من اسمك"),
        _needed("signed", "signature", "توقيع العروس"),
        _needed("signed_too", "signature", "توقيع العريس"),
    ],
}

#: Locked, so that whoever answered must ask for a change.
ARABIC_WISHES: Final[dict[str, Any]] = {
    "name": "أمنياتكم ليوم الزفاف",
    "form_type": "questionnaire",
    "locale": "ar",
    "settings": {
        "country": "AE",
        "time_zone": "Asia/Dubai",
        "locks_at": "2020-01-01T00:00:00Z",
    },
    "fields": [
        _needed("email", "email", "البريد الإلكتروني"),
        _needed("song", "text", "أغنية الرقصة الأولى"),
    ],
}

GERMAN_REPLY: Final[dict[str, Any]] = {
    "name": "Einladung zur Hochzeit von Käthe und Jürgen",
    "description": "Bitte antwortet uns bis zum 1. Mai.",
    "form_type": "rsvp",
    "locale": "de",
    "settings": {
        "country": "DE",
        "currency": "EUR",
        "time_zone": "Europe/Berlin",
        "confirmation": "<p>Danke! Wir freuen uns auf euch.</p>",
    },
    "fields": [
        _needed("email", "email", "E-Mail"),
        _needed("coming", "yes_no", "Kommt ihr?"),
        _asked("nights", "date_range", "Übernachtung"),
        _asked(
            "guests",
            "group",
            "Gäste",
            min_rows=1,
            max_rows=6,
            validation_rules={"row_label": "Gast"},
            fields=[
                _needed("guest_name", "text", "Name"),
                _asked(
                    "meal",
                    "menu_choice",
                    "Hauptgang",
                    validation_rules=_MUST,
                    options=[
                        {"value": "fish", "label": "Forelle", "price": 1250},
                        {"value": "veg", "label": "Steinpilzrisotto"},
                    ],
                ),
            ],
        ),
        _asked(
            "total",
            "calculation",
            "Aufpreis",
            value="coalesce(sum(guests, price(meal)), 0)",
            validation_rules=_MONEY,
        ),
        _asked("note", "long_text", "Nachricht an das Brautpaar"),
    ],
}

_AT: Final = "2026-11-23T10:00:00Z"
_FLAT: Final = {"line1": "شارع الوصل 14", "line2": "شقة 5", "town": "دبي", "country": "AE"}


def arabic_bill(day: date) -> dict[str, Any]:
    """Two lines for Layla and Omar."""
    return {
        "customer": "ليلى حداد وعمر العلي",
        "email": "layla@example.com",
        "home": _FLAT,
        "day": day.isoformat(),
        "lines": [
            {
                "_id": "l1",
                "description": "تصوير الزفاف 8 ساعات",
                "quantity": 1,
                "unit_price": 650000,
            },
            {
                "_id": "l2",
                "description": "ألبوم (Milk Books)",
                "quantity": 2,
                "unit_price": 123450,
            },
        ],
    }


def arabic_agreement(day: date) -> dict[str, Any]:
    """What both of them sign, typing their names."""
    return {
        "bride": "ليلى حداد",
        "groom": "Omar العلي",
        "email": "layla@example.com",
        "phone": "+971501234567",
        "home": _FLAT,
        "day": day.isoformat(),
        "package": "classic",
        "agreed": True,
        "initials": "ل ح",
        "signed": {"kind": "typed", "name": "ليلى حداد", "data": "ليلى حداد", "at": _AT},
        "signed_too": {"kind": "typed", "name": "Omar العلي", "data": "Omar العلي", "at": _AT},
    }


def arabic_wishes(_day: date) -> dict[str, Any]:
    """A song by an artist whose name is written in Latin letters."""
    return {"email": "layla@example.com", "song": "أغنية لـ Ed Sheeran"}


def german_answers(day: date) -> dict[str, Any]:
    """Two guests, one night, and a price with a comma in it."""
    return {
        "email": "kaethe@example.com",
        "coming": True,
        "nights": {"start": day.isoformat(), "end": (day + timedelta(1)).isoformat()},
        "guests": [
            {"_id": "g1", "guest_name": "Müller-Lüdenscheidt", "meal": "fish"},
            {"_id": "g2", "guest_name": "Größmann", "meal": "veg"},
        ],
        "note": "Wir bringen unseren Hund mit.",
    }


def arabic_reply(day: date) -> dict[str, Any]:
    """What Layla answers to `tests/browser/arabic.py`."""
    return {
        "email": "layla@example.com",
        "phone": "+971501234567",
        "day": day.isoformat(),
        "stay": {"start": day.isoformat(), "end": (day + timedelta(2)).isoformat()},
        "hour": "18:30",
        "nights": 2,
        "gift": 123450,
        "stars": 4,
        "coming": True,
        "bus": "early",
        "guests": [
            {"_id": "g1", "guest_name": "ليلى Smith", "meal": "lamb", "age": 31},
            {"_id": "g2", "guest_name": "عمر", "meal": "fish"},
        ],
        "home": _FLAT,
        "note": "ننتظر اليوم بشوق (RSVP).",
        "agreed": True,
        "signed": {"kind": "typed", "name": "ليلى العلي", "data": "ليلى العلي", "at": _AT},
    }
