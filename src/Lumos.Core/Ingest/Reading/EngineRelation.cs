using Lumos.Core.Ingest.Inventory;
using Lumos.DuckDb;

namespace Lumos.Core.Ingest.Reading;

/// <summary>A file, or a table of a database file, as the engine sees it.</summary>
/// <param name="File">The file.</param>
/// <param name="Schema">Schema of a database table; null for other formats.</param>
/// <param name="Table">Database table; null for other formats.</param>
internal sealed record EngineRelation(SourceFile File, string? Schema = null, string? Table = null)
{
    /// <summary>Whether it is a view, whose rows come in no certain order.</summary>
    public bool IsView { get; init; }

    /// <summary>Location with the table behind a <c>#</c>.</summary>
    public string Location => Table is null ? File.Location : $"{File.Location}#{Schema}.{Table}";

    /// <summary>Opens the engine for reading this relation.</summary>
    public DuckDbConnection Open()
    {
        var settings = new DuckDbConnectionStringBuilder { DataSource = Table is null ? DuckDbConnectionStringBuilder.InMemory : File.Path };
        if (Table is not null) settings.ReadOnly = true;
        var connection = new DuckDbConnection(settings.ConnectionString);
        try
        {
            connection.Open();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>FROM clause with the types the engine finds.</summary>
    public string Sql => File.Format switch
    {
        SourceFormats.Parquet => $"read_parquet({Path})",
        SourceFormats.DuckDb => $"{EngineText.Identifier(Schema!)}.{EngineText.Identifier(Table!)}",
        _ => $"read_csv({Path}, all_varchar = true, sample_size = -1, null_padding = true, strict_mode = false{Compression})",
    };

    private string Path => EngineText.Literal(EngineText.NoGlob(File.Path));

    private string Compression => File.Compression == SourceFormats.NoCompression ? "" : $", compression = '{File.Compression}'";
}
