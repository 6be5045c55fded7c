using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Lumos.Dsl.Regex;
using NetRegex = System.Text.RegularExpressions.Regex;

namespace Lumos.Dsl.Tests.Properties;

/// <summary>A rewritten pattern called exact must extract what .NET's engine extracts with the original, whatever the text.</summary>
public sealed class RewriteProperties
{
    private static readonly Gen<string> Text =
        from count in Gen.Choose(0, 9)
        from parts in Gen.Elements("a", "b", "c", "-", "1", "2", "\n", " ", "ab", "aa", "bc", "12", ".").ListOf(count)
        select string.Concat(parts);

    private static Gen<string> Pattern =>
        from start in Gen.Elements("", "", "^")
        from body in Sequence(2)
        from end in Gen.Elements("", "", "$")
        select start + body + end;

    [Fact]
    public void Rewrite_Exact_ExtractsWhatTheOriginalDoes()
    {
        var exact = 0;
        var differences = new List<string>();
        var cases = from pattern in Pattern from texts in Text.ListOf(40) select new Case(pattern, texts.ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(150).WithReplay(77, 5), Prop.ForAll(Arb.From(cases), sample =>
        {
            for (var group = 0; group <= sample.Pattern.Count(c => c == '('); group++)
            {
                if (!LrxParserAccepts(sample.Pattern, group) || LrxPattern.IsPortable(sample.Pattern, group) || LrxPattern.TryParse(sample.Pattern, group, out _, out var reject) || !reject!.RewriteIsExact) continue;
                exact++;
                Compare(sample, group, reject, differences);
            }
        }));

        Assert.True(exact > 25, FormattableString.Invariant($"Only {exact} patterns were rewritten."));
        Assert.True(differences.Count == 0, string.Join("\n", differences.Take(10)));
    }

    private static bool LrxParserAccepts(string pattern, int group)
    {
        try
        {
            return group <= LrxParser.Parse(pattern, wide: true).GroupCount;
        }
        catch (LrxRejectException)
        {
            return false;
        }
    }

    private static void Compare(Case sample, int group, LrxReject reject, List<string> differences)
    {
        var original = new NetRegex(sample.Pattern.EndsWith('$') ? sample.Pattern[..^1] + "\\z" : sample.Pattern, RegexOptions.ECMAScript);
        var matcher = LrxPattern.Parse(reject.Rewrite!, reject.RewriteGroup).Matcher(reject.RewriteGroup);
        foreach (var text in sample.Texts)
        {
            var match = original.Match(text);
            var expected = match.Success ? match.Groups[group].Value : null;
            var actual = matcher.TryFind(text, 0, out var found) ? text[found.GroupStart..found.GroupEnd] : null;
            if (actual != expected) differences.Add($"{sample.Pattern} group {group} as {reject.Rewrite} group {reject.RewriteGroup} on {LrxReadings.Quote(text)}: {LrxReadings.Quote(actual)}, not {LrxReadings.Quote(expected)}");
        }
    }

    private static Gen<string> Sequence(int depth) => from count in Gen.Choose(1, 3) from items in Item(depth).ListOf(count) select string.Concat(items);

    private static Gen<string> Item(int depth) => from atom in Atom(depth) from repeat in Gen.Elements("", "", "", "", "?", "*", "+", "{2}", "{1,3}", "*?", "+?", "??") select atom + repeat;

    private static Gen<string> Atom(int depth)
    {
        var leaf = Gen.Elements("a", "b", "c", "-", "ab", "bc", ".", "\\d", "\\w", "\\s", "\\S", "[ab]", "[^a]", "[a-c]", "\\.");
        if (depth == 0) return leaf;
        var nested = Sequence(depth - 1);
        return Gen.Frequency(
            (6, leaf),
            (1, nested.Select(inner => $"(?:{inner})")),
            (2, nested.Select(inner => $"({inner})")),
            (2, from a in nested from b in nested select $"(?:{a}|{b})"),
            (1, from a in nested from b in nested select $"({a}|{b})"));
    }

    private sealed class Case(string pattern, string[] texts)
    {
        public string Pattern => pattern;

        public string[] Texts => texts;

        public override string ToString() => pattern;
    }
}
