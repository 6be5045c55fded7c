using Lumos.Abstractions;
using Lumos.Core.Ingest.Profiling;
using Lumos.Core.Ingest.Typing;

namespace Lumos.Core.Ingest.Keys;

/// <summary>Finds the columns that identify a row, from the counted repetitions and the names.</summary>
internal static class KeyFinder
{
    /// <summary>Share of rows that may repeat a key and still leave it a candidate: messy files repeat rows.</summary>
    private const double MostRepeated = 0.10;

    private const int MostKeys = 5;

    /// <summary>A column that may be a key.</summary>
    /// <param name="Ordinal">Position.</param>
    /// <param name="Score">0 to 1.</param>
    /// <param name="Duplicates">Rows whose value another row has too.</param>
    internal sealed record Candidate(int Ordinal, double Score, long Duplicates);

    /// <summary>Single-column keys, best first.</summary>
    public static IReadOnlyList<Candidate> Find(string table, IReadOnlyList<ColumnProfiler> columns, IReadOnlyList<string> names, IReadOnlyList<ColumnFinding> findings)
    {
        ArgumentNullException.ThrowIfNull(columns);
        var found = new List<Candidate>();
        for (var i = 0; i < columns.Count; i++)
        {
            if (Judge(table, i, columns[i], names[i], findings[i]) is { } candidate) found.Add(candidate);
        }

        return [.. found.OrderByDescending(c => c.Score).ThenBy(c => c.Ordinal).Take(MostKeys)];
    }

    /// <summary>Rows whose value another row has too, among the values that are not NULL.</summary>
    public static long Duplicates(ColumnProfiler column)
    {
        ArgumentNullException.ThrowIfNull(column);
        long rows = 0;
        foreach (var slot in column.Sketch.Slots)
        {
            if (slot.Hash != 0 && slot.Rows > 1 && column.Tally.Code(slot.Shape).Kind != ShapeKind.Null) rows += slot.Rows;
        }

        return rows << column.Sketch.Level;
    }

    private static Candidate? Judge(string table, int ordinal, ColumnProfiler column, string name, ColumnFinding finding)
    {
        var rows = column.Rows;
        if (rows < 2 || finding.Type is { Kind: ColumnKind.Bool } or { Kind: ColumnKind.Decimal, Scale: > 0 } || finding.Nulls * 20 > rows) return null;
        var duplicates = Duplicates(column);
        var repeated = (double)duplicates / rows;
        var cue = Cue(table, name);
        var tolerated = cue > 0 ? MostRepeated : 0;
        if (repeated > tolerated || (finding.Type.Kind is ColumnKind.Date or ColumnKind.Timestamp && cue == 0)) return null;

        // Few rows are unique by chance; the name and the place then count more. Prose and dates seldom identify.
        var chance = Math.Min(1, rows / 50.0);
        var kind = finding.Type.Kind switch
        {
            ColumnKind.Int64 or ColumnKind.Decimal => 0.10,
            ColumnKind.Text when column.MaxLength <= 40 && !column.Prose => 0.10,
            ColumnKind.Text when column.MaxLength <= 60 => 0.02,
            _ => -0.15,
        };
        var score = 0.35 + (0.15 * chance) + (0.25 * cue) + kind + (ordinal == 0 ? 0.10 : 0) - (repeated * 1.5) - ((double)finding.Nulls / rows * 2);
        if (finding.Misfits > 0) score -= 0.05;
        return score < 0.35 ? null : new Candidate(ordinal, Math.Round(Math.Clamp(score, 0, 1), 4), duplicates);
    }

    /// <summary>How much a name says that its column identifies: 1 for "id" or the table's own id, 0.8 for any other identifier word, 0.5 for a code, 0 for none.</summary>
    public static double Cue(string table, string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name is "id" or "uuid" or "guid" or "key" or "pk") return 1;
        var stem = KeyNames.Stem(name);
        if (stem is null) return new NameCues(name) is { Code: true } ? 0.5 : 0;
        return KeyNames.SameThing(stem, table) ? 1 : 0.8;
    }
}
