using Lumos.Abstractions;
using Lumos.Core.Mapping.Synthesis;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;

namespace Lumos.Core.Tests.Mapping.Synthesis;

/// <summary>What is learnt is run on rows it was not learnt from: those behind the bar.</summary>
public sealed class UnseenRowsTests
{
    [Theory]
    // Numbers in texts, rounding, marks
    [InlineData("text", "unit", "8 inch => 20.32 cm; 39 inch => 99.06 cm; 30 inch => 76.2 cm; 7 inch => 17.78 cm # 50 inch => 127 cm; 1 inch => 2.54 cm")]
    [InlineData("int64", "cast", "71.8 => 72; 71.2 => 71; 103.8 => 104; 96.7 => 97 # 0.5 => 1; 9.4 => 9")]
    [InlineData("int64", "derive", "12.99 => 12; 7.01 => 7; 30.50 => 30; 8.00 => 8 # 0.99 => 0; 15.00 => 15")]
    [InlineData("int64", "derive", "12.99 => 13; 7.01 => 8; 30.50 => 31; 8.00 => 8 # 0.01 => 1; 15.00 => 15")]
    [InlineData("text", "derive", "1234.5 => 1,234.50; 999.25 => 999.25; 1000000 => 1,000,000.00; 12 => 12.00 # 7654321.25 => 7,654,321.25; 0.5 => 0.50; 123456789012.75 => 123,456,789,012.75")]
    [InlineData("text", "derive", "1234.50 => 1234,50; 999.25 => 999,25; 12.00 => 12,00 # 0.05 => 0,05")]
    [InlineData("text", "derive", "42 => 40-49; 17 => 10-19; 88 => 80-89; 35 => 30-39 # 90 => 90-99; 5 => 0-9")]
    [InlineData("decimal(9,2)", "derive", "12.50 DR => -12.50; 8.00 CR => 8.00; 7.25 DR => -7.25; 99.99 CR => 99.99 # 3.10 DR => -3.10; 0.00 CR => 0.00")]
    // Several numbers in one text
    [InlineData("int64", "derive", "9:42 => 582; 4:50 => 290; 5:04 => 304; 0:59 => 59 # 11:30 => 690")]
    [InlineData("int64", "derive", "03:00:28 => 10828; 01:40:11 => 6011; 00:00:29 => 29; 06:14:20 => 22460 # 10:10:10 => 36610")]
    [InlineData("int64", "derive", "95-189 => 142; 7-63 => 35; 42-54 => 48; 87-91 => 89 # 10-20 => 15")]
    [InlineData("text", "derive", "11:12:29 => 11:00-11:30; 08:29:52 => 8:00-8:30; 12:41:14 => 12:30-13:00; 04:22:15 => 4:00-4:30 # 23:45:00 => 23:30-0:00; 09:30:00 => 9:30-10:00")]
    // Parts that may be missing, looked up, or told by a word
    [InlineData("text", "decompose", "555-1234 x77 => 77; 555-9876 => ; 555-4321 x5 => 5; 555-1111 =>  # 555-0000 x123 => 123; 555-2222 => ")]
    [InlineData("text", "decompose", "Ada K. Lovelace => K.; Alan Turing => ; Mary J. Somerville => J.; Emmy Noether =>  # Jane X. Doe => X.; John Doe => ")]
    [InlineData("text", "derive", "Turku, Finland => Finland; Salem => USA; Graz, Austria => Austria; Dover => USA; Lyon, France => France # Boston => USA; Oslo, Norway => Norway")]
    [InlineData("bool", "value_map", "Mill kit => false; Oak set (discontinued) => true; Elm box => false; Park kit (discontinued) => true; Mill box => false # Oak box (discontinued) => true; Elm set => false")]
    [InlineData("text", "value_map", "12 Mill St => 12 Mill Street; 7 Old Oak Ave => 7 Old Oak Avenue; 3 Elm St => 3 Elm Street; 99 Park Ave => 99 Park Avenue; 5 Queen Anne St => 5 Queen Anne Street; 8 High Ave => 8 High Avenue # 44 New Elm St => 44 New Elm Street")]
    [InlineData("text", "rename", "Utrecht => Utrecht; n/a => ; Graz => Graz; - => ; Bergen => Bergen; Lyon => Lyon # Porto => Porto; n/a => ")]
    [InlineData("date", "cast", "21/05/1969 => 1969-05-21; 00/00/0000 => ; 11/12/2022 => 2022-12-11 # 01/02/2003 => 2003-02-01; 00/00/0000 => ")]
    [InlineData("text", "decompose", "aaaaaaaa => aaa; bb => bb; ccc => ccc; xyzzy => xyz # q => q; longer => lon")]
    [InlineData("text", "value_map", "4 => April; 7 => July; 12 => December; 10 => October; 1 => January # 2 => February; 11 => November")]
    [InlineData("int64", "decompose", "A-2023001 => 2023001; B-2023017 => 2023017; A-2022940 => 2022940 # C-7 => 7")]
    [InlineData("int64", "decompose", "1700000000 => 2023; 1600000000 => 2020; 1500000000 => 2017; 1420000000 => 2014; 1388534399 => 2013; 1388534400 => 2014 # 1577836799 => 2019; 1577836800 => 2020")]
    [InlineData("text", "decompose", "Kettle, Rosa => Rosa; Nyberg, Stefan => Stefan; Hollis, Yara => Yara; Quist, Hugo => Hugo; Moreau, Mary Ann => Mary Ann; Eklund, Elif => Elif; Okafor, Zoe => Zoe; Wexler, Nadia => Nadia; Tanaka, Keiko => Keiko; Stavros, Ines => Ines # Hollis, Ana María => Ana María")]
    // Two columns
    [InlineData("text", "rename", "555-1|555-2 => 555-1; |555-3 => 555-3; 555-4|555-5 => 555-4; |555-6 => 555-6 # 555-7| => 555-7; |555-8 => 555-8")]
    [InlineData("decimal(5,1)", "derive", "112.3|1.95 => 29.5; 47.2|1.72 => 16.0; 89.0|1.58 => 35.7; 124.0|1.95 => 32.6 # 70.0|1.75 => 22.9")]
    [InlineData("decimal(9,2)", "derive", "12.50|H => 12.50; 8.00|S => -8.00; 7.25|S => -7.25; 99.99|H => 99.99 # 5.00|S => -5.00")]
    public void Learn_FewRows_IsRightOnUnseenOnes(string type, string kind, string rows)
    {
        Assert.True(ColumnType.TryParse(type, out var wanted));
        var halves = rows.Split(" # ");
        var (seen, unseen) = (Rows(halves[0]), Rows(halves[1]));
        string[] columns = [.. "abc"[..seen[0].Source.Count].Select(static c => c.ToString())];

        var best = TransformLearner.Learn(columns, seen, wanted).Found[0];

        Assert.False(best.Memorises);
        Assert.Equal(kind, best.Kind);
        Assert.All(unseen, row => Assert.Equal(Expected(row.Target, wanted), Run(best, columns, row.Source)));
    }

