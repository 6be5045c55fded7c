using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.DuckDb;

/// <summary>Tries to break out of every place where a text of a plan stands in SQL.</summary>
public sealed class SqlTextTests : IDisposable
{
    private static readonly string[] Attacks =
    [
        "'", "''", "'''", "\"", "\"\"", "\\", "\\'", "\\\"", "'--", "';", "'; DROP TABLE victim; --", "\"; DROP TABLE victim; --", "*/", "/*", "--", "\n", "\r", "\n--", "$$", "$a$", "E'", "x'", "?", "$1", ":name", "{", "}", "{{0}}", "%s", "%%", "v1", "c1", "lumos_failure",
        "\u2018", "\u02BC", "\uFF07", "\u00A0", "\u2003", "\uFEFF", "\u200B", "😀", "\u0001", "\u001A", "\u0085", "\u2028", " ", ")", "(", ",", "]", "[", "|| version() ||", "NULL", "select",
    ];

    private static readonly Gen<string> Hostile = from count in Gen.Choose(1, 5) from parts in Gen.Elements(Attacks).ListOf(count) select string.Concat(parts);

    private readonly DuckDbConnection _connection = new();

    public SqlTextTests()
    {
        _connection.Open();
        Execute("CREATE TABLE victim AS SELECT 1 AS x");
    }

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Literal_Hostile_ComesBackAsItWas() => Check.One(Fixed(400), Prop.ForAll(Arb.From(Hostile), text => (string?)Execute($"SELECT {SqlPrinter.Standard.Literal(text)}") == text && VictimLives()));

    [Fact]
    public void Identifier_Hostile_NamesExactlyThatColumn() => Check.One(Fixed(400), Prop.ForAll(Arb.From(Hostile), name =>
    {
        var sql = $"SELECT {SqlPrinter.Standard.Identifier(name)} FROM (SELECT 'here' AS {SqlPrinter.Standard.Identifier(name)})";
        return (string?)Execute(sql) == "here" && VictimLives();
    }));

    [Fact]
    public void Compile_HostileTextInEveryPosition_StaysText() => Check.One(Fixed(120), Prop.ForAll(Arb.From(Hostile.Two().Two()), texts =>
    {
        var ((a, b), (c, input)) = texts;
        var source = new ColumnSchema([new(a, ColumnType.Text)]);
        Expression column = new ColumnReference(a);
        var plan = new TransformPlan(
        [
            new("t" + b, null, new Trim(column, TrimSide.Both, TrimSet.Of(b))),
            new("c" + b, null, new Concat([column, new Constant(b)], NullRule.Skip, c)),
            new("m" + b, null, new MapDict(column, b == c ? [new(b, c)] : [new(b, c), new(c, b)], MissingRule.Default(c), b)),
            new("k" + b, null, new MapDict(column, [.. Enumerable.Range(0, 30).Select(i => new MapEntry(b + i, c))], MissingRule.Default(b), null)),
            new("s" + b, null, new RegexSplit(column, SeparatorKind.Literal, c, 2)),
            new("r" + b, null, new RegexExtract(column, string.Concat(c.EnumerateRunes().Select(rune => rune.IsAscii && char.IsPunctuation((char)rune.Value) ? "\\" + rune : rune.ToString())), 0, NoMatchRule.Null)),
        ]);
        var checkedPlan = PlanChecker.Check(plan, source);
        if (checkedPlan.Plan is not { } typed) return true;

        var relation = $"(SELECT {SqlPrinter.Standard.Literal(input)} AS {SqlPrinter.Standard.Identifier(a)})";
        var expected = new PlanInterpreter(typed).Evaluate([input]).Values;
        using var command = _connection.CreateCommand();
        command.CommandText = DuckDbCompiler.Compile(typed).SelectSql(relation);
        using (var reader = command.ExecuteReader())
        {
            Assert.True(reader.Read());
            for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i], reader.IsDBNull(i) ? null : reader.GetString(i));
        }

        return VictimLives();
    }));

    [Fact]
    public void Literal_EveryAssignedPlaneBoundary_ComesBackAsItWas()
    {
        int[] points = [0x1, 0x1F, 0x20, 0x7F, 0x80, 0x85, 0xA0, 0x7FF, 0x800, 0x2028, 0xD7FF, 0xE000, 0xFDD0, 0xFEFF, 0xFFFD, 0xFFFF, 0x10000, 0x1FFFF, 0x10FFFF];
        var text = string.Concat(points.Select(char.ConvertFromUtf32));

        Assert.Equal(text, Execute($"SELECT {SqlPrinter.Standard.Literal(text)}"));
    }

    [Fact]
    public void Quote_TextNoEngineCanHold_Throws()
    {
        Assert.Throws<ArgumentException>(() => SqlPrinter.Standard.Literal("a\0b"));
        Assert.Throws<ArgumentException>(() => SqlPrinter.Standard.Literal("a" + (char)0xD800));
        Assert.Throws<ArgumentException>(() => SqlPrinter.Standard.Identifier("a" + (char)0xDC00 + "b"));
        Assert.Throws<ArgumentException>(() => SqlPrinter.Standard.Identifier(""));
    }

    private static Config Fixed(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(77, 5);

    private bool VictimLives() => Convert.ToInt64(Execute("SELECT count(*) FROM victim"), System.Globalization.CultureInfo.InvariantCulture) == 1;

    private object? Execute(string sql)
    {
        using var command = _connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
