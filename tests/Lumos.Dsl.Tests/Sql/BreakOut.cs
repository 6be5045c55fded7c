using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Vectors;

namespace Lumos.Dsl.Tests.Sql;

/// <summary>Tries to break out of every place where a text or name of a plan stands in an engine's SQL.</summary>
/// <param name="engine">The engine.</param>
/// <param name="run">Runs a statement there.</param>
/// <param name="victim">A query that gives 1 as long as nothing broke out.</param>
internal sealed class BreakOut(SqlEngine engine, RunSql run, string victim)
{
    private static readonly string[] Attacks =
    [
        "'", "''", "'''", "\"", "\"\"", "`", "``", "\\", "\\'", "\\\"", "\\`", "\\\\", "'--", "';", "'; DROP TABLE victim; --", "\"; DROP TABLE victim; --", "`; DROP TABLE victim; --", "\\'; DROP TABLE victim; --", "*/", "/*", "--", "#", "\n", "\r", "\n--", "$$", "$a$", "E'", "x'", "?",
        "$1", ":name", "@p", "{", "}", "{{0}}", "%s", "%%", "v1", "c1", "l0", "l1", "n", "lumos_failure", "\u2018", "\u02BC", "\uFF07", "\u00A0", "\u2003", "\uFEFF", "\u200B", "😀", "\u0001", "\u001A", "\u0085", "\u2028", " ", ")", "(", ",", "]", "[", "|| version() ||", "NULL", "select", "A", "a",
    ];

    private static readonly Gen<string> Hostile = from count in Gen.Choose(1, 5) from parts in Gen.Elements(Attacks).ListOf(count) select string.Concat(parts);

    private readonly SqlDialect _dialect = SqlDialects.Find(engine)!;

    /// <summary>Every literal and every name comes back as it was.</summary>
    public void LiteralsAndNames() => Check.One(Fixed(300), Prop.ForAll(Arb.From(Hostile.Two()), texts =>
    {
        var (text, name) = texts;
        if (!Takes(name)) name = "x";
        var sql = $"SELECT {_dialect.Printer.Identifier(name)} FROM (SELECT {_dialect.Printer.Literal(text)} AS {_dialect.Printer.Identifier(name)}) AS t";
        return run(sql, default) is [[var value]] && value == text && Lives();
    }));

    /// <summary>Every argument of a plan stays a text, and every column name a name.</summary>
    public void Plans() => Check.One(Fixed(120), Prop.ForAll(Arb.From(Hostile.Two().Two()), texts =>
    {
        var ((a, b), (c, input)) = texts;
        var source = new ColumnSchema([new(a, ColumnType.Text)]);
        Expression column = new ColumnReference(a);
        Pipeline[] all =
        [
            new("t" + b, null, new Trim(column, TrimSide.Both, TrimSet.Of(b))),
            new("c" + b, null, new Concat([column, new Constant(b)], NullRule.Skip, c)),
            new("e" + b, null, new Concat([column, new Constant(b)], NullRule.Empty, c)),
            new("p" + b, null, new Concat([column, new Constant(b)], NullRule.Propagate, c)),
            new("k" + b, null, new MapDict(column, [.. Enumerable.Range(0, 30).Select(i => new MapEntry(b + i, c))], MissingRule.Default(b), null)),
            new("m" + b, null, new MapDict(new Constant(b), [new(b, c)], MissingRule.Error, c)),
            new("s" + b, null, new RegexSplit(column, SeparatorKind.Literal, c, 2)),
            new("f" + b, null, new DateFormat(new TypeCast(new Constant("2024-02-03"), null, ColumnType.Date, Rounding.Exact), "YYYY" + string.Concat(c.Where(d => d is >= ' ' and <= '~' && !char.IsAsciiLetterOrDigit(d))) + "DD", null)),
            new("r" + b, null, new RegexExtract(column, string.Concat(c.EnumerateRunes().Select(rune => rune.IsAscii && char.IsPunctuation((char)rune.Value) ? "\\" + rune : rune.ToString())), 0, NoMatchRule.Null)),
        ];
        var pipelines = all.Where(pipeline => Takes(pipeline, source)).ToArray();
        if (pipelines.Length == 0) return true;
        var typed = PlanChecker.Check(new TransformPlan(ValueList.From(pipelines)), source).OrThrow();
        var expected = new PlanInterpreter(typed).Evaluate([input]).Values;
        var relation = $"(SELECT {_dialect.Cell(input, ColumnType.Text)} AS {_dialect.Printer.Identifier(a)})";

        var row = Assert.Single(run(SqlCompiler.Compile(typed, engine).SelectSql(relation), default));

        for (var i = 0; i < expected.Count; i++) Assert.Equal(expected[i], row[i]);
        return Lives();
    }));

    private bool Takes(Pipeline pipeline, ColumnSchema source)
    {
        if (PlanChecker.Check(new TransformPlan([pipeline]), source).Plan is not { } typed || !Takes(source.Fields[0].Name)) return false;
        try
        {
            SqlCompiler.Compile(typed, engine).SelectSql("t");
            return true;
        }
        catch (LumosException refusal) when (refusal.Code == ErrorCode.DslReject)
        {
            return false;
        }
    }

    // An engine may refuse a name, as long as the compiler says so.
    private bool Takes(string name)
    {
        try
        {
            _dialect.Printer.Identifier(name);
            return true;
        }
        catch (LumosException refusal) when (refusal.Code == ErrorCode.DslReject)
        {
            return false;
        }
    }

    private bool Lives() => run(victim, default) is [["1"]];

    private static Config Fixed(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(77, 5);
}
