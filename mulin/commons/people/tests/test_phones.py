import pytest

from mulin.errors import Refused

from ..phones import mobile_number


@pytest.mark.parametrize(
    "written",
    [
        "13812345678",
        "138 1234 5678",
        "138-1234-5678",
        "+86 138 1234 5678",
        "+8613812345678",
        "008613812345678",
        "8613812345678",
        "（+86）138.1234.5678",
        "１３８１２３４５６７８",
        "\u202d138 1234 5678\u202c",
        "\u3000138\u00a01234\t5678\n",
    ],
)
def test_a_mobile_number_is_understood_however_it_is_written(written):
    assert mobile_number(written) == "13812345678"


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("1381234567", "少了 1 位，请再看看。"),
        ("138", "少了 8 位，请再看看。"),
        ("138123456789", "多了 1 位，请再看看。"),
        ("010-62345678", "座机"),
        ("0755 1234567", "座机"),
        ("62345678", "座机"),
        ("12812345678", "1 开头"),
        ("23812345678", "1 开头"),
        ("12345", "少了"),
        ("1381234567a", "只有数字"),
        ("不告诉你", "只有数字"),
        ("+852 9123 4567", "大陆"),
        ("", "只有数字"),
        ("9" * 5000, "1 开头"),
        ("²³812345678", "1 开头"),
        ("١٣٨١٢٣٤٥٦٧٨", "只有数字"),
    ],
)
def test_what_is_no_mobile_number_is_refused_with_what_is_wrong(written, sentence):
    with pytest.raises(Refused, match=sentence):
        mobile_number(written)
