using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;

namespace Lumos.Dsl.Tests.Properties;

/// <summary>Random cell values as canonical text, each type with the values engines trip over.</summary>
internal static class HostileValues
{
    private static readonly string[] Numbers =
    [
        "0", "1", "-1", "+5", "007", "-0", "00", "12.5", "12.50", "100.31", ".5", "5.", "-.5", "+.5", ".", "-", "+", "", "0.005", "-0.005", "1.005", "2.675", "99999.995", "0.5", "0.0", "1e3", "1E3", "1e-2", "1e2",
        "0x1A", "0b1", "1_000", "1,000", "1.2.3", "--1", "+-1", " 1", "1 ", "\t1", "1\n", "\u00A01", "1\u3000", "NaN", "inf", "Infinity", "-infinity", "１２", "٣", "9223372036854775807", "9223372036854775808",
        "-9223372036854775808", "-9223372036854775809", "99999999999999999999999999999999999999999", "0000000000000000000000000000000000000000000000000001", "-00000000000000000000000000000000000000000000.50",
        "123456789012345678", "999999999999999999", "0.000000000000000000000000000000000000000001", "1.000000000000000000000000000000000000000000000000", "99999999.994", "99999999.995", "4.9999999999999999999999999999999999999",
        "1.5e", "e1", "1e400", "0.1e1", "1d", "1f", "0.30", "12345678.9", "-12345678.95", "18446744073709551616", "170141183460469231731687303715884105728",
    ];

    private static readonly string[] Written =
    [
        "1.234,56", "1,234.56", "12,34,567.8", "1'234.5", "1\u2019234", "1_000", "1 234", "1\u00A0234,5", "1\u202F234\u00A0567", "-1.234,5", "5-", "5 -", "- 5", "\u22125", "5\u2212", "(12.5)", "( 5 )", "(€5)", "€(5)", "(5) €", "€ 12.50", "12,50 EUR", "US$1,234.50", "$5", "Rs.500", "Rs. .5",
        "5%", "% 5", "12.5 %", "1.5E+03", "1e-2", "-1.5e3", "1,5e2", "1E999", "0e-999", "5e-1", "5 x", "it's 7", "\\3", "kr 9", "9😀", "0,123", "0.123", "(5", "5)", "-(5)", "-€5", "€-5", "5-€", "5 € -", "5.€", "1.5E2%", "9.223.372.036.854.775.807", "9,223,372,036,854,775,808", "1,00,000", "1,000,00", "123,456", "9.99E17",
    ];

