namespace Lumos.Core.Analysis.Cells;

/// <summary>Columns whose names say that they measure the same in different ways: net_total and gross_total, min_temp and max_temp. Looked up by their words, as tables may have ten thousand columns.</summary>
internal sealed class AlikeColumns
{
    private const int LeastLength = 3;

    /// <summary>A word in the names of more columns than these is how the table names columns, and says nothing of two of them.</summary>
    private const int MostSharing = 64;

    private readonly CellTable _table;
    private readonly Dictionary<string, List<int>> _holders = new(StringComparer.Ordinal);

    /// <param name="table">The table.</param>
    /// <param name="columns">Positions of the columns that are compared; those whose digits name things are left out.</param>
    public AlikeColumns(CellTable table, IReadOnlyList<int> columns)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(columns);
        _table = table;
        foreach (var column in columns)
        {
            if (ColumnWords.NameCodes(table.Columns[column])) continue;
            foreach (var word in table.Columns[column].Words.Distinct(StringComparer.Ordinal))
            {
                if (!_holders.TryGetValue(word, out var holders)) _holders[word] = holders = [];
                holders.Add(column);
            }
        }
    }

    /// <summary>Positions of the columns that are like one, in order.</summary>
    public IEnumerable<int> With(int column)
    {
        if (ColumnWords.NameCodes(_table.Columns[column])) return [];
        var found = new SortedSet<int>();
        foreach (var word in _table.Columns[column].Words)
        {
            if (word.Length >= LeastLength) Add(word);
            foreach (var opposite in ColumnWords.Opposites(word)) Add(opposite);
        }

        found.Remove(column);
        return found;

        void Add(string word)
        {
            if (_holders.TryGetValue(word, out var holders) && holders.Count <= MostSharing) found.UnionWith(holders);
        }
    }
}
