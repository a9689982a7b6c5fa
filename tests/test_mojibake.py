"""Garbled text: every old table, once and twice; what only looks like it; long input."""

import time

import pytest

from techlint import mojibake


def garble(text, encoding):
    """What a program makes of UTF-8 that it takes for an old encoding."""
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("encoding", ["cp1252", "mac_roman", "cp437", "cp850", "cp1250", "cp1251", "koi8_r"])
@pytest.mark.parametrize("char", "’“–—…→✓")
def test_punctuation_comes_back_from_every_table(encoding, char):
    assert mojibake.repair(f"so{garble(char, encoding)} it") == f"so{char} it"


@pytest.mark.parametrize("text", ["café", "naïve", "Köln", "São Paulo", "5 £", "31°C", "10×", "😀 yes", "你好", "Šime"])
def test_western_text_comes_back(text):
    assert mojibake.repair(garble(text, "cp1252")) == text
    assert mojibake.repair(garble(text, "latin-1")) == text


@pytest.mark.parametrize("text", ["it’s", "café", "10 × 20"])
def test_text_garbled_twice_comes_back(text):
    assert mojibake.repair(garble(garble(text, "cp1252"), "cp1252")) == text


@pytest.mark.parametrize("encoding", ["cp1251", "koi8_r"])
def test_russian_comes_back(encoding):
    assert mojibake.repair(garble("Привет", encoding)) == "Привет"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("don鈥檛", "don’t"),
        ("don&acirc;&euro;&trade;t", "don’t"),
        ("\x93so\x94", "“so”"),
        ("wordÂ next", "word next"),
        ("â€œsoâ€ it", "“so” it"),
    ],
)
def test_remains_are_mended(text, right):
    assert mojibake.repair(text) == right


@pytest.mark.parametrize(
    "text",
    [
        "L’équipe a publié un résumé à l’été ; « c’est énorme » — 40 M€…",
        "De sagde »på…” og “Å” og É… ",
        "smørrebrød, źdźbło, Äpfel, İstanbul, ĄĘ, Âme, Ñandú",
        "Offering 5×£35, T•Ø•R, π√ and 2√π, ∆° from 2012—∞",
        "├── src\n│   └── main.rs\n",
        "Привет, мир! СССР и РФ. Ελληνικά. 日本語の文章。 한국어",
        "👩‍💻 ✅ → ≥ “so” ‘it’ – — …",
    ],
)
def test_honest_text_is_left_alone(text):
    assert list(mojibake.find(text)) == []


def test_repair_has_nothing_left_to_do():
    text = " ".join(garble(char, "cp1252") for char in "’“”é×ü😀你") + " " + garble(garble("’", "cp1252"), "cp1252")
    once = mojibake.repair(text)
    assert mojibake.repair(once) == once


@pytest.mark.parametrize("unit", ["Ã©", "â€™ ", "\x93", "&acirc;", "в", "Â", "鈥檛 ", "ðŸ"])
def test_long_input_takes_no_longer_than_it_is_long(unit):
    started = time.process_time()
    list(mojibake.find(unit * (200_000 // len(unit))))
    assert time.process_time() - started < 5