    private static readonly string[] Dates =
    [
        "2024-02-29", "2023-02-29", "2024-02-3", "2024-2-03", "2024-02-3x", "2024-02-3 ", " 2024-02-03", "2024/02/03", "0000-01-01", "0001-01-01", "0001-01-01 (BC)", "9999-12-31", "12024-01-01", "-024-01-01", "infinity", "epoch", "today",
        "02/29/2024", "02/30/2024", "2/3/2024", "12/31/1999", "31/12/1999", "01/02/0999", "01/02/202 ", "01/02/202x", " 1/02/2024", "1//02/2024", "01/1//2024", "01.02.2024", "1.2.2024", "001/2/2024", "01/02/24", "1/2/69", "2/29/00",
        "29 Feb 2024", "05 may 0100", "31 DEC 2024", "30 Feb 2024", "Sept 01, 2000", "jan 31, 1999", "Jan 31, 1999 ", "20240203", "20241301", "00-02-29", "00-02-28", "68-01-01", "69-01-01", "70-12-31", "99-12-31",
        "2024-02-03 10:11:12", "2024-02-03 24:00:00", "2024-02-03 23:59:60", "2024-02-03T10:11:12", "2024-02-03 10:11:12.5", "2024-02-03 10:11:12.000", "2024-02-03  10:11:12", "2024-02-03 1:11:12", "2024-02-03 10:11", "0001-01-01 00:00:00",
        "9999-12-31 23:59:59", "2024-02-03 10:11:12+00", "2024-02-03 10:11:12Z", "1500-02-29 00:00:00", "1900-02-29", "2000-02-29", "2024-02-03 10:61:00", "2024-02-03 25:00:00", "2024-02-03T10:11:12.123", "2024-02-03T10:11:12.123456",
        "03.02.2024 10:11", "2024-13-01", "2024-00-10", "2024-01-00", "２０２４-01-01", "2024-01-0１", "24-02-03", "(2024-02-03)", "2024*02*03", "0100-01-01", "1000-01-01", "0999-12-31",
        "2024-03-31 02:30:00", "2024-10-27 02:30:00", "2024-03-10 02:30", "2024-11-03 01:59:59", "1900-01-01 00:30:00", "2099-12-31 23:59:59", "2011-12-30 12:00:00", "2024-02-03T10:11:12Z", "2024-02-03T10:11:12+05:30", "2024-02-03T10:11:12-1400", "2024-02-03T10:11:12+14:01", "0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01", "2024-02-03T10:11:12.5+01", "2024-02-03T10:11:12.1234567Z", "2024-02-03 10:11 -00:00",
        "02/03/2024 12:00:00 AM", "02/03/2024 00:00:00 AM", "02/03/2024 13:00:00 PM", "2/3/2024 9:05 pm", "2/3/2024 12:05 Pm", "9.05 a.m. 2024-02-03", "2/3/2024 9:05", "2024-02-03 10:11:12.999999500", "9999-12-31 23:59:59.999999999", "2024-02-03 10:11:12.9999995",
        "3 February 2024", "3 FEBRUARY 2024", "3 Februar 2024", "3 f\u00E9vrier 2024", "3 MA\u0308RZ 2024", "3 M\u00C4RZ 2024", "Saturday, 3 February 2024", "Sunday, 3 February 2024", "Sat 3 Feb 2024", "Sat Feb 03 23:11:12 -0500 2024", "Saturday 2024-02-03 12 AM", "3 O\u212Atober 2024",
        "1700000000", "-1", "-0.5", "1700000000.1234567", "253402300799.9999995", "-62135596801", "1700000000123", "253402300799999999", "45325", "60", "59.9999999999", "45325.416666666664", "2958465.99999999999", "0", "61.5",
    ];

    private static readonly string[] Texts =
    [
        "", " ", "  ", "a", "A", "abc", "  a  ", " lead", "trail ", "two  blanks", "tab\there", "\ttab", "line\nbreak", "line\r\n", "\u000Bv", "\fform", "\u001Cfs", "\u0085nel", "nbsp\u00A0", "\u00A0\u2003em", "\u200Bzero", "\uFEFFbom",
        "\u180Emvs", "\u2028ls", "ps\u2029", "\u3000wide\u3000", "\u1680ogham", "\u202Fnn\u205F", "é", "e\u0301", "É", "ß", "straße", "ẞ", "İ", "ı", "I", "i", "Σ", "ς", "ΟΔΥΣΣΕΥΣ", "ǅ", "ǆ", "ﬁ", "ŉ", "ΐ", "K", "Å", "ÿ", "Ÿ", "µ", "ſ", "Ꭰ", "ꭰ", "Ა", "𐐀", "𞤀",
        "😀", "👩‍👩‍👧", "日本語", "العربية", "'", "''", "\"", "\\", "O'Neil", "a\\b", "%", "_", "a%b_c", "[x]", "*", "?", "NULL", "null", "true", "TRUE", "Yes", "n", "F", "tru", " t", "a,b,,c,", ",", ",,", "a, b", "k=v;k2=v2", "one--two---three", "-", "x@y.com", "A.B@Example.COM",
        "AB-123456", "ab12cd", "\u0001", "\u007F", "\u0080", "a\u0300\u0301", "\uFFFD", "\U0010FFFF", "\uE000", "\u0600",
    ];

    private static readonly string[] Pieces =
    [
        " ", "  ", "\t", "\n", "\r", "\u000B", "\u0085", "\u00A0", "\u2003", "\u3000", "\u200B", "a", "b", "c", "A", "Z", "z", "é", "ß", "İ", "😀", "0", "1", "5", "9", "00", ".", "-", "+", "/", ":", ",", ";", "e", "E", "_", "x", "'", "\\", "%", "T", "@", "ab", "\u0301", "\u0001", "(", ")", "€", "$", "\u2212", "\u202F", "\u2019",
    ];

