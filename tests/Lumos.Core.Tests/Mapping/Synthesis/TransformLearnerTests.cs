using Lumos.Abstractions;
using Lumos.Core.Mapping.Synthesis;
using Lumos.Dsl.Text;

namespace Lumos.Core.Tests.Mapping.Synthesis;

public sealed class TransformLearnerTests
{
    [Theory]
    // Text
    [InlineData("text", "rename", "a", "x y => x y", "z => z", "q r s => q r s")]
    [InlineData("text", "cast", "a | case(upper)", "de => DE", "fr => FR", "uk => UK")]
    [InlineData("text", "decompose", "a | regex_extract(\"^[^@]*\")|a | regex_split(index: 1, literal: \"@\")", "ann.lee@example.com => ann.lee", "bo@example.org => bo")]
    [InlineData("text", "derive", "concat(\"INV-\", a, nulls: propagate)", "7 => INV-7", "31 => INV-31", "205 => INV-205")]
    // Numbers
    [InlineData("decimal(9,2)", "cast", "a | type_cast(decimal(9,2), decimal_mark: \",\", group_mark: \".\")", "1.234,50 => 1234.50", "7,25 => 7.25", "12.000,00 => 12000.00")]
    [InlineData("decimal(9,2)", "cast", "a | type_cast(decimal(9,2), symbol: \"%\")", "12.5 % => 12.50", "3 % => 3.00", "99.25 % => 99.25")]
    [InlineData("decimal(9,3)", "unit", "a | type_cast(decimal(18,1)) | unit_convert(\"lb\", \"kg\", result: decimal(9,3))", "150.0 => 68.039", "10.5 => 4.763", "220.4 => 99.972")]
    [InlineData("decimal(4,1)", "unit", "a | type_cast(decimal(18,1)) | unit_convert(\"F\", \"C\", result: decimal(4,1))", "98.6 => 37.0", "212.0 => 100.0", "32.0 => 0.0", "0.0 => -17.8")]
    // Unit traps: what the numbers say, whatever a header says.
    [InlineData("decimal(9,2)", "unit", "safe_math(div, a | type_cast(int64), \"100\" | type_cast(int64), result: decimal(9,2), on_zero: error)", "1999 => 19.99", "250 => 2.50", "100000 => 1000.00")]
    [InlineData("decimal(9,2)", "unit", "a | type_cast(decimal(18,1)) | unit_convert(\"years\", \"d\", result: decimal(9,2))", "2.5 => 913.13", "41.0 => 14975.25", "0.5 => 182.63")]
    [InlineData("int64", "unit", "safe_math(div, a | type_cast(int64), \"12\" | type_cast(int64), result: int64, on_zero: error)", "24 => 2", "480 => 40", "120 => 10", "36 => 3")]
    [InlineData("decimal(4,1)", "unit", "safe_math(mul, a | type_cast(int64), \"2.5\" | type_cast(decimal(2,1)), result: decimal(4,1))", "4 => 10.0", "3 => 7.5", "1 => 2.5", "0 => 0.0")]
    [InlineData("int64", "derive", "safe_math(div, safe_math(sub, a | type_cast(int64), safe_math(mod, a | type_cast(int64), \"12\" | type_cast(int64), result: int64, on_zero: error), result: int64), \"12\" | type_cast(int64), result: int64, on_zero: error)", "25 => 2", "35 => 2", "11 => 0", "480 => 40", "143 => 11")]
    [InlineData("decimal(9,2)", "derive", "safe_math(mul, a | type_cast(decimal(18,2)), \"1.19\" | type_cast(decimal(3,2)), result: decimal(9,2))", "10.00 => 11.90", "3.50 => 4.17", "120.00 => 142.80", "77.77 => 92.55")]
    // Dates
    [InlineData("date", "cast", "concat(\"01 \", a, nulls: propagate) | date_parse(\"DD MON YYYY\")", "Feb 1962 => 1962-02-01", "Nov 1978 => 1978-11-01", "Jan 2001 => 2001-01-01")]
    [InlineData("date", "cast", "concat(a, \"-01\", nulls: propagate) | date_parse(\"YYYY-MM-DD\")", "1962-02 => 1962-02-01", "1978-11 => 1978-11-01", "2001-01 => 2001-01-01")]
    [InlineData("date", "cast", "concat(a, \"01\", nulls: propagate) | date_parse(\"YYYYMMDD\")", "202405 => 2024-05-01", "199912 => 1999-12-01", "200101 => 2001-01-01")]
    [InlineData("date", "cast", "concat(a | regex_extract('^\\d{4}', on_no_match: error), a | regex_extract('^\\d{4} ?[年년] ?(\\d{1,2})', 1, on_no_match: error), a | regex_extract('[月월] ?(\\d{1,2}) ?[日号號일]$', 1, on_no_match: error), separator: \"-\", nulls: propagate) | date_parse(\"YYYY-M-D\")", "2024年5月1日 => 2024-05-01", "1999年12月31日 => 1999-12-31", "2001年1月9日 => 2001-01-09")]
    [InlineData("date", "cast", "a | date_parse(\"DD.MM.YYYY\")", "03.02.2024 => 2024-02-03", "31.12.1999 => 1999-12-31")]
    [InlineData("date", "cast", "a | date_parse(\"M/D/YYYY\")", "2/3/2024 => 2024-02-03", "12/31/1999 => 1999-12-31")]
    [InlineData("date", "cast", "a | date_parse(\"D. MONTH YYYY\", language: de)", "3. März 2024 => 2024-03-03", "17. Oktober 1987 => 1987-10-17")]
    [InlineData("date", "cast", "a | date_parse(\"SERIAL_1900\")", "45325 => 2024-02-03", "36525 => 1999-12-31")]
    [InlineData("timestamp", "cast", "a | date_parse(\"EPOCH_SECONDS\", target: timestamp)", "1700000000 => 2023-11-14 22:13:20", "1600000000 => 2020-09-13 12:26:40")]
    [InlineData("timestamp", "cast", "a | date_parse(\"M/D/YYYY h:mm AM\", target: timestamp)", "2/3/2024 9:05 pm => 2024-02-03 21:05:00", "11/30/2023 12:01 AM => 2023-11-30 00:01:00")]
    [InlineData("text", "cast", "a | date_parse(\"YYYY-MM-DD\") | date_format(\"D MON YYYY\")", "2024-02-03 => 3 Feb 2024", "1999-12-31 => 31 Dec 1999")]
    public void Learn_OneColumn_FindsThePipeline(string type, string kind, string expected, params string[] pairs)
    {
        var lesson = TransformLearner.Learn(["a"], Pairs(pairs), TypeOf(type));

        var best = lesson.Found[0];
        Assert.Contains(best.Dsl, expected.Split("|a |").Select((e, i) => i == 0 ? e : "a |" + e));
        Assert.Equal((kind, pairs.Length), (best.Kind, best.Reproduced));
        Assert.False(best.Memorises);
    }

