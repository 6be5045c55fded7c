using Lumos.Abstractions;
using Lumos.Core.Mapping.Strategies;
using Lumos.Core.Vocabulary;
using Lumos.Dsl.Fluent;
using Lumos.Dsl.Model;

namespace Lumos.Core.Mapping;

/// <summary>A yes or no that is asked the other way round: whether a record is active, of a source that says whether it was deleted.</summary>
internal static class OppositeNames
{
    private static readonly string[] Gone = ["deleted", "disabled", "inactive", "closed", "cancelled", "canceled", "archived", "blocked", "terminated", "expired", "retired", "suspended", "deactivated", "removed", "obsolete", "discontinued"];
    private static readonly string[] There = ["active", "enabled", "open", "live", "valid", "current", "available"];
    private static readonly (string Yes, string No)[] Pairs = [("paid", "unpaid"), ("alive", "deceased"), ("alive", "dead"), ("visible", "hidden"), ("read", "unread"), ("public", "private"), ("verified", "unverified"), ("complete", "incomplete")];

    /// <summary>The way from one to the other; null when the names are no opposites or the values no yes and no.</summary>
    public static Conversion? Find(SourceColumn source, TargetColumnProfile target)
    {
        if (target.Column.Type.Kind != ColumnKind.Bool || !AreOpposite(source.Words.Words, target.Words.Words) || TruthWords.PairOf(source.Sample, known: true) is not { } pair) return null;
        var turned = Pipe.From(source.Text).Case(CaseMode.Lower).MapDict(ValueMapStrategy.TruthEntries(source.Sample, pair, isTurned: true), MissingRule.Keep).TypeCast(ColumnType.Bool);
        return new Conversion(turned, "value_map", 0.9, "The source says the opposite of what the target asks.");
    }

    /// <summary>Whether names of two yes-or-no columns ask opposite things.</summary>
    public static bool AreOpposite(IReadOnlyList<string> a, IReadOnlyList<string> b) => Opposes(a, b) || Opposes(b, a);

    private static bool Opposes(IReadOnlyList<string> a, IReadOnlyList<string> b) => Denies(a) == Denies(b) && ((a.Any(Gone.Contains) && b.Any(There.Contains)) || Pairs.Any(pair => a.Contains(pair.No) && b.Contains(pair.Yes)));

    private static bool Denies(IReadOnlyList<string> words) => words.Any(static word => word is "not" or "no" or "non");
}
