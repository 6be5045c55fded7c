using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.TargetSchemas;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>
/// Columns of a table whose type is the engine's own: values of <c>UUID</c>, <c>JSON</c>, <c>TIME</c> and enumerations are staged as texts, moments with a zone as moments in UTC, and cast where staged and final rows meet. Pure.
/// </summary>
/// <param name="columns">Columns of the final table.</param>
internal sealed class StoredColumns(IReadOnlyList<EngineColumn> columns)
{
    /// <summary>Staged rows as the table stores them.</summary>
    /// <param name="names">Columns of the relation that are wanted.</param>
    /// <param name="relation">SQL of the relation.</param>
    public string ToStored(IEnumerable<string> names, string relation) => Cast([.. names], relation, static (type, value) => type == EngineColumn.Moment ? $"timezone('UTC', {value})" : $"CAST({value} AS {type})");

    /// <summary>Rows of the table as they would be staged, all columns of them.</summary>
    public string ToStaged(string relation) => Cast([.. columns.Select(static column => column.Name)], relation, static (type, value) => type == EngineColumn.Moment ? $"timezone('UTC', {value})" : $"CAST({value} AS VARCHAR)");

    /// <summary>What the types ask of staged texts: that they come back as they went in.</summary>
    public IEnumerable<RowCheck> Checks(TargetTable wanted) =>
        from column in wanted.Columns
        where column.Type.Kind == ColumnKind.Text
        let type = TypeOf(column.Name)
        where type is not null && EngineColumn.IsText(type)
        let value = EngineSql.Name(column.Name)
        select new RowCheck($"{column.Name} {(type.StartsWith("ENUM", StringComparison.Ordinal) ? "ENUM" : type)}", $"{value} IS NULL OR {(type == "JSON" ? $"json_valid({value})" : $"coalesce(CAST(TRY_CAST({value} AS {type}) AS VARCHAR) = {value}, false)")}", [column.Name]);

    /// <summary>A condition of the table's own over staged rows that are called <c>kept</c>; a text that is no value of its column's type is NULL in it.</summary>
    public RowCheck OverStaged(RowCheck check)
    {
        var own = check.Columns.Where(column => TypeOf(column) is { } type && EngineColumn.IsOwn(type)).ToList();
        if (own.Count == 0) return check;
        var values = own.Select(column => $"{(TypeOf(column) is EngineColumn.Moment ? $"timezone('UTC', kept.{EngineSql.Name(column)})" : $"TRY_CAST(kept.{EngineSql.Name(column)} AS {TypeOf(column)})")} AS {EngineSql.Name(column)}");
        return check with { Condition = $"(SELECT {check.Condition} FROM (SELECT {string.Join(", ", values)}) AS lumos_value)" };
    }

    private string? TypeOf(string name) => columns.FirstOrDefault(column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase))?.Type;

    private string Cast(IReadOnlyList<string> names, string relation, Func<string, string, string> cast)
    {
        if (!names.Any(name => TypeOf(name) is { } type && EngineColumn.IsOwn(type))) return relation;
        return $"(SELECT {string.Join(", ", names.Select(name => TypeOf(name) is { } type && EngineColumn.IsOwn(type) ? $"{cast(type, EngineSql.Name(name))} AS {EngineSql.Name(name)}" : EngineSql.Name(name)))} FROM {relation} AS lumos_cast)";
    }
}
