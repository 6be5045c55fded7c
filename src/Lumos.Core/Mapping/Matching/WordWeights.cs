namespace Lumos.Core.Mapping.Matching;

/// <summary>How much a word tells: little when many columns of the table have it.</summary>
internal sealed class WordWeights
{
    private readonly Dictionary<string, double> _weights = new(StringComparer.Ordinal);
    private const double SubjectCounts = 0.5;
    private readonly HashSet<string> _subject;

    private WordWeights(IReadOnlyList<IReadOnlyList<string>> columns, IReadOnlyList<IReadOnlyList<string>> others)
    {
        // Where both sides say whose they are, that tells desks from tickets.
        _subject = SubjectOf(others).Count == 0 ? SubjectOf(columns) : [];
        Dictionary<string, int> counts = new(StringComparer.Ordinal);
        foreach (var words in columns)
        {
            foreach (var word in words.Distinct(StringComparer.Ordinal)) counts[word] = counts.GetValueOrDefault(word) + 1;
        }

        // In a small table a word that occurs twice tells as much as in a large one: the scale begins at fifty columns.
        double all = Math.Max(50, columns.Count);
        var rare = Math.Log(1 + all);
        foreach (var (word, count) in counts) _weights[word] = Math.Max(0.15, Math.Log(1 + all / (count * count)) / rare) * Kind(word);
    }

    /// <summary>Counts the words of all columns; each column counts a word once.</summary>
    /// <param name="columns">Words of the columns of one side.</param>
    /// <param name="others">Words of those of the other side.</param>
    public static WordWeights Of(IReadOnlyList<IReadOnlyList<string>> columns, IReadOnlyList<IReadOnlyList<string>> others) => new(columns, others);

    /// <summary>0.1 to 1; most for a word no column has.</summary>
    public double Of(string word) => _weights.TryGetValue(word, out var weight) ? weight : Kind(word);

    // "name" or "code" says what kind of thing a column is, not which.
    private double Kind(string word) => WordMatching.IsGeneric(word) ? 0.65 : _subject.Contains(word) ? SubjectCounts : 1;

    // What the rows are about stands before the number or the name the table begins with: the "book" of "Book Id" says of all columns whose they are.
    private static HashSet<string> SubjectOf(IReadOnlyList<IReadOnlyList<string>> columns) =>
        columns is [[_, .., "id" or "identifier" or "number" or "key" or "name" or "code" or "uuid"] first, ..] && first.Count <= 3 ? [.. first.SkipLast(1).Where(static w => !WordMatching.IsGeneric(w))] : [];
}
