using Lumos.Abstractions;
using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>
/// What a table whose rows are persons says about its other columns: a long number that each of them has for oneself, and nothing else
/// explains, is a telephone number, an identity number or an account of a person, whichever it is.
/// </summary>
internal static class PeopleTable
{
    private const double SurelyName = 0.6, EachItsOwn = 0.8, OwnNumber = 0.95;
    private const int Enough = 6, FewestDigits = 8, MostDigits = 18, FewestSeparated = 9;
    private static readonly string[] NameLabels = ["person.first_name", "person.last_name", "person.full_name", "person.name"];

    /// <summary>Which columns hold such a number.</summary>
    /// <param name="columns">Columns of a table in order.</param>
    /// <param name="ranked">Their domains with probabilities.</param>
    public static bool[] NumbersOfPersons(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        var found = new bool[columns.Count];
        if (!RowsArePersons(columns, ranked)) return found;
        // The first column numbers the rows, and so does the one behind a running number.
        var first = columns[0].Sketch is { Rising: true, Unique: true } ? 2 : 1;
        var rows = columns.Max(static c => c.ValueCount);
        for (var i = first; i < columns.Count; i++) found[i] = 2 * columns[i].ValueCount >= rows && !Speaks(columns[i]) && IsOwnNumber(columns[i]);
        return found;
    }

    /// <summary>Whether each row stands for another person: names, or given and family names, that hardly repeat, or an e-mail address each.</summary>
    public static bool RowsArePersons(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        double names = 0;
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].ValueCount < Enough) continue;
            var name = ranked[i].Where(static s => Array.IndexOf(NameLabels, s.Entry.Label) >= 0).Sum(static s => s.Probability);
            var mail = ranked[i].Count > 0 && ranked[i][0].Entry.Label == "contact.email" ? ranked[i][0].Probability : 0;
            if (name < SurelyName && mail < SurelyName) continue;
            // A given name may occur often; with a family name beside it the two together do not.
            names += columns[i].Distinctness;
            if (names >= EachItsOwn) return true;
        }

        return false;
    }

    // A header of words that are known says itself what the number is.
    private static bool Speaks(ColumnEvidence column) => column.Header.Informative && column.Header.Words.Any(static w => char.IsLetter(w[0]) && HeaderLexicon.Default.Knows(w));

    private static bool IsOwnNumber(ColumnEvidence column)
    {
        var s = column.Sketch;
        if (s.Count < Enough || s.Distinctness < OwnNumber || s.Rising || column.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp || s.Decimals > 0 || s.Least < 0) return false;
        int shortest = int.MaxValue, longest = 0;
        foreach (var (value, _) in column.Values)
        {
            var digits = BareText.CountDigits(value);
            if (value.AsSpan().ContainsAnyExcept(" -/().+0123456789") || digits < value.Length && digits < FewestSeparated) return false;
            (shortest, longest) = (Math.Min(shortest, digits), Math.Max(longest, digits));
        }

        return shortest >= FewestDigits && longest <= MostDigits && longest - shortest <= 2 && !(column.OnlyDigits && column.IsDense);
    }
}
