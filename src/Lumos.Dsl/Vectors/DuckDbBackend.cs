using System.Data.Common;
using System.Globalization;
using Lumos.Abstractions;
using Lumos.Dsl.DuckDb;
using Lumos.Dsl.Model;

namespace Lumos.Dsl.Vectors;

/// <summary>The DuckDB backend, held against vectors over an open connection.</summary>
/// <param name="connection">An open connection to DuckDB; used by one call at a time and never closed.</param>
public sealed class DuckDbBackend(DbConnection connection) : IVectorBackend
{
    /// <inheritdoc/>
    public string Name => "duckdb";

    /// <inheritdoc/>
    public IReadOnlyList<VectorOutcome> Evaluate(CompiledVector vector, IReadOnlyList<ValueList<string?>> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(vector);
        ArgumentNullException.ThrowIfNull(rows);
        var plan = DuckDbCompiler.Compile(vector.ToPlan());
        using var command = connection.CreateCommand();
#pragma warning disable CA2100 // Every name and value below is printed by SqlText.
        command.CommandText = $"SELECT {Canonical("value", vector.Expression.Type)}, {CompiledPlan.FailureColumn} FROM ({plan.SelectSql(Relation(vector.Source, rows), ["n"])}) ORDER BY n";
#pragma warning restore CA2100
        using var reader = command.ExecuteReader();
        var outcomes = new List<VectorOutcome>(rows.Count);
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = Convert.ToInt32(reader.GetValue(1), CultureInfo.InvariantCulture);
            outcomes.Add(new(reader.IsDBNull(0) ? null : reader.GetString(0), failure == 0 ? null : plan.Failures[failure - 1].Code));
        }

        return outcomes;
    }

    /// <summary>SQL of rows written out, with their numbers in column n.</summary>
    internal static string Relation(ColumnSchema source, IReadOnlyList<ValueList<string?>> rows)
    {
        var lines = rows.Select((row, n) => "(" + string.Join(", ", row.Select((text, i) => Value(text, source.Fields[i].Type)).Prepend(n.ToString(CultureInfo.InvariantCulture))) + ")");
        var names = source.Fields.Select(field => SqlText.Identifier(field.Name)).Prepend("n");
        return $"(SELECT * FROM (VALUES {string.Join(", ", lines)}) AS t({string.Join(", ", names)}))";
    }

    /// <summary>SQL that prints a column as canonical text.</summary>
    internal static string Canonical(string column, ColumnType type)
    {
        var name = SqlText.Identifier(column);
        return type.Kind switch
        {
            ColumnKind.Text => name,
            ColumnKind.Decimal => string.Create(CultureInfo.InvariantCulture, $"CAST(CAST({name} AS DECIMAL(38,{type.Scale})) AS VARCHAR)"),
            ColumnKind.Timestamp => $"CAST(CAST({name} AS DATE) AS VARCHAR) || strftime({name}, ' %H:%M:%S.%f')",
            _ => $"CAST({name} AS VARCHAR)",
        };
    }

    private static string Value(string? text, ColumnType type) => $"CAST({(text is null ? "NULL" : SqlText.Literal(text))} AS {DuckDbTypes.NameOf(type)})";
}