    public static Gen<string?> Of(ColumnType type) => Gen.Frequency<string?>(
        (1, Gen.Constant<string?>(null)),
        (9, type.Kind switch
        {
            ColumnKind.Text => AnyText,
            ColumnKind.Int64 => Int64,
            ColumnKind.Decimal => Decimal(type),
            ColumnKind.Bool => Gen.Elements<string?>("true", "false"),
            ColumnKind.Date => Moment(time: false),
            ColumnKind.Timestamp => Moment(time: true),
            _ => throw new ArgumentOutOfRangeException(nameof(type)),
        }));

    private static Gen<string?> AnyText => Gen.Frequency<string?>(
        (4, Gen.Elements(Numbers).Select(Nullable)),
        (4, Gen.Elements(Written).Select(Nullable)),
        (4, Gen.Elements(Dates).Select(Nullable)),
        (4, Gen.Elements(Texts).Select(Nullable)),
        (3, from text in Gen.OneOf(Gen.Elements(Numbers), Gen.Elements(Written), Gen.Elements(Dates), Gen.Elements(Texts)) from changed in Mutated(text) select Nullable(changed)),
        (3, from count in Gen.Choose(0, 12) from pieces in Gen.Elements(Pieces).ListOf(count) select Nullable(string.Concat(pieces))),
        (1, from whole in Gen.Choose(-2000, 2_000_000) from digits in Gen.Choose(0, 99) select Nullable(FormattableString.Invariant($"{whole}.{digits}"))));

    private static Gen<string?> Int64 => Gen.OneOf<string?>(
        Gen.Elements<string?>("0", "1", "-1", "2", "3", "7", "-7", "10", "99", "3037000500", "4611686018427387904", "-4611686018427387904", "9223372036854775807", "-9223372036854775808", "9223372036854775806"),
        Gen.Choose(-1000, 1000).Select(number => Nullable(FormattableString.Invariant($"{number}"))),
        from a in Gen.Choose(int.MinValue, int.MaxValue) from b in Gen.Choose(0, int.MaxValue) select Nullable(FormattableString.Invariant($"{((long)a << 32) | (uint)b}")));

    private static Gen<string?> Decimal(ColumnType type) =>
        from digits in Gen.Choose(1, type.Precision)
        from kind in Gen.Choose(0, 3)
        from number in Gen.Choose(0, 9).ListOf(digits)
        from negative in Gen.Elements(true, false)
        select Nullable(Print(kind switch { 0 => new string('9', digits), 1 => "5" + new string('0', digits - 1), _ => string.Concat(number) }, type.Scale, negative));

    private static string Print(string digits, int scale, bool negative)
    {
        digits = digits.TrimStart('0').PadLeft(scale + 1, '0');
        var text = scale == 0 ? digits : digits[..^scale] + "." + digits[^scale..];
        return negative && text.AsSpan().IndexOfAnyInRange('1', '9') >= 0 ? "-" + text : text;
    }

    private static Gen<string?> Moment(bool time) =>
        from year in Gen.OneOf(Gen.Elements(1, 4, 99, 100, 987, 999, 1000, 1582, 1899, 1900, 1969, 1970, 2000, 2024, 2069, 2099, 2100, 9999), Gen.Choose(1, 9999))
        from month in Gen.Choose(1, 12)
        from day in Gen.Choose(1, DateTime.DaysInMonth(year, month))
        from clock in Gen.Elements("00:00:00.000000", "23:59:59.999999", "12:34:56.000000", "01:02:03.040506", "13:00:00.500000", "00:00:00.000001")
        select Nullable(FormattableString.Invariant($"{year:0000}-{month:00}-{day:00}") + (time ? " " + clock : ""));

    private static Gen<string> Mutated(string text) =>
        from at in Gen.Choose(0, text.Length)
        from piece in Gen.Elements(Pieces)
        from kind in Gen.Choose(0, 2)
        select Whole(kind switch
        {
            0 => text.Insert(at, piece),
            1 when at < text.Length => text.Remove(at, 1),
            _ => text[..at] + piece,
        });

    // Cutting may have parted a surrogate pair, which text cannot hold.
    private static string Whole(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.ToString()));

    private static string? Nullable(string text) => text;
}
