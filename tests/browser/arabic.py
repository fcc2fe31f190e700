"""The reply to an Arabic invitation: every kind of question that looks different from the right."""

from __future__ import annotations

from typing import Any, Final


def _asked(key: str, field_type: str, label: str, **more: Any) -> dict[str, Any]:
    return {"key": key, "field_type": field_type, "label": label, **more}


def _one(value: str, label: str, **more: Any) -> dict[str, Any]:
    return {"value": value, "label": label, **more}


_MUST: Final = {"required": True}
_GUEST: Final = (
    _asked("guest_name", "text", "الاسم", validation_rules=_MUST),
    _asked(
        "meal",
        "menu_choice",
        "الطبق الرئيسي",
        validation_rules=_MUST,
        options=[_one("lamb", "ضلع خروف", price=1250), _one("fish", "سمك", help="مع اللوز")],
    ),
    _asked("age", "number", "العمر", validation_rules={"min": 0, "max": 120, "unit": "سنة"}),
)
ARABIC_REPLY: Final[dict[str, Any]] = {
    "name": "دعوة زفاف ليلى وعمر",
    "description": "نرجو الرد قبل الأول من مايو.",
    "form_type": "rsvp",
    "locale": "ar",
    "settings": {
        "country": "AE",
        "currency": "GBP",
        "time_zone": "Asia/Dubai",
        "event_date": "day",
        "languages": ["en-GB"],
        "confirmation": "<p>شكراً لكم، ننتظركم بشوق.</p>",
    },
    "rules": [{"when": "nights > 5", "message": "خمس ليالٍ على الأكثر.", "at": "nights"}],
    "fields": [
        _asked("first", "page_break", "أنتم"),
        _asked("welcome", "paragraph", "", content="<p>أهلاً بكم! <a href='tel:+971501234567'>اتصلوا بنا</a> إن احتجتم إلى شيء.</p><ul><li>الحفل في لندن</li></ul>"),
        _asked("email", "email", "البريد الإلكتروني", validation_rules=_MUST),
        _asked("phone", "phone", "الهاتف", help="مع رمز البلد", validation_rules=_MUST),
        _asked("site", "url", "موقعكم"),
        _asked("day", "date", "يوم الوصول", validation_rules=_MUST),
        _asked("stay", "date_range", "مدة الإقامة"),
        _asked("hour", "time", "ساعة الوصول"),
        _asked("nights", "number", "عدد الليالي", validation_rules={"decimals": 1, "unit": "ليلة"}),
        _asked("gift", "money", "هدية"),
        _asked("mood", "slider", "الحماس", validation_rules={"min": 0, "max": 10, "min_label": "قليل", "max_label": "كثير"}),
        _asked("stars", "rating", "تقييمكم"),
        _asked("coming", "yes_no", "هل ستحضرون؟", validation_rules=_MUST),
        _asked("bus", "single_choice", "الحافلة", options=[_one("early", "المبكرة", price=1000, places=9), _one("late", "المتأخرة")], validation_rules={"other": True}),
        _asked("town", "dropdown", "المدينة", options=[_one("dubai", "دبي"), _one("london", "لندن")]),
        _asked("dances", "ranking", "الرقصات", options=[_one("dabke", "دبكة"), _one("waltz", "فالس"), _one("tango", "تانغو")]),
        _asked("tastes", "matrix", "أذواقكم", rows=[_one("music", "الموسيقى"), _one("food", "الطعام")], columns=[_one("yes", "نعم"), _one("no", "لا")]),
        _asked("second", "page_break", "ضيوفكم"),
        _asked("guests", "group", "الضيوف", fields=list(_GUEST), min_rows=1, max_rows=6, validation_rules={"row_label": "ضيف", "add_label": "إضافة ضيف"}),
        _asked("total", "calculation", "المجموع", value="sum(guests, price(meal)) + price(bus)", validation_rules={"result": "money"}),
        _asked("home", "address", "العنوان", validation_rules={"countries": ["AE", "GB"]}),
        _asked("third", "page_break", "التوقيع"),
        _asked("diet", "multiple_choice", "الحمية", options=[_one("halal", "حلال"), _one("vegan", "نباتي"), _one("none", "لا شيء")], validation_rules={"exclusive": ["none"]}, sensitive=True),
        _asked("note", "long_text", "رسالة"),
        _asked("picture", "image", "صورة"),
        _asked("agreed", "consent", "أوافق على استخدام بياناتي.", validation_rules=_MUST),
        _asked("signed", "signature", "توقيعكم", validation_rules=_MUST),
    ],
}  # fmt: skip
