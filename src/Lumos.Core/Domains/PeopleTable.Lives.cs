using Lumos.Core.Vocabulary;

namespace Lumos.Core.Domains;

/// <summary>What stands in tables of persons without a telling header and is still known by its company: days of birth, and names in characters no list holds.</summary>
internal static partial class PeopleTable
{
    private const double HardlyRepeats = 0.5, NearlyAll = 0.9;
    private const int ShortLives = 10, YearsOfLives = 15, LongLives = 25, Grown = 1985, OldEnough = 1992, LastSchoolYear = 2010, LastChild = 2016, FirstBirth = 1900;

    /// <summary>Kinds of <see cref="ColumnPrivacy"/> for such columns; null elsewhere.</summary>
    /// <param name="columns">Columns of a table in order.</param>
    /// <param name="ranked">Their domains with probabilities.</param>
    public static string?[] NamesAndBirths(IReadOnlyList<ColumnEvidence> columns, IReadOnlyList<DomainScore>[] ranked)
    {
        var found = new string?[columns.Count];
        if (!RowsArePersons(columns, ranked) && !IsNamedAfterPersons(columns)) return found;
        for (var i = 0; i < columns.Count; i++)
        {
            var column = columns[i];
            if (column.Header.Informative || column.ValueCount < Enough || column.Distinctness < HardlyRepeats) continue;
            if (AreBirths(column)) found[i] = ColumnPrivacy.BirthDate;
            else if (AreEastAsianNames(column, i > 0 ? ranked[i - 1] : null, i + 1 < columns.Count ? ranked[i + 1] : null)) found[i] = ColumnPrivacy.Name;
        }

        return found;
    }

    // Days of entry lie close to one another or near today; days of birth do neither. "Kendal, 24 September 1989" says where as well.
    private static bool AreBirths(ColumnEvidence column)
    {
        int earliest = int.MaxValue, latest = 0, days = 0;
        foreach (var (value, _) in column.Values)
        {
            var comma = value.IndexOf(',', StringComparison.Ordinal);
            var day = comma > 0 && char.IsLetter(value[0]) ? value.AsSpan(comma + 1).Trim() : value.AsSpan();
            if (day.Contains(':') || !DateShapes.TryYear(day, out var year)) continue;
            (earliest, latest, days) = (Math.Min(earliest, year), Math.Max(latest, year), days + 1);
        }

        if (days < Enough || days < NearlyAll * column.Values.Count || earliest < FirstBirth) return false;
        var span = latest - earliest;
        return span >= ShortLives && latest <= OldEnough || span >= YearsOfLives && earliest <= Grown && latest <= LastSchoolYear || span >= LongLives && latest <= LastChild;
    }

    // Readings in kana, and short names in characters beside other names.
    private static bool AreEastAsianNames(ColumnEvidence column, IReadOnlyList<DomainScore>? before, IReadOnlyList<DomainScore>? behind)
    {
        var (kana, brief) = (0, 0);
        foreach (var (value, _) in column.Values)
        {
            if (NameShapes.IsKana(value)) kana++;
            else if (NameShapes.IsShortEastAsian(value)) brief++;
        }

        var all = NearlyAll * column.Values.Count;
        return kana >= all || kana + brief >= all && (IsName(before) || IsName(behind));
    }

    private static bool IsName(IReadOnlyList<DomainScore>? ranked) => ranked is { Count: > 0 } && Array.IndexOf(NameLabels, ranked[0].Entry.Label) >= 0 && ranked[0].Probability >= SurelyName;
}
