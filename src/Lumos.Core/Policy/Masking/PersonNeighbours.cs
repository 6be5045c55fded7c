using Lumos.Core.Vocabulary;

namespace Lumos.Core.Policy.Masking;

/// <summary>Whether the columns of a table describe persons, whatever the table is called.</summary>
internal static class PersonNeighbours
{
    private static readonly string[][] Telling = [["first", "name"], ["last", "name"], ["birth", "date"], ["email"], ["phone"], ["mobile"], ["ssn"], ["gender"], ["passport"], ["full", "name"], ["family", "name"], ["given", "name"], ["marital"]];

    /// <summary>Whether at least two of the names are those of personal data.</summary>
    public static bool Any(IReadOnlyList<string> names)
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
