using System.Runtime.CompilerServices;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>Whether the columns of a table describe persons, whatever the table is called.</summary>
internal static class PersonNeighbours
{
    private static readonly string[][] Telling = [["first", "name"], ["last", "name"], ["birth", "date"], ["email"], ["phone"], ["mobile"], ["ssn"], ["gender"], ["passport"], ["full", "name"], ["family", "name"], ["given", "name"], ["marital"]];

    // Asked once a column about the same list of a table's headers, which may be ten thousand.
    private static readonly ConditionalWeakTable<IReadOnlyList<string>, StrongBox<bool>> Known = [];

    /// <summary>Whether at least two of the names are those of personal data.</summary>
    /// <param name="names">All headers of the table; one list a table, which does not change.</param>
    public static bool Any(IReadOnlyList<string> names) => Known.GetValue(names, static list => new StrongBox<bool>(Find(list))).Value;

    private static bool Find(IReadOnlyList<string> names)
    {
        var found = 0;
        foreach (var name in names)
        {
            var words = HeaderWords.Parse(name).Words;
            if (words.Count <= 3 && Telling.Any(set => set.All(words.Contains)) && ++found >= 2) return true;
        }

        return false;
    }
}
