using Lumos.Abstractions;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Targets.Embedded;

/// <remarks>
/// Columns a run added, taken away by its rollback. The engine neither lets a transaction delete rows of a table and alter it, nor alters a table that has indexes, nor always makes an index again in the transaction that dropped
/// it. So the rollback leaves a list of statements, each of which is done in a transaction of its own with its being crossed off: a process that dies in between is finished by the next one that opens the file.
/// </remarks>
internal sealed partial class DuckDbTarget
{
    private const string AddedSchema = "lumos_taken_back", AddedList = "lumos_taken_back.statements";

    // A column the run added may hold what others wrote since, and goes only when it is empty.
    private void CheckAddedEmpty(KeptTable table)
    {
        var now = TakenBack(table) ? Describe(table.Name) : null;
        if (table.Added.Any(column => now?.Columns.Any(there => there.Name == column) == true && HasValues(table.Name, column))) throw MigrationErrors.RollbackChanged(Name, table.Name);
    }

    private static bool TakenBack(KeptTable table) => table.Action is not (PromotionAction.Create or PromotionAction.Replace) && table.Added.Count > 0;

    private bool HasValues(string table, string column) => Count(_connection, $"SELECT count(*) FROM {EngineSql.Name(table)} WHERE {EngineSql.Name(column)} IS NOT NULL") > 0;

    /// <summary>Writes down what is to be done, in the transaction of the rollback.</summary>
    private void LeaveAdded(List<KeptTable> tables)
    {
        var left = new List<(string Table, string? Column, string Sql)>();
        foreach (var table in tables.Where(TakenBack))
        {
            var indexes = Definition(table.Name).IndexSql;
            left.AddRange(indexes.Keys.Select(index => (table.Name, (string?)null, $"DROP INDEX IF EXISTS {EngineSql.Name(index)}")));
            left.AddRange(table.Added.Select(column => (table.Name, (string?)column, $"ALTER TABLE {EngineSql.Name(table.Name)} DROP COLUMN IF EXISTS {EngineSql.Name(column)}")));
            left.AddRange(indexes.Values.Select(sql => (table.Name, (string?)null, sql)));
        }

        if (left.Count == 0) return;
        _connection.Execute($"""
            CREATE SCHEMA {AddedSchema};
            CREATE TABLE {AddedList} (place BIGINT NOT NULL, table_name VARCHAR NOT NULL, column_name VARCHAR, statement VARCHAR NOT NULL);
            INSERT INTO {AddedList} VALUES {string.Join(", ", left.Select(static (one, place) => $"({EngineSql.Number(place)}, {EngineSql.Text(one.Table)}, {EngineSql.TextOrNull(one.Column)}, {EngineSql.Text(one.Sql)})"))}
            """);
    }

    /// <summary>Does what a rollback left to do.</summary>
    private void TakeAdded()
    {
        if (Read($"SELECT table_name FROM duckdb_tables() WHERE database_name = current_database() AND schema_name = '{AddedSchema}'").Count == 0) return;
        var places = Read($"SELECT CAST(place AS VARCHAR) FROM {AddedList} ORDER BY place");
        foreach (var place in places)
        {
            var (table, column, sql) = (Left("table_name", place)!, Left("column_name", place), Left("statement", place)!);
            using var transaction = _connection.BeginTransaction();

            // The table may be gone by now, or somebody may have begun to use the column.
            if (Has(table) && (column is null || !Describe(table)!.Columns.Any(there => there.Name == column) || !HasValues(table, column))) _connection.Execute(sql);
            _connection.Execute($"DELETE FROM {AddedList} WHERE place = {place}");
            transaction.Commit();
        }

        _connection.Execute($"DROP SCHEMA {AddedSchema} CASCADE");
    }

    private string? Left(string what, string? place) => Read($"SELECT {what} FROM {AddedList} WHERE place = {place}")[0];
}
