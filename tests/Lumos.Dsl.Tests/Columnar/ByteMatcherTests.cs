using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lumos.Dsl.Columnar.Matching;
using Lumos.Dsl.Regex;
using Lumos.Dsl.Tests.Properties;

namespace Lumos.Dsl.Tests.Columnar;

/// <summary>The automaton over bytes finds what the automaton over code points finds, start by start and with all starts at once.</summary>
public sealed class ByteMatcherTests
{
    private readonly List<string> _differences = [];
    private int _accepted;

    [Fact]
    public void TryFind_RandomPatterns_FindsWhatTheReferenceFinds()
    {
        var cases = from patterns in RandomPatternTests.Pattern.ListOf(40) from texts in RandomPatternTests.Text.ListOf(30) select (Patterns: patterns.ToArray(), Texts: texts.ToArray());
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(80).WithReplay(2_026, 5), Prop.ForAll(Arb.From(cases), sample =>
        {
            foreach (var pattern in sample.Patterns)
            {
                for (var group = 0; group <= 1; group++) Compare(pattern, group, sample.Texts);
            }
        }));

        Assert.True(_accepted > 1000, FormattableString.Invariant($"Only {_accepted} patterns were accepted."));
        Assert.True(_differences.Count == 0, string.Join("\n", _differences.Take(10)));
    }

    private void Compare(string pattern, int group, string[] texts)
    {
        // Why a pattern is refused takes long to find out and is not asked here.
        if (!LrxPattern.IsPortable(pattern, 0) || group > LrxPattern.Parse(pattern).GroupCount || !LrxPattern.IsPortable(pattern, group)) return;
        _accepted++;
        var parsed = LrxPattern.Parse(pattern, group);
        var reference = parsed.Matcher(group);
        var matcher = ByteMatcher.Of(pattern, group);
        foreach (var text in texts.Concat(texts.Chunk(6).Select(parts => string.Concat(parts))))
        {
            var expected = reference.TryFind(text, 0, out var match) ? (text[..match.Start], text[match.Start..match.End], text[..match.GroupStart], text[match.GroupStart..match.GroupEnd]) : default;
            if (Find(matcher, text, atOnce: false) != expected) _differences.Add($"{pattern} group {group} on \"{text}\"");
            if (!parsed.Syntax.AnchoredStart && Find(matcher, text, atOnce: true) != expected) _differences.Add($"{pattern} group {group} on \"{text}\", all starts at once");
        }
    }

    private static unsafe (string? Before, string? Match, string? BeforeGroup, string? Group) Find(ByteMatcher matcher, string text, bool atOnce)
    {
        // Room behind the text, as any buffer in the middle of memory has.
        var bytes = new byte[Encoding.UTF8.GetByteCount(text) + 64];
        var length = Encoding.UTF8.GetBytes(text, bytes);
        fixed (byte* start = bytes)
        {
            ByteMatch match = default;
            if (!(atOnce ? matcher.TryFindAtOnce(start, start + length, ref match) : matcher.TryFind(start, start, start + length, out match))) return default;
            return (Text(start, match.Start), Text(match.Start, match.End), Text(start, match.GroupStart), Text(match.GroupStart, match.GroupEnd));
        }
    }

    private static unsafe string Text(byte* from, byte* to) => Encoding.UTF8.GetString(new ReadOnlySpan<byte>(from, (int)(to - from)));
}