    [Theory]
    // A factor that only just goes through the steps of rounding is none.
    [InlineData("int64", "v3.41.2 => 3; v7.90.1 => 7; v12.18.4 => 12; v25.66.0 => 25; v6.52.9 => 6", "v6.99.4", "6")]
    [InlineData("int64", "116.25 => 117; 540.75 => 541; 893.02 => 894; 12.40 => 13; 77.00 => 77", "250.00", "250")]
    public void Learn_NearlyALine_IsNotTakenForOne(string type, string rows, string unseen, string expected)
    {
        Assert.True(ColumnType.TryParse(type, out var wanted));
        var best = TransformLearner.Learn(["a"], Rows(rows), wanted).Found[0];

        Assert.Equal(expected, Run(best, ["a"], [unseen]));
    }

    [Fact]
    public void Learn_WordsCutInside_AreNotLookedUp()
    {
        // Nothing tells these apart but the values themselves: no map of "tru" and "fals" before an e.
        var lesson = TransformLearner.Learn(["a"], Rows("xe => true; ye => false; ze => true; we => false"), ColumnType.Text);

        Assert.DoesNotContain(lesson.Found, static f => f.Dsl.Contains("fals\"", StringComparison.Ordinal));
    }

    private static string? Run(LearntTransform learnt, string[] columns, IReadOnlyList<string?> row)
    {
        var plan = PlanChecker.Check(new TransformPlan([new Pipeline("x", null, learnt.Expression)]), new ColumnSchema([.. columns.Select(static c => new ColumnField(c, ColumnType.Text))])).Plan!;
        var result = new PlanInterpreter(plan).EvaluateColumn(0, [.. row]);
        Assert.Null(result.Failure);
        var type = plan.Pipelines[0].Value.Type;
        return result.Value switch { null or "" => null, Int128 scaled => Decimal(scaled, type.Scale), bool yes => yes ? "true" : "false", DateOnly day => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), var other => Convert.ToString(other, System.Globalization.CultureInfo.InvariantCulture) };
    }

    private static string? Expected(string? target, ColumnType type) => target is null || type.Kind != ColumnKind.Decimal ? target : Decimal((Int128)(decimal.Parse(target, System.Globalization.CultureInfo.InvariantCulture) * (decimal)Math.Pow(10, type.Scale)), type.Scale);

    private static string Decimal(Int128 scaled, int scale) => ((decimal)scaled / (decimal)Math.Pow(10, scale)).ToString("F" + scale, System.Globalization.CultureInfo.InvariantCulture);

    private static TransformExample[] Rows(string text) => [.. text.Split("; ").Select(static r => (r + " ").Split(" => ")).Select(static p => new TransformExample([.. p[0].Split('|').Select(Cell)], Cell(p[1].Trim())))];

    private static string? Cell(string text) => text.Length == 0 ? null : text;
}
