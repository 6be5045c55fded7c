namespace Lumos.Abstractions;

/// <summary>What of a target's table the rows of a run are.</summary>
public enum ManifestScope
{
    /// <summary>All of it.</summary>
    Whole,

    /// <summary>Some of its rows, beside those of others.</summary>
    Part,

    /// <summary>Versions, beside those of others: when one ends depends on other rows, so its end is left out of the hashes.</summary>
    Versions,
}

/// <summary>Names every row a run put into a table, in chunks that anybody can compute again from the table alone (decision 0008).</summary>
public sealed record TableManifest
{
    /// <summary>Target table.</summary>
    public required string Table { get; init; }

    /// <summary>Columns that were hashed, in order.</summary>
    public required IReadOnlyList<ManifestColumn> Columns { get; init; }

    /// <summary>Key columns in the table's order; empty when the whole row is the key.</summary>
    public required IReadOnlyList<string> Key { get; init; }

    /// <summary>What of the target's table they are.</summary>
    public required ManifestScope Scope { get; init; }

    /// <summary>Of versions, the column that says from when one is valid; null for others, and in manifests that cannot be compared.</summary>
    public string? ValidFrom { get; init; }

    /// <summary>Of versions, the column that says until when, which is hashed as if it were NULL.</summary>
    public string? ValidTo { get; init; }

    /// <summary>Rows.</summary>
    public required long Rows { get; init; }

    /// <summary>Bits of the key's hash that choose the chunk.</summary>
    /// <value>0 to 24.</value>
    public required int Bits { get; init; }

    /// <summary>The chunks, 2 to the power of <see cref="Bits"/> of them.</summary>
    public required IReadOnlyList<ManifestChunk> Chunks { get; init; }
}

/// <summary>A column of a manifest.</summary>
/// <param name="Name">Name.</param>
/// <param name="Type">Type.</param>
public sealed record ManifestColumn(string Name, ColumnType Type);

/// <summary>A chunk of a manifest.</summary>
/// <param name="Rows">Rows.</param>
/// <param name="Sha256">Hash over the hashes of their keys and of the rows, in that order of both.</param>
public sealed record ManifestChunk(long Rows, string Sha256);
