namespace Lumos.Core.Migration.Targets.Embedded;

/// <summary>SQL of the register of a staged table's segments: what is not in it does not count.</summary>
/// <param name="runId">Run.</param>
/// <param name="table">Name of the staged table.</param>
internal sealed class DuckDbSegments(string runId, string table)
{
    private readonly string _register = $"{DuckDbTarget.Schema(runId)}.segments";
    private readonly string _rows = DuckDbTarget.StagingTable(runId, table);

    /// <summary>Segments and their rows, in order.</summary>
    public string List => $"SELECT segment, row_count FROM {_register} WHERE table_name = {EngineSql.Text(table)} ORDER BY segment";

    /// <summary>Whether anything of a segment is there, registered or not.</summary>
    public string Exists(long segment) => $"SELECT EXISTS (SELECT 1 {Entry(segment)}) OR EXISTS (SELECT 1 {Rows(segment)})";

    /// <summary>Removes what is there of a segment.</summary>
    public string Forget(long segment) => $"DELETE {Entry(segment)}; DELETE {Rows(segment)}";

    /// <summary>Registers a segment.</summary>
    public string Register(long segment, long rows) => $"INSERT INTO {_register} VALUES ({EngineSql.Text(table)}, {EngineSql.Number(segment)}, {EngineSql.Number(rows)})";

    private string Entry(long segment) => $"FROM {_register} WHERE table_name = {EngineSql.Text(table)} AND segment = {EngineSql.Number(segment)}";

    private string Rows(long segment) => $"FROM {_rows} WHERE {DuckDbTarget.SegmentColumn} = {EngineSql.Number(segment)}";
}
