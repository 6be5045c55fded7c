using System.Collections.Frozen;

namespace Lumos.Core.Vocabulary;

/// <summary>Words of column names that speak of another row of the same kind: a manager, a parent, who referred somebody.</summary>
internal static class OtherRowWords
{
    private static readonly FrozenSet<string> Words = FrozenSet.ToFrozenSet(
    [
        "parent", "manager", "supervisor", "boss", "superior", "predecessor", "successor", "mgr", "reports", "ancestor", "master", "replaces", "replaced", "supersedes", "referred", "referrer",
        "mentor", "sponsor", "introducer", "guarantor", "leader", "upline", "preceding", "mother", "father", "sire", "dam", "spouse", "vorgesetzter", "vorgesetzte", "jefe", "superiore", "reportsto",
    ]);

    /// <summary>Whether one of a name's words does.</summary>
    public static bool AreIn(IEnumerable<string> words) => words.Any(Words.Contains);
}
