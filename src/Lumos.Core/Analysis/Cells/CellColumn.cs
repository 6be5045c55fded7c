using Lumos.Core.Vocabulary;

namespace Lumos.Core.Analysis.Cells;

/// <summary>The cells of one column, each different value once. Holds values, so it lives in memory only.</summary>
internal sealed class CellColumn
{
    private CellColumn(string name, string?[] raw, int[] codes, List<string> values, List<int> counts)
    {
        Name = name;
        Words = HeaderWords.Parse(name).Words;
        Raw = raw;
        Codes = codes;
        Values = values;
        Counts = counts;
        Filled = counts.Sum();
    }

    /// <summary>Name as the source spells it.</summary>
    public string Name { get; }

    /// <summary>The words of the name, in English.</summary>
    public IReadOnlyList<string> Words { get; }

    /// <summary>Cells as they stand; null when there is nothing but white space.</summary>
    public IReadOnlyList<string?> Raw { get; }

    /// <summary>Index of each cell's value; -1 for an empty cell and for a spelling of NULL.</summary>
    public IReadOnlyList<int> Codes { get; }

    /// <summary>Different values without the white space around them, in order of first sight.</summary>
    public IReadOnlyList<string> Values { get; }

    /// <summary>Rows of each value.</summary>
    public IReadOnlyList<int> Counts { get; }

    /// <summary>Cells that say something.</summary>
    public int Filled { get; }

    /// <summary>Rows.</summary>
    public int Rows => Raw.Count;

    /// <summary>Whether a cell holds a spelling of NULL instead of nothing.</summary>
    public bool IsDisguised(int row) => Codes[row] < 0 && Raw[row] is not null;

    /// <summary>Whether a cell is empty.</summary>
    public bool IsEmpty(int row) => Raw[row] is null;

    /// <summary>The value of a cell; null for an empty cell and for a spelling of NULL.</summary>
    public string? this[int row] => Codes[row] < 0 ? null : Values[Codes[row]];

    /// <summary>Takes a column.</summary>
    public static CellColumn From(string name, IReadOnlyList<string?> cells)
    {
        ArgumentNullException.ThrowIfNull(cells);
        var raw = new string?[cells.Count];
        for (var row = 0; row < raw.Length; row++) raw[row] = string.IsNullOrWhiteSpace(cells[row]) ? null : cells[row];

        // Weak spellings (NA, none) are NULL only where the other values are no words.
        var weak = AreNoWords(raw);
        Dictionary<string, int> index = new(StringComparer.Ordinal);
        var (codes, values, counts) = (new int[raw.Length], new List<string>(), new List<int>());
        for (var row = 0; row < raw.Length; row++)
        {
            var value = raw[row]?.Trim();
            if (value is null || (NullWords.IsStrong(value) && (weak || !IsName(value))) || (weak && NullWords.IsWeak(value)))
            {
                codes[row] = -1;
                continue;
            }

            if (!index.TryGetValue(value, out var code))
            {
                index[value] = code = values.Count;
                values.Add(value);
                counts.Add(0);
            }

            codes[row] = code;
            counts[code]++;
        }

        return new CellColumn(name, raw, codes, values, counts);
    }

    // Nan and Null are names of people too.
    private static bool IsName(string value) => char.IsAsciiLetterUpper(value[0]) && value.Length > 1 && value.AsSpan(1).IndexOfAnyExceptInRange('a', 'z') < 0;

    private static bool AreNoWords(string?[] raw)
    {
        int words = 0, others = 0;
        foreach (var value in raw)
        {
            if (value is null || NullWords.IsStrong(value) || NullWords.IsWeak(value)) continue;
            if (char.IsLetter(value.AsSpan().Trim()[0])) words++;
            else others++;
        }

        return others > words * 4;
    }
}
