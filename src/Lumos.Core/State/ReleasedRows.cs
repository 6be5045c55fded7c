namespace Lumos.Core.State;

/// <summary>
/// Quarantined rows of a table that is only added to, which the run that follows theirs takes: of such a table it reads these rows and no others, so that none is added twice. Fixed before that run begins.
/// </summary>
/// <param name="Table">Target table.</param>
/// <param name="Source">Catalog table.</param>
/// <param name="SourceHash">SHA-256 of the source the numbers are of.</param>
/// <param name="Rows">0-based rows in it, ascending.</param>
internal sealed record ReleasedRows(string Table, string Source, string? SourceHash, IReadOnlyList<long> Rows)
{
    /// <summary>Rows kept in one record.</summary>
    public const int MostRows = 10_000;

    /// <summary>The numbers the rows have in the source as the run reads it, in the order of <see cref="Rows"/>, below 0 for one that is not there; null where they are the same.</summary>
    public IReadOnlyList<long>? Now { get; init; }

    /// <summary>Each row that is taken, with the number it has now.</summary>
    public IEnumerable<(long Row, long Now)> Taken => Rows.Select((row, place) => (row, Now is null ? row : Now[place])).Where(static taken => taken.Item2 >= 0);
}