    [Theory]
    [InlineData("text", "compose", "concat(first, last, separator: \" \", nulls: propagate)", "Ada|Lovelace => Ada Lovelace", "Alan|Turing => Alan Turing")]
    [InlineData("text", "compose", "concat(last | case(upper), \", \", first | regex_extract(\"^.\"), \".\", nulls: propagate)", "Ada|Lovelace => LOVELACE, A.", "Blaise|Pascal => PASCAL, B.")]
    [InlineData("decimal(18,2)", "derive", "safe_math(mul, first | type_cast(int64), last | type_cast(decimal(18,2)), result: decimal(18,2))", "3|19.99 => 59.97", "2|5.50 => 11.00", "7|0.35 => 2.45")]
    [InlineData("timestamp", "compose", "concat(first, last, separator: \" \", nulls: propagate) | date_parse(\"DD.MM.YYYY HH:mm\", target: timestamp)", "03.02.2024|09:15 => 2024-02-03 09:15:00", "28.11.2023|17:40 => 2023-11-28 17:40:00")]
    public void Learn_TwoColumns_FindsThePipeline(string type, string kind, string expected, params string[] pairs)
    {
        var lesson = TransformLearner.Learn(["first", "last"], Pairs(pairs), TypeOf(type));

        Assert.Equal((kind, expected), (lesson.Found[0].Kind, lesson.Found[0].Dsl));
    }

