"""Sentences of our own in the languages that ship, for the stress topic. Nothing in them is true of any place."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

__all__ = ["ADDRESS", "PROSE", "TRANSLITERATED", "WORD"]

PROSE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        "en": (
            "The lamp at the outer rock was lit at dusk and trimmed twice before midnight, as the keeper’s log has it.",
            "No pilot who passed that night remembers the light, though three of them remember the bell.",
            "The harbour office replied that an interregional reconciliation of correspondence was under way.",
            "Two ledgers agree on the oil (36 litres) and disagree on who signed for it.",
        ),
        "fa": (
            "فانوس صخرهٔ بیرونی هنگام غروب روشن شد و پیش از نیمه‌شب دو بار فتیلهٔ آن را پاک کردند.",
            "نگهبان می‌گوید «نوری نبود» (شب ۲۳ دی ۱۳۹۹)، اما دفتر بندر این گفته را نمی‌پذیرد.",
            "کشتی Northern Star ساعت ۱۹:۳۰ از کنار صخره گذشت و هیچ‌کس روی عرشه چراغی ندید.",
            "آیا می‌توان به دفتری که خط‌خوردگی‌های بسیار دارد اعتماد کرد؟ کارشناسان هم‌نظر نیستند.",
        ),
        "ar": (
            "أُضيئت منارة الصخرة الخارجية عند الغروب، ونُظِّف فتيلها مرتين قبل منتصف الليل.",
            "قال الحارس: «لم يكن هناك ضوء»، غير أن مكتب الميناء ينفي ذلك نفيًا قاطعًا.",
            "مرّت السفينة Northern Star قرب الصخرة في الساعة 19:30 ولم يرَ أحد على سطحها نورًا.",
        ),
        "de": (
            "Die Lampe am äußeren Felsen wurde bei Einbruch der Dunkelheit angezündet und vor Mitternacht zweimal geputzt.",
            "Das Hafenamt verweist auf die Leuchtfeuerinstandhaltungsverordnung und auf den Schriftverkehr der Behörden.",
        ),
        "fr": (
            "La lampe du rocher extérieur fut allumée au crépuscule, puis nettoyée deux fois avant minuit.",
            "Le bureau du port répond qu’une réconciliation de la correspondance administrative est en cours.",
        ),
        "es": (
            "La lámpara de la roca exterior se encendió al anochecer y se limpió dos veces antes de medianoche.",
            "La oficina del puerto responde que nadie ha visto todavía la correspondencia administrativa.",
        ),
        "el": ("Ο φανός του έξω βράχου άναψε το σούρουπο και καθαρίστηκε δύο φορές πριν από τα μεσάνυχτα.",),
        "ru": ("Фонарь на внешней скале зажгли в сумерках и дважды чистили до полуночи.",),
    }
)

# With the letters that the serif italic lacks: fallback must fetch them one cluster at a time.
TRANSLITERATED: Final = (
    "Fānūs-e ṣakhre-ye bīrūnī hangām-e ghorūb rowshan shod; negahbān: «nūrī nabūd» (ḥarf-e ʿAlī, ẕekr-e Ṭūs)."
)

ADDRESS: Final = (
    "https://archive.example.org/harbour/office/correspondence/2020/01/14/the-lamp-at-the-outer-rock-and-what-was-said-"
    "of-it?series=LAMP&volume=12&page=204&format=transcription#paragraph-17"
)

WORD: Final = "Leuchtfeuerinstandhaltungsverordnungsdurchführungsbestimmungsentwurfskommissionssitzungsprotokoll"
