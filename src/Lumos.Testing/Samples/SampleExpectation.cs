using System.Text.Json;

namespace Lumos.Testing.Samples;

/// <summary>What a run over a generated sample must end in, counted while the sample was made.</summary>
/// <param name="Tables">By target table.</param>
public sealed record SampleExpectation(IReadOnlyDictionary<string, TableExpectation> Tables)
{
    /// <summary>Reads <c>expected/expected.json</c> of a sample.</summary>
    public static SampleExpectation Read(string path) => JsonSerializer.Deserialize<SampleExpectation>(File.ReadAllText(path), Json)
        ?? throw new InvalidDataException($"{path} is empty.");

    internal void Write(string path) => File.WriteAllText(path, JsonSerializer.Serialize(this, Json) + "\n");

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };
}

/// <summary>What one target table must end in.</summary>
/// <param name="RowsIn">Source rows read for it.</param>
/// <param name="RowsOut">Rows in the final table.</param>
/// <param name="Collapsed">Rows that were identical to an earlier one of the same key.</param>
/// <param name="Quarantined">Quarantined rows by reason.</param>
public sealed record TableExpectation(long RowsIn, long RowsOut, long Collapsed, IReadOnlyDictionary<string, long> Quarantined);

/// <summary>Counts a table's rows while a sample is made.</summary>
internal sealed class TableTally
{
    private readonly SortedDictionary<string, long> _quarantined = new(StringComparer.Ordinal);
    private long _rowsIn;
    private long _rowsOut;
    private long _collapsed;

    public void Good() { _rowsIn++; _rowsOut++; }

    public void Collapsed() { _rowsIn++; _collapsed++; }

    public void Bad(string reason)
    {
        _rowsIn++;
        _quarantined[reason] = _quarantined.GetValueOrDefault(reason) + 1;
    }

    public TableExpectation Done() => new(_rowsIn, _rowsOut, _collapsed, _quarantined);
}
