using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Model;
using Lumos.Dsl.Sql;

namespace Lumos.Dsl.Tests.Sql.Elt;

/// <summary>Tries to break out of texts and names in the SQL of engines that are not run here.</summary>
public sealed class TextBreakOutTests
{
    private static readonly string[] Attacks =
    [
        "'", "''", "'''", "\"", "\"\"", "`", "``", "\\", "\\'", "\\\"", "\\`", "\\\\", "'--", "';", "'; DROP TABLE victim; --", "\"; DROP TABLE victim; --", "`; DROP TABLE victim; --", "]; DROP TABLE victim; --", "]]", "]", "[", "*/", "/*", "--", "#", "\n", "\r", "\r\n",
        "\\\n", "\\\r\n", "\\\r", "\n--", "$$", "$a$", "${env:PATH}", "$", "{", "r'", "b'", "N'", "x'", "U&'", "?", ":name", "@p", "&v", "%s", "v1", "c1", "l0", "lumos_failure", "\u2018", "\u00A0", "\uFEFF", "😀", "\u0001", "\u001A", "\u0085", "\u2028", " ", ")", "(", ",", "\\u0027", "\\x27", "\\047", "|| version() ||", "NULL", "A", "a",
    ];

    private static readonly Gen<string> Hostile = from count in Gen.Choose(1, 5) from parts in Gen.Elements(Attacks).ListOf(count) select string.Concat(parts);

    public static TheoryData<SqlEngine> Engines => ApprovedSqlTests.Engines;

    [Theory]
    [MemberData(nameof(Engines))]
    public void Literal_Hostile_IsOneTextAndTheSame(SqlEngine engine) => Check.One(Fixed(1000), Prop.ForAll(Arb.From(Hostile), text =>
    {
        var lexer = new EngineLexer(engine);
        var shape = lexer.Shape(SqlDialects.Find(engine)!.Printer.Literal(text)).Replace(" COLLATE Latin0_General_0_BIN0", "", StringComparison.Ordinal);
        return shape == "L" && string.Concat(lexer.Texts) == text;
    }));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Identifier_Hostile_IsOneNameAndTheSameOrRefused(SqlEngine engine) => Check.One(Fixed(1000), Prop.ForAll(Arb.From(Hostile), name =>
    {
        try
        {
            var lexer = new EngineLexer(engine);
            return lexer.Shape(SqlDialects.Find(engine)!.Printer.Identifier(name)) == "I" && lexer.Names.Single() == name;
        }
        catch (LumosException error)
        {
            return error.Reason == "DSL_REJECT_TARGET_ENGINE";
        }
    }));

    [Theory]
    [MemberData(nameof(Engines))]
    public void Statement_HostileTextInEveryPosition_HasTheShapeOfAHarmlessOne(SqlEngine engine)
    {
        var compared = 0;
        Check.One(Fixed(300), Prop.ForAll(Arb.From(Hostile.Two().Two()), texts =>
        {
            var ((a, b), (c, name)) = texts;
            if (string.Equals(name, CompiledPlan.FailureColumn, StringComparison.OrdinalIgnoreCase)) name += "?";
            if (engine == SqlEngine.BigQuery) name = "n" + string.Concat(name.Where(char.IsAsciiLetterOrDigit));
            foreach (var i in Enumerable.Range(0, 9))
            {
                if (StatementOf(engine, Plan(i, name, a, b, c), name) is not { } hostile || StatementOf(engine, Plan(i, "n", "x", "y", "z"), "n") is not { } harmless) continue;
                Assert.Equal(new EngineLexer(engine).Shape(harmless), new EngineLexer(engine).Shape(hostile));
                compared++;
            }

            return true;
        }));
        Assert.True(compared > 500, $"only {compared} statements were compared");
    }

    private static Pipeline Plan(int index, string name, string a, string b, string c)
    {
        Expression column = new ColumnReference(name);
        Expression value = index switch
        {
            0 => new Trim(column, TrimSide.Both, TrimSet.Of(a)),
            1 => new Concat([column, new Constant(a)], NullRule.Skip, b),
            2 => new Concat([column, new Constant(a)], NullRule.Propagate, b),
            3 => new MapDict(column, [new(a, b)], MissingRule.Default(c), a),
            4 => new MapDict(new Constant(a), [new(b, c)], MissingRule.Error, c),
            5 => new RegexSplit(column, SeparatorKind.Literal, a, 2),
            6 => new RegexExtract(column, string.Concat(a.EnumerateRunes().Select(rune => rune.IsAscii && char.IsPunctuation((char)rune.Value) ? "\\" + rune : rune.ToString())), 0, NoMatchRule.Error),
            7 => new RegexSplit(column, SeparatorKind.Pattern, "[" + string.Concat(a.EnumerateRunes().Select(rune => rune.IsAscii && char.IsPunctuation((char)rune.Value) ? "\\" + rune : rune.ToString())) + "]", 2),
            _ => new DateParse(new Concat([column, new Constant(a)], NullRule.Empty, b), ["YYYY" + "-'/\\"[c.Length % 4] + "MM DD"], DateTarget.Date, null),
        };
        return new Pipeline(name + "x", null, value);
    }

    private static string? StatementOf(SqlEngine engine, Pipeline pipeline, string name)
    {
        if (PlanChecker.Check(new TransformPlan([pipeline]), new ColumnSchema([new(name, ColumnType.Text)])).Plan is not { } typed) return null;
        try
        {
            return SqlCompiler.Compile(typed, engine).SelectSql("t", [name]);
        }
        catch (LumosException refusal) when (refusal.Code == ErrorCode.DslReject)
        {
            return null;
        }
    }

    private static Config Fixed(int count) => Config.QuickThrowOnFailure.WithMaxTest(count).WithReplay(77, 5);
}
