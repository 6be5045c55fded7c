using Lumos.Abstractions;
using Lumos.Core.Migration.Columns;
using Lumos.DuckDb;
using Lumos.DuckDb.Columns;

namespace Lumos.Core.Migration.Transform;

/// <summary>Raw source rows as a relation of an engine of its own, one batch at a time and without copying them.</summary>
internal sealed class RawRelation : IDisposable
{
    private const string Table = "source";

    private readonly IDisposable _registration;
    private DuckDbColumnData[] _columns = [];

    public RawRelation(DuckDbConnection engine, ColumnSchema schema)
    {
        Engine = engine;
        var fields = schema.Fields.Select(field => new DuckDbField(field.Name, EngineColumns.TypeOf(field.Type))).ToList();
        _registration = engine.RegisterSource(Table, new DuckDbBatchSource(fields, Batches));
    }

    /// <summary>Engine that holds the relation.</summary>
    public DuckDbConnection Engine { get; }

    /// <summary>Name of the relation in SQL.</summary>
    public static string Name => EngineSql.Name(Table);

    /// <summary>Shows another batch, which must stay until every query over it has ended.</summary>
    public void Load(ColumnBatch batch) => _columns = EngineColumns.Of(batch);

    public void Dispose() => _registration.Dispose();

    private IEnumerable<DuckDbBatch> Batches()
    {
        yield return new DuckDbBatch(_columns);
    }
}
