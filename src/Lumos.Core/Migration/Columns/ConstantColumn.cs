using Lumos.Abstractions;
using Lumos.Core.Migration.Planning;
using Lumos.Core.Supervision;
using Lumos.Dsl.DuckDb;
using Lumos.DuckDb;

namespace Lumos.Core.Migration.Columns;

/// <summary>The default of a column that nothing feeds, as often as there are rows. Thread-safe.</summary>
internal sealed class ConstantColumn
{
    private readonly ColumnType _type;
    private readonly bool _isNull;
    private readonly byte[] _value;
    private Column _rows;

    private ConstantColumn(ColumnType type, byte[] value, bool isNull)
    {
        (_type, _value, _isNull) = (type, value, isNull);
        _rows = Make(0);
    }

    /// <summary>A column of NULLs.</summary>
    public static Column Null(ColumnType type, int rows) => new ConstantColumn(type, type.Kind == ColumnKind.Text ? [] : new byte[WidthOf(type)], isNull: true).Of(rows);

    /// <summary>The defaults of a table's columns; null where a column is fed.</summary>
    /// <exception cref="LumosException"><c>MIGRATION_PLAN_INVALID</c>: a default is no value of its column.</exception>
    public static IReadOnlyList<ConstantColumn?> DefaultsOf(TablePlan table, Func<string, bool> mapped) =>
        [.. table.Table.Columns.Select(column => mapped(column.Name) ? null : Of(table, column))];

    /// <summary>The column for so many rows. Nobody may write to it.</summary>
    public Column Of(int rows)
    {
        var made = Volatile.Read(ref _rows);
        if (made.Length < rows) Volatile.Write(ref _rows, made = Make(rows));
        return made.Length == rows ? made : Part(made, rows);
    }

    // The embedded engine reads a default, so that it means the same whatever computes the other columns.
    private static ConstantColumn Of(TablePlan table, TargetColumn column)
    {
        if (column.Default is null) return new ConstantColumn(column.Type, column.Type.Kind == ColumnKind.Text ? [] : new byte[WidthOf(column.Type)], isNull: true);
        if (ColumnBreaks.IsTooWide(column, column.Default)) throw MigrationErrors.PlanInvalid($"The default of column '{column.Name}' does not fit {column.Width}.", table.Name, column.Name);
        if (column.Type.Kind == ColumnKind.Text) return new ConstantColumn(column.Type, System.Text.Encoding.UTF8.GetBytes(column.Default), isNull: false);
        try
        {
            using var engine = new DuckDbConnection("Data Source=:memory:;threads=1");
            engine.Open();
            using var command = engine.CreateCommand($"SELECT CAST({EngineSql.Text(column.Default)} AS {DuckDbTypes.NameOf(column.Type)})");
            using var result = command.ExecuteColumns();
            using var read = result.ReadChunk()!;
            var collector = new BatchCollector(new ColumnSchema([new ColumnField(column.Name, column.Type)]));
            collector.Append(read, 1, [0]);
            using var one = collector.Take(new RowOrigin(table.Name, 0));
            return new ConstantColumn(column.Type, one.Columns[0].Values.ToArray(), isNull: false);
        }
        catch (DuckDbException)
        {
            throw MigrationErrors.PlanInvalid($"The default of column '{column.Name}' is no {column.Type}.", table.Name, column.Name);
        }
    }

    private Column Make(int rows)
    {
        var validity = _isNull ? new byte[(rows + 7) >> 3] : [];
        switch (_type.Kind)
        {
            case ColumnKind.Bool:
                var bits = new byte[(rows + 7) >> 3];
                if ((_value[0] & 1) != 0) Array.Fill(bits, (byte)0xFF);
                return new Column(_type, rows, bits, validity: validity);
            default:
                var values = new byte[checked(rows * _value.Length)];
                for (var row = 0; row < rows; row++) _value.CopyTo(values, row * _value.Length);
                if (_type.Kind != ColumnKind.Text) return new Column(_type, rows, values, validity: validity);
                var offsets = new int[rows + 1];
                for (var row = 0; row <= rows; row++) offsets[row] = row * _value.Length;
                return new Column(_type, rows, values, offsets, validity);
        }
    }

    private Column Part(Column made, int rows)
    {
        var validity = made.Validity.IsEmpty ? default : made.Validity[..((rows + 7) >> 3)];
        return _type.Kind switch
        {
            ColumnKind.Text => new Column(_type, rows, made.Values[..(rows * _value.Length)], made.Offsets[..(rows + 1)], validity),
            ColumnKind.Bool => new Column(_type, rows, made.Values[..((rows + 7) >> 3)], validity: validity),
            _ => new Column(_type, rows, made.Values[..(rows * _value.Length)], validity: validity),
        };
    }

    private static int WidthOf(ColumnType type) => type.Kind switch
    {
        ColumnKind.Bool => 1,
        ColumnKind.Date => 4,
        ColumnKind.Decimal when type.Precision > 18 => 16,
        _ => 8,
    };
}
