using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Lumos.Abstractions;
using Lumos.Dsl.Checking;
using Lumos.Dsl.Columnar.Matching;
using Lumos.Dsl.Diagnostics;
using Lumos.Dsl.Kernels;
using Lumos.Dsl.Model;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Sql;
using Lumos.Dsl.Tests.Properties;
using Lumos.Dsl.Text;
using NetRegex = System.Text.RegularExpressions.Regex;

namespace Lumos.Dsl.Tests.Regex;

/// <summary>Patterns that are read from the end of the text.</summary>
public sealed class FromEndTests
{
    private static readonly ColumnSchema Source = new([new("x", ColumnType.Text)]);

    [Theory]
    [InlineData(@"^(.*)_(\d+)$", 1, "item_2024_17", "item_2024")]
    [InlineData(@"^(.*)_(\d+)$", 2, "item_2024_17", "17")]
    [InlineData(@"^(.+) (\S+)$", 2, "Ana María de la Cruz", "Cruz")]
    [InlineData(@"^.*/([^/]*)$", 1, "a/b/c.txt", "c.txt")]
    [InlineData(@"^(.*)\.[^.]*$", 1, "archive.tar.gz", "archive.tar")]
    [InlineData(@"^.*(\d{4})$", 1, "card 4111 1111", "1111")]
    [InlineData(@"(\d+)(\d{2})$", 1, "total 12345", "123")]
    [InlineData(@"^([A-Z]{1,2}\d{1,2}[A-Z]?) ?(\d[A-Z]{2})$", 1, "SW1A 1AA", "SW1A")]
    [InlineData(@"^(.*).$", 1, "ab😀", "ab")]
    [InlineData(@"^(.*)_(\d+)$", 1, "no number_", null)]
    [InlineData(@"^(.*)_(\d+)$", 1, "two\nlines_1", null)]
    public void TryFind_PatternWithoutAFormFromTheLeft_FindsItsOneReading(string pattern, int group, string text, string? expected)
    {
        Assert.False(LrxPattern.IsPortable(pattern, group));
        Assert.Equal(expected, Reference(pattern, group, text));
        Assert.Equal(expected, Kernel(pattern, group, text));
        Assert.Equal(expected, Columnar(pattern, group, text));
    }

    [Fact]
    public void TryFind_RandomPatterns_IsWhatABacktrackingEngineFinds()
    {
        var accepted = 0;
        var differences = new List<string>();
        var cases = from patterns in RandomPatternTests.Pattern.ListOf(200) from texts in RandomPatternTests.Text.ListOf(30) select (Patterns: patterns.ToArray(), Texts: texts.ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(4_711, 3), Prop.ForAll(Arb.From(cases), sample =>
        {
            foreach (var pattern in sample.Patterns.Where(pattern => pattern.EndsWith('$')))
            {
                for (var group = 0; group <= 1; group++)
                {
                    if (LrxPattern.IsPortable(pattern, group) || !LrxPattern.IsPortable(pattern, group, fromEnd: true)) continue;
                    accepted++;
                    foreach (var text in sample.Texts) Compare(pattern, group, text, differences);
                }
            }
        }));

        Assert.True(accepted > 100, FormattableString.Invariant($"Only {accepted} patterns were accepted."));
        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(10)));
    }

    [Fact]
    public void Parse_TextForm_ReadsFromTheEndAndSaysSo()
    {
        var plan = DslText.TryParse(@"last = x | regex_extract('^(.+) (\S+)$', 2)");
        var note = Assert.Single(plan.Diagnostics);
        Assert.Equal((DslSeverity.Information, RejectCode.RegexFromEnd), (note.Severity, note.Code));
        var extract = Assert.IsType<RegexExtract>(plan.Plan!.Pipelines[0].Expression);
        Assert.True(extract.FromEnd);
    }

    [Fact]
    public void Parse_PatternPortableAsItStands_IsNotReadFromTheEnd()
    {
        var plan = DslText.TryParse(@"last = x | regex_extract('_(\d+)$', 1)");
        Assert.Empty(plan.Diagnostics);
        Assert.False(Assert.IsType<RegexExtract>(plan.Plan!.Pipelines[0].Expression).FromEnd);
    }

    [Fact]
    public void Check_FromEndWithoutAnEnd_SaysWhatIsMissing()
    {
        var reject = Assert.Single(Rejects(@"(.*)_(\d+)"));
        Assert.Equal("REGEX_ANCHOR", reject.Code);
        Assert.Contains("'$'", reject.Suggestion, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_FromEndWithTwoReadings_ShowsATextAndBothPlaces()
    {
        var reject = Assert.Single(Rejects(@"^(.*)-(.*)$"));
        Assert.Equal("REGEX_AMBIGUOUS", reject.Code);
        Assert.Contains("Read from the end", reject.Message, StringComparison.Ordinal);
        Assert.NotNull(reject.Detail);
    }

    [Theory]
    [InlineData(SqlEngine.MariaDb)]
    [InlineData(SqlEngine.Sqlite)]
    [InlineData(SqlEngine.SparkSql)]
    public void Compile_EngineThatTriesInOrderWithoutABound_RefusesIt(SqlEngine engine)
    {
        var plan = PlanChecker.Check(Plan(@"^(.*)_(\d+)$", 2), Source).OrThrow();
        var refused = Assert.Throws<LumosException>(() => SqlCompiler.Compile(plan, SqlDialects.Find(engine)!));
        Assert.Equal("DSL_REJECT_TARGET_ENGINE", refused.Reason);
    }

    private static void Compare(string pattern, int group, string text, List<string> differences)
    {
        var reference = Reference(pattern, group, text);
        if (Kernel(pattern, group, text) != reference) differences.Add($"{pattern} group {group} on \"{text}\": generated C#");
        if (Columnar(pattern, group, text) != reference) differences.Add($"{pattern} group {group} on \"{text}\": columnar");

        // .NET's engine counts code units, so it is asked about the basic plane only.
        if (pattern.Any(char.IsSurrogate) || text.Any(char.IsSurrogate)) return;
        var match = new NetRegex(pattern[..^1] + "\\z", RegexOptions.ECMAScript).Match(text);
        if ((match.Success ? match.Groups[group].Value : null) != reference) differences.Add($"{pattern} group {group} on \"{text}\": {reference ?? "NULL"}, .NET {match.Groups[group].Value}");
    }

    private static TransformPlan Plan(string pattern, int group) =>
        new(ValueList.From([new Pipeline("y", null, new RegexExtract(new ColumnReference("x"), pattern, group, NoMatchRule.Null) { FromEnd = true })]));

    private static IReadOnlyList<DslDiagnostic> Rejects(string pattern) => [.. PlanChecker.Check(Plan(pattern, 0), Source).Diagnostics.Where(diagnostic => diagnostic.Severity == DslSeverity.Error)];

    private static string? Reference(string pattern, int group, string text) =>
        LrxPattern.Parse(pattern, group, fromEnd: true).Matcher(group).TryFind(text, 0, out var match) ? text[match.GroupStart..match.GroupEnd] : null;

    private static string? Kernel(string pattern, int group, string text) => RegexKernel.Create(pattern, group, fromEnd: true).TryExtract(text, out var value) ? value.ToString() : null;

    private static unsafe string? Columnar(string pattern, int group, string text)
    {
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 1];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        fixed (byte* start = bytes)
        {
            return BackwardByteMatcher.Of(pattern, group).TryFind(start, start + length, out var match) ? Encoding.UTF8.GetString(match.GroupStart, (int)(match.GroupEnd - match.GroupStart)) : null;
        }
    }
}
