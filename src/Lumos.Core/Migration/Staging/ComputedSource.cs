using Lumos.Abstractions;
using Lumos.Core.Migration.Targets;
using Lumos.Core.Supervision;

namespace Lumos.Core.Migration.Staging;

/// <summary>
/// SQL of the rows an engine computes from: a table's, as texts, with their places. What persons wrote over quarantined rows is laid over them, so that an edited row takes the same way as every other.
/// </summary>
/// <param name="schema">Columns of the source.</param>
/// <param name="rows">The table.</param>
/// <param name="database">Name of its database in the engine.</param>
internal sealed class ComputedSource(ColumnSchema schema, EngineRows rows, string database)
{
    private const string Row = StagedTableNames.RowColumn;

    /// <summary>Statement that counts all rows.</summary>
    public string CountSql { get; } = $"SELECT count(*) FROM {database}.{rows.Name}";

    /// <summary>Statement of the rows from one number up to before another.</summary>
    public string SqlOf(long from, long to)
    {
        var raw = $"SELECT {string.Join(", ", schema.Fields.Select((field, i) => $"{rows.Columns[i]} AS {EngineSql.Name(field.Name)}"))}, rowid AS {Row} FROM {database}.{rows.Name} WHERE rowid >= {EngineSql.Number(from)} AND rowid < {EngineSql.Number(to)}";
        var edits = rows.Edits?.Where(edit => edit.Key >= from && edit.Key < to).ToList() ?? [];
        return edits.Count == 0 ? raw : Laid(raw, edits);
    }

    // A cell a person emptied differs from one nobody touched, so each edited column comes with whether it was.
    private string Laid(string raw, List<KeyValuePair<long, Dictionary<string, string?>>> edits)
    {
        string[] edited = [.. schema.Fields.Select(static field => field.Name).Where(name => edits.Exists(edit => edit.Value.ContainsKey(name)))];
        var values = edits.Select(edit => $"({EngineSql.Number(edit.Key)}, {string.Join(", ", edited.Select(name => edit.Value.TryGetValue(name, out var text) ? $"true, CAST({EngineSql.TextOrNull(text)} AS VARCHAR)" : "false, CAST(NULL AS VARCHAR)"))})");
        var columns = schema.Fields.Select(field => Array.IndexOf(edited, field.Name) is >= 0 and var place
            ? $"CASE WHEN edits.is_{EngineSql.Number(place)} THEN edits.text_{EngineSql.Number(place)} ELSE unedited.{EngineSql.Name(field.Name)} END AS {EngineSql.Name(field.Name)}"
            : $"unedited.{EngineSql.Name(field.Name)}");
        return $"SELECT {string.Join(", ", columns)}, unedited.{Row} FROM ({raw}) AS unedited LEFT JOIN (VALUES {string.Join(", ", values)}) AS edits(number, {string.Join(", ", edited.Select(static (_, place) => $"is_{EngineSql.Number(place)}, text_{EngineSql.Number(place)}"))}) ON edits.number = unedited.{Row}";
    }
}
