using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Transform;

/// <summary>Raw source rows as a relation of an engine of its own, one batch at a time.</summary>
internal sealed class RawRelation : IDisposable
{
    private const string Table = "source";

    public RawRelation(DuckDbConnection engine, ColumnSchema schema)
    {
        Engine = engine;
        engine.Execute($"CREATE TABLE {Name} ({string.Join(", ", schema.Fields.Select(field => $"{EngineSql.Name(field.Name)} {EngineSql.Type(field.Type)}"))})");
    }

    /// <summary>Engine that holds the relation.</summary>
    public DuckDbConnection Engine { get; }

    /// <summary>Name of the relation in SQL.</summary>
    public static string Name => EngineSql.Name(Table);

    /// <summary>Replaces the rows.</summary>
    public void Load(ColumnBatch batch)
    {
        Engine.Execute($"TRUNCATE {Name}");
        using var appender = Engine.CreateAppender(Table);
        appender.Append(EngineColumns.Of(batch));
        appender.Complete();
    }

    public void Dispose() => Engine.Execute($"DROP TABLE {Name}");
}