    [Theory]
    [InlineData("3 мая 2021 г. => 2021-05-03", "12 декабря 2019 г. => 2019-12-12", "1 марта 2020 г. => 2020-03-01")]
    [InlineData("3 maja 2021 => 2021-05-03", "12 grudnia 2019 => 2019-12-12", "1 marca 2020 => 2020-03-01")]
    [InlineData("styczeń 2021 => 2021-01-01", "luty 2019 => 2019-02-01", "grudzień 2020 => 2020-12-01")]
    [InlineData("3 Mayıs 2021 => 2021-05-03", "12 Aralık 2019 => 2019-12-12", "1 Mart 2020 => 2020-03-01")]
    public void Learn_MonthsOfOtherLanguages_AreLookedUp(params string[] pairs)
    {
        var best = TransformLearner.Learn(["a"], Pairs(pairs), ColumnType.Date).Found[0];

        Assert.Equal((pairs.Length, false), (best.Reproduced, best.Memorises));
        Assert.EndsWith("| date_parse(\"YYYY-MM-D\")", best.Dsl.Replace("YYYY-MM-DD", "YYYY-MM-D", StringComparison.Ordinal), StringComparison.Ordinal);
    }

    [Fact]
    public void Learn_CountriesWhoseCodesAreTheirFirstLetters_BecomeTheWholeList()
    {
        var best = TransformLearner.Learn(["a"], Pairs(["Deutschland => DE", "France => FR", "Espagne => ES", "Italy => IT"]), ColumnType.Text).Found[0];

        Assert.Equal("value_map", best.Kind);
        Assert.Contains("\"Spain\": \"ES\"", best.Dsl, StringComparison.Ordinal);
    }

    [Fact]
    public void Learn_HoursAndMinutesOfTwoColumns_CountMinutes() => Assert.Equal(
        "safe_math(add, safe_math(mul, first | type_cast(int64), \"60\" | type_cast(int64), result: int64), last | type_cast(int64), result: int64)",
        TransformLearner.Learn(["first", "last"], Pairs(["2|7 => 127", "5|30 => 330", "0|23 => 23", "8|56 => 536"]), ColumnType.Int64).Found[0].Dsl);

    [Fact]
    public void Learn_BodyMassIndexOfCentimetres_TakesTheRoundestFactor() => Assert.Contains(
        "\"10000\"", TransformLearner.Learn(["first", "last"], Pairs(["98|160 => 38.3", "63|166 => 22.9", "53|171 => 18.1", "80|180 => 24.7"]), ColumnType.Decimal(5, 1)).Found[0].Dsl, StringComparison.Ordinal);

    [Fact]
    public void Learn_PartMissingInSomeRows_SkipsItsSeparator()
    {
        TransformExample[] examples = [new(["Ada", "K", "Lovelace"], "Ada K Lovelace"), new(["Alan", null, "Turing"], "Alan Turing"), new(["Mary", "J", "Somerville"], "Mary J Somerville")];

        Assert.Equal("concat(a, b, c, separator: \" \", nulls: skip)", TransformLearner.Learn(["a", "b", "c"], examples, ColumnType.Text).Found[0].Dsl);
    }

    [Fact]
    public void Learn_Codes_BecomeADictionaryWithItsCoverage()
    {
        TransformExample[] examples = [.. Enumerable.Range(0, 30).Select(i => (i % 3) switch { 0 => Pair("1", "new"), 1 => Pair("2", "paid"), _ => Pair("9", "void") })];

        var best = TransformLearner.Learn(["s"], examples, ColumnType.Text).Found[0];

        Assert.Equal("s | map_dict({\"1\": \"new\", \"2\": \"paid\", \"9\": \"void\"}, on_missing: error)", best.Dsl);
        Assert.Equal(("value_map", 30, 6, false), (best.Kind, best.Reproduced, best.HeldOutReproduced, best.Memorises));
    }

    [Fact]
    public void Learn_CodeInsideAText_IsLookedUp()
    {
        string[] codes = ["BLK", "RED", "NVY"], names = ["black", "red", "navy"];
        var examples = Enumerable.Range(0, 12).Select(i => new TransformExample([$"{(i % 2 == 0 ? "HD" : "TS")}-{200 + i * 37}-{codes[i * 5 % 3]}"], names[i * 5 % 3])).ToArray();

        var best = TransformLearner.Learn(["sku"], examples, ColumnType.Text).Found[0];

        Assert.False(best.Memorises);
        Assert.Equal(("value_map", 12), (best.Kind, best.Reproduced));
        Assert.Contains("\"NVY\": \"navy\"", best.Dsl, StringComparison.Ordinal);
    }

