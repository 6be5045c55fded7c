using System.Text;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Text;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Sql;

/// <summary>Plans in text form over rows of texts, on an engine and on the interpreter.</summary>
internal sealed class ServerTraps(SqlEngine engine, RunSql run)
{
    public static ColumnSchema Source { get; } = new([new("a", ColumnType.Text), new("b", ColumnType.Text)]);

    private readonly SqlDialect _dialect = SqlDialects.Find(engine)!;

    /// <summary>A plan, checked and compiled.</summary>
    public CompiledPlan Compile(string text) => SqlCompiler.Compile(PlanChecker.Check(DslText.Parse(text), Source).OrThrow(), engine);

    /// <summary>Holds every value and the failure of every row against the interpreter, and gives the values.</summary>
    public IReadOnlyList<string?[]> AssertAgrees(string text, params (string? A, string? B)[] rows)
    {
        var compiled = Compile(text);
        var interpreter = new PlanInterpreter(compiled.Plan);
        var relation = _dialect.Relation(Source, [.. rows.Select(row => (ValueList<string?>)[row.A, row.B])]);
        var answers = run(SqlVectorBackend.Query(_dialect, compiled, compiled.SelectSql(relation, ["n"]), [CompiledPlan.FailureColumn]), default);
        Assert.Equal(rows.Length, answers.Count);
        for (var r = 0; r < rows.Length; r++)
        {
            var expected = interpreter.Evaluate([rows[r].A, rows[r].B]);
            for (var i = 0; i < expected.Values.Count; i++) Assert.Equal(CanonicalText.Print(expected.Values[i], compiled.Plan.Pipelines[i].Value.Type), answers[r][i]);
            Assert.Equal(expected.Failure, answers[r][^1] == "0" ? null : compiled.Failures[int.Parse(answers[r][^1]!, null) - 1]);
        }

        return answers;
    }

    /// <summary>case, trim and collapse_whitespace on every code point there is.</summary>
    public void AssertEveryCodePointAgrees()
    {
        var all = new StringBuilder();
        for (var point = 1; point <= 0x10FFFF; point++)
        {
            if (point is not (>= 0xD800 and <= 0xDFFF)) all.Append(char.ConvertFromUtf32(point)).Append('x');
        }

        AssertAgrees("u = a | case(upper, alphabet: unicode)\nl = a | case(lower, alphabet: unicode)\nA = a | case(upper, alphabet: ascii)\nB = a | case(lower, alphabet: ascii)\nc = a | collapse_whitespace(set: unicode)\nC2 = a | collapse_whitespace(set: ascii)", (all.ToString(), null));
        var ends = Enumerable.Range(1, 0x3100).Select(point => ((string?)$"{char.ConvertFromUtf32(point)}x{char.ConvertFromUtf32(point)}", (string?)null)).ToArray();
        foreach (var chunk in ends.Chunk(2000)) AssertAgrees("u = a | trim(set: unicode)\nw = a | trim(set: ascii)\nr = a | trim(right, set: unicode)\nl = a | trim(left, set: unicode)", chunk);
    }

    /// <summary>case(title) on every letter of the case table and both sides of every edge of the tables of words: alone, before a letter, behind one and behind an apostrophe.</summary>
    public void AssertTitleAgreesAtEveryEdge()
    {
        var edges = WordCharacters.Starts.Concat(WordCharacters.Marks).SelectMany(range => new[] { range.First - 1, range.First, range.Last, range.Last + 1 });
        var points = edges.Concat(CaseTable.Upper.Keys).Concat(CaseTable.Lower.Keys).Distinct().Where(point => point is > 0 and not (>= 0xD800 and <= 0xDFFF)).Select(char.ConvertFromUtf32);
        (string?, string?)[] rows = [.. points.Chunk(1000).Select(texts => ((string?)string.Concat(texts.Select(text => $"{text} {text}X A{text}B d'{text}abC ")), (string?)string.Join("-", texts)))];
        AssertAgrees("t = a | case(title)\nT2 = b | case(title, alphabet: ascii)", rows);
    }

    /// <summary>case(title) on the code points below U+3000, those of private use and others here and there, as they come back from an engine that changes piece by piece, and on rows given.</summary>
    public void AssertTitleKeepsCodePoints(params (string? A, string? B)[] rows)
    {
        var points = Enumerable.Range(1, 0x10FFFF).Where(static point => point is < 0x3000 or (>= 0xE000 and < 0xE100) or (>= 0xFF00 and < 0x10100) || point % 197 == 0)
            .Where(static point => point is not (>= 0xD800 and <= 0xDFFF)).Select(char.ConvertFromUtf32);
        foreach (var texts in points.Chunk(40_000).Select(chunk => chunk.Chunk(400).Select(static some => string.Join('x', some)).ToArray()))
            AssertAgrees("t = a | case(title)", [.. texts.Select(static text => ((string?)text, (string?)null))]);
        AssertAgrees("t = a | case(title)\nT2 = b | case(title, alphabet: ascii)", rows);
    }

    /// <summary>Every kind of operation on texts of 100,000 characters.</summary>
    public void AssertLongTextsAgree()
    {
        (string?, string?)[] rows =
        [
            (new('a', 100_000), ","), (new(' ', 100_000), ""), (new string(' ', 100_000) + "x", null), (new('9', 100_000), "x"), ("0." + new string('0', 100_000) + "1", "y"),
            (string.Concat(Enumerable.Repeat("é ", 5_000)), "z"), (new string('0', 100_000) + "7", "-"), (new string('x', 99_999) + ",", "'"), (string.Concat(Enumerable.Repeat("ab", 50_000)) + "c", null),
        ];
        AssertAgrees(
            """
            o1 = a | trim(set: unicode)
            o2 = a | case(upper, alphabet: unicode)
            o3 = a | collapse_whitespace
            o4 = a | regex_extract("^[^,]*,", 0)
            o5 = a | regex_split(literal: ",", index: 2)
            o6 = a | regex_extract("((?:ab)+)c", 1)
            o7 = a | type_cast(int64)
            o8 = a | type_cast(decimal(18,6), rounding: half_away)
            o9 = a | type_cast(decimal(18,6))
            o10 = a | date_parse(["D/M/YYYY"])
            o11 = concat(a, b, a, nulls: skip)
            o12 = a | map_dict({"x": "y"}, on_missing: keep)
            """,
            rows);
    }
}
