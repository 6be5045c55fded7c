using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.DuckDb;

/// <summary>What the emitters take for granted about this version of the engine. When one fails after an upgrade, the emitter must change.</summary>
public sealed class EngineFactsTests : IDisposable
{
    private readonly DuckDbConnection _connection = new();

    public EngineFactsTests() => _connection.Open();

    public void Dispose() => _connection.Dispose();

    [Theory]
    [InlineData(CaseMode.Upper, CaseAlphabet.Unicode)]
    [InlineData(CaseMode.Lower, CaseAlphabet.Unicode)]
    [InlineData(CaseMode.Upper, CaseAlphabet.Ascii)]
    [InlineData(CaseMode.Lower, CaseAlphabet.Ascii)]
    public void Case_EveryCodePoint_IsTheTables(CaseMode mode, CaseAlphabet alphabet) =>
        AssertSameForEveryCodePoint(input => new Case(input, mode, alphabet), "chr(i)");

    [Theory]
    [InlineData(WhitespaceSet.Ascii)]
    [InlineData(WhitespaceSet.Unicode)]
    public void Trim_EveryCodePointAtBothEnds_IsTheSets(WhitespaceSet set) =>
        AssertSameForEveryCodePoint(input => new Trim(input, TrimSide.Both, set == WhitespaceSet.Ascii ? TrimSet.Ascii : TrimSet.Unicode), "chr(i) || 'x' || chr(i)");

    [Theory]
    [InlineData(WhitespaceSet.Ascii)]
    [InlineData(WhitespaceSet.Unicode)]
    public void Collapse_EveryCodePoint_IsTheSets(WhitespaceSet set) =>
        AssertSameForEveryCodePoint(input => new CollapseWhitespace(input, set, TrimEnds: true), "chr(i) || 'x' || chr(i) || chr(i) || 'y '");

    [Fact]
    public void Bool_EveryShortAsciiText_IsReadAsTheLanguageReadsIt()
    {
        const string Letters = "tTrRuUeEfFaAlLsSyYnNoO01 ";
        var words = new List<string> { "", "true", "TrUe", "FALSE", "falsE", "yes", "yEs", "no", "nO", "on", "off", "10", "truee", "y\n", "２" };
        foreach (var a in Letters)
        {
            words.Add(a.ToString());
            foreach (var b in Letters)
            {
                words.Add($"{a}{b}");
                foreach (var c in Letters) words.Add($"{a}{b}{c}");
            }
        }

        AssertSame(new TypeCast(new ColumnReference("x"), null, ColumnType.Bool, Rounding.Exact), words);
    }

    [Fact]
    public void LongTexts_EveryTextOperation_AgreeWithTheInterpreter()
    {
        var texts = new List<string> { new('a', 100_000), new(' ', 100_000), new('9', 100_000), "0." + new string('0', 100_000) + "1", string.Concat(Enumerable.Repeat("é ", 50_000)), new string('0', 100_000) + "7", new string('x', 99_999) + "," };
        Expression x = new ColumnReference("x");
        Expression[] all =
        [
            new Trim(x, TrimSide.Both, TrimSet.Unicode), new Case(x, CaseMode.Upper, CaseAlphabet.Unicode), new CollapseWhitespace(x, WhitespaceSet.Unicode, true), new RegexExtract(x, "^[^,]*,", 0, NoMatchRule.Null),
            new RegexSplit(x, SeparatorKind.Literal, ",", 2), new TypeCast(x, null, ColumnType.Int64, Rounding.Exact), new TypeCast(x, null, ColumnType.Decimal(18, 6), Rounding.HalfAway), new TypeCast(x, null, ColumnType.Decimal(18, 6), Rounding.Exact),
            new DateParse(x, ["D/M/YYYY"], DateTarget.Date, null),
        ];
        foreach (var expression in all) AssertSame(expression, texts);
    }

    private void AssertSameForEveryCodePoint(Func<Expression, Operation> operation, string text)
    {
        var plan = Typed(operation(new ColumnReference("x")));
        var interpreter = new PlanInterpreter(plan);
        using var command = _connection.CreateCommand();
        command.CommandText = DuckDbCompiler.Compile(plan).SelectSql($"(SELECT {text} AS x, i FROM (SELECT range::INTEGER AS i FROM range(1, 1114112)) WHERE i NOT BETWEEN 55296 AND 57343)", ["i", "x"]);
        using var reader = command.ExecuteReader();
        var wrong = new List<string>();
        var seen = 0;
        while (reader.Read())
        {
            seen++;
            var expected = (string?)interpreter.Evaluate([reader.GetString(3)]).Values[0];
            if (expected != reader.GetString(0) && wrong.Count < 20) wrong.Add($"U+{reader.GetInt32(2):X4}");
        }

        Assert.Equal(1_114_111 - 2048, seen);
        Assert.Equal([], wrong);
    }

    private void AssertSame(Expression expression, List<string> texts)
    {
        var plan = Typed(expression);
        var interpreter = new PlanInterpreter(plan);
        var compiled = DuckDbCompiler.Compile(plan);
        var relation = new StringBuilder("(SELECT unnest AS x, row_number() OVER () AS n FROM unnest([");
        relation.AppendJoin(", ", texts.Select(SqlPrinter.Standard.Literal)).Append("]))");
        using var command = _connection.CreateCommand();
        command.CommandText = $"SELECT CAST(value AS VARCHAR), lumos_failure, x FROM ({compiled.SelectSql(relation.ToString(), ["x", "n"])}) ORDER BY n";
        using var reader = command.ExecuteReader();
        var seen = 0;
        while (reader.Read())
        {
            seen++;
            var expected = interpreter.Evaluate([reader.GetString(2)]);
            var code = Convert.ToInt32(reader.GetValue(1), System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal(expected.Failure, code == 0 ? null : compiled.Failures[code - 1]);
            Assert.Equal(Lumos.Dsl.Vectors.CanonicalText.Print(expected.Values[0], plan.Pipelines[0].Value.Type), reader.IsDBNull(0) ? null : reader.GetString(0));
        }

        Assert.Equal(texts.Count, seen);
    }

    private static TypedPlan Typed(Expression expression) =>
        PlanChecker.Check(new TransformPlan([new("value", null, expression)]), new ColumnSchema([new("x", ColumnType.Text)])).OrThrow();
}