    [Fact]
    public void Learn_Countries_WritesTheWholeList()
    {
        TransformExample[] examples = [Pair("Germany", "DE"), Pair("France", "FR"), Pair("Spain", "ES"), Pair("Italy", "IT")];

        var best = TransformLearner.Learn(["c"], examples, ColumnType.Text).Found[0];

        Assert.Contains("\"Portugal\": \"PT\"", best.Dsl, StringComparison.Ordinal);
        Assert.False(best.Memorises);
    }

    [Fact]
    public void Learn_ValuesSeenOnce_SaysThatItOnlyRemembers()
    {
        var lesson = TransformLearner.Learn(["a"], Pairs(["alpha => 17", "beta => 4", "gamma => 23", "delta => 8"]), ColumnType.Int64);

        Assert.True(lesson.Found[0].Memorises);
    }

    [Fact]
    public void Learn_OneErrorInAHundred_IsReportedNotLearnt()
    {
        TransformExample[] examples = [.. Enumerable.Range(0, 100).Select(i => Pair($"{i + 1},5", i == 41 ? "77.0" : $"{i + 1}.5"))];

        var best = TransformLearner.Learn(["n"], examples, ColumnType.Decimal(9, 1)).Found[0];

        Assert.Equal("n | type_cast(decimal(9,1), decimal_mark: \",\")", best.Dsl);
        Assert.Equal((99, 41), (best.Reproduced, Assert.Single(best.Contradicts)));
    }

    [Fact]
    public void Learn_ErrorsBeyondTheTolerance_FindNothing()
    {
        TransformExample[] examples = [.. Enumerable.Range(0, 100).Select(i => Pair($"{i + 1},5", i % 10 == 3 ? "77.0" : $"{i + 1}.5"))];

        Assert.DoesNotContain(TransformLearner.Learn(["n"], examples, ColumnType.Decimal(9, 1)).Found, f => !f.Memorises);
    }

    [Fact]
    public void Learn_HeldOutRows_AreCounted()
    {
        TransformExample[] examples = [.. Enumerable.Range(1, 50).Select(i => Pair($"P{i:00}-{i % 7}", $"{i % 7}"))];

        var lesson = TransformLearner.Learn(["code"], examples, ColumnType.Int64);

        Assert.Equal((10, 10, 50), (lesson.HeldOut, lesson.Found[0].HeldOutReproduced, lesson.Found[0].Reproduced));
    }

    [Fact]
    public void Learn_RuleTheLanguageCannotSay_FindsNothingBetterThanMemory()
    {
        // The number of letters.
        var lesson = TransformLearner.Learn(["a"], Pairs(["one => 3", "three => 5", "seventeen => 9", "four => 4", "eleven => 6"]), ColumnType.Int64);

        Assert.DoesNotContain(lesson.Found, f => !f.Memorises);
    }

    [Fact]
    public void Learn_SameExamplesTwice_FindsTheSame()
    {
        var examples = Pairs(["10 Main St, Springfield, IL 62701 => IL", "7 Oak Ave, Salem, OR 97301 => OR", "99 Elm Rd, Dover, DE 19901 => DE"]);

        Assert.Equal(TransformLearner.Learn(["a"], examples, ColumnType.Text).Found.Select(f => f.Dsl), TransformLearner.Learn(["a"], examples, ColumnType.Text).Found.Select(f => f.Dsl));
    }

    [Fact]
    public void Learn_WhatIsFound_ReadsBackFromItsText()
    {
        var best = TransformLearner.Learn(["a"], Pairs(["(030) 123-456 => 030/123456", "(0221) 998-112 => 0221/998112"]), ColumnType.Text).Found[0];

        Assert.Equal(best.Expression, DslText.ParseExpression(best.Dsl));
    }

    [Fact]
    public void Learn_RowOfAnotherWidth_IsRefused() => Assert.Throws<ArgumentException>(() => TransformLearner.Learn(["a", "b"], [Pair("1", "1")], ColumnType.Text));

    private static TransformExample Pair(string source, string target) => new([source], target);

    private static TransformExample[] Pairs(string[] pairs) => [.. pairs.Select(p => p.Split(" => ")).Select(p => new TransformExample(p[0].Split('|'), p[1]))];

    private static ColumnType TypeOf(string type) => ColumnType.TryParse(type, out var parsed) ? parsed : throw new ArgumentException(type);
}
