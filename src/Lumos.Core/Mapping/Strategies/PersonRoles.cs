using System.Collections.Frozen;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Mapping.Strategies;

/// <summary>Whose name a column holds: "attendee name" is of the person a row is about, "judge name" of somebody else in it. Parts of one person make no other's name.</summary>
internal static class PersonRoles
{
    private static readonly FrozenDictionary<string, string> Known = Read("=-");
    private static readonly FrozenSet<string> Subjects = Read("=").Values.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The persons a name speaks of, one word for each.</summary>
    public static IReadOnlyList<string> Of(IEnumerable<string> words) => [.. words.Select(Known.GetValueOrDefault).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Whether a target column asks for somebody's whole name by naming the person: "attendee name", "borrower full name".</summary>
    public static bool AskForName(TargetColumnProfile target) =>
        target.Words.Words is [.., "name"] words && Of(words).Count > 0 && words.All(static w => w is "name" or "full" or "complete" || Known.ContainsKey(w));

    /// <summary>Whether columns hold names of the person the target asks for, as far as names can tell.</summary>
    public static bool Agree(TargetColumnProfile target, params IReadOnlyList<SourceColumn> columns)
    {
        var asked = Of(target.Words.Words);
        var said = Of(columns.SelectMany(static c => c.Words.Words));
        if (asked.Count == 0 && said.Count == 0 || asked.Intersect(said).Any()) return true;
        var about = Of(HeaderWords.Parse(target.Table.Name).Words.Concat(columns.SelectMany(static c => HeaderWords.Parse(c.Table.Name).Words)));
        // What is said on one side only must be whom the rows are about, and the target must not tell several persons apart.
        if (asked.Count > 0 && said.Count > 0 || !asked.Concat(said).All(role => Subjects.Contains(role) || about.Contains(role))) return false;
        return OthersIn(target).All(other => asked.Count > 0 ? asked.Contains(other) : !said.Contains(other));
    }

    // Persons the names of the target's other columns speak of.
    private static IEnumerable<string> OthersIn(TargetColumnProfile target) =>
        target.Table.Columns.Select(static c => HeaderWords.Parse(c.Name).Words).Where(static w => w is [.., "name"]).SelectMany(Of).Distinct(StringComparer.Ordinal);

    private static FrozenDictionary<string, string> Read(string kinds)
    {
        Dictionary<string, string> words = new(StringComparer.Ordinal);
        foreach (var line in WordLists.ReadLines("person_roles.txt").Where(line => kinds.Contains(line[0], StringComparison.Ordinal)))
        {
            var same = line[2..].Split(' ');
            foreach (var word in same) words.TryAdd(word, same[0]);
        }

        return words.ToFrozenDictionary(StringComparer.Ordinal);
    }
}
