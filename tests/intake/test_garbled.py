"""Text that was garbled before it was saved is found wherever it stands, however a file is read."""

import pytest

from mentorship.errors import EncodingError
from mentorship.intake import garbled


@pytest.mark.parametrize("block", [1, 7, 64, 1 << 22])
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
@pytest.mark.parametrize("row", [1, 2, 9, 20])
def test_it_is_found_in_its_row_whatever_is_read_at_a_time(tmp_path, monkeypatch, block, ending, row):
    monkeypatch.setattr(garbled, "_BLOCK", block)
    lines = [f"{number},José,Łukasz" for number in range(1, 21)]
    lines[row - 1] = f"{row},JosÃ©,x"
    file = tmp_path / "s.csv"
    file.write_bytes(ending.join(lines).encode())
    with pytest.raises(EncodingError, match=f"row {row}: “JosÃ©” looks like “José”"):
        garbled.check_for_garbled(file, "s.csv")


@pytest.mark.parametrize("block", [1, 5, 1 << 22])
@pytest.mark.parametrize("text", ["", "José\n", "São Paulo, Ärzte, Øre", "plain\n" * 50, "Ã\nà"])
def test_right_text_is_let_through(tmp_path, monkeypatch, block, text):
    monkeypatch.setattr(garbled, "_BLOCK", block)
    file = tmp_path / "s.csv"
    file.write_text(text, "utf-8")
    garbled.check_for_garbled(file, "s.csv")
