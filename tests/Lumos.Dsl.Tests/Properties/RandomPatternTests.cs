using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Interpreter;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Vectors;
using Lumos.DuckDb;

namespace Lumos.Dsl.Tests.Properties;

/// <summary>Random patterns that LRX accepts must match the same on RE2 and on our automaton, for extraction and splitting.</summary>
public sealed class RandomPatternTests
{
    private static readonly ColumnSchema Source = new([new("x", ColumnType.Text)]);

    internal static readonly Gen<string> Text =
        from count in Gen.Choose(0, 9)
        from parts in Gen.Elements("a", "b", "c", "-", "1", "2", "é", "😀", "\n", " ", "ab", "aa", ".", "\\", "K").ListOf(count)
        select string.Concat(parts);

    [Fact]
    public void Compile_RandomAcceptedPatterns_AgreeWithTheInterpreter()
    {
        using var connection = new DuckDbConnection();
        connection.Open();
        var accepted = 0;
        var differences = new List<string>();
        var cases = from patterns in Pattern.ListOf(40) from texts in Text.ListOf(40) select new Case(patterns.ToArray(), texts.ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(1_848, 3), Prop.ForAll(Arb.From(cases), sample =>
        {
            var pipelines = Pipelines(sample.Patterns).ToArray();
            accepted += pipelines.Length;
            if (pipelines.Length > 0 && differences.Count < 10) Compare(connection, PlanChecker.Check(new TransformPlan(ValueList.From(pipelines)), Source).OrThrow(), sample.Texts, differences);
        }));

        Assert.True(accepted > 500, FormattableString.Invariant($"Only {accepted} pipelines were accepted."));
        Assert.True(differences.Count == 0, string.Join("\n", differences));
    }

    internal static IEnumerable<Pipeline> Pipelines(string[] patterns, bool fromEnd = true)
    {
        var column = new ColumnReference("x");
        for (var i = 0; i < patterns.Length; i++)
        {
            if (!LrxPattern.IsPortable(patterns[i], 0))
            {
                for (var group = 0; fromEnd && group <= 1; group++)
                {
                    if (LrxPattern.IsPortable(patterns[i], group, fromEnd: true)) yield return new(FormattableString.Invariant($"b{i}_{group}"), null, new RegexExtract(column, patterns[i], group, NoMatchRule.Null) { FromEnd = true });
                }

                continue;
            }

            var pattern = LrxPattern.Parse(patterns[i]);
            yield return new(FormattableString.Invariant($"e{i}"), null, new RegexExtract(column, patterns[i], 0, NoMatchRule.Null));
            if (pattern.GroupCount > 0 && LrxPattern.IsPortable(patterns[i], 1)) yield return new(FormattableString.Invariant($"g{i}"), null, new RegexExtract(column, patterns[i], 1, NoMatchRule.Null));
            if (pattern.GroupCount == 0 && !pattern.CanMatchEmpty) yield return new(FormattableString.Invariant($"s{i}"), null, new RegexSplit(column, SeparatorKind.Pattern, patterns[i], 1 + (i % 3)));
        }
    }

    private static void Compare(DuckDbConnection connection, TypedPlan plan, string[] texts, List<string> differences)
    {
        var interpreter = new PlanInterpreter(plan);
        using var command = connection.CreateCommand();
        command.CommandText = DuckDbCompiler.Compile(plan).SelectSql(DuckDbBackend.Relation(Source, [.. texts.Select(text => (ValueList<string?>)[text])]), ["x"]);
        using var reader = command.ExecuteReader();
        var last = reader.FieldCount - 1;
        while (reader.Read())
        {
            var text = reader.GetString(last);
            var expected = interpreter.Evaluate([text]).Values;
            for (var i = 0; i < expected.Count; i++)
            {
                var actual = reader.IsDBNull(i) ? null : reader.GetString(i);
                if ((string?)expected[i] != actual) differences.Add($"{plan.Pipelines[i].Value.Expression} on \"{text}\": interpreter {expected[i] ?? "NULL"}, duckdb {actual ?? "NULL"}");
            }
        }
    }

    internal static Gen<string> Pattern =>
        from start in Gen.Elements("", "", "", "^")
        from body in Sequence(3)
        from end in Gen.Elements("", "", "$")
        select start + body + end;

    private static Gen<string> Sequence(int depth) => from count in Gen.Choose(1, 3) from items in Item(depth).ListOf(count) select string.Concat(items);

    private static Gen<string> Item(int depth) => from atom in Atom(depth) from repeat in Gen.Elements("", "", "", "?", "*", "+", "{2}", "{1,3}", "{2,}", "{0,2}") select atom + repeat;

    private static Gen<string> Atom(int depth)
    {
        var leaf = Gen.Elements("a", "b", "c", "-", "é", "😀", ".", "\\d", "\\D", "\\w", "\\W", "\\s", "\\S", "[ab]", "[^a]", "[a-c]", "[^\\d]", "\\.", "\\\\", "\\n", "K", "[é-😀]", "[^é]");
        if (depth == 0) return leaf;
        var nested = Sequence(depth - 1);
        return Gen.Frequency(
            (6, leaf),
            (1, nested.Select(inner => $"(?:{inner})")),
            (2, nested.Select(inner => $"({inner})")),
            (1, from a in nested from b in nested select $"(?:{a}|{b})"));
    }

    private sealed class Case(string[] patterns, string[] texts)
    {
        public string[] Patterns => patterns;

        public string[] Texts => texts;
    }
}
