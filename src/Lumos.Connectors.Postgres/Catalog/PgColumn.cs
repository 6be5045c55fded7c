using Lumos.Abstractions;

namespace Lumos.Connectors.Postgres.Catalog;

/// <summary>A column as the server's catalog has it.</summary>
internal sealed record PgColumn
{
    public required string Name { get; init; }

    /// <summary>Type as the server writes it, such as <c>character varying(20)</c>.</summary>
    public required string SqlType { get; init; }

    /// <summary>Short name of the type, domains resolved, such as <c>varchar</c>.</summary>
    public required string BaseType { get; init; }

    /// <summary>Number of the type on the server.</summary>
    public required uint TypeId { get; init; }

    /// <summary>Length or digits the type is declared with; -1 for none.</summary>
    public required int Modifier { get; init; }

    /// <summary>Whether NULL is allowed.</summary>
    public required bool Nullable { get; init; }

    /// <summary>Whether the server fills the column when nobody else does: a default, an identity or a generated column.</summary>
    public required bool FillsItself { get; init; }

    /// <summary>Whether the column is computed from others and may not be written.</summary>
    public required bool IsGenerated { get; init; }

    /// <summary>Whether the server numbers the column always, and takes no other number into a row that is there.</summary>
    public bool IsNumberedAlways { get; init; }

    /// <summary>Labels of an enumeration; null for other types.</summary>
    public IReadOnlyList<string>? Labels { get; init; }

    /// <summary>Comment on the column.</summary>
    public string? Comment { get; init; }

    /// <summary>The type in Lumos' words; null when it has none.</summary>
    public ColumnType? Type => Labels is null ? PgTypes.Read(BaseType, Modifier) : ColumnType.Text;

    /// <summary>How narrow it is declared; null for as wide as the type.</summary>
    public ColumnWidth? Width => PgTypes.WidthOf(BaseType, Modifier);
}
